"""Putting another data file in the place of one, by a rename: at any instant the name has the one or the other."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from privacyctl.errors import Failure, Refused, Untrusted, why
from privacyctl.model.audit import GENESIS, Head
from privacyctl.store.file import connecting
from privacyctl.store.file.faults import held
from privacyctl.store.new_files import sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SQLITES = ("-journal", "-wal", "-shm")


def swap(
    built: Path, path: Path, aside: Path | None, known: Head | None, meanwhile: Callable[[], None]
) -> bool:
    """Give a finished data file the name of the record; the one that stood there is at `aside` afterwards.

    Both lie on one file system. The old one is held against all others meanwhile, so that nothing is written
    into it that would be lost, and no journal of SQLite's is left that would be played into the new one.
    `known` is the head that it had when the other was begun: what was written since would be lost. None
    where it could not be read. `meanwhile` is run while it is held. Returns whether one was laid aside. Raises
    Refused where it was written into, Busy, and Untrusted where the system refuses.
    """
    sync(built)
    try:
        with _held(path) as held_open:
            if held_open is not None and known is not None and _head(held_open) != known:
                raise Refused(
                    "the record was written into while the copy was prepared; nothing was changed",
                    "run the command again: what was written goes along",
                )
            if is_aside := aside is not None and path.exists():
                os.link(path, aside)
            if held_open is None:
                _move_aside(path, aside or path.with_name(f"{path.name}.before-restore"))
            meanwhile()
            sync(path.parent)
            built.replace(path)
            sync(path.parent)
    except OSError as error:
        raise Untrusted(
            f"the copy could not be put in the place of {path}: {why(error)}; nothing was changed",
            f"see: ls -ld {path.parent} {path}",
        ) from None
    return is_aside


@contextlib.contextmanager
def _held(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Hold the file that stands; yields None where it cannot be opened. A hot journal is rolled back by that."""
    try:
        connection = connecting.open_unchecked(path)
    except (OSError, sqlite3.Error, Failure):
        yield None
        return
    try:
        connection.execute("PRAGMA query_only=OFF")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise held(path) from None
            yield None
            return
        except sqlite3.DatabaseError:  # damaged, or no database
            yield None
            return
        yield connection
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        connection.close()


def _head(connection: sqlite3.Connection) -> Head:
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(0, GENESIS) if row is None else Head(row[0], row[1])


def _move_aside(path: Path, aside: Path) -> None:
    """Lay aside SQLite's own files of a data file that cannot be opened: they would be played into the new one."""
    for end in _SQLITES:
        old = path.with_name(f"{path.name}{end}")
        if old.exists():
            old.replace(aside.with_name(f"{aside.name}{end}"))
