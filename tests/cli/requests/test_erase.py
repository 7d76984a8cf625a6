"""erase: what goes, what stays and why, who is told, and what never comes back."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import stat
from typing import TYPE_CHECKING, Any

import pytest

from helpers.order_imports import Importer
from helpers.servers import WORDS, Origin
from helpers.terminal import CommandLine
from privacyctl.cli import erase
from privacyctl.duties import proofs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from helpers.terminal import Clock
    from privacyctl.store import Transaction

PAGE = "https://vendor.example/words.html"
ERASE = "erase ann@acme.example --confirmed voice"


@pytest.fixture
def ann(run: CommandLine, load: Importer) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example")
    load.ok("Order,Email,Product", "ORD-1001,ann@acme.example,Pro", "ORD-1002,ann@acme.example,Lite")


@pytest.fixture
def shown(run: CommandLine, ann: None) -> None:
    run.ok(
        "add-testimonial ann@acme.example --quote 'It saved us weeks of work.' --attribution 'Ann L.'"
        f" --at {PAGE} --permission 'Print it.' --received '9d ago'"
    )


def counted(run: CommandLine) -> list[tuple[str, int]]:
    """How many rows there are in the side tables of what was looked at and said."""
    with contextlib.closing(sqlite3.connect(f"{run.db.as_uri()}?mode=ro", uri=True)) as record:
        return [
            (table, record.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
            for table in ("look_text", "takedown_note", "follow_up_text")
        ]


# The case and its confirmation


@pytest.mark.usefixtures("ann")
def test_nothing_is_erased_before_it_is_confirmed_who_asks(run: CommandLine) -> None:
    answer = run.ok("erase ann@acme.example --received '2d ago'")

    assert "Case 1 opened: erase contact 1, answer by Mon 21 Dec 2026" in answer.out
    assert "Nothing was erased: it is not confirmed yet who asks." in answer.out
    assert run.ok("show ann@acme.example --json").json["contact"]["name"] == "Ann Lee"
    assert not run.db.with_name("privacyctl.db.erasures").exists()

    before = run.ok("audit --json").json
    assert run.ok("erase ann@acme.example --json").json["changed"] is False
    assert run.ok("audit --json").json == before


@pytest.mark.usefixtures("ann")
def test_the_case_is_answered_with_numbers_alone(run: CommandLine) -> None:
    run.ok(f"{ERASE} --received '2d ago'")

    (case,) = run.ok("requests --json").json["requests"]
    assert case["kind"] == "erasure"
    assert case["closed_because"] == "answered"
    assert case["closing_note"] == "erased; texts and rows: 6, takedowns: 0, recipients to tell: 0"
    assert case["who"] == "an erased person"


@pytest.mark.usefixtures("ann")
def test_a_company_is_not_erased(run: CommandLine) -> None:
    answer = run("erase Acme --confirmed voice")

    assert answer.status == 1
    assert "only a person is erased" in answer.err
    assert "takedown" in answer.err


def test_whoever_is_not_on_record_gets_a_case_and_a_dry_run_finds_nobody(run: CommandLine) -> None:
    assert run("erase ann@acme.example --dry-run").status == 1
    assert run.ok("erase ann@acme.example --confirmed voice --json").json["kind"] == "erasure"


@pytest.mark.usefixtures("shown")
def test_a_dry_run_says_what_would_go_and_changes_nothing(run: CommandLine) -> None:
    before = run.db.read_bytes()

    answer = run.ok("erase ann@acme.example --dry-run")

    assert "addresses    2" in answer.out
    assert "orders       2" in answer.out
    assert "words on show  1  until they are seen to be gone from the site" in answer.out
    assert run.db.read_bytes() == before
    assert sorted(one.name for one in run.db.parent.iterdir()) == ["privacyctl.db", "privacyctl.db.journal"]
    foreseen = run.ok("erase ann@acme.example --dry-run --json").json
    done = run.ok(f"{ERASE} --json").json
    assert (foreseen["goes"], foreseen["stays"]) == (done["goes"], done["stays"])
    assert foreseen["changed"] is False


@pytest.mark.usefixtures("ann")
def test_a_terminal_asks_and_a_no_erases_nothing(run: CommandLine) -> None:
    answer = run(ERASE, terminal=True, given="n\n")

    assert answer.status == 1
    assert "What goes" in answer.out
    assert "Nothing was erased." in answer.out
    assert "Ann Lee" in run.ok("show 1").out

    assert "is erased" in run(ERASE, terminal=True, given="y\n").out


@pytest.mark.usefixtures("shown")
def test_what_is_on_show_does_not_wait_until_it_is_known_who_asks(run: CommandLine, clock: Clock) -> None:
    """The 24 hours run from the request, and a removal needs no proof."""
    asked = run.ok("erase ann@acme.example --received '2h ago'")

    assert "to be gone within 24 hours, whoever asks: task 1" in asked.out
    [task] = run.ok("due --json").json["removals"]
    assert task["seconds_left"] == 22 * 3600
    clock.forward(hours=30)
    done = run.ok(f"{ERASE} --json").json
    assert done["tasks"] == [1]
    assert [one["task"] for one in run.ok("due --json").json["removals"]] == [1]


@pytest.mark.parametrize("reason", ["tax law: Ann Lee", "invoice of ANN@ACME.example", "ann  lee"])
@pytest.mark.usefixtures("ann")
def test_the_reason_for_keeping_orders_names_nobody(run: CommandLine, reason: str) -> None:
    answer = run(f"{ERASE} --keep-orders 2036-12-31 --because '{reason}'")

    assert answer.status == 2
    assert "the reason names the person" in answer.err
    assert "Ann Lee" in run.ok("show 1").out


@pytest.mark.usefixtures("ann")
def test_yes_asks_nobody(run: CommandLine) -> None:
    assert "is erased" in run.ok(f"{ERASE} --yes", terminal=True).out


@pytest.mark.usefixtures("ann")
def test_it_says_what_it_searched(run: CommandLine) -> None:
    answer = run.ok(ERASE)

    assert "Checked: none of " in answer.out
    assert answer.out.rstrip().splitlines()[-2].startswith("Checked: none of ")
    assert "Too short to be searched for: 1 value." in answer.out


def test_it_says_of_no_value_that_it_was_too_short_where_none_was(run: CommandLine) -> None:
    run.ok("add-contact kay@acme.example --name 'Kay Long'")

    answer = run.ok("erase kay@acme.example --confirmed voice")

    assert "Checked: none of " in answer.out
    assert "Too short" not in answer.out


# What stays


@pytest.mark.usefixtures("ann")
def test_every_address_is_closed_to_all_that_can_be_declined(run: CommandLine) -> None:
    assert "ann" in run.ok("audience updates").out

    run.ok(ERASE)

    given = "email\nann@acme.example\nann@home.example\nbo@other.example\n"
    assert run.ok("gate - --purpose updates --keep-unknown", given=given).out == "email\nbo@other.example\n"
    for purpose in ("testimonial", "customer-list"):
        passed = run.ok(f"gate - --purpose {purpose} --keep-unknown", given=given)
        assert passed.out == "email\nbo@other.example\n"


@pytest.mark.usefixtures("ann")
def test_erased_orders_do_not_come_back_and_a_new_one_makes_a_new_contact_who_is_opted_out(
    run: CommandLine, load: Importer
) -> None:
    run.ok(ERASE)

    answer = load.ok(
        "Order,Email,Product,News",
        "ORD-1001,ann@acme.example,Pro,yes",
        "ORD-1003,Ann@Acme.example,Pro,yes",
        "ORD-1002,bo@other.example,Lite,",
        more="--json",
    ).json

    assert answer["files"][0]["passed_over"] == {"erased order": 2}
    assert answer["created"] == answer["contacts_created"] == 1
    assert "2 rows" in load.ok("Order,Email,Product", *["ORD-1001,ann@acme.example,Pro"] * 2).out
    assert run.ok("show ann@acme.example --json").json["contact"]["id"] == 2
    assert run.ok("audience updates").out == "email,name\n"
    refused = run("add-purchase ann@acme.example --order ORD-1001 --product Pro")
    assert refused.status == 1
    assert "was erased" in refused.err


@pytest.mark.usefixtures("ann")
def test_orders_that_a_law_wants_kept_stay_without_name_and_address(run: CommandLine, load: Importer) -> None:
    run.ok(f"{ERASE} --keep-orders 2036-12-31 --because 'tax law'")

    shown = run.ok("show 1")
    assert "Orders   kept until Wed 31 Dec 2036 23:59 UTC: tax law" in shown.out
    assert [one["order"] for one in run.ok("show 1 --json").json["purchases"]] == ["ORD-1001", "ORD-1002"]
    assert run.in_bytes("Ann Lee") == run.in_bytes("ann@acme") == []
    again = load.ok("Order,Email,Product", "ORD-1001,ann@acme.example,Pro", more="--json").json
    assert again["files"][0]["passed_over"] == {"erased order": 1}


@pytest.mark.parametrize(
    "given",
    [
        "--keep-orders 2036-12-31",
        "--because law",
        "--keep-orders soon --because law",
        "--keep-orders 2020-01-01 --because law",
    ],
)
@pytest.mark.usefixtures("ann")
def test_until_when_orders_are_kept_and_why_must_be_said_together(run: CommandLine, given: str) -> None:
    assert run(f"{ERASE} {given}").status == 2
    assert "Ann Lee" in run.ok("show 1").out


@pytest.mark.usefixtures("ann")
def test_a_company_that_others_act_for_stays(run: CommandLine) -> None:
    run.ok("add-contact bo@acme.example --company Acme")

    run.ok(ERASE)

    assert "Acme" in run.ok("show bo@acme.example").out


@pytest.mark.usefixtures("ann")
def test_other_cases_end_with_it_but_a_takedown(run: CommandLine) -> None:
    """An access that is open: there is nothing left to hand out."""
    run.ok("correct 1 --email ann@new.example")

    answer = run.ok(ERASE)

    assert "Case 1 will end with it: there is nothing left to hand out or put right." in answer.out
    cases = run.ok("requests --json").json["requests"]
    assert {one["case"]: one["closed_because"] for one in cases} == {1: "withdrawn", 2: "answered"}


@pytest.mark.usefixtures("ann")
def test_while_something_is_to_be_looked_for_nobody_is_erased(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example")

    answer = run(ERASE)

    assert answer.status == 1
    assert "task 1 wants something looked for on the site, and after an erasure nobody could" in answer.err
    assert "Ann Lee" in run.ok("show 1").out
    run.ok("close 1 --because nothing-found --note 'Looked everywhere.'")
    assert "is erased" in run.ok(ERASE).out


# What is on show


@pytest.mark.usefixtures("shown")
def test_what_is_on_show_becomes_takedowns_from_the_receipt_of_the_erasure(run: CommandLine) -> None:
    answer = run.ok(f"{ERASE} --received '20h ago'")

    assert "Still on show, and due within 24 hours of the request: task 1" in answer.out
    (due,) = run.ok("due --json").json["removals"]
    assert (due["who"], due["seconds_left"]) == ("an erased person", 4 * 3600)
    assert run.in_bytes("It saved us weeks of work.") == ["privacyctl.db"]


@pytest.mark.parametrize(
    "end",
    [
        "verify 1 --attest 'Looked: gone.'",
        "close 2 --because nothing-found --note 'Looked: gone.'",
    ],
)
@pytest.mark.usefixtures("shown")
def test_the_words_go_in_the_moment_they_are_seen_to_be_gone(run: CommandLine, end: str) -> None:
    run.ok(ERASE)
    if end.startswith("close"):
        assert run(end).status == 1  # what is in the register needs a look
        return

    run.ok(end)

    for text in ("It saved us weeks of work.", "Ann L.", PAGE, "Looked: gone."):
        assert run.in_bytes(text) == []
    (left,) = run.ok("publications --json").json["publications"]
    assert (left["quote"], left["where"], left["barred"]) == (None, [], True)
    again = run("verify 1")
    assert again.status == 1
    assert "was erased once it was gone" in again.err
    assert run.ok("verify --all").status == 0


@pytest.mark.usefixtures("ann")
def test_a_look_at_the_page_lets_the_words_go_and_where_they_were_seen(
    run: CommandLine, origin: Origin
) -> None:
    page = f"{origin.url}/customers.html"
    run.ok(
        "add-testimonial ann@acme.example --quote 'It saved us weeks of work.' --attribution 'Ann L.'"
        f" --at {page} --permission 'Print it.' --received '9d ago'"
    )
    origin.page(
        "/customers.html",
        f"{WORDS}<blockquote>It saved us weeks of work.</blockquote> Ann L., and more words.",
    )
    run.ok("takedown ann@acme.example --received '2h ago'")
    assert run("verify").status == 1
    assert ("look_text", 0) not in counted(run)

    run.ok(ERASE)
    assert ("look_text", 0) not in counted(run)
    assert run.in_bytes("It saved us weeks of work.") == ["privacyctl.db"]

    origin.page("/customers.html", f"{WORDS}<p>, and more words.</p>")
    run.ok("verify")

    assert run.in_bytes("It saved us weeks of work.") == []
    assert run.in_bytes(page) == []
    assert ("look_text", 0) in counted(run)


@pytest.mark.usefixtures("shown")
def test_whoever_was_erased_is_not_shown_again_by_mistake(run: CommandLine) -> None:
    run.ok(ERASE)

    answer = run("close 2 --because mistake --note oops")

    assert answer.status == 1
    assert "was erased, so it may not be shown again" in answer.err


@pytest.mark.usefixtures("shown")
def test_erased_words_come_back_neither_to_the_register_nor_to_the_site(
    run: CommandLine, tmp_path: Path
) -> None:
    run.ok(ERASE)
    run.ok("verify 1 --attest 'Looked: gone.'")
    site = tmp_path / "site"
    site.mkdir()
    said = site / "said.json"
    said.write_text('[{"quote": "It saved us  WEEKS of work.", "name": "Ann L."}, {"quote": "Fine."}]')
    run.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{site}"\n[[site.data]]\nfile = "said.json"\nholds = "testimonials"\n'
    )
    run.ok("add-contact bo@other.example --name 'Bo Berg'")

    answer = run(
        "add-testimonial bo@other.example --quote 'It saved us weeks of work.' --attribution 'B. B.'"
        f" --at {PAGE} --permission Yes."
    )
    assert answer.status == 1
    assert "taken down" in answer.err
    scanned = run(f"scan {site}", terminal=False)
    assert scanned.status == 1
    assert "said.json:1: taken down, and back" in scanned.out

    run("publish")

    assert json.loads(said.read_text()) == [{"quote": "Fine."}]


@pytest.mark.usefixtures("ann")
def test_a_listed_contacts_company_leaves_the_list_and_then_the_record(run: CommandLine) -> None:
    run.ok(f"add-customer Acme --contact ann@acme.example --at {PAGE}")

    answer = run.ok(f"{ERASE} --json").json

    assert answer["tasks"] == [1]
    assert run.in_bytes("Acme") == ["privacyctl.db"]
    assert "Acme" in run.ok("due --who").out
    run.ok("verify 1 --attest gone")
    assert run.in_bytes("Acme") == []
    assert "an erased company" in run.ok("publications --json").out
    assert run.ok("verify --all").status == 0


# Whom to tell


@pytest.mark.usefixtures("ann")
def test_whom_to_tell_and_of_what_is_said_on_stdout_alone(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Told:
        recipient, ask_at, fields = "bmt-micro", "privacy@bmt.example", ("email",)
        orders, follow_up = ("ORD-1001",), 7

    def tell(tx: Transaction, case: int, contact: int, fields: Sequence[str]) -> Sequence[Any]:
        assert tx.value("SELECT count(*) FROM purchase WHERE contact_id = ?", (contact,)) == 2
        assert (case, contact, set(fields)) == (1, 1, {"email", "name", "company", "order"})
        return [Told()]

    monkeypatch.setattr(erase, "tell", lambda: tell)

    answer = run.ok(ERASE)

    line = "Tell bmt-micro at privacy@bmt.example (follow-up 7): ann@acme.example, ann@home.example, orders ORD-1001"
    assert line in answer.out
    assert answer.err == ""
    assert "ann@acme" not in run.ok("audit").out


# The list beside the data file


@pytest.mark.usefixtures("ann")
def test_it_is_listed_beside_the_data_file_by_keyed_hashes_alone(run: CommandLine) -> None:
    run.ok(ERASE)

    erased_list = run.db.with_name("privacyctl.db.erasures")
    (line,) = erased_list.read_text().splitlines()
    listed = json.loads(line)
    assert stat.S_IMODE(erased_list.stat().st_mode) == 0o600
    assert {key: listed[key] for key in ("v", "contact", "at", "key", "normalisation")} == {
        "v": 1, "contact": 1, "at": "2026-11-22T12:00:00Z", "key": 1, "normalisation": 1,
    }  # fmt: skip
    assert [len(mark) for mark in (*listed["addresses"], *listed["orders"])] == [32] * 4


@pytest.mark.usefixtures("ann")
def test_a_copy_from_before_the_erasure_that_was_put_back_is_noticed_and_erased_again(
    run: CommandLine, tmp_path: Path, clock: Clock
) -> None:
    journal = run.db.with_name("privacyctl.db.journal")
    for file in (run.db, journal):
        shutil.copy(file, tmp_path)
    run.ok(ERASE)
    assert run("doctor").status == 0
    for file in (run.db, journal):  # its journal too: else that knows more than the copy
        shutil.copy(tmp_path / file.name, file)
    clock.forward(hours=1)

    answer = run("doctor")

    assert answer.status == 3
    assert (
        "contact 1 is listed as erased and is on record: a copy from before the erasure was put back"
        in answer.out
    )
    assert "privacyctl erase 1" in answer.err
    run.ok("erase 1")  # it was confirmed once, and nobody need confirm it again
    assert run("doctor").status == 0
    assert len(run.db.with_name("privacyctl.db.erasures").read_text().splitlines()) == 1
    assert run.in_bytes("ann@acme") == []


@pytest.mark.usefixtures("ann")
def test_a_new_order_of_theirs_is_no_copy_put_back(run: CommandLine) -> None:
    run.ok(ERASE)
    run.ok("add-purchase ann@acme.example --order 2 --product Pro")

    assert run("doctor").status == 0


@pytest.mark.usefixtures("ann")
def test_a_torn_line_says_nothing_and_tears_no_other(run: CommandLine) -> None:
    erased_list = run.db.with_name("privacyctl.db.erasures")
    erased_list.write_bytes(b'{"v":1,"contact":9,"addr')
    erased_list.chmod(0o600)

    run.ok(ERASE)

    first, second = erased_list.read_bytes().splitlines()
    assert first == b'{"v":1,"contact":9,"addr'
    assert json.loads(second)["contact"] == 1
    answer = run.ok("doctor")
    assert "1 lines of the list beside the data file say nothing" in answer.out


@pytest.mark.usefixtures("ann")
def test_a_line_whose_contact_is_no_number_says_nothing(run: CommandLine) -> None:
    run.ok(ERASE)
    erased_list = run.db.with_name("privacyctl.db.erasures")
    line = json.loads(erased_list.read_bytes())
    with erased_list.open("a") as file:
        file.write(json.dumps(line | {"contact": "nobody"}) + "\n")

    answer = run.ok("doctor")

    assert "1 lines of the list beside the data file say nothing" in answer.out


@pytest.mark.usefixtures("ann")
def test_a_list_that_cannot_be_written_stops_the_erasure(run: CommandLine) -> None:
    folder = run.db.with_name("privacyctl.db.erasures")
    folder.mkdir()

    answer = run(ERASE)

    assert answer.status == 3
    folder.rmdir()
    assert "Ann Lee" in run.ok("show 1").out


@pytest.mark.usefixtures("ann")
def test_a_list_that_others_can_read_or_that_is_gone_is_told_by_doctor(run: CommandLine) -> None:
    run.ok(ERASE)
    erased_list = run.db.with_name("privacyctl.db.erasures")
    erased_list.chmod(0o644)
    assert "privacy of the file privacyctl.db.erasures  mode 0644" in run("doctor").out
    erased_list.unlink()

    answer = run.ok("doctor")

    assert "1 of 1 are not listed beside the data file" in answer.out


# Said twice, and what is left


@pytest.mark.parametrize("who", ["ann@acme.example", "ann@HOME.example", "1"])
@pytest.mark.usefixtures("ann")
def test_said_twice_it_is_done_once(run: CommandLine, who: str) -> None:
    run.ok(ERASE)
    before = run.ok("audit --json").json

    answer = run.ok(f"erase {who} --confirmed voice --json")

    assert answer.json["changed"] is False
    assert answer.json["erased_at"] == answer.json["proved_at"] == "2026-11-22T12:00:00Z"
    assert "was erased on Sun 22 Nov 2026 12:00 UTC" in run.ok(f"erase {who}").out
    assert run.ok("audit --json").json == before


@pytest.mark.usefixtures("shown")
def test_what_is_left_is_shown_wherever_a_person_would_be(run: CommandLine) -> None:
    run.ok(ERASE)

    assert run.ok("contacts --json").json == {"contacts": [], "total": 0}
    assert "Erased   Sun 22 Nov 2026 12:00 UTC, as they asked" in run.ok("show 1").out
    assert run.ok("show 1 --json").json["contact"]["email"] is None
    assert "erased" in run.ok("audit 1").out
    assert "an erased person" in run.ok("requests").out
    assert "task 1" in run.ok("due").out
    for line in ("publications", "publications 1", "stats", "audience updates", "doctor", "follow-ups"):
        assert run.ok(line).status == 0
    receipt = run("receipt 2")
    assert receipt.status == 1
    assert "was erased" in receipt.err
    for line in (
        "optout 1",
        "takedown 1",
        "correct 1 --name A",
        f"add-testimonial 1 --quote a --attribution b --at {PAGE} --permission c",
    ):
        refused = run(line)
        assert refused.status == 1
        assert "contact 1 was erased on Sun 22 Nov 2026 12:00 UTC" in refused.err


@pytest.mark.usefixtures("ann")
def test_a_terminal_is_told_that_an_erasure_is_not_proved(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proofs, "prove", killed)
    assert run(ERASE).status == 130
    monkeypatch.undo()

    warned = run.ok("contacts", terminal=True).err
    assert "it is not proved yet that nothing is left" in " ".join(warned.split())
    assert run("erase 1").status == 2
    assert "Checked: none of " in run.ok("erase ann@acme.example").out
    assert "not proved" not in run.ok("contacts", terminal=True).err


@pytest.mark.usefixtures("ann")
def test_whoever_was_told_of_it_in_json_is_told_though_the_search_fails(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proofs, "prove", killed)

    assert run(f"{ERASE} --json").json["proof"] is None


def test_an_unasked_copy_keeps_its_address_until_it_was_asked_about(
    run: CommandLine, shown: None, saved: Callable[[], None]
) -> None:
    saved()
    run.ok(ERASE)
    assert run.in_bytes("social.example/ann") == ["privacyctl.db"]

    run.ok("asked 1 --note 'Wrote to Ann.'")

    assert run.in_bytes("social.example/ann") == run.in_bytes("Wrote to Ann.") == []
    assert run.ok("follow-ups").status == 0


@pytest.fixture
def saved(run: CommandLine) -> Callable[[], None]:
    def follow() -> None:
        run.ok("takedown ann@acme.example")
        run.ok("follow-up 1 --copy social --where https://social.example/ann")

    return follow
