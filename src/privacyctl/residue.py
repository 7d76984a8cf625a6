"""Searching the bytes of files for erased values. A value that is in no file is proved to be gone.

The live data file is read like any other, so no SQLite connection of this process may be
open: to close a file drops the locks that SQLite holds on it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick

from privacyctl import atomic_files
from privacyctl.model.made import StandingFile
from privacyctl.model.mentions import parts_of, undone
from privacyctl.model.moment import from_stamp
from privacyctl.model.residue import Mention, ResidueHit, Searched, Sought, Value, forms, searchable
from privacyctl.model.words import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from privacyctl.model.finding_kind import PlacedText, RowId
    from privacyctl.model.ids import ContactId
    from privacyctl.model.made import MadeFile

_CHUNK = 8 * 1024 * 1024
_PIECE = 256 * 1024
_OVERLAP = 2_000
"""Bytes of a piece that are read again with the next: longer than any name."""
_MOST_ROWS = 20
_ROWS = 2_000
_PARTED = "\x1e"
"""Between texts that are folded together: it is in none of them, being no letter."""
_SURE = 4
"""A shorter part stands inside many words, and counts at the beginning of one alone."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """The data file and the files in its folder, as a duty is handed them to be searched."""

    db: Path
    telling: Callable[[], AbstractContextManager[Callable[[str, int], None]]]
    """Shows how far a search is while it goes on: yields what is told the file and its bytes so far."""

    say_standing: Callable[[Sequence[StandingFile]], None] = lambda _: None
    """Says at once which files to delete: after that nobody knows where they lie."""
    written: Sequence[Path] = ()
    """Folders that the settings name, in which we write: the web site's."""

    def search(self, values: Iterable[Value], sought: Sought | None = None) -> Searched:
        with self.telling() as tell:
            found = search(folders(self.db), values, tell)
        if sought is None:
            return found
        return replace(found, mentions=self._mentioning(sought, {hit.file for hit in found.hits}))

    def _mentioning(self, sought: Sought, sure: set[Path]) -> tuple[Path, ...]:
        """The files beside the record that are the user's own and mention them in another spelling."""
        near = [file for folder in folders(self.db) for file in sorted(folder.iterdir()) if file.is_file()]
        own = [file for file in near if file not in sure and not _is_kept_by_us(file, self.db)]
        return tuple(file for file in own if is_mentioned(file, sought))

    def drop_copies(self) -> int:
        return drop_copies(self.db)

    def among(self, values: Iterable[Value], texts: Iterable[str]) -> set[Value]:
        return among(values, texts)

    def placed(self, values: Iterable[Value], texts: Iterable[PlacedText]) -> dict[Value, set[RowId]]:
        return placed(values, texts)

    def mentioned(self, sought: Sought, texts: Iterator[PlacedText]) -> list[Mention]:
        return mentioned(sought, texts)

    def standing(
        self, made: Iterable[MadeFile], people: Sequence[ContactId], sought: Sought, values: Iterable[Value]
    ) -> list[StandingFile]:
        self.say_standing(found := standing(made, people, sought, values))
        return found

    def drop_leftovers(self, written: Iterable[Path]) -> list[Path]:
        return atomic_files.drop_leftovers([*folders(self.db), *written, *self.written], self.db)

    def is_ours(self, file: Path) -> bool:
        return is_ours(file, self.db)

    def is_record(self, file: Path) -> bool:
        return is_record(file, self.db)


def folders(db: Path) -> list[Path]:
    """The folder of the data file, and of the file behind it where it is a link."""
    return list(dict.fromkeys((db.absolute().parent, db.resolve().parent)))


def is_ours(file: Path, db: Path) -> bool:
    """Whether a file is the data file, one of ours beside it, or one that a command was writing."""
    names = (db.name, db.resolve().name)
    return file.name.startswith(".privacyctl-") or any(
        file.name == name or file.name.startswith((f"{name}-", f"{name}.")) for name in names
    )


def is_record(file: Path, db: Path) -> bool:
    """Whether a file is the data file itself, or one in which SQLite keeps a part of it."""
    return _is_beside(file, db, ("", *atomic_files.SQLITES))


def _is_kept_by_us(file: Path, db: Path) -> bool:
    """Whether a file is of the record, or a list of keyed marks beside it: others of its name are somebody's copies."""
    return is_record(file, db) or _is_beside(file, db, (".journal", ".erasures"))


def _is_beside(file: Path, db: Path, ends: Sequence[str]) -> bool:
    return any(file.name == f"{name}{end}" for name in (db.name, db.resolve().name) for end in ends)


def drop_copies(db: Path) -> int:
    """Delete the copies that upgrades and restores laid aside, since they hold erased people; returns how many."""
    copies = [copy for folder in folders(db) for copy in folder.glob(f"{db.name}.before-[vr]*")]
    for copy in copies:
        copy.unlink(missing_ok=True)
    return len(copies)


