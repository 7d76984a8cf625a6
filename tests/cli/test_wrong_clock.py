"""A clock that is ahead or behind: it silences nothing, outranks nothing, proves nothing, and nothing goes for good."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.store import Store, clock_signs
from privacyctl.store.file import making

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Answer

HOUR = 3600
DAY = 24 * HOUR
ANN = "ann@acme.example"


class Wrong:
    """Types a command under a clock that is so many hours from the truth; `truth` is in hours since the start."""

    def __init__(self, run: CommandLine) -> None:
        self.run = run
        self.truth = 0.0

    def __call__(self, line: str, *, off: float = 0, ok: bool = True) -> Answer:
        self.run.clock.now = NOON + int((self.truth + off) * HOUR)
        try:
            return self.run.ok(line) if ok else self.run(line)
        finally:
            self.run.clock.now = NOON + int(self.truth * HOUR)


@pytest.fixture
def at(run: CommandLine) -> Wrong:
    return Wrong(run)


@pytest.fixture
def shown(at: Wrong) -> Wrong:
    """Ann's testimonial is on show, with a permission of 100 hours ago."""
    at(f"add-contact {ANN} --name 'Ann Lee'")
    at(
        f"add-testimonial {ANN} --quote Good. --attribution 'A. L.' --at /w --permission Yes --received '100h ago'"
    )
    return at


def outcome(at: Wrong, line: str, off: float = 0) -> str:
    return str(at(f"{line} --json", off=off).json["tasks"][0]["outcome"])


def test_one_run_of_cron_ahead_silences_no_step(at: Wrong) -> None:
    at(f"takedown {ANN} --note x")
    assert "overdue" in at("due --new", off=72).out

    for hours in (13, 21, 25, 30, 48, 70):
        at.truth = hours
        assert "task 1" in at("due --new").out, hours
        assert at("due --new").out == "", "said twice"


def test_a_run_of_cron_in_the_future_is_no_run(at: Wrong) -> None:
    at(f"takedown {ANN} --note x")
    at("due --new", off=90 * 24)
    at.truth = 30

    found = {one["word"]: one["detail"] for one in at("doctor --json").json["checks"]}

    assert "in the future" in found["cron-ran-ahead"]
    at("due --new")
    assert "cron-ran-ahead" not in {one["word"] for one in at("doctor --json").json["checks"]}


def test_an_opt_out_outranks_a_yes_that_is_dated_ahead(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"optin {ANN} --purpose updates --evidence yes", off=300 * 24)

    answer = at(f"optout {ANN} --received '2h ago'")

    assert "opted out of nothing" not in answer.out
    assert ANN not in at("audience updates").out
    at.truth = 301 * 24
    assert ANN not in at("audience updates").out
    assert at("audit --verify").status == 0


def test_a_yes_of_today_outranks_a_no_that_is_dated_ahead(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"optout {ANN}", off=300 * 24)
    at.truth = 24

    older = at(f"optin {ANN} --purpose updates --evidence 'please again' --received '2h ago'", ok=False)
    assert (older.status, "in the future" in older.err, "without --received" in older.err) == (1, True, True)

    at(f"optin {ANN} --purpose updates --evidence 'please again'")
    assert ANN in at("audience updates").out
    at.truth = 48
    assert ANN in at("audience updates").out
    at(f"optout {ANN}")
    assert ANN not in at("audience updates").out


def test_a_permission_whose_time_nobody_gave_outranks_no_time_that_is_known(at: Wrong) -> None:
    at(f"add-contact {ANN} --name 'Ann Lee'")
    at(f"add-testimonial {ANN} --quote Good. --attribution 'A. L.' --at /w --permission ok")

    at(f"optout {ANN} --purpose testimonial --received '2h ago'")

    (task,) = at("due --json").json["removals"]
    assert task["seconds_left"] == 22 * HOUR
    assert at("close 1 --because mistake --note x", ok=False).status == 1, "they opted out of it as well"


def test_who_is_opted_out_of_nothing_is_status_1(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"optin {ANN} --purpose updates --evidence yes --received '1h ago'")

    assert at(f"optout {ANN} --received '2h ago'", ok=False).status == 1
    assert at(f"optout {ANN}").status == 0
    assert at(f"optout {ANN}").status == 0, "said twice, done once"


