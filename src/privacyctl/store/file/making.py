"""Making the data file and bringing an older one up to date: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import Untrusted, already_there
from privacyctl.store.file import connecting
from privacyctl.store.file.faults import named, plain_words
from privacyctl.store.file.spelling_out import spell_out
from privacyctl.store.new_files import begun

if TYPE_CHECKING:
    from collections.abc import Callable


PRIVATE_FOLDER = 0o700
_FILLED_IN = {2: spell_out}
"""What SQL alone cannot fill in, once the statements of a migration are done."""


def create(path: Path, secret: bytes, now: int) -> None:
    """Make a data file that is complete as soon as it has its name.

    It is built under another name in the same folder, in mode 0600 from the first byte, and then
    linked: killed at any instant, the command leaves a whole file or none. Raises Untrusted
    where a file has that name.
    """
    with plain_words(path), named(path):
        make_folder(path.parent)
        with begun(path.parent, ".new") as built:
            connection = sqlite3.connect(str(built), isolation_level=None)
            try:
                connecting.settle(connection)
                connection.execute("PRAGMA query_only=OFF")
                connection.execute(f"PRAGMA application_id={connecting.APPLICATION_ID}")
                _migrate(connection)
                connection.execute("INSERT INTO secret (id, value, made_at) VALUES (1, ?, ?)", (secret, now))
            finally:
                connection.close()
            place(built, path)


def place(built: Path, path: Path) -> None:
    """Give a finished file its name, atomically. Raises Untrusted where another file has it."""
    try:
        os.link(built, path)
    except FileExistsError:
        raise Untrusted(
            already_there(path),
            "name another place, or use the file that is there",
        ) from None


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else can read. An existing one is left as it is."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Upgrade an older file to today's schema; a copy of the old one is laid aside.

    All migrations are one transaction: the file is at the old version or the new, never between.
    """
    connection.execute("PRAGMA query_only=OFF")
    try:
        _migrate(connection, lay_aside=lambda: _lay_aside(path))
    finally:
        connection.execute("PRAGMA query_only=ON")


def migrations() -> list[list[str]]:
    """The statements of each migration, in order."""
    folder = resources.files("privacyctl.store").joinpath("migrations")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [_statements(f.read_text(encoding="utf-8")) for f in files[: connecting.VERSION]]


def _lay_aside(path: Path) -> None:
    # The caller holds the write lock, so nothing changes between the copy and the upgrade. The
    # copy is made under another name, and replaces one that a failed upgrade left.
    with begun(path.parent, ".copy") as copy:
        with contextlib.closing(connecting.open_unchecked(path)) as reader:
            reader.execute("PRAGMA query_only=OFF")  # with it VACUUM INTO is refused as well
            reader.execute("VACUUM INTO ?", (str(copy),))
        copy.replace(path.with_name(f"{path.name}.before-v{connecting.VERSION}"))


def _migrate(connection: sqlite3.Connection, lay_aside: Callable[[], None] = lambda: None) -> None:
    # A migration may make a table anew that others refer to; the setting is ignored inside a transaction.
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        since = connecting.version(connection)
        if since < connecting.VERSION:  # else another process has upgraded it meanwhile
            lay_aside()
            for version, statements in enumerate(migrations()[since:], start=since + 1):
                for statement in statements:
                    connection.execute(statement)
                if version in _FILLED_IN:
                    _FILLED_IN[version](connection)
                if connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise RuntimeError("a migration left a row that refers to nothing")
            connection.execute(f"PRAGMA user_version={connecting.VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys=ON")


def _statements(script: str) -> list[str]:
    # One by one, since executescript() commits the open transaction.
    found, pending = [], ""
    for text in script.splitlines(keepends=True):
        pending += text
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
