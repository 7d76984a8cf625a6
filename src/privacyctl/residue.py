"""Searching the bytes of files for erased values. A value that is in no file is proved to be gone.

The live data file is read like any other, so no SQLite connection of this process may be
open: to close a file drops the locks that SQLite holds on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick

from privacyctl.model.residue import ResidueHit, Searched, Value, forms, searchable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

_CHUNK = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bytes:
    """The data file and the files in its folder, as a duty is handed them to be searched."""

    db: Path
    telling: Callable[[], AbstractContextManager[Callable[[str, int], None]]]
    """Shows how far a search is while it goes on: yields what is told the file and its bytes so far."""

    def search(self, values: Iterable[Value]) -> Searched:
        with self.telling() as tell:
            return search(folders(self.db), values, tell)

    def drop_copies(self) -> int:
        return drop_copies(self.db)

    def among(self, values: Iterable[Value], texts: Iterable[str]) -> set[Value]:
        return among(values, texts)

    def is_ours(self, file: Path) -> bool:
        return is_ours(file, self.db)


def folders(db: Path) -> list[Path]:
    """The folder of the data file, and of the file behind it where it is a link."""
    return list(dict.fromkeys((db.absolute().parent, db.resolve().parent)))


def is_ours(file: Path, db: Path) -> bool:
    """Whether a file is the data file, one of ours beside it, or one that a command was writing."""
    names = (db.name, db.resolve().name)
    return file.name.startswith(".privacyctl-") or any(
        file.name == name or file.name.startswith((f"{name}-", f"{name}.")) for name in names
    )


def drop_copies(db: Path) -> int:
    """Delete the copies that upgrades laid aside, since they hold erased people; returns how many."""
    copies = [copy for folder in folders(db) for copy in folder.glob(f"{db.name}.before-v*")]
    for copy in copies:
        copy.unlink(missing_ok=True)
    return len(copies)


def search(
    where: Sequence[Path], values: Iterable[Value], tell: Callable[[str, int], None] = lambda *_: None
) -> Searched:
    """Search every file of these folders for each value in every spelling; folders within are skipped.

    `tell` is called with a file's name and the number of bytes read so far.
    """
    wanted, unsearchable = searchable(values)
    needles = {form: value for value in wanted for form in forms(value)}
    hits: list[ResidueHit] = []
    unread: list[Path] = []
    files = size = 0
    for file in sorted(one for folder in where for one in folder.iterdir() if one.is_file()):
        try:
            found, read = _search_one(file, needles, tell, size)
        except FileNotFoundError:  # another process deleted it: a journal, or a file it was making
            continue
        except OSError:
            unread.append(file)
            continue
        files, size = files + 1, size + read
        hits += [ResidueHit(value, file) for value in wanted if value in found]
    return Searched(files, size, len(wanted), unsearchable, tuple(hits), tuple(unread))


def among(values: Iterable[Value], texts: Iterable[str]) -> set[Value]:
    """The values that stand in any of these texts, in any spelling."""
    needles = {form: value for value in values for form in forms(value)}
    found: set[Value] = set()
    automaton, pieces, size = _Automaton(needles), list[str](), 0
    for text in texts:
        pieces.append(text)
        size += len(text)
        if size >= _CHUNK // 8:
            automaton = _take(automaton, "\n".join(pieces).encode().lower(), needles, found)
            if len(found) == len(set(needles.values())):
                return found
            pieces, size = [], 0
    _take(automaton, "\n".join(pieces).encode().lower(), needles, found)
    return found


def _take(automaton: _Automaton, piece: bytes, needles: dict[bytes, Value], found: set[Value]) -> _Automaton:
    """Add the values in a piece to `found`; returns an automaton for the values not found yet.

    A value that was found is not searched for again: it may stand in the file a million times.
    """
    while new := automaton.find(piece):
        found |= {needles[form] for form in new}
        automaton = _Automaton({form for form, value in needles.items() if value not in found})
    return automaton


def _search_one(
    file: Path, needles: dict[bytes, Value], tell: Callable[[str, int], None], before: int
) -> tuple[set[Value], int]:
    """The values that stand in a file, and the file's size in bytes."""
    found: set[Value] = set()
    automaton = _Automaton(needles)
    overlap = max(map(len, needles), default=1) - 1
    tail, read = b"", 0
    with file.open("rb", buffering=0) as stream:
        while piece := stream.read(_CHUNK):
            read += len(piece)
            piece = tail + piece.lower()
            automaton = _take(automaton, piece, needles, found)
            tail = piece[-overlap:] if overlap else b""
            tell("bytes", before + read)
    return found, read


class _Automaton:
    """Finds many needles at once, in one pass over the bytes."""

    def __init__(self, needles: Iterable[bytes]) -> None:
        self._needles: Sequence[bytes] = sorted(needles)
        self._looks = BytesAhoCorasick(self._needles) if self._needles else None

    def find(self, piece: bytes) -> set[bytes]:
        if self._looks is None:
            return set()
        return {self._needles[which] for which, _, _ in self._looks.find_matches_as_indexes(piece)}
