# ruff: noqa: S608  (tables and columns are those of our own schema)
"""Whatever another program does to a row of any table, `doctor` notices it, or the table of exceptions says why not."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from pathlib import Path

import pytest

from helpers import honest_record
from helpers.terminal import Clock, CommandLine
from privacyctl.duties.row_sums import wrong
from privacyctl.errors import Untrusted
from privacyctl.model.row_sums import COUNTED, UNHELD, UNHELD_COLUMNS, RowSum, read, written
from privacyctl.store import Store, copies
from privacyctl.store.altered import altered

MAIL = """\
Received: from mail.far.example by mx.vendor.example with ESMTPS id 1; {date}
From: Imp Three <imp.three@far.example>
Message-ID: <1@far.example>
Date: {date}

Please take me off.
"""


def fill(run: CommandLine, folder: Path) -> None:
    """What the honest record leaves out."""
    mail, page = folder / "off.eml", folder / "words.html"
    mail.write_text(MAIL.format(date=formatdate(run.clock())), "utf-8")
    shown = "<figure><blockquote>Quick.</blockquote><figcaption>Imp Three</figcaption></figure>"
    page.write_text(honest_record.PAGE.format(shown), "utf-8")
    three = "imp.three@far.example"
    run.ok(f"add-testimonial {three} --quote Quick. --attribution I.T. --at /w --permission Yes.")
    run.ok(f"optout {three} --purpose testimonial --received '1h ago'")
    run.ok(f"question {three} --message {mail}")
    run.ok(f"access {three} --code")
    assert run(f"scan {page}").status == 1
    run.ok(f"correct {three} --order 73 --quantity 2 --by vendor --because 'They rang.'")
    run.ok(f"correct {three} --name 'Imp Drei' --by vendor --because 'They rang.'")
    run.ok("optout slip@nowhere.example")
    slip = run.ok("audit --json").json["entries"][-1]["seq"]
    run.ok(f"undo {slip} --note 'typed by mistake'")
    run.clock.forward(hours=9000)
    run.ok("doctor --clock-is-right")
    run.ok("add-contact gil@late.example")
    with closing(Store.open(run.db, run.clock)) as store:
        with store.transaction() as tx:
            copies.add(tx, made_at=tx.now, head=1, delete_after=tx.now, folder="/backups", name="one.age")
            tx.record("backed-up", copies=1)
        with store.transaction() as tx:
            copies.add_drill(tx)
            tx.record("drilled")
        with store.transaction() as tx:
            copies.add_restored(tx, head=1, until=2)
            tx.record("restored")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """An honest record in which every table that an entry tells of has a row."""
    from privacyctl.store.file import making

    folder = tmp_path_factory.mktemp("honest")
    db = folder / "record" / "privacyctl.db"
    making.make_folder(db.parent)
    run = CommandLine(db, Clock())
    making.create(db, bytes(range(32)), run.clock())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        honest_record.tell(run, folder)
        fill(run, folder)
    yield run
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def store(record: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of it, in the hands of another program: no triggers, no references, no checks."""
    db = tmp_path_factory.mktemp("copy") / "privacyctl.db"
    shutil.copy(record.db, db)
    with closing(sqlite3.connect(db)) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        other.commit()
    with closing(Store.open(db)) as opened:
        for setting in ("query_only=OFF", "foreign_keys=OFF", "ignore_check_constraints=ON"):
            opened._connection.execute(f"PRAGMA {setting}")
        yield opened


def tables(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]


def columns(store: Store, table: str) -> dict[str, str]:
    return {row["name"]: row["type"] for row in store.rows(f"PRAGMA table_info({table})")}


@contextlib.contextmanager
def attempt(store: Store) -> Iterator[None]:
    """Whatever is done inside is taken back."""
    store._connection.execute("BEGIN")
    try:
        yield
    finally:
        store._connection.execute("ROLLBACK")
        store.__dict__.pop("fingerprints", None)


def noticed(store: Store) -> bool:
    store.__dict__.pop("fingerprints", None)
    try:
        return bool(wrong(store)[1]) or any(True for _ in altered(store))
    except Untrusted:
        return True


