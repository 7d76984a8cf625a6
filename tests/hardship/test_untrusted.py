"""A file that is not ours, is newer than us, or is damaged is refused with one sentence, and left as it is."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.other_program import edit
from privacyctl.store.file import connecting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import CommandLine

pytestmark = pytest.mark.slow

COMMANDS = [
    "due",
    "contacts",
    "audit --verify",
    "doctor",
    "add-contact new@example.com",
    "optout new@example.com",
    "takedown new@example.com",
]


def another_programs_database(db: Path) -> None:
    db.unlink()
    with closing(sqlite3.connect(db)) as other:
        other.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY)")


def a_text(db: Path) -> None:
    db.write_text("Dear diary, no database was ever here.\n" * 100)


def nothing(db: Path) -> None:
    db.write_bytes(b"")


def newer(db: Path) -> None:
    with closing(sqlite3.connect(db)) as ours:
        ours.execute("PRAGMA user_version=99")


def cut_off(db: Path) -> None:
    db.write_bytes(db.read_bytes()[: 10 * 4096])


def cut_in_a_page(db: Path) -> None:
    db.write_bytes(db.read_bytes()[: 10 * 4096 + 77])


def trampled(db: Path) -> None:
    data = bytearray(db.read_bytes())
    data[4096:] = bytes(0xFF for _ in data[4096:])
    db.write_bytes(data)


SPOILT: dict[Callable[[Path], None], str] = {
    another_programs_database: "is a database, but not one of privacyctl's",
    a_text: "is not a database",
    nothing: "is an empty file, not a data file",
    newer: f"was written by a later privacyctl (its version is 99, ours {connecting.VERSION})",
    cut_off: "is damaged",
    cut_in_a_page: "is damaged",
    trampled: "is damaged",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_file_that_cannot_be_trusted_is_refused_and_left_as_it_is(
    spoil: Callable[[Path], None], command: str, run: CommandLine
) -> None:
    spoil(run.db)
    before = run.db.read_bytes()

    answer = run(command)

    assert answer.status == 3
    if command != "doctor" or not answer.out:  # it says what it found a line each
        assert answer.out == ""
        first, hint = answer.err.splitlines()
        assert first == f"privacyctl: error: {run.db} {SPOILT[spoil]}"
        assert hint.startswith("privacyctl: hint: ")
    assert run.db.read_bytes() == before
    assert [path.name for path in run.db.parent.iterdir()] == [run.db.name]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_without_a_file_is_refused_and_stays_without(command: str, run: CommandLine) -> None:
    missing = run.db.with_name("mistyped.db")

    answer = run(command, db=missing)

    assert answer.status == 3
    assert answer.out == ""
    assert answer.err.startswith(f"privacyctl: error: there is no data file at {missing}\n")
    assert not missing.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_data_file(command: str, run: CommandLine) -> None:
    answer = run(command, db=run.db.parent)

    assert answer.status == 3
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 2


def test_a_flipped_bit_is_never_called_a_bug(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Änne Lee' --company Acme")
    run.ok("add-purchase ann@acme.example --order 1 --product Pro --amount 49.00 --currency EUR")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.")
    run.ok("takedown ann@acme.example --note 'Please remove it.'")
    run.ok("optout ann@acme.example")
    sound = run.db.read_bytes()
    statuses = set()
    dice = random.Random(7)  # noqa: S311  (the same flips in every run)
    written = [place for place in range(100, len(sound)) if sound[place]]

    for place in dice.sample(written, 80):
        flipped = bytearray(sound)
        flipped[place] ^= 1 << dice.randrange(8)
        for command in (
            "due --within 48h",
            "contacts",
            "requests",
            "show ann@acme.example",
            "audit",
            "doctor",
        ):
            run.db.write_bytes(flipped)
            answer = run(command)
            statuses.add(answer.status)

            assert answer.status in (0, 1, 3), (place, command, answer)
            assert "bug" not in answer.err, (place, command, answer)
            assert answer.status != 3 or run.db.read_bytes() == flipped
    assert 3 in statuses


def test_a_letter_that_is_no_utf_8_any_more_is_damage(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Zebedee'")
    run.db.write_bytes(run.db.read_bytes().replace(b"Zebedee", b"Zebed\xffe"))

    answer = run("contacts")

    assert answer.status == 3
    assert answer.err.startswith(f"privacyctl: error: {run.db} is damaged\n")


@pytest.mark.parametrize(
    ("command", "statement"),
    [
        ("due", "UPDATE takedown SET what = 'everything'"),
        ("show ann@acme.example", "UPDATE publication SET kind = 'pamphlet'"),
        ("publications", "UPDATE permission SET ground = 'hope'"),
    ],
)
def test_a_word_that_no_version_wrote_is_damage_and_not_a_bug(
    command: str, statement: str, run: CommandLine
) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.")
    run.ok("takedown ann@acme.example --what testimonial")
    edit(run.db, statement)

    answer = run(command)

    assert answer.status == 3
    assert answer.err.startswith(f"privacyctl: error: {run.db} is damaged\n")


def test_init_overwrites_nothing(run: CommandLine) -> None:
    a_text(run.db)
    before = run.db.read_bytes()

    answer = run("init")

    assert answer.status == 3
    assert answer.err.startswith(f"privacyctl: error: {run.db} is there already and is not overwritten\n")
    assert run.db.read_bytes() == before
