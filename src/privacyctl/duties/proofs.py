"""Proving that nothing is left: whose a value is that was found, and what is then done about it.

What erases, corrects or purges opens the record, changes it and closes it; then it has the
bytes searched; then the record is opened once more, for the note that nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import Untrusted
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.residue import ResidueHit, Searched
from privacyctl.store import erasures, wiping
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import ByteReader, OpenRecord
    from privacyctl.model.ids import ContactId
    from privacyctl.model.residue import Value
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search of the bytes after an erasure came to."""

    searched: Searched
    shared: int
    """Values that others on record have too."""
    residue: tuple[ResidueHit, ...]
    """What was found in our own files and is nobody's any more."""
    elsewhere: tuple[ResidueHit, ...]
    """What was found in the user's own files."""
    copies: int
    """Copies laid aside by upgrades that were deleted: they held it all."""

    @property
    def is_proved(self) -> bool:
        return not self.residue and not self.searched.unread


class ResidueFound(Untrusted):
    """Something erased is still in the bytes."""


def prove(
    opened: OpenRecord, reader: ByteReader, people: Sequence[ContactId], values: Sequence[Value]
) -> Proof:
    """Search for every value, rewrite the data file once where one is left, search again, and note the proof.

    The record must be closed: `opened` opens it only while nothing is searched. Copies that
    upgrades laid aside are deleted first. A value that rows of others explain is no residue;
    `people` are those who were erased, and where nothing of them is left, that is noted.
    """
    copies = reader.drop_copies()
    searched = reader.search(values)
    shared, residue = _judged(opened, reader, people, searched)
    if residue:
        with opened() as store:
            store.rewrite()
        searched = reader.search(values)
        shared, residue = _judged(opened, reader, people, searched)
    elsewhere = tuple(hit for hit in searched.hits if not reader.is_ours(hit.file))
    proof = Proof(searched, len(shared), residue, elsewhere, copies)
    if proof.is_proved and people:
        with opened() as store:
            mark_proved(store, people)
    return proof


def mark_proved(store: Store, people: Sequence[ContactId]) -> None:
    """Note that the bytes were searched for these people and nothing was found. Said twice, done once."""
    with store.transaction() as tx:
        wanted = [one for one in erasures.unproved(tx) if one.contact in set(people)]
        if wanted:
            erasures.mark_proved(tx, [one.id for one in wanted])
            tx.record("erasure-proved", contacts=[one.contact for one in wanted])


def _judged(
    opened: OpenRecord, reader: ByteReader, people: Sequence[ContactId], searched: Searched
) -> tuple[set[Value], tuple[ResidueHit, ...]]:
    """The values that live rows of others explain, and the hits that nothing does."""
    ours = [hit for hit in searched.hits if reader.is_ours(hit.file)]
    if not ours:
        return set(), ()
    values = {hit.value for hit in ours}
    with opened() as store, store.snapshot():
        left = (text.text for one in people for text in wiping.texts(store, wiping.holding(store, one, ())))
        theirs = reader.among(values, left)
        shared = reader.among(values - theirs, health.every_text(store, ours=False))
        rest = {one for one in values - theirs - shared if one.what is not ErasedKind.ADDRESS}
        shared |= reader.among(rest, health.every_text(store, ours=True))
    return shared, tuple(hit for hit in ours if hit.value not in shared)