def other(kind: str, column: str) -> str:
    """Another value of a column, for SQL."""
    return {
        "INTEGER": f"ifnull({column} + 100000, 1)",
        "TEXT": f"ifnull({column}, '') || 'x'",
        "BLOB": f"CAST(CASE WHEN {column} IS NULL THEN zeroblob(16) ELSE substr({column}, 2) || x'00' END AS BLOB)",
    }[kind]


def a_row(store: Store, table: str) -> str:
    """The condition of one row."""
    keys = [row["name"] for row in store.rows(f"PRAGMA table_info({table})") if row["pk"]]
    first = store.row(f"SELECT {', '.join(f'quote({key})' for key in keys)} FROM {table} LIMIT 1")
    assert first is not None, f"{table} is empty"
    return " AND ".join(f"{key} IS {value}" for key, value in zip(keys, first, strict=True))


def test_no_fault_is_found_in_an_honest_record(store: Store) -> None:
    assert wrong(store) == (1, [])


def test_every_table_that_is_not_held_is_said(store: Store) -> None:
    assert set(UNHELD) | set(COUNTED) < set(tables(store))
    assert set(UNHELD_COLUMNS) < {
        f"{table}.{one}" for table in tables(store) for one in columns(store, table)
    }


def test_a_row_that_is_taken_out_is_noticed(store: Store) -> None:
    unnoticed = set()
    for table in set(tables(store)) - set(UNHELD):
        with attempt(store):
            store._connection.execute(f"DELETE FROM {table} WHERE {a_row(store, table)}")
            if not noticed(store):
                unnoticed.add(table)

    assert unnoticed == set()


def test_a_column_that_is_altered_is_noticed(store: Store) -> None:
    unnoticed = set()
    for table in set(tables(store)) - set(UNHELD):
        where = a_row(store, table)
        for column, kind in columns(store, table).items():
            with attempt(store):
                store._connection.execute(
                    f"UPDATE {table} SET {column} = {other(kind, column)} WHERE {where}"
                )
                if not noticed(store):
                    unnoticed.add(f"{table}.{column}")

    assert unnoticed == set(UNHELD_COLUMNS)


def test_a_row_that_is_put_in_is_noticed(store: Store) -> None:
    unnoticed = set()
    for table in set(tables(store)) - set(UNHELD):
        values = [
            "entry" if column == "entry" else other(kind, column)
            for column, kind in columns(store, table).items()
        ]
        with attempt(store):
            store._connection.execute(
                f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE {a_row(store, table)}"
            )
            if not noticed(store):
                unnoticed.add(table)

    assert unnoticed == set()


def test_doctor_is_content_when_an_erasure_and_a_purge_took_rows_out(
    record: CommandLine, tmp_path: Path
) -> None:
    shutil.copytree(record.db.parent, tmp_path / "record")
    run = CommandLine(tmp_path / "record" / "privacyctl.db", record.clock)
    before = run("contacts --json").json["contacts"]
    run.ok("erase imp.three@far.example --confirmed voice --yes")
    run.clock.forward(hours=9000)
    run("doctor --clock-is-right")
    run("purge")  # what else it finds of these people is another story's
    assert len(run("contacts --json").json["contacts"]) < len(before)

    checks = {one["check"]: one for one in run("doctor --json").json["checks"]}

    assert checks["rows"]["verdict"] == "ok", checks["rows"]


def test_what_an_entry_tells_is_read_as_it_was_written() -> None:
    sums = {"look": RowSum(2, 255), "place": RowSum(-1, 2**128 - 1), "code": RowSum()}

    assert written(4, sums, is_base=True) == f"4!;look 2 ff;place -1 {'f' * 32}"
    told = read(written(4, sums, is_base=True))
    assert told is not None
    assert (told.schema, told.is_base, dict(told.tables)) == (
        4, True, {"look": RowSum(2, 255), "place": RowSum(-1, 2**128 - 1)}
    )  # fmt: skip
    assert read("4;look") is None