def test_a_permission_that_reaches_us_now_outranks_a_no_dated_ahead(shown: Wrong) -> None:
    at = shown
    at(f"optout {ANN} --purpose testimonial", off=72)
    again = f"add-testimonial {ANN} --quote Good. --attribution 'A. L.' --at /w --permission 'Yes, again'"

    older = at(f"{again} --received '1h ago'", ok=False)

    assert (older.status, "in the future" in older.err) == (1, True)
    assert at(f"{again} --received '0m ago'").status == 0


def test_a_removal_received_in_the_future_is_listed_first(at: Wrong) -> None:
    at("takedown bo@acme.example --received '23h ago' --note x")
    at(f"takedown {ANN} --note x", off=72)

    said = at("due").out.splitlines()
    assert said[0].startswith("task 2")
    assert "received in the future" in said[0]
    assert "takedown WHO --received" in said[0]
    found = at("due --json").json
    assert [one.get("ahead") for one in found["removals"]] == [True, None]
    assert found["clock"]["behind"] == 72 * HOUR
    assert at("due --format nagios", ok=False).out.startswith("PRIVACY CRITICAL")
    assert "task 2" in at("due --within 1h").out

    at(f"takedown {ANN} --received '1h ago'")
    assert all("ahead" not in one for one in at("due --json").json["removals"])


def test_a_removal_typed_ahead_comes_to_its_steps_from_when_it_was_seen_to_lie_ahead(at: Wrong) -> None:
    at(f"takedown {ANN} --note x", off=300 * 24)
    at("due --new")
    for hours in (12.5, 20.5, 23.5, 24.5, 25.5, 60, 302 * 24):
        at.truth = hours
        assert "task 1" in at("due --new").out, hours
    assert outcome(at, "verify 1 --attest gone") == "broken"


def test_a_request_received_in_the_future_is_listed(at: Wrong) -> None:
    at(f"add-contact {ANN} --name 'Ann Lee'")
    at(f"access {ANN}", off=300 * 24)

    assert "received in the future" in at("due").out
    assert at("due --json").json["requests"][0]["ahead"] is True
    assert at("due --format nagios", ok=False).status == 2


def test_evidence_under_a_clock_that_was_set_back_is_not_in_time(shown: Wrong) -> None:
    at = shown
    at(f"takedown {ANN} --received '40h ago' --note x")

    answer = at("verify 1 --attest gone", off=-20)

    assert "kept" not in answer.out
    assert "the clock is 20 h 00 min behind the record" in answer.err
    p6 = next(one for one in at("policy --json").json["promises"] if one["promise"] == "P6")
    assert p6["verdict"] == "broken"
    receipt = at("receipt 1").out
    assert "our clock was wrong" in receipt
    entries = at("audit --json").json["entries"]
    assert entries[-1]["behind"] == 20 * HOUR
    assert entries[-1]["at"] == entries[-2]["at"]


def test_a_claim_under_a_clock_that_was_set_back_is_not_in_time(at: Wrong) -> None:
    at(f"takedown {ANN} --received '40h ago' --note x")
    at("removed 1 --note x", off=-20)

    assert outcome(at, "verify 1 --attest gone") == "broken"


def test_evidence_from_before_the_receipt_is_not_in_time(at: Wrong) -> None:
    at(f"takedown {ANN} --note x", off=72)
    at("doctor --clock-is-right")
    at.truth = 50

    assert outcome(at, "verify 1 --attest gone") == "broken"


def test_a_look_from_the_future_covers_no_request_of_today(shown: Wrong) -> None:
    at = shown
    at(f"takedown {ANN} --received '1h ago' --note x")
    at("verify 1 --attest gone", off=300 * 24)
    at.truth = 2

    assert at(f"takedown {ANN} --note y --json").json["changed"] is True


def test_an_answer_under_a_clock_that_was_set_back_is_late(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"object {ANN} --received '40d ago' --note x")
    at("close 1 --because answered --note x", off=-30 * 24)

    p10 = next(one for one in at("policy --json").json["promises"] if one["promise"] == "P10")
    assert p10["verdict"] == "broken"


def test_a_no_that_is_recorded_under_a_clock_behind_is_no_sooner_on_record(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"optout {ANN} --received '1h ago'", off=-39)

    p4 = next(one for one in at("policy --json").json["promises"] if one["promise"] == "P4")
    assert p4["figures"]["slowest_seconds"] == 40 * HOUR


