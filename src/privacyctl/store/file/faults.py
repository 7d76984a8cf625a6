"""SQLite's and the system's errors about the data file, in plain words."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import Busy, Damaged, Failure, Foreign, Replaced, Untrusted, Unwritable, why

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPLACED = "see what replaces it (a copy, a synchronised folder, a restore), then run the command again"
BUSY_SECONDS = 30
"""How long a command waits for another one that writes."""


@contextlib.contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into failures with a sentence of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _plain(error, path) from error


@contextlib.contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn the system's errors into failures with a sentence of ours."""
    try:
        yield
    except OSError as error:
        raise Untrusted(
            f"{path} cannot be opened: {why(error)}",
            "check the path and who may read and write it",
        ) from error


def damaged(path: Path) -> Damaged:
    """The failure for a file that is not as it was written."""
    return Damaged(
        f"{path} is damaged",
        "keep a copy of it as it is, and put back your last good copy: privacyctl doctor says more",
    )


def keyless(path: Path) -> Damaged:
    """The failure for a file without the key of its marks."""
    return Damaged(
        f"{path} is damaged: the key of its marks is gone",
        "keep a copy of it as it is, and put back your last good copy",
    )


def replaced(path: Path) -> Replaced:
    """The failure before a commit where another file has the name, or none has."""
    if path.exists():
        return Replaced(f"{path} was replaced while this ran; nothing was changed", _REPLACED)
    return Replaced(f"{path} was removed while this ran; nothing was changed", _REPLACED)


def lost(path: Path, *, is_first: bool) -> Replaced:
    """The failure after a commit into a file that has lost its name."""
    if not path.exists():
        return Replaced(f"{path} was removed while this ran, and this command with it", _REPLACED)
    if is_first:
        return Replaced(
            f"{path} was replaced while this ran; nothing of this command is in it",
            _REPLACED,
        )
    return Replaced(
        f"{path} was replaced while this ran; the last change of this command is not in it", _REPLACED
    )


def held(path: Path) -> Busy:
    """The failure where another process writes for too long."""
    return Busy(
        f"another process held {path} for {BUSY_SECONDS} seconds; nothing was changed",
        "run the command again",
    )


def foreign(sentence: str) -> Foreign:
    """The failure for a file that is not ours."""
    return Foreign(sentence, "check --db and PRIVACYCTL_DB; nothing was changed")


def _plain(error: sqlite3.Error, path: Path) -> Failure:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return replaced(path)
    if primary == sqlite3.SQLITE_CORRUPT:
        return _corrupt(path)
    if primary is None and "UTF-8" in str(error):  # an error of Python's; SQLite does not check texts
        return damaged(path)
    known = {
        sqlite3.SQLITE_FULL: Unwritable(
            "the disk is full; nothing was changed", "free some space and run the command again"
        ),
        sqlite3.SQLITE_BUSY: held(path),
        sqlite3.SQLITE_READONLY: Unwritable(
            f"{path} may not be written; nothing was changed", f"see who owns it: ls -l {path.parent}"
        ),
        sqlite3.SQLITE_CANTOPEN: Unwritable(
            f"{path}, or the folder it lies in, may not be written or read; nothing was changed",
            f"see who owns them: ls -ld {path.parent} {path}",
        ),
        sqlite3.SQLITE_NOTADB: foreign(f"{path} is not a database"),
        sqlite3.SQLITE_IOERR: Untrusted(
            f"the disk failed while {path} was in use; nothing was changed", "run: privacyctl doctor"
        ),
    }
    if primary not in known:
        raise error  # a bug of ours: a constraint, a mistyped statement
    return known[primary]


def _corrupt(path: Path) -> Failure:
    # SQLite says "malformed" for a failed read too: check again before calling the file damaged.
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as second:
            sound = second.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except (sqlite3.Error, OSError):
        sound = False
    if sound:
        return Untrusted(f"{path} could not be read just now", "run the command again")
    return damaged(path)
