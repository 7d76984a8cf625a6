"""Putting another data file in the place of one, by a rename: at any instant the name has the one or the other."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from privacyctl.errors import Failure, Untrusted, why
from privacyctl.store.file import connecting
from privacyctl.store.file.faults import held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SQLITES = ("-journal", "-wal", "-shm")


def swap(built: Path, path: Path, aside: Path) -> bool:
    """Give a finished data file the name of the record; the one that stood there is at `aside` afterwards.

    Both lie on one file system. The old one is held against all others meanwhile, so that nothing is written
    into it that would be lost, and no journal of SQLite's is left that would be played into the new one.
    Returns whether one stood there. Raises Busy, and Untrusted where the system refuses.
    """
    _sync(built)
    try:
        with _held(path) as is_open:
            if stood := path.exists():
                with contextlib.suppress(FileNotFoundError):
                    aside.unlink()
                os.link(path, aside)
            if not is_open:
                _move_aside(path, aside)
            _settle(path.parent)
            built.replace(path)
            _settle(path.parent)
    except OSError as error:
        raise Untrusted(
            f"the copy could not be put in the place of {path}: {why(error)}; nothing was changed",
            f"see: ls -ld {path.parent} {path}",
        ) from None
    return stood


@contextlib.contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Hold the file that stands; yields whether it could be opened. A hot journal is rolled back by that."""
    try:
        connection = connecting.open_unchecked(path)
    except (OSError, sqlite3.Error, Failure):
        yield False
        return
    try:
        connection.execute("PRAGMA query_only=OFF")
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise held(path) from None
            yield False
            return
        except sqlite3.DatabaseError:  # damaged, or no database
            yield False
            return
        yield True
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        connection.close()


def _move_aside(path: Path, aside: Path) -> None:
    """Lay aside SQLite's own files of a data file that cannot be opened: they would be played into the new one."""
    for end in _SQLITES:
        old = path.with_name(f"{path.name}{end}")
        if old.exists():
            old.replace(aside.with_name(f"{aside.name}{end}"))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    _sync(folder)
