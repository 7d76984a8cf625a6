"""`policy`: each promise, what the record shows of it, and what breaks it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

WORDS = "add-testimonial ann@acme.example --quote Good. --attribution 'Ann L.' --at /words --permission Yes."
LISTED = "add-customer Acme --contact ann@acme.example --at /customers"


def promise(run: CommandLine, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in run.ok("policy --json").json["promises"] if one["promise"] == name
    )
    return found


def verdicts(run: CommandLine) -> dict[str, str]:
    return {one["promise"]: one["verdict"] for one in run.ok("policy --json").json["promises"]}


@pytest.fixture
def shown(run: CommandLine) -> None:
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        WORDS,
        LISTED,
    )


def test_every_line_of_the_policy_is_there(run: CommandLine) -> None:
    assert list(verdicts(run)) == [f"P{number}" for number in range(1, 12)]


def test_an_empty_record_breaks_nothing(run: CommandLine) -> None:
    assert "broken" not in verdicts(run).values()
    assert run("policy --check").status == 0


def test_what_the_record_cannot_show_is_unknown_and_never_kept(run: CommandLine) -> None:
    found = verdicts(run)

    assert {name for name, verdict in found.items() if verdict == "unknown"} >= {"P11"}
    assert found["P9"] == "at risk"  # that there is no copy is known


@pytest.mark.usefixtures("shown")
def test_a_removal_in_time_keeps_the_promise_and_is_told_with_its_time(
    run: CommandLine, clock: Clock
) -> None:
    run.ok("takedown ann@acme.example --what testimonial")
    clock.forward(hours=19, minutes=2)
    run.ok("verify 1 --attest 'Looked: gone.'")

    found = promise(run, "P6")

    assert found["verdict"] == "kept"
    assert found["figures"] == {
        "on_show": 0, "removals": 1, "slowest_seconds": 19 * 3600 + 120, "attested": 1, "without_sighting": 0,
        "to_be_removed": 0,
    }  # fmt: skip
    assert "1 removal, slowest 19 h 02 min, none late" in run.ok("policy").out


@pytest.mark.parametrize(("what", "name", "other"), [("testimonial", "P6", "P7"), ("name", "P7", "P6")])
@pytest.mark.usefixtures("shown")
def test_a_removal_seen_after_24_hours_breaks_the_promise_it_is_about(
    run: CommandLine, clock: Clock, what: str, name: str, other: str
) -> None:
    run.ok(f"takedown ann@acme.example --what {what}")
    clock.forward(hours=24, minutes=1)
    run.ok("verify 1 --attest 'Looked: gone.'")

    assert promise(run, name)["concerns"] == {"late": 1}
    assert promise(run, name)["verdict"] == "broken"
    assert promise(run, other)["verdict"] == ("kept" if other == "P6" else "nothing yet")
    assert run("policy --check").status == 1


@pytest.mark.usefixtures("shown")
def test_an_old_breach_is_no_breach_of_this_year(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann@acme.example --what testimonial")
    clock.forward(hours=25)
    run.ok("verify 1 --attest 'Looked: gone.'")
    clock.forward(hours=366 * 24)

    assert promise(run, "P6")["verdict"] == "kept"
    assert run.ok("policy --since '400d ago' --json").json["worst"] == "broken"


@pytest.mark.usefixtures("shown")
def test_an_overdue_removal_breaks_it_while_it_is_open(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann@acme.example --what testimonial")
    clock.forward(hours=25)

    found = promise(run, "P6")

    assert found["verdict"] == "broken"
    assert found["concerns"]["overdue"] == 1


@pytest.mark.usefixtures("shown")
def test_what_nobody_has_looked_at_is_at_risk(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example --what testimonial")
    run.ok("due")
    run.ok("removed 1 --note 'Took it out.'")

    found = promise(run, "P6")

    assert found["verdict"] == "at risk"
    assert found["concerns"]["unverified"] == 1
    assert run("policy --check").status == 0


@pytest.mark.usefixtures("shown")
def test_an_open_removal_without_cron_is_at_risk(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example --what testimonial")

    assert promise(run, "P6")["verdict"] == "at risk"
    run.ok("due")
    assert promise(run, "P6")["verdict"] == "nothing yet"  # what waits is no evidence
    assert "1 testimonial on show, 1 still to be removed; no removal" in run.ok("policy").out


@pytest.mark.usefixtures("shown")
def test_a_full_name_on_show_breaks_the_promise(run: CommandLine) -> None:
    assert promise(run, "P6")["verdict"] == "kept"
    run.ok(
        "add-testimonial ann@acme.example --quote Nice. --attribution 'Beth Moss' --at /more --permission Yes."
    )
    run.ok("add-contact ann@acme.example --name 'Beth Moss' --replace")

    assert promise(run, "P6")["concerns"] == {"full-names": 1}


def test_orders_that_were_kept_for_a_law_have_a_week_to_be_purged_too(run: CommandLine, clock: Clock) -> None:
    run.ok("add-purchase ann@acme.example --order 1 --product Widget")
    run.ok("erase ann@acme.example --confirmed voice --keep-orders 2026-11-23 --because law")

    clock.forward(hours=6 * 24)
    assert promise(run, "P2")["concerns"] == {"to-purge": 1, "no-retention": 1}
    clock.forward(hours=3 * 24)
    assert promise(run, "P2")["concerns"] == {"past-retention": 1, "no-retention": 1}


def test_a_card_number_on_record_breaks_the_first_promise(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    with closing(sqlite3.connect(run.db)) as connection, connection:
        connection.execute("UPDATE contact SET name = '4111 1111 1111 1111'")

    answer = run("policy --check")

    assert answer.status == 1
    assert "card numbers on record: 1" in answer.out
    assert "4111" not in answer.out + answer.err


def test_a_broken_chain_and_an_open_file_break_the_ninth(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.db.chmod(0o644)
    with closing(sqlite3.connect(run.db)) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET body = replace(body, 'contact', 'contract')")

    assert promise(run, "P9")["concerns"] == {
        "chain-broken": 1,
        "not-private": 1,
        "no-recent-copy": 1,
        "not-drilled": 1,
    }


def test_an_opt_out_is_told_with_how_soon_it_was_on_record(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok("optout ann@acme.example --received '3h ago'")

    found = promise(run, "P4")

    assert found["figures"] == {"opt_outs": 1, "slowest_seconds": 3 * 3600, "closed": 1}


def test_nobody_is_named(run: CommandLine, shown: None, clock: Clock) -> None:
    run.ok("optout ann@acme.example --all")
    clock.forward(hours=30)

    said = run.ok("policy").out + run.ok("policy --json").out + run.ok("policy", terminal=True).out

    assert "Ann" not in said
    assert "acme" not in said.lower()


def test_what_is_promised_is_recorded_once_with_its_day(run: CommandLine, clock: Clock) -> None:
    assert run.ok("policy --json").json["version"] is None

    first = run.ok("policy --adopt --effective '2d ago' --json").json
    clock.forward(hours=1)
    again = run.ok("policy --adopt --json").json

    assert (first["changed"], again["changed"]) == (True, False)
    assert again["version"] == first["version"]
    found = run.ok("policy --json").json
    assert found["version"] == first["version"]
    assert found["is_current"] is True


def test_a_change_of_the_settings_is_another_version(run: CommandLine, clock: Clock) -> None:
    run.ok("policy --adopt")
    run.db.with_name("privacyctl.toml").write_text('audience = "everyone"\n')

    found = run.ok("policy").out
    clock.forward(hours=1)
    adopted = run.ok("policy --adopt --json").json

    assert "the settings promise something else by now." in found
    assert "Put it on record: privacyctl policy --adopt" in found
    assert adopted["differs_in"] == ["audience"]
    assert adopted["version"]["id"] == 2
    assert run.ok("policy --json").json["is_current"] is True


def test_adopt_stands_alone(run: CommandLine, tmp_path: Path) -> None:
    assert run("policy --adopt --check").status == 2
    assert run(f"policy --adopt --html {tmp_path}/p.html").status == 2
    assert run("policy --effective 2026-01-01").status == 2


@pytest.mark.usefixtures("shown")
def test_a_finding_names_its_row_and_what_mends_it(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann@acme.example")
    clock.forward(hours=25)

    [late, waiting, _cron] = promise(run, "P6")["findings"]

    assert late == {
        "word": "overdue",
        "count": 1,
        "rows": [{"kind": "task", "id": 1}],
        "mend": "take it off the site and deploy, then: privacyctl verify 1",
    }
    assert (waiting["word"], waiting["rows"]) == ("open", [{"kind": "task", "id": 1}])
    assert promise(run, "P7")["findings"][0]["rows"] == [{"kind": "task", "id": 2}]


@pytest.mark.usefixtures("shown")
def test_a_full_name_is_told_with_its_publication(run: CommandLine) -> None:
    run.ok("add-testimonial ann@acme.example --quote Hi. --attribution 'Beth Moss' --at /m --permission Yes.")
    run.ok("add-contact ann@acme.example --name 'Beth Moss' --replace")

    [found] = promise(run, "P6")["findings"]

    assert (found["word"], found["rows"]) == ("full-names", [{"kind": "publication", "id": 3}])


def test_what_is_past_its_time_is_told_by_its_rows(run: CommandLine, clock: Clock) -> None:
    run.ok("add-purchase ann@acme.example --order 1 --product Widget")
    run.ok("erase ann@acme.example --confirmed voice --keep-orders 2026-11-23 --because law")
    clock.forward(hours=6 * 24)

    [found, _] = promise(run, "P2")["findings"]

    assert (found["word"], found["rows"]) == ("to-purge", [{"kind": "purchase", "id": 1}])


def test_of_many_rows_the_first_twenty_are_told_and_all_are_counted(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    with closing(sqlite3.connect(run.db)) as connection, connection:
        connection.executemany(
            "INSERT INTO disclosure (recipient, purpose, fields, via, at, recorded_at, people, entry)"
            " VALUES ('mailer', 'updates', 'email', 'typed', 1, 1, 1, 1)",
            [()] * 25,
        )

    [found] = promise(run, "P3")["findings"]

    assert found["count"] == 25
    assert found["rows"] == [{"kind": "disclosure", "id": number} for number in range(1, 21)]
