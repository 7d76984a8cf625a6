"""Checking the data file with SQLite's own means and by its header."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from typing import TYPE_CHECKING

from privacyctl.errors import Damaged, Failure
from privacyctl.model.chain import walk
from privacyctl.model.purpose import PersonalField
from privacyctl.store import audit
from privacyctl.store.file.connecting import APPLICATION_ID, VERSION
from privacyctl.store.file.faults import damaged
from privacyctl.store.file.making import migrations
from privacyctl.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def damage(path: Path) -> Damaged | None:
    """The damage that may have caused an unforeseen error; None where the file is sound."""
    if not path.exists():
        return None
    try:
        with contextlib.closing(Store.open(path)) as store:
            faults = integrity(store) or altered(store) or dangling(store)
            is_sound = not faults and walk(audit.batches(store)).first_broken is None
    except Damaged as found:
        return found
    except Failure:  # such as a lock, which is no damage
        return None
    except (sqlite3.Error, ValueError, TypeError):  # what a flipped bit causes; the rest are bugs of ours
        is_sound = False
    return None if is_sound else damaged(path)


def identity(store: Store) -> tuple[int, int]:
    """The application id and the schema version in the file's header."""
    return store.value("PRAGMA application_id"), store.value("PRAGMA user_version")


def journal_mode(store: Store) -> str:
    """How SQLite keeps a change until it is whole: `delete`, a rollback journal, in every file of ours."""
    return str(store.value("PRAGMA journal_mode"))


def is_expected(identity: tuple[int, int]) -> bool:
    return identity == (APPLICATION_ID, VERSION)


def integrity(store: Store) -> list[str]:
    """The findings of `integrity_check`, without the values in them; empty for a sound file."""
    found = [str(row[0]) for row in store.rows("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found


def dangling(store: Store) -> int:
    """How many foreign keys point to nothing."""
    return len(store.rows("PRAGMA foreign_key_check"))


def altered(store: Store) -> list[str]:
    """The names of tables, indexes and triggers that differ from those of this version."""
    wanted, found = _as_made(), {row[0]: row[1] for row in store.rows(_SCHEMA)}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


@functools.cache
def _as_made() -> dict[str, str]:
    """The tables, indexes and triggers of this version, each with its statement."""
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        for statements in migrations():
            for statement in statements:
                fresh.execute(statement)
        return dict(fresh.execute(_SCHEMA).fetchall())


def texts(store: Store) -> Iterator[tuple[str, str, int, str]]:
    """Every text in the file that could hold a card number: (table, column, row, text).

    A text with fewer than twelve digits cannot hold one, and is skipped.
    """
    for (table,) in store.rows(_TABLES):
        columns = [row["name"] for row in store.rows(f"PRAGMA table_info({table})") if row["type"] == "TEXT"]
        without_rowid = "WITHOUT ROWID" in store.value(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
        )
        for column in columns:
            row_id = "0" if without_rowid else "rowid"
            sql = f"SELECT {row_id}, {column} FROM {table} WHERE length({column}) >= 12"
            for number, text in store.stream(sql):
                yield table, column, number, text


def our_texts(store: Store) -> Iterator[str]:
    """Our own words: the schema and the audit entries."""
    yield from (row[0] for row in store.stream("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    yield from (row[0] for row in store.stream("SELECT body FROM audit"))


def holding(store: Store, field: PersonalField) -> int:
    """How many contacts, or order lines, have a value in a field."""
    table, column = _HOLDERS[field]
    return int(store.value(f"SELECT count({column}) FROM {table}"))


_HOLDERS = {
    PersonalField.NAME: ("contact", "name"),
    PersonalField.COMPANY: ("contact", "company_id"),
    **{
        field: ("purchase", field.value)
        for field in (
            PersonalField.PRODUCT,
            PersonalField.QUANTITY,
            PersonalField.AMOUNT,
            PersonalField.CURRENCY,
            PersonalField.ORDERED_AT,
        )
    },
}

# A flipped bit may turn a name's type into BLOB: it reads the same, and is equal to no name.
_TABLES = "SELECT CAST(name AS TEXT) FROM sqlite_schema WHERE type = 'table' AND name <> 'audit'"
_SCHEMA = """
    SELECT type || ' ' || name || iif(typeof(name) = 'text', '', ' (no text)'), sql
      FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
"""


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    tables = [row[0] for row in store.rows(_TABLES)]
    return {table: int(store.value(f"SELECT count(*) FROM {table}")) for table in sorted(tables)}
