"""The entries that a copy lacks, done again from the journal; and what an erasure among them took, taken again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.duties import erase_person, late_forgetting
from privacyctl.errors import Damaged
from privacyctl.model.acts.undoing import EntryUndone
from privacyctl.model.audit import Head
from privacyctl.model.ids import CaseId, ContactId, PublicationId
from privacyctl.store import contacts, publications, takedowns, undoings, wiping
from privacyctl.store.journal import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.model.residue import Sought, Value
    from privacyctl.store import Store, Transaction
    from privacyctl.store.journal.lines import JournalLine, Values


@dataclass(slots=True)
class BroughtBack:
    """What became of a copy by the journal."""

    copy: Head
    """The last entry that the copy held."""
    head: Head
    """The last entry that it holds now."""
    erased: list[ContactId] = field(default_factory=list)
    """Who was erased after the copy was made, and was still in it."""
    values: list[Value] = field(default_factory=list)
    """What is to be searched for in the bytes."""
    sought: list[Sought] = field(default_factory=list)
    noes: list[Values] = field(default_factory=list)
    """[mark of an address, purpose, moment, contact] of imported noes whose contact is a number alone."""

    @property
    def entries(self) -> int:
        return self.head.seq - self.copy.seq


def bring_back(store: Store, journal: Iterable[JournalLine]) -> BroughtBack:
    """Do again what the journal has after the copy's last entry. All of it is there at the end, or nothing.

    Raises Damaged where the two part, or a line does not fit the copy; and what reading the journal raises.
    """
    copy = store.head()
    found = BroughtBack(copy, copy)
    with replay.replaying(store) as tx:
        for line in _after(copy, journal):
            try:
                tx.begin(line)
                _take_again(tx, line, found)
                tx.seal(line)
            except (ValueError, KeyError, TypeError, LookupError):
                raise Damaged(
                    f"entry {line.seq} of the journal does not fit the copy",
                    "keep both as they are; another copy may fit: privacyctl restore FILE",
                ) from None
            found.head = Head(line.seq, line.hash)
            found.noes += line.noes
        _forget_late(tx)
        found.noes = [no for no in found.noes if _is_number_alone(tx, ContactId(no[3]))]
    return found


def _after(copy: Head, journal: Iterable[JournalLine]) -> Iterator[JournalLine]:
    """The lines after the copy's last entry, which must be the journal's own."""
    before: JournalLine | None = None
    for line in journal:
        if line.seq == copy.seq and line.hash != copy.hash:
            raise Damaged(
                f"the copy and the journal part at entry {line.seq} or before it",
                "a copy that is older than that entry fits: privacyctl restore FILE",
            )
        if line.seq > copy.seq:
            yield line
        before = line
    if before is not None and before.seq < copy.seq:
        return


def _take_again(tx: replay.Replay, line: JournalLine, found: BroughtBack) -> None:
    said = line.document
    people = [ContactId(one) for one in said.get("contacts", ())]
    if line.word in ("erased", "purged", "erased-words"):
        also = [CaseId(one) for one in said.get("cases", ())]
        for one in people:
            contact = contacts.must_get(tx, one)
            again = erase_person.take_again(tx, contact, also)
            if contact.erased_at is None:
                found.erased.append(one)
            found.values += again.values
            found.sought.append(again.sought)
    elif line.word == "undone":
        off = next((act.contact_id for act in line.acts or () if isinstance(act, EntryUndone)), None)
        _undo_again(tx, int(said["undoes"]), off)


def _undo_again(tx: Transaction, undone: int, off_record: ContactId | None) -> None:
    """Take out of a copy what an undoing took out of the record."""
    for publication in undoings.made_by(tx, "publication", undone):
        publications.let_go(tx, PublicationId(publication), None)
    companies = undoings.leave_company(tx, undone)
    if off_record is not None and (known := contacts.must_get(tx, off_record)).company:
        companies = sorted({*companies, known.company.id} & set(undoings.made_by(tx, "company", undone)))
    undoings.take_out(tx, undone)
    if off_record is not None:
        wiping.empty(tx, wiping.holding(tx, off_record, ()))
        wiping.husk(tx, off_record, "undone")
    for company in companies:
        late_forgetting.drop_company(tx, company)


def _forget_late(tx: Transaction) -> None:
    """Let go of the words of erased people that stayed until they were seen to be gone, and have been."""
    for task in takedowns.ended_of_erased(tx):
        late_forgetting.let_go(tx, task)


def _is_number_alone(tx: Transaction, contact: ContactId) -> bool:
    known = contacts.get(tx, contact)
    return known is None or known.is_lost