def test_nothing_goes_for_good_under_a_clock_that_may_be_ahead(run: CommandLine, at: Wrong) -> None:
    run.db.with_name("privacyctl.toml").write_text('[purposes.order]\nretention = "2y"\n')
    at(f"add-purchase {ANN} --order 1 --product W --on 2026-11-01")
    three_years = 3 * 365 * 24

    at("due --new", off=three_years)  # the same wrong clock is no witness of itself
    at("add-contact bo@acme.example", off=three_years)
    refused = at("purge", off=three_years, ok=False)

    assert (refused.status, "the clock may be wrong" in refused.err) == (1, True)
    assert at("show 1 --json").json["purchases"]
    at.truth = three_years
    assert "1 order line" in at("purge --clock-is-right").out
    assert "clock-set" in at.run.acts()
    assert at("purge").out == "", "it was said once, and counts from then on"


def test_where_cron_keeps_due_running_purge_needs_no_word(run: CommandLine, at: Wrong) -> None:
    run.db.with_name("privacyctl.toml").write_text('[purposes.order]\nretention = "90d"\n')
    at(f"add-purchase {ANN} --order 1 --product W --on 2026-11-01")
    for _ in range(5):
        at("due --new")
        at.truth += 30 * 24

    assert "1 order line" in at("purge").out


def test_a_person_settles_which_clock_is_right(at: Wrong) -> None:
    at(f"add-contact {ANN}", off=72)
    at("add-contact bo@acme.example", off=71)
    found = {one["word"]: one for one in at("doctor --json").json["checks"]}
    assert "from entry 1 on" in found["clock-behind"]["detail"]
    assert "contact.received_at" in " ".join(
        one["detail"] for one in at("doctor --json").json["checks"] if one["word"] == "moment-ahead"
    )

    at("doctor --clock-is-right")

    assert at("contacts").err == ""
    at("add-contact cy@acme.example")
    entries = at("audit --json").json["entries"]
    assert [(one["act"], one.get("back"), one.get("behind")) for one in entries[-2:]] == [
        ("clock-set", 72 * HOUR, None), ("contact-added", None, None),
    ]  # fmt: skip
    assert entries[-1]["at"] == "2026-11-22T12:00:00Z"
    assert at("doctor --clock-is-right").status == 0
    assert at.run.acts().count("clock-set") == 1


@pytest.mark.parametrize("line", ["contacts", "audit --verify", "policy --json", "optout x@y.example", "due"])
def test_every_command_says_that_the_clock_is_behind(at: Wrong, line: str) -> None:
    at(f"add-contact {ANN}", off=20)

    assert "the clock is 20 h 00 min behind the record" in at(line).err


def test_cron_is_told_once_an_hour(at: Wrong) -> None:
    at(f"add-contact {ANN}", off=72)
    assert "behind the record" in at("due --new").err
    at.truth = 0.2
    assert at("due --new").err == ""
    at.truth = 1
    assert "behind the record" in at("due --new").err


def test_a_code_made_in_the_future_confirms_nobody(at: Wrong) -> None:
    at(f"add-contact {ANN}")
    at(f"erase {ANN}", ok=False)
    code = at("confirm 1 --how code --json", off=300 * 24).json["code"]

    assert at(f"confirm 1 --how code --code {code}", ok=False).status == 1


def test_a_window_that_only_a_leap_of_the_clock_has_ended_stays_shut(run: CommandLine, at: Wrong) -> None:
    run.db.with_name("privacyctl.toml").write_text(
        '[purposes.surveys]\nfor = "to ask what to build"\nbasis = "legitimate-interests"\nchoice = "opt-out"\n'
    )
    run.db.with_name("notice.txt").write_text("We would like to ask you.")
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"announce surveys --text {run.db.with_name('notice.txt')} --days 14 --out {run.db.with_name('told')}")

    refused = at("audience surveys", off=100 * 24, ok=False)

    assert (refused.status, "the clock may be wrong" in refused.err) == (1, True)
    at.truth = 15 * 24
    assert ANN in at("audience surveys --json").out


SURVEY = (
    '[purposes.surveys]\nfor = "to ask what to build"\nbasis = "legitimate-interests"\nchoice = "opt-out"\n'
)


