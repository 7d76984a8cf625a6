"""Bringing the journal up to the record's head, after a commit and before its answer."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from typing import TYPE_CHECKING

from privacyctl.errors import Failure, why
from privacyctl.store.journal import leavings, lines, tail
from privacyctl.store.new_files import begun, sync

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from privacyctl.store import Store

_PIECE = 1_000_000


class Behind(Exception):
    """The journal could not be brought up; what was written into the record stands. `reason` is a clause."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def bring_up(store: Store) -> int:
    """Append a line for each entry that the journal lacks; returns how many, and 0 where another process was faster.

    The lines are on the disk when it returns. A line that a power cut tore is taken off first, since
    its entry is still in the record. Raises Behind where the journal cannot be written, or is not
    the record's: nothing is appended then.
    """
    path = tail.beside(store.path)
    try:
        is_new = not path.exists()
        handle = tail.open_file(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            added = _append(store, handle, path)
        finally:
            os.close(handle)
        if is_new:
            sync(path.parent)
    except OSError as error:
        raise Behind(why(error)) from None
    except Failure as failure:
        raise Behind(failure.sentence) from None
    except sqlite3.Error as error:
        raise Behind(str(error)) from None
    return added


def write(path: Path, store: Store) -> None:
    """Write the journal of a whole record anew, in the place of the one that is there. Raises OSError."""
    with begun(path.parent, ".journal") as built:
        handle = os.open(built, os.O_WRONLY)
        try:
            _write(handle, _bytes(store, 0))
            os.fsync(handle)
        finally:
            os.close(handle)
        built.replace(path)
        sync(path.parent)


def _append(store: Store, handle: int, path: Path) -> int:
    found = tail.of_file(handle, path)
    end, known = (found.end, found.head) if found else (0, None)
    head = store.head()
    if known is not None:
        mine = head.hash if known.seq == head.seq else _hash_of(store, known.seq)
        if mine != known.hash:
            raise Behind("it has entries that the record has not")
        if known.seq >= head.seq:
            return 0
    if os.fstat(handle).st_size > end:
        os.ftruncate(handle, end)
    try:
        _write(handle, _bytes(store, known.seq if known else 0))
    except BaseException:
        with contextlib.suppress(OSError):  # half a line: the next write takes it off as well
            os.ftruncate(handle, end)
        raise
    os.fsync(handle)
    return head.seq - (known.seq if known else 0)


def _hash_of(store: Store, seq: int) -> bytes | None:
    found: bytes | None = store.value("SELECT hash FROM audit WHERE seq = ?", (seq,))
    return found


def _bytes(store: Store, after: int) -> Iterator[bytes]:
    for line in leavings.since(store, after):
        yield from lines.written(line, store.fingerprints)


def _write(handle: int, pieces: Iterable[bytes]) -> None:
    """Write the pieces, as few at a time as may be: what is one entry's is one write where it fits."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _PIECE:
            _write_all(handle, waiting)
            waiting.clear()
    _write_all(handle, waiting)


def _write_all(handle: int, piece: bytes | bytearray) -> None:
    rest = memoryview(bytes(piece))
    while rest:
        rest = rest[os.write(handle, rest) :]