def drop_laid_aside(db: Path, before: int) -> int:
    """Delete what restores laid aside before a moment, by the time in its name; returns how many files."""
    gone = 0
    for folder in folders(db):
        for path in folder.glob(f"{db.name}*.before-restore-*"):
            at = from_stamp(path.name.rpartition("-")[2])
            if at is not None and at < before:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def placed(values: Iterable[Value], texts: Iterable[PlacedText]) -> dict[Value, set[RowId]]:
    """The values that stand in any of these rows, in any spelling, and in which: the first few of each."""
    needles = {form: value for value in values for form in forms(value)}
    found: dict[Value, set[RowId]] = {}
    automaton = _Automaton(needles)
    for row, text in texts:
        for form in automaton.find(text.encode().lower()):
            rows = found.setdefault(needles[form], set())
            if len(rows) < _MOST_ROWS:
                rows.add(row)
    return found


def mentioned(sought: Sought, texts: Iterator[PlacedText]) -> list[Mention]:
    """The rows that mention somebody: first by parts of words in the folded text, then read closely."""
    found: dict[RowId, bool] = {}
    looks = _Anchors(sought.mentions.anchors)
    exact = _Automaton({form for value in sought.values for form in forms(value)})
    while batch := list(islice(texts, _ROWS)):
        near = looks.rows(batch)
        for at, (row, text) in enumerate(batch):
            if at in near and not found.get(row) and sought.mentions.are_in(text):
                found[row] = bool(exact.find(text.encode().lower()))
            elif sought.former and row not in found and sought.was_in(text):
                found[row] = False
    return [Mention(row, is_sure) for row, is_sure in sorted(found.items())]


def standing(
    made: Iterable[MadeFile], people: Sequence[ContactId], sought: Sought, values: Iterable[Value]
) -> list[StandingFile]:
    """The files that commands wrote, that still stand, and that are of these people or hold something of them."""
    wanted, _ = searchable(values)
    needles = {form: value for value in wanted for form in forms(value)}
    found = []
    for one in made:
        if not one.path.is_file():
            continue
        is_own, path = one.contact in people, str(one.path)
        try:
            if is_own or _search_one(one.path, needles, lambda *_: None, 0)[0]:
                found.append(StandingFile(one, is_sure=True))
            elif is_mentioned(one.path, sought) or sought.mentions.are_in(path) or sought.was_in(path):
                found.append(StandingFile(one, is_sure=False))
        except OSError:  # nobody knows what is in it
            found.append(StandingFile(one, is_sure=False))
    return found


def is_mentioned(file: Path, sought: Sought) -> bool:
    """Whether a file mentions them, in any spelling. What is no text, or cannot be read, is not looked at."""
    looks = _Anchors(sought.mentions.anchors)
    try:
        with file.open("rb", buffering=0) as stream:
            tail = b""
            while piece := stream.read(_PIECE):
                if b"\0" in piece:
                    return False
                text = (tail + piece).decode("utf-8", "replace")
                if looks.may_be_in(text) and any(
                    sought.mentions.are_in(part) for part in parts_of(text, _OVERLAP) if looks.may_be_in(part)
                ):
                    return True
                tail = piece[-_OVERLAP:]
    except OSError:
        pass
    return False


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
    if new := automaton.find(piece):
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


class _Anchors:
    """Tells most texts that mention nobody at a glance, by parts of words in their folded form."""

    def __init__(self, anchors: Iterable[str]) -> None:
        self._anchors = sorted(anchors)
        self._looks = BytesAhoCorasick([one.encode() for one in self._anchors]) if self._anchors else None

    def may_be_in(self, text: str) -> bool:
        return bool(self._ends(folded(undone(text))))

    def rows(self, batch: Sequence[PlacedText]) -> set[int]:
        """Which of these texts must be read closely. Folded in one piece: each alone takes four times as long."""
        texts = [one.text if one.text.isascii() else folded(undone(one.text)) for one in batch]
        together = _PARTED.join(texts)
        if any(escape in together for escape in ("&", "%", "\\u")):
            texts = [folded(undone(one.text)) for one in batch]
        else:
            texts = folded(together).split(_PARTED)
        if not (ends := self._ends(_PARTED.join(texts))):
            return set()
        starts = list(accumulate((len(text.encode()) + 1 for text in texts), initial=0))
        return {bisect_right(starts, end - 1) - 1 for end in ends}

    def _ends(self, plain: str) -> list[int]:
        """Where in a folded text, in bytes, a part ends."""
        if self._looks is None:
            return []
        text = plain.encode()
        return [
            end
            for _, start, end in self._looks.find_matches_as_indexes(text, overlapping=True)
            if end - start >= _SURE or start == 0 or not text[start - 1 : start].isalpha()
        ]


class _Automaton:
    """Finds many needles at once, in one pass over the bytes."""

    def __init__(self, needles: Iterable[bytes]) -> None:
        self._needles: Sequence[bytes] = sorted(needles)
        self._looks = BytesAhoCorasick(self._needles) if self._needles else None

    def find(self, piece: bytes) -> set[bytes]:
        """All needles that stand in the piece, those too that lie within another or overlap it."""
        if self._looks is None:
            return set()
        found = self._looks.find_matches_as_indexes(piece, overlapping=True)
        return {self._needles[which] for which, _, _ in found}
