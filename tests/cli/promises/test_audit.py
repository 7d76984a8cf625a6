"""`audit`: what was done and when, in numbers and known words; and whether the chain holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine

NAMES = (
    "ann",
    "lee",
    "bo.",
    "berg",
    "cy.dow",
    "acme",
    "other",
    "stranger",
    "nowhere",
    "vendor",
    "weeks",
    "svg",
)


@pytest.fixture
def busy(run: CommandLine, clock: Clock, mail: Callable[..., str], on_show: dict[str, int]) -> None:
    """One of everything that is done about removals, by people and by a company. Entry 7 is the last before it."""
    assert len(on_show) == 5
    for line in (
        f"takedown --message {mail()} --what testimonial",
        "takedown 'Acme Inc.'",
        "takedown stranger@nowhere.example --note 'Stranger from Nowhere.'",
        "optout bo.berg@acme.example --all",
        "removed 1 --note 'Ann Lee is out.'",
        "verify 1 --attest 'Ann Lee is gone.'",
        "verify 4 --attest 'Cy Dow is gone.'",
        "close 3 --because nothing-found --note 'No stranger.'",
    ):
        clock.forward(minutes=1)
        run.ok(line)


def tamper(db: Path, *statements: str) -> None:
    """Change entries behind the program's back, as somebody with the file in hands may."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for trigger in ("audit_no_update", "audit_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.usefixtures("busy")
def test_each_deed_is_an_entry_in_its_order(run: CommandLine) -> None:
    assert run.acts()[7:] == [
        "takedown-opened",
        "takedown-opened",
        "takedown-opened",
        "opted-out",
        "removed",
        "attested",
        "attested",
        "case-closed",
    ]


@pytest.mark.usefixtures("busy")
def test_an_entry_says_when_and_about_which_numbers(run: CommandLine) -> None:
    entry = run.ok("audit --json").json["entries"][7]

    assert {key: entry[key] for key in ("seq", "at", "act", "cases", "tasks", "contacts")} == {
        "seq": 8,
        "at": "2026-11-22T12:01:00Z",
        "act": "takedown-opened",
        "cases": [1],
        "tasks": [1],
        "contacts": [1],
    }


