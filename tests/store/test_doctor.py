"""Each fault is made for real, by another program; `doctor` names it and ends with status 3."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

PAGE = 4096


@pytest.fixture(autouse=True)
def _a_story(run: CommandLine) -> None:
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        "add-purchase ann@acme.example --order 1 --product Pro",
        "add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.",
        "takedown ann@acme.example",
        "due",
    )
    run.db.with_name("privacyctl.toml").touch(mode=0o600)


def failed(run: CommandLine) -> dict[str, str]:
    """What doctor says of each check that failed; with any, its status must be 3."""
    answer = run("doctor --json")
    wrong = {c["check"]: c["detail"] for c in answer.json["checks"] if c["verdict"] == "failed"}
    assert answer.status == (3 if wrong else 0)
    assert answer.json["sound"] is not bool(wrong)
    return wrong


def but_for_rows(run: CommandLine) -> dict[str, str]:
    """The same, of a file in which another program altered a row, which is noticed in any case."""
    wrong = failed(run)
    assert "is not as the entries left it" in wrong.pop("rows")
    return wrong


def other_program(db: Path, *statements: str) -> None:
    with closing(sqlite3.connect(db)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def trigger(db: Path, name: str) -> str:
    with closing(sqlite3.connect(db)) as raw:
        sql: str = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        return sql


def test_a_sound_file_passes_every_check(run: CommandLine) -> None:
    assert failed(run) == {}
    checks = [check["check"] for check in run("doctor --json").json["checks"]]
    assert checks == [
        "identity",
        "integrity",
        "references",
        "schema",
        "audit chain",
        "rows and entries",
        "what entries left",
        "rows",
        "words and lists",
        "opt-outs",
        "card numbers",
        "disclosures",
        "privacy of the file privacyctl.db",
        "privacy of the file privacyctl.toml",
        "privacy of the file privacyctl.db.journal",
        "privacy of the folder record",
        "cron",
        "erasures",
        "journal",
        "fields",
        "purposes",
        "settings",
    ]


def test_a_verdict_stands_on_each_line(run: CommandLine) -> None:
    lines = run.ok("doctor").out.splitlines()

    assert {line.split()[0] for line in lines} == {"ok"}
    assert len(lines) == 22


def test_a_dropped_trigger_is_named(run: CommandLine) -> None:
    other_program(run.db, "DROP TRIGGER audit_no_update")

    assert failed(run) == {"schema": "not as it was made: trigger audit_no_update"}


def test_a_trigger_that_does_nothing_is_named(run: CommandLine) -> None:
    other_program(
        run.db,
        "DROP TRIGGER audit_no_update",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT 1; END",
    )

    assert failed(run) == {"schema": "not as it was made: trigger audit_no_update"}


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP INDEX purchase_contact", "index purchase_contact"),
        ("CREATE TABLE extra (id INTEGER PRIMARY KEY)", "table extra"),
        ("ALTER TABLE contact ADD COLUMN phone TEXT", "table contact"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON suppression BEGIN SELECT 1; END",
            "trigger sly",
        ),
    ],
)
def test_what_is_not_as_it_was_made_is_named(statement: str, name: str, run: CommandLine) -> None:
    other_program(run.db, statement)

    assert failed(run) == {"schema": f"not as it was made: {name}"}


def test_an_altered_entry_is_named_though_the_trigger_stands_again(run: CommandLine) -> None:
    guard = trigger(run.db, "audit_no_update")
    other_program(
        run.db,
        "DROP TRIGGER audit_no_update",
        "UPDATE audit SET body = replace(body, 'purchase', 'nothing') WHERE seq = 2",
        guard,
    )

    assert failed(run) == {"audit chain": "entry 2 does not hold"}
    audit = run("audit --verify")
    assert audit.status == 3
    assert "entry 2 of the audit chain does not hold" in audit.err


def test_a_removed_entry_is_named(run: CommandLine) -> None:
    guard = trigger(run.db, "audit_no_delete")
    other_program(run.db, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 3", guard)

    assert failed(run) == {"audit chain": "entry 3 does not hold"}


@pytest.mark.parametrize(
    "number", ["4242424242424242", "4242 4242 4242 4242", "４２４２-４２４２-４２４２-４２４２"]
)
@pytest.mark.parametrize(
    ("table", "column"),
    [("contact", "name"), ("purchase", "product"), ("publication_text", "quote"), ("place", "location")],
)
def test_a_card_number_is_found_where_it_stands_and_never_repeated(
    table: str, column: str, number: str, run: CommandLine
) -> None:
    other_program(run.db, f"UPDATE {table} SET {column} = 'paid by {number}, thanks'")  # noqa: S608

    assert but_for_rows(run) == {
        "card numbers": f"what looks like card numbers stands in {table}.{column} (1)"
    }
    answer = run("doctor")
    assert "4242" not in answer.out + answer.err
    assert "４２４２" not in answer.out + answer.err


@pytest.mark.parametrize(
    ("mode", "can"),
    [
        (0o644, "read"),
        (0o640, "read"),
        (0o604, "read"),
        (0o666, "read and change"),
        (0o602, "read and change"),
    ],
)
def test_a_file_that_others_can_read_or_change_is_named(mode: int, can: str, run: CommandLine) -> None:
    run.db.chmod(mode)

    assert failed(run) == {
        "privacy of the file privacyctl.db": f"mode {mode:04o}: others can {can} it",
    }
    assert f"chmod 600 {run.db}" in run("doctor").err


def test_settings_that_others_can_read_are_named(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").chmod(0o644)

    assert list(failed(run)) == ["privacy of the file privacyctl.toml"]


def test_a_copy_laid_aside_that_others_can_read_is_named(run: CommandLine) -> None:
    aside = run.db.with_name("privacyctl.db.before-v2")
    shutil.copy(run.db, aside)
    aside.chmod(0o644)

    assert list(failed(run)) == ["privacy of the file privacyctl.db.before-v2"]


def test_a_folder_that_others_can_read_is_only_reported(run: CommandLine) -> None:
    run.db.parent.chmod(0o755)

    answer = run.ok("doctor --json")
    warned = [check["check"] for check in answer.json["checks"] if check["verdict"] == "warning"]
    assert warned == ["privacy of the folder record"]


def test_a_reference_to_nothing_is_named(run: CommandLine) -> None:
    other_program(run.db, "UPDATE purchase SET contact_id = 99")

    assert but_for_rows(run) == {"references": "1 rows point to rows that are missing"}


def page_of(db: Path, name: str) -> int:
    with closing(sqlite3.connect(db)) as raw:
        root: int = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        return root


def spoil(db: Path, page: int) -> None:
    with db.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


@pytest.mark.parametrize("table", ["purchase", "secret", "takedown_pending"])
def test_a_corrupt_page_is_named_and_the_other_checks_are_made(table: str, run: CommandLine) -> None:
    spoil(run.db, page_of(run.db, table))

    wrong = failed(run)
    assert wrong["integrity"] == f"{run.db} is damaged"
    assert "schema" not in wrong
    assert "audit chain" not in wrong


def test_a_corrupt_page_of_the_chain_is_named_twice(run: CommandLine) -> None:
    spoil(run.db, page_of(run.db, "audit"))

    wrong = failed(run)
    assert wrong["integrity"] == f"{run.db} is damaged"
    assert wrong["audit chain"] == f"{run.db} is damaged"
    assert "references" not in wrong


def test_an_index_that_differs_from_its_table_is_named(run: CommandLine) -> None:
    page = page_of(run.db, "sqlite_autoindex_company_1")
    with run.db.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        content = file.read(PAGE)
        file.seek((page - 1) * PAGE)
        file.write(content.replace(b"acme", b"acne"))

    wrong = failed(run)
    assert list(wrong) == ["integrity"]
    assert wrong["integrity"].startswith("SQLite finds ")


NOES = {
    "an address on record": ["add-contact ann@a.example", "optout ann@a.example"],
    "an address that is not": ["optout zoe@x.example"],
    "a company on record": ["add-contact ann@a.example --company Acme", "optout Acme"],
    "a company that is not": ["optout --company Quist"],
    "a restriction": ["add-contact ann@a.example", "restrict 1 --note x"],
    "an erasure": ["add-contact ann@a.example", "erase 1 --confirmed voice"],
}


@pytest.mark.parametrize("whose", NOES)
def test_whoever_said_no_is_counted(run: CommandLine, whose: str) -> None:
    assert "nobody said no to anything" in run.ok("doctor").out

    for line in NOES[whose]:
        run.ok(line)

    assert "that stand, each under every address" in run.ok("doctor").out


@pytest.mark.parametrize("answer", ["--was optout", "--was none"])
def test_a_no_beside_an_order_is_counted_and_held_to_its_mark(
    run: CommandLine, tmp_path: Path, answer: str
) -> None:
    Importer(run, tmp_path).ok("Order,Email,Product,Comment", "9,zed@a.example,Pro,No news please")
    run.ok(f"close 2 --because seen-to {answer} --note x")

    assert ("nobody said no to anything" in run.ok("doctor").out) is (answer == "--was none")
    if answer == "--was optout":
        other_program(run.db, "DROP TRIGGER suppression_no_delete", "DELETE FROM suppression")
        assert "an address or name of theirs is open to it" in run("doctor").out


def test_a_cron_that_never_ran_is_a_warning(run: CommandLine) -> None:
    other_program(run.db, "DELETE FROM due_run")

    checks = {check["check"]: check["verdict"] for check in run.ok("doctor --json").json["checks"]}
    assert checks["cron"] == "warning"


def test_what_a_killed_upgrade_left_is_named_and_fails_nothing(run: CommandLine) -> None:
    run.db.with_name(".privacyctl-abc.copy").touch(mode=0o600)

    answer = run.ok("doctor --json")

    [left] = [c for c in answer.json["checks"] if c["check"] == "leftovers"]
    assert left["verdict"] == "warning"
    assert "rm " in left["hint"]


def test_a_fault_is_told_with_its_word_and_what_is_sound_with_none(run: CommandLine) -> None:
    run.db.chmod(0o644)
    other_program(run.db, "DROP TRIGGER audit_no_update")

    words = {check["check"]: check["word"] for check in run("doctor --json").json["checks"]}

    assert {check: word for check, word in words.items() if word is not None} == {
        "schema": "schema-altered",
        "privacy of the file privacyctl.db": "open-file",
    }


def test_a_file_that_another_program_set_to_a_journal_of_its_own_is_named(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    other_program(run.db, "PRAGMA journal_mode=WAL")

    assert failed(run)["identity"] == "another program set its journal to 'wal'"
    assert "PRAGMA journal_mode=DELETE" in run("doctor").out + run("doctor").err

    other_program(run.db, "PRAGMA journal_mode=DELETE")
    assert "identity" not in failed(run)


def test_damage_has_a_word_whichever_check_finds_it(run: CommandLine) -> None:
    spoil(run.db, page_of(run.db, "audit"))

    words = {check["check"]: check["word"] for check in run("doctor --json").json["checks"]}

    assert (words["integrity"], words["audit chain"]) == ("damaged", "damaged")


def test_damage_of_the_erasures_stops_no_other_check(run: CommandLine) -> None:
    spoil(run.db, page_of(run.db, "erasure"))

    wrong = failed(run)

    assert wrong["erasures"] == f"{run.db} is damaged"
    assert "settings" in [check["check"] for check in run("doctor --json").json["checks"]]
