"""Copies of the journal in other folders, brought up after a command has answered, and how far each is.

Such a folder may be a network's that hangs: so a process of its own does it, whom nobody waits
for. How far each copy is stands in a file beside the journal, since `due` must not ask the network.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING

from privacyctl.atomic_files import beside
from privacyctl.bounded_files import read_file
from privacyctl.errors import why
from privacyctl.model.copies import JournalCopy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_PIECE = 1 << 20
_PRIVATE = 0o600
_SAME = 4_096
"""Bytes at a copy's end that are compared with the journal's own."""


def bring_up(
    journal: Path, folders: Sequence[Path], now: int, knows_more: Callable[[Path], bool]
) -> list[JournalCopy]:
    """Append to each copy what it lacks; where it does not fit, write it anew. Notes how far each is.

    A copy that knows more than the journal stays as it is: where record and journal were set back together,
    it is all that is left of what came after.
    """
    done = []
    with _alone(journal) as is_mine:
        if not is_mine:
            return []
        known = {folder: (size, at) for size, at, folder in _noted(journal)}
        for folder in folders:
            try:
                size = _one(journal, folder / journal.name, knows_more)
                known[str(folder)] = (size, now)
                done.append(JournalCopy(folder, None))
            except OSError as error:
                known.setdefault(str(folder), (0, now))
                done.append(JournalCopy(folder, why(error)))
            except _KnowsMore:
                known[str(folder)] = (0, now)
                done.append(JournalCopy(folder, "it has entries that the journal has not"))
        wanted = {str(folder) for folder in folders}
        lines = [f"{size}\t{at}\t{folder}\n" for folder, (size, at) in known.items() if folder in wanted]
        with (
            contextlib.suppress(OSError),
            beside(_notes(journal), [line.encode() for line in lines]) as built,
        ):
            built.replace(_notes(journal))
    return done


class _KnowsMore(Exception):
    """A copy goes on where the journal ends, or parts from it."""


def _one(journal: Path, copy: Path, knows_more: Callable[[Path], bool]) -> int:
    handle = os.open(copy, os.O_RDWR | os.O_CREAT, _PRIVATE)
    with os.fdopen(handle, "r+b", buffering=0) as out, journal.open("rb") as file:
        have, whole = os.fstat(out.fileno()).st_size, os.fstat(file.fileno()).st_size
        start = max(have - _SAME, 0)
        if have > whole or os.pread(out.fileno(), have - start, start) != os.pread(
            file.fileno(), have - start, start
        ):
            if knows_more(copy):
                raise _KnowsMore
            return _anew(journal, copy)
        file.seek(have)
        out.seek(have)
        while piece := file.read(_PIECE):
            out.write(piece)
        os.fsync(out.fileno())
        return out.tell()


def _anew(journal: Path, copy: Path) -> int:
    def pieces() -> Iterator[bytes]:
        with journal.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    with beside(copy, pieces()) as built:
        size = built.stat().st_size
        built.replace(copy)
    return size


def _notes(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.copies")


def _noted(journal: Path) -> list[tuple[int, int, str]]:
    try:
        lines = (read_file(_notes(journal), _PIECE) or b"").decode().splitlines()
        return [(int(size), int(at), folder) for size, at, folder in (line.split("\t") for line in lines)]
    except (OSError, ValueError):
        return []


@contextlib.contextmanager
def _alone(journal: Path) -> Iterator[bool]:
    """Whether no other process is at it: one that hangs must not be joined by another after each command."""
    handle = os.open(journal.with_name(f"{journal.name}.copying"), os.O_RDWR | os.O_CREAT, _PRIVATE)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