@pytest.mark.usefixtures("busy")
def test_no_entry_holds_a_name_an_address_or_a_word_of_anybodys(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        bodies = [row[0].lower() for row in connection.execute("SELECT body FROM audit")]

    assert len(bodies) == 15
    assert [(name, body) for name in NAMES for body in bodies if name in body] == []


@pytest.mark.usefixtures("busy")
def test_of_a_person_it_shows_what_was_done_about_them(run: CommandLine) -> None:
    assert run.acts("audit ann.lee@acme.example") == [
        "contact-added",
        "published",
        "published",
        "takedown-opened",
        "takedown-opened",
        "removed",
        "attested",
    ]


@pytest.mark.usefixtures("busy")
def test_of_a_person_it_shows_what_a_company_asked_for_too(run: CommandLine) -> None:
    assert run.acts("audit cy.dow@other.example") == [
        "contact-added",
        "published",
        "takedown-opened",
        "attested",
    ]


@pytest.mark.usefixtures("busy")
def test_of_a_company_it_shows_what_was_done_about_its_people(run: CommandLine) -> None:
    shown = run.ok("audit 'Acme Inc.' --json").json["entries"]

    assert [entry["seq"] for entry in shown] == [1, 2, 4, 5, 7, 8, 9, 11, 12, 13, 14]


def test_the_end_of_a_case_belongs_to_whoever_opened_it(run: CommandLine, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("no,mail,what,remark\n7,dee@buyer.example,Widget,Not on your page please\n")
    columns = "--map no=order --map mail=email --map what=product --map remark=comment"
    run.ok(f"import-orders '{orders}' {columns}")
    run.ok("close 1 --because seen-to --note 'Read it.'")

    assert run.acts("audit dee@buyer.example") == ["imported", "case-closed"]


def test_somebody_unknown_is_an_error(run: CommandLine) -> None:
    answer = run("audit nobody@nowhere.example")

    assert answer.status == 1
    assert "no contact has the address nobody@nowhere.example" in answer.err


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(("since", "count"), [("2026-11-22T12:07:00Z", 2), ("3m ago", 4), ("9m ago", 15)])
def test_since_leaves_out_what_was_before(run: CommandLine, since: str, count: int) -> None:
    assert len(run.acts(f"audit --since '{since}'")) == count


@pytest.mark.usefixtures("busy")
def test_since_and_who_narrow_together(run: CommandLine) -> None:
    assert run.acts("audit ann.lee@acme.example --since '3m ago'") == ["removed", "attested"]


def test_since_the_future_is_refused(run: CommandLine) -> None:
    assert run("audit --since 2030-01-01").status == 2


@pytest.mark.usefixtures("busy")
def test_a_chain_that_was_left_alone_holds(run: CommandLine) -> None:
    answer = run.ok("audit --verify")

    head = run.ok("audit --json").json["entries"][-1]["hash"]
    assert answer.out == f"The chain holds: 15 entries, head {head}\n"


def test_the_chain_of_a_new_record_holds(run: CommandLine) -> None:
    assert run.ok("audit --verify").out.startswith("The chain holds: 0 entries")


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET body = replace(body, '12:01', '11:01') WHERE seq = 8", 8),
        ("UPDATE audit SET body = body || ' ' WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("UPDATE audit SET hash = randomblob(32) WHERE seq = 15", 15),
        ("INSERT INTO audit SELECT 16, body, hash FROM audit WHERE seq = 15", 16),
        ("INSERT INTO audit SELECT 0, body, hash FROM audit WHERE seq = 1", 1),
    ],
    ids=["altered", "first altered", "taken out", "first taken out", "hash", "added", "put before"],
)
def test_the_first_entry_that_does_not_hold_is_named(
    run: CommandLine, db: Path, statement: str, broken: int
) -> None:
    tamper(db, statement)

    answer = run("audit --verify")

    assert (answer.status, answer.out) == (3, "")
    assert f"privacyctl: error: entry {broken} of the audit chain does not hold" in answer.err


@pytest.mark.usefixtures("busy")
def test_entries_that_changed_places_are_found(run: CommandLine, db: Path) -> None:
    tamper(
        db,
        "UPDATE audit SET seq = -1 WHERE seq = 6",
        "UPDATE audit SET seq = 6 WHERE seq = 7",
        "UPDATE audit SET seq = 7 WHERE seq = -1",
    )

    answer = run("audit --verify")

    assert "entry 6 of the audit chain does not hold" in answer.err


@pytest.mark.usefixtures("busy")
def test_json_names_the_entry_too_and_the_status_is_the_same(run: CommandLine, db: Path) -> None:
    tamper(db, "DELETE FROM audit WHERE seq = 5")

    answer = run("audit --verify --json")

    document: Any = answer.json
    assert answer.status == 3
    assert (document["holds"], document["first_broken"]) == (False, 5)


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("statement", ["UPDATE audit SET body = '{}' WHERE seq = 3", "DELETE FROM audit"])
def test_the_record_itself_refuses_to_change_an_entry(db: Path, statement: str) -> None:
    with closing(sqlite3.connect(db)) as connection, pytest.raises(sqlite3.Error, match="append-only"):
        connection.execute(statement)


@pytest.mark.parametrize("line", ["audit --verify --since '1d ago'", "audit Acme --verify"])
def test_verify_walks_the_whole_chain_or_nothing(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert answer.status == 2
    assert "--verify walks the whole chain" in answer.err


PERSON = "add-contact ann@acme.example --name 'Ann Lee' --company Acme"
LISTED = "add-customer Acme --contact ann@acme.example --at /customers"


@pytest.mark.parametrize(
    "typed",
    [
        [PERSON, "optout ann@acme.example", "erase ann@acme.example --confirmed voice --yes"],
        [
            "optout zoe@x.example --received '5h ago'",
            "optout zoe@x.example --received '1h ago'",
            "undo 2 --note x",
        ],
        [
            "optout --company 'Acme GmbH' --received '5h ago'",
            "optout --company Acme --received '1h ago'",
            "undo 2 --note x",
        ],
        [PERSON, "optout ann@acme.example", "optin ann@acme.example --evidence yes --received '1h ago'"],
        [PERSON, LISTED, "takedown Acme --what name", "removed 1 --note x", "undo 4 --note x"],
        [PERSON, LISTED, "takedown Acme --what name", "verify 1 --attest x", "undo 4 --note x"],
        [PERSON, "access ann@acme.example", "access ann@acme.example --received '3h ago'"],
    ],
)
def test_a_row_that_is_again_as_it_was_made_is_of_todays_form(typed: list[str], run: CommandLine) -> None:
    for line in typed:
        run(line)

    found = run.ok("audit --verify --json").json
    assert (found["rows"], found["told_by_rows_alone"], found["older_entries"]) == ([], 0, 0)
    assert "older form" not in run.ok("audit --verify").out


def test_a_row_that_is_again_as_it_was_made_is_missed_if_another_program_takes_it(run: CommandLine) -> None:
    run.ok("optout zoe@x.example --received '5h ago'")
    run.ok("optout zoe@x.example --received '1h ago'")
    run.ok("undo 2 --note x")
    tamper(run.db, "DROP TRIGGER suppression_no_delete", "DELETE FROM suppression")

    assert [one["table"] for one in run("audit --verify --json").json["rows"]] == ["suppression"]
