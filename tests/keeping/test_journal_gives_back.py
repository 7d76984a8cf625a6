"""Whatever copy is put back, the journal brings it to where the record was: its head, and every row that it holds."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from helpers import honest_record
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.duties import audit
from privacyctl.duties.keeping import bringing_back
from privacyctl.model.journalled import TABLES
from privacyctl.store import Store
from privacyctl.store.file import making
from privacyctl.store.journal import leavings, reading, tail

EXCEPT = {
    "contact": "what is lost of a contact is its name",
    "company": "what is lost of a company is its name",
    "publication_text": "the mark of its words is there before they are gone",
    "request_message": "a mail that was lost has no sender",
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """A record of some months, and a copy of it after each of its commands."""
    folder = tmp_path_factory.mktemp("keeping")
    db = folder / "record" / "p.db"
    db.parent.mkdir(0o700)
    making.create(db, SECRET, NOON)
    clock = Clock()
    run = CommandLine(db, clock, checks_json=False)
    before = Path.cwd()
    os.chdir(folder)
    copies: list[Path] = []
    try:
        honest_record.lay_out(folder)
        settings = db.with_name("privacyctl.toml")
        settings.write_text(
            honest_record.SETTINGS.format(site=folder / "site", mail=folder / "mail"), "utf-8"
        )
        settings.chmod(0o600)
        for hours, line in (*honest_record.STORY, *honest_record.AFTERWARDS):
            clock.forward(hours=hours)
            if line.startswith(honest_record.TAKEN_OUT_BEFORE):
                honest_record.show(folder)
            answer = run(line)
            assert answer.status in (0, 1), (line, answer)
            copy = folder / f"copy-{len(copies):03}.db"
            shutil.copy(db, copy)
            copies.append(copy)
    finally:
        os.chdir(before)
    return db, copies


def rows(db: Path) -> dict[str, set[tuple[Any, ...]]]:
    """What the journal holds of each table."""
    connection = sqlite3.connect(db)
    try:
        found = {
            table: set(connection.execute(f"SELECT {', '.join(one.columns)} FROM {table}"))  # noqa: S608
            for table, one in TABLES.items()
            if one.is_ever
        }
        # A yes in a file of orders is there again when the file is imported again.
        yes = "SELECT id FROM consent_event WHERE via = 'import' AND decision = 'given'"
        yeses = {row[0] for row in connection.execute(yes)}
        found["consent_event"] = {row for row in found["consent_event"] if row[0] not in yeses}
        return found
    finally:
        connection.close()


def erased(db: Path) -> dict[int, tuple[Any, ...]]:
    """Who was erased or taken back, when, and that nothing else is left of them."""
    connection = sqlite3.connect(db)
    try:
        rows = connection.execute(
            """SELECT id, source, erased_at, name, company_id,
                      (SELECT count(*) FROM address WHERE contact_id = contact.id),
                      (SELECT count(*) FROM purchase WHERE contact_id = contact.id)
                 FROM contact WHERE erased_at IS NOT NULL AND source <> 'lost'"""
        )
        return {row[0]: tuple(row[1:]) for row in rows}
    finally:
        connection.close()


def test_every_table_and_column_is_in_the_journal_or_left_out_with_a_reason(tmp_path: Path) -> None:
    db = tmp_path / "p.db"
    making.create(db, SECRET, NOON)
    connection = sqlite3.connect(db)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = {one: {row[1] for row in connection.execute(f"PRAGMA table_info({one})")} for one in tables}
    connection.close()

    assert set(TABLES) == set(columns)
    for table, one in TABLES.items():
        assert one.why or one.columns, table
        if one.is_ever:
            assert {*one.columns, *one.left_out} == columns[table], table
            assert not set(one.columns) & set(one.left_out)
            assert one.why or not one.left_out, table


def test_a_line_says_the_same_whenever_it_is_written(story: tuple[Path, list[Path]]) -> None:
    db, _ = story
    store = Store.open(db)
    try:
        whole = list(leavings.since(store, 0))
        alone = [next(leavings.since(store, line.seq - 1)) for line in whole]
    finally:
        store.close()
    assert alone == whole


def test_cases_that_end_in_another_order_come_back(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "record" / "p.db", Clock(), checks_json=False)
    run.ok("init")
    for who in ("a@x.example", "b@x.example", "c@x.example"):
        run.ok(f"add-contact {who}")
        run.ok(f"question {who} --note 'What do you hold?'")
    copy = tmp_path / "copy.db"
    shutil.copy(run.db, copy)
    for case in (3, 1, 2):
        run.ok(f"close {case} --because answered --note Done.")
        store = Store.open(run.db)
        assert [*leavings.since(store, 0)] == [*reading.lines_of(tail.beside(run.db), store.fingerprints)]
        store.close()
    closed = rows(run.db)["request_closing"]
    shutil.copy(copy, run.db)

    run.ok("restore --repair")

    assert rows(run.db)["request_closing"] == closed


def test_every_copy_comes_to_where_the_record_was(story: tuple[Path, list[Path]], tmp_path: Path) -> None:
    db, copies = story
    wanted = rows(db)
    for copy in copies[:: max(1, len(copies) // 12)]:
        again = tmp_path / copy.name
        shutil.copy(copy, again)
        store = Store.open(again)
        try:
            lines = reading.lines_of(tail.beside(db), store.fingerprints)
            found = bringing_back.bring_back(store, lines)
            verified = audit.verify(store)
        finally:
            store.close()
        original = Store.open(db)
        assert found.head == original.head()
        original.close()
        assert verified.holds, (copy, verified)
        there = rows(again)
        differing = {
            table: (there[table] - wanted[table], wanted[table] - there[table])
            for table in wanted
            if table not in EXCEPT and there[table] != wanted[table]
        }
        assert differing == {}, copy
        assert erased(again) == erased(db), copy
        again.unlink()