def test_no_window_begins_under_a_clock_that_is_behind(run: CommandLine, at: Wrong) -> None:
    """It would be over before people had their days: perhaps before it began."""
    run.db.with_name("privacyctl.toml").write_text(SURVEY)
    run.db.with_name("notice.txt").write_text("We would like to ask you.")
    announce = f"announce surveys --text {run.db.with_name('notice.txt')} --out {run.db.with_name('told')}"
    at(f"add-purchase {ANN} --order 1 --product W")

    refused = at(announce, off=-33 * 24, ok=False)

    assert (refused.status, "no window begins" in refused.err) == (1, True)
    assert at("audience surveys", ok=False).status == 1
    at(announce)


def test_an_address_changed_under_a_clock_that_is_behind_is_a_new_one(at: Wrong) -> None:
    at(f"add-contact {ANN}")
    at(f"correct {ANN} --email ann@new.example --confirmed voice", off=-33 * 24)

    refused = at("access ann@new.example --code", ok=False)

    assert (refused.status, "was changed lately" in refused.err) == (1, True)


@pytest.mark.parametrize("received", ["", " --received '1h ago'"])
def test_who_asks_anew_to_be_restricted_is_however_late_the_last_one_was_lifted(
    at: Wrong, received: str
) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"restrict {ANN} --note x", off=240)
    at(f"restrict {ANN} --lift --note told", off=241)

    answer = at(f"restrict {ANN} --note y{received}")

    assert "Their data is kept since" in answer.out
    assert ANN not in at("audience updates").out
    at.truth = 300
    assert ANN not in at("audience updates").out


def test_a_restriction_that_is_dated_ahead_can_be_lifted_and_made_anew(at: Wrong) -> None:
    at(f"add-purchase {ANN} --order 1 --product W")
    at(f"restrict {ANN} --note x", off=300 * 24)

    at(f"restrict {ANN} --lift --note told")
    assert ANN in at("audience updates").out
    at(f"restrict {ANN} --note y")
    assert ANN not in at("audience updates").out
    at.truth = 301 * 24
    assert ANN not in at("audience updates").out
    assert at("doctor").status == 0


def test_a_run_of_due_that_lies_ahead_says_that_the_clock_went_back(shown: Wrong) -> None:
    """`due` said that it is overdue: what is proved at an earlier time is not in time."""
    at = shown
    at(f"takedown {ANN} --note x")
    assert "overdue" in at("due --new", off=30).out

    assert "the clock is 10 h 00 min behind the record" in at("contacts", off=20).err
    assert outcome(at, "verify 1 --attest gone", off=20) == "broken"


def test_a_person_settles_a_run_of_due_that_lies_ahead(at: Wrong) -> None:
    at(f"add-contact {ANN}")
    at("due --new", off=300 * 24)
    assert "behind the record" in at("contacts").err

    at("doctor --clock-is-right")

    assert at("contacts").err == ""
    assert at("audit --verify").status == 0
    assert at("doctor").status == 0


ASKED = ("access", "erase", "object", "question", "restrict")


@pytest.mark.parametrize("kind", ASKED)
def test_what_was_received_in_the_future_is_typed_again_as_due_says(at: Wrong, kind: str) -> None:
    note = "" if kind in ("access", "erase") else " --note x"
    at(f"add-contact {ANN}")
    at(f"{kind} {ANN}{note}", off=300 * 24, ok=False)
    assert f"give the true time: privacyctl {kind} WHO --received TIME" in at("due").out

    at(f"{kind} {ANN}{note}", ok=False)

    assert "received in the future" not in at("due --within 900h").out
    at.truth = 40 * 24
    assert "overdue" in at("due").out


def test_the_moments_of_every_table_are_known(tmp_path: Path) -> None:
    making.make_folder(tmp_path / "r")
    making.create(tmp_path / "r" / "p.db", SECRET, NOON)
    with closing(Store.open(tmp_path / "r" / "p.db", Clock())) as store:
        columns = {
            (table, row["name"])
            for (table,) in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for row in store.rows(f"PRAGMA table_info({table})")
            if row["type"] == "INTEGER"
            and row["name"].rpartition("_")[2] in ("after", "at", "from", "until", "on")
        } - {("restored", "until")}  # an entry's number
        assert clock_signs.lying_ahead(store) == []

    known = {(table, one) for table, some in clock_signs.PAST.items() for one in some}
    assert columns == known | clock_signs.FUTURE
