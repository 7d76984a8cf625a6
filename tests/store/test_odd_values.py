"""Whatever another program writes into the data file, no command that reads it ends as a bug of ours.

A full record is copied, one value in it is exchanged (past the triggers, as whoever wants to
can), and the commands that look at all of it are run. What they say of it is held elsewhere.
"""

# ruff: noqa: S608  (the names of the tables and columns are the file's own)

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from helpers import honest_record
from helpers.terminal import Clock, CommandLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMANDS = (
    "doctor", "audit", "audit --verify", "due", "due --new", "policy", "policy --check", "requests",
    "follow-ups", "publications", "contacts", "stats", "purposes", "show 1", "audience updates", "purge --dry-run",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    -1, 0, 1, 2**31, 2**63 - 1, -(2**63), None, "", "x", "\0", "9" * 40, b"", b"\xff\xfe", 1.5, "4111 1111 1111 1111",
)  # fmt: skip
BUG = 70
EVERY = 199
"""Of the whole table one value in so many is tried; `ODD_VALUES_EVERY=1` tries all, which takes most of an hour."""
WAS_A_BUG = (
    ("policy_version", "id", -(2**63)), ("policy_version", "effective_at", 2**63 - 1),
    ("notice", "purpose", "9" * 40), ("purchase", "ordered_at", -(2**63)), ("disclosure", "purpose", "X"),
)  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record in which everything happened once."""
    folder = tmp_path_factory.mktemp("full")
    return _told(folder)


def _told(folder: Path) -> Path:
    (folder / "record").mkdir(mode=0o700)
    run = CommandLine(folder / "record" / "privacyctl.db", Clock())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run.ok("init --vendor V")
        honest_record.tell(run, folder)
    return run.db


def _columns(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            (table, row[1])
            for table in sorted(tables)
            if not table.startswith("sqlite_")
            for row in db.execute(f"PRAGMA table_info({table})")
        ]


def _cases(file: Path) -> Iterator[tuple[str, str, Any]]:
    for table, column in _columns(file):
        for value in ODD:
            yield table, column, value


def _written(file: Path, table: str, column: str, value: Any) -> bool:
    """Write a value past the triggers; False where the schema refuses it."""
    with closing(sqlite3.connect(file)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        try:
            last = f"SELECT max(rowid) FROM {table}"
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ({last})", (value,))
        except sqlite3.Error:
            return False
        for _, sql in triggers:
            db.execute(sql)
        db.commit()
        return True


def _bugs(run: CommandLine, full: Path, table: str, column: str, value: Any) -> list[str]:
    run.db.with_name(f"{run.db.name}.journal").unlink(missing_ok=True)
    shutil.copy(full, run.db)
    if not _written(run.db, table, column, value):
        return []
    found = []
    for command in COMMANDS:
        answer = run(command)
        if answer.status == BUG or "Traceback" in answer.err:
            found.append(f"{table}.{column} = {value!r}: {command}: {answer.err}")
    return found


@pytest.mark.parametrize("case", WAS_A_BUG, ids=lambda case: ".".join(case[:2]))
def test_what_was_a_bug_is_none_any_more(run: CommandLine, full: Path, case: tuple[str, str, Any]) -> None:
    assert _bugs(run, full, *case) == []


@pytest.mark.slow
def test_no_odd_value_is_a_bug_of_ours(run: CommandLine, full: Path) -> None:
    every = int(os.environ.get("ODD_VALUES_EVERY", EVERY))

    assert [bug for case in list(_cases(full))[::every] for bug in _bugs(run, full, *case)] == []


def test_a_value_that_no_command_wrote_is_said_in_a_sentence(run: CommandLine, full: Path) -> None:
    for table, column, value, command in (
        ("purchase", "ordered_at", -(2**63), "stats"),
        ("notice", "purpose", "9" * 40, "purposes"),
    ):
        run.db.with_name(f"{run.db.name}.journal").unlink(missing_ok=True)
        shutil.copy(full, run.db)
        assert _written(run.db, table, column, value)
        answer = run(command)
        assert (answer.status, "a value on record cannot be read" in answer.err) == (3, True), answer
