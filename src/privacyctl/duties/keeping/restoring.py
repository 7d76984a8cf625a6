"""Putting a copy in the record's place: brought up by the journal, every listed erasure done again, and proved.

All of it is done on a copy in a private folder. The record is touched by the swap alone, which the
caller makes of what stands ready here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import proofs
from privacyctl.duties.came_back import is_back
from privacyctl.duties.keeping import bringing_back
from privacyctl.duties.keeping import journal as journals
from privacyctl.errors import Damaged, Failure, Untrusted
from privacyctl.model.audit import Head
from privacyctl.model.consent import Purpose
from privacyctl.model.erasure import ErasureReason
from privacyctl.model.mentions import Mentions
from privacyctl.model.moment import Moment
from privacyctl.model.residue import Sought
from privacyctl.store import consent, contacts, copies, lost_words
from privacyctl.store.file import health
from privacyctl.store.journal import appending, reading, standing, tail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from privacyctl.duties.erase_person import Gone
    from privacyctl.duties.keeping.bringing_back import BroughtBack
    from privacyctl.duties.keeping.journal import Journal
    from privacyctl.duties.protocols import ByteReader, OpenRecord
    from privacyctl.model.contact import Contact
    from privacyctl.model.erasure import Listing
    from privacyctl.model.ids import ContactId
    from privacyctl.model.residue import Value
    from privacyctl.store import Store
    from privacyctl.store.lost_words import LostWords

    EraseListed = Callable[[Store, Contact, Listing], Gone]
    """Erases somebody whom the list of erasures names, without asking who asks: that was confirmed then."""


_ANOTHER = "take another copy"


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that stands ready to be put in the record's place."""

    copy: Head
    """The last entry that it held."""
    until: Head
    """The last entry that the journal gave back."""
    head: Head
    """The last entry that it has now."""
    journal: Path | None
    """The journal that gave them back; None where none was there but the copy's own, which ends with it."""
    passed: tuple[Failure, ...]
    """Why other journals were passed over."""
    erased: tuple[ContactId, ...]
    """Who was erased after the copy was made, and was erased again."""
    lost: LostWords
    noes: int
    """Noes that hung on people whose names are lost, and are held to their addresses now."""

    @property
    def entries(self) -> int:
        """How many entries the journal gave back."""
        return self.until.seq - self.copy.seq


def prepare(
    opened: OpenRecord,
    reader: ByteReader,
    journal_paths: Sequence[Path],
    listings: Sequence[Listing],
    erase: EraseListed,
    claimed: Head | None,
) -> Restored:
    """Bring a copy up to where the record was, as far as the journal knows.

    `claimed` is the head that its manifest has. Raises Damaged for a copy that does not hold, Untrusted where no
    journal fits and one is there, and where something of those who were erased is left in its bytes.
    """
    with opened() as store:
        _check(store, claimed)
        own = tail.beside(store.path)
        chosen, passed = journals.longest(store, journal_paths)
        brought = _bring_back(store, chosen)
        if brought.entries or brought.erased:
            _check(store, brought.head)
    with opened() as store:
        noes = _say_restored(store, brought)
        again = [one for one in listings if one.because is ErasureReason.REQUEST and is_back(store, one)]
        gone = [erase(store, contacts.must_get(store, one.contact), one) for one in again]
        if brought.erased or gone:
            store.rewrite()
        lost = lost_words.after(store, brought.copy.seq, brought.head.seq)
    people = [*brought.erased, *(one.contact for one in gone)]
    values = [*brought.values, *(value for one in gone for value in one.values)]
    if values:
        _prove(opened, reader, people, values, _together([*brought.sought, *(one.sought for one in gone)]))
    with opened() as store:
        head = store.head()
        if standing.of(store).how is not standing.Stands.IN_STEP:
            appending.write(tail.beside(store.path), store)
    return Restored(
        brought.copy,
        brought.head,
        head,
        chosen.path if chosen and (brought.entries or chosen.path != own) else None,
        tuple(passed),
        tuple(dict.fromkeys(people)),
        lost,
        noes,
    )


def _check(store: Store, claimed: Head | None) -> None:
    """Raises Damaged for a copy that does not hold, with its rows, to its head."""
    from privacyctl.duties import audit  # noqa: PLC0415  (folds the whole record)

    if health.integrity(store) or health.dangling(store) or health.altered(store):
        raise Damaged("the copy is not sound; nothing was changed", _ANOTHER)
    verified = audit.verify(store)
    if not verified.holds or verified.unread or (claimed is not None and verified.head != claimed):
        raise Damaged("the copy is not as its audit chain says; nothing was changed", _ANOTHER)


def _bring_back(store: Store, chosen: Journal | None) -> BroughtBack:
    head = store.head()
    if chosen is None or chosen.last <= head.seq:
        return bringing_back.BroughtBack(head, head)
    from privacyctl.duties import row_sums  # noqa: PLC0415  (only where the sums begin anew afterwards)

    if row_sums.wrong(store)[1]:
        raise Damaged("the copy's rows are not as its audit entries left them; nothing was changed", _ANOTHER)
    return bringing_back.bring_back(store, reading.lines_of(chosen.path, store.fingerprints))


def _say_restored(store: Store, brought: BroughtBack) -> int:
    """Write the entry of the restore; what an import's noes hung on is lost, so they are held to the addresses."""
    with store.transaction() as tx:
        kept = sum(
            consent.suppress(tx, mark, Purpose(purpose), Moment(at)) for mark, purpose, at, _ in brought.noes
        )
        copies.add_restored(tx, head=brought.copy.seq, until=brought.head.seq)
        if brought.entries:
            tx.begin_sums_anew()
        tx.record("restored", entries=brought.entries, redone=len(brought.erased), noes=kept)
        return kept


def _prove(
    opened: OpenRecord,
    reader: ByteReader,
    people: Sequence[ContactId],
    values: Sequence[Value],
    sought: Sought,
) -> None:
    proof = proofs.prove(opened, reader, people, values, sought)
    if not proof.is_proved:
        raise Untrusted(
            "something of those who were erased is still in the bytes of the copy; nothing was changed",
            _ANOTHER,
        )


def _together(each: Sequence[Sought]) -> Sought:
    return Sought(
        Mentions(
            tuple(name for one in each for name in one.mentions.names),
            tuple(address for one in each for address in one.mentions.addresses),
        ),
        frozenset(mark for one in each for mark in one.former),
        next((one.fingerprint for one in each if one.fingerprint is not None), None),
    )


def drilled(store: Store) -> None:
    """Note that a copy was decrypted and restored, and thrown away."""
    with store.transaction() as tx:
        copies.add_drill(tx)
        tx.record("drilled")
