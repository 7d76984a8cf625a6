"""Proving that nothing is left: whose a value is that was found, and what is then done about it.

What erases, corrects or purges opens the record, changes it and closes it; then it has the
bytes searched; then the record is opened once more, for the note that nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import Untrusted
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.ids import CaseId, PublicationId
from privacyctl.model.mentions import Mentions
from privacyctl.model.residue import Mention, ResidueHit, Searched, Sought
from privacyctl.store import erasures, made_files, publications, requests, wiping
from privacyctl.store.file import health
from privacyctl.store.text_places import placed_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.protocols import ByteReader, OpenRecord
    from privacyctl.model.finding_kind import RowId
    from privacyctl.model.ids import ContactId
    from privacyctl.model.made import MadeFile, StandingFile
    from privacyctl.model.residue import Value
    from privacyctl.store import Store

NOBODY = Sought(Mentions((), ()))


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
    people: tuple[ContactId, ...] = ()
    """Who was erased."""
    places: tuple[RowId, ...] = ()
    """The rows of others in which such a shared value stands."""
    mentions: tuple[Mention, ...] = ()
    """The rows of others that mention somebody who was erased."""
    perhaps: tuple[CaseId, ...] = ()
    """Those of them that are cases of nobody on record: they may be theirs."""
    standing: tuple[StandingFile, ...] = ()
    """The files that commands wrote, and that hold somebody who was erased: the user's to delete."""
    leftovers: tuple[Path, ...] = ()
    """What a killed command left and could not be deleted."""

    @property
    def is_proved(self) -> bool:
        return not self.residue and not self.searched.unread


class ResidueFound(Untrusted):
    """Something erased is still in the bytes."""


def prove(
    opened: OpenRecord,
    reader: ByteReader,
    people: Sequence[ContactId],
    values: Sequence[Value],
    sought: Sought = NOBODY,
) -> Proof:
    """Search for every value, rewrite the data file once where one is left, search again, and note the proof.

    The record must be closed: `opened` opens it only while nothing is searched. Copies that
    upgrades laid aside are deleted first, and so is what killed commands left. A value that rows of
    others explain is no residue; `people` are those who were erased, and where nothing of them is
    left, that is noted. Whatever mentions `sought` in another spelling is found and named: rows of
    others, files of the user's own, and files that commands wrote. Then nobody knows any more
    where the files of `people` lie.
    """
    with opened() as store, store.snapshot():
        written = made_files.folders(store)
        found = reader.mentioned(sought, placed_texts(store)) if people else []
        mentions = [one for one in found if not _is_own(store, people, one.row)]
        perhaps = [one.row.id for one in mentions if one.row.kind == "case" and _is_of_nobody(store, one)]
        naming = made_files.of_ids(store, [one.row.id for one in found if one.row.kind == "file"])
        own = made_files.of_contacts(store, people)
        lists = made_files.lists(store) if people else []
    made = {one.id: one for one in (*own, *lists, *naming)}
    standing = reader.standing(made.values(), people, sought, values)
    _forget_paths(opened, [*own, *(one for one in naming if not one.path.exists())])
    leftovers = reader.drop_leftovers(written)
    copies = reader.drop_copies()
    searched = reader.search(values, sought)
    shared, residue = _judged(opened, reader, people, searched)
    if residue:
        with opened() as store:
            store.rewrite()
        searched = reader.search(values, sought)
        shared, residue = _judged(opened, reader, people, searched)
    proof = Proof(
        searched=searched,
        shared=len(shared),
        residue=residue,
        elsewhere=tuple(hit for hit in searched.hits if not reader.is_ours(hit.file)),
        copies=copies,
        people=tuple(people),
        places=tuple(sorted({row for rows in shared.values() for row in rows if row.kind != "file"})),
        mentions=tuple(mentions),
        perhaps=tuple(map(CaseId, perhaps)),
        standing=tuple(standing),
        leftovers=tuple(leftovers),
    )
    if proof.is_proved and people:
        with opened() as store:
            mark_proved(store, people)
    return proof


def _forget_paths(opened: OpenRecord, made: Sequence[MadeFile]) -> None:
    """Forget where files lie: the answers to those who were erased, and what is gone and whose path names them."""
    if made:
        with opened() as store:
            made_files.forget_paths(store, [one.id for one in made])


def _is_own(store: Store, people: Sequence[ContactId], row: RowId) -> bool:
    """Whether a row is theirs, whose words stay for now as is said elsewhere; or a file, which is named by its path."""
    if row.kind in {"contact", "file"}:
        return row.kind == "file" or row.id in people
    one = publications.get(store, PublicationId(row.id)) if row.kind == "publication" else None
    return one is not None and one.contact in people


def _is_of_nobody(store: Store, mention: Mention) -> bool:
    case = requests.get(store, CaseId(mention.row.id))
    return case is not None and case.contact is None and case.company is None


def mark_proved(store: Store, people: Sequence[ContactId]) -> None:
    """Note that the bytes were searched for these people and nothing was found. Said twice, done once."""
    with store.transaction() as tx:
        wanted = [one for one in erasures.unproved(tx) if one.contact in set(people)]
        if wanted:
            erasures.mark_proved(tx, [one.id for one in wanted])
            tx.record("erasure-proved", contacts=[one.contact for one in wanted])


def _judged(
    opened: OpenRecord, reader: ByteReader, people: Sequence[ContactId], searched: Searched
) -> tuple[dict[Value, set[RowId]], tuple[ResidueHit, ...]]:
    """The values that rows of others explain, with these rows, and the hits that nothing does.

    Rows explain what stands in the record itself. In any other file of that name, as a copy that
    somebody laid aside, what is there of somebody who was erased is a hit whatever others' rows say.
    """
    ours = [hit for hit in searched.hits if reader.is_ours(hit.file)]
    if not ours:
        return {}, ()
    values = {hit.value for hit in ours}
    with opened() as store, store.snapshot():
        left = (text.text for one in people for text in wiping.texts(store, wiping.holding(store, one, ())))
        theirs = reader.among(values, left)
        shared = reader.placed(values - theirs, placed_texts(store))
        rest = {one for one in values - theirs if one.what is not ErasedKind.ADDRESS}
        words_of_ours = reader.among(rest, health.our_texts(store))
    shared |= {value: set() for value in words_of_ours - shared.keys()}
    explained = (shared.keys(), words_of_ours)
    return shared, tuple(hit for hit in ours if hit.value not in explained[not reader.is_record(hit.file)])
