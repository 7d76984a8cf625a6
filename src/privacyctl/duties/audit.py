"""The audit chain, to read and to verify."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.errors import Damaged
from privacyctl.model.acts.folding import Folding
from privacyctl.model.chain import ChainFault, ChainFinding, walk
from privacyctl.model.contact import Company
from privacyctl.store import audit, contacts, looks, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from privacyctl.model.acts.folding import Unlike
    from privacyctl.model.audit import Entry, Head
    from privacyctl.model.chain import Walk
    from privacyctl.model.contact import Contact
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store
    from privacyctl.store.audit import EntryColumn


@dataclass(frozen=True, slots=True)
class VerifiedChain:
    """What a walk along the whole chain found."""

    head: Head
    first_broken: int | None
    """The number of the first entry whose hash is wrong."""
    findings: tuple[ChainFinding, ...] = ()
    """What else is wrong with the entries and the numbers in the rows: of each kind the first twenty."""
    counts: Mapping[ChainFault, int] = field(default_factory=dict)
    """How many there are of each kind."""
    older: int = 0
    """Entries of the older form, which cannot tell all that today's can."""
    unreadable: tuple[int, ...] = ()
    """Entries with acts that no command of ours wrote."""
    unlike: tuple[Unlike, ...] = ()
    """Rows that are not as the entries left them; not looked for where an entry is broken."""
    untold: int = 0
    """Rows of entries of the older form: they alone say what they hold."""
    unread: tuple[str, ...] = ()
    """Tables that are too damaged to be held against the chain."""

    @property
    def holds(self) -> bool:
        is_sound = self.first_broken is None and all(one.is_a_warning for one in self.counts)
        return is_sound and not self.unreadable and not self.unlike


def history(store: Store, subject: Contact | Company | None, since: Moment | None) -> list[Entry]:
    """The entries since a moment, of everything or about one person or company."""
    if subject is None:
        return audit.entries(store, since)
    if isinstance(subject, Company):
        people = contacts.of_company(store, subject.id)
        return audit.about(store, since, people=people, companies=[subject.id])
    return audit.about(store, since, people=[subject.id], companies=[])


def verify(store: Store) -> VerifiedChain:
    """Walk the chain from its first entry, and fold what the entries did.

    Names the first entry that does not hold, the entries that do not fit their place, the rows
    that are of no entry, the looks that are not those of their digest, and the rows that are not
    as the entries left them. A chain whose end was cut off together with its rows holds: compare
    its head with one that was written down, in a manifest or a receipt.
    """
    with store.snapshot():
        folding = Folding()
        head, walked = store.head(), walk(folding.along(audit.batches(store)))
        if walked.first_broken is not None:
            return VerifiedChain(head, walked.first_broken)
        unread = []
        for where in audit.entry_columns(store):
            try:
                walked.add(*_rows_outside(store, where, head))
                if where.table == "look":
                    walked.add(*_altered_looks(store, walked))
            except Damaged:  # what can be read is told all the same
                unread.append(where.table)
        unlike = tuple(state.unlike(store, folding))
    return VerifiedChain(
        head,
        None,
        tuple(walked.findings),
        dict(walked.counts),
        walked.older,
        tuple(folding.unreadable),
        unlike,
        folding.untold,
        tuple(unread),
    )


def _rows_outside(store: Store, where: EntryColumn, head: Head) -> Iterator[ChainFinding]:
    outside = audit.rows_outside(store, where, head.seq)
    if outside is None:
        return
    last = f"the last entry is {head.seq}" if head.seq else "the chain is empty"
    rows = "a row carries" if outside.rows == 1 else f"{outside.rows} rows carry"
    place = f"{outside.table} {outside.row}" if outside.row is not None else outside.table
    yield ChainFinding(
        ChainFault.ABOVE_HEAD,
        f"{rows} the number of an entry that is not there ({place}: entry {outside.entry}), and {last}",
        table=outside.table,
        row=outside.row,
    )


def _altered_looks(store: Store, walked: Walk) -> Iterator[ChainFinding]:
    """The entries whose looks are not those that were seen, looks of no entry, and verdicts that rest on no look."""
    digests = looks.digests(store)
    for entry, stated in walked.evidence:
        if digests.pop(entry, None) != stated:
            yield _altered(entry, f"the looks of entry {entry} are not those that it has the digest of")
    for entry in sorted(digests):
        yield _altered(entry, f"there are looks of entry {entry}, which looked at nothing")
    for look, entry in looks.unfounded(store):
        yield _altered(entry, f"look {look} says that it is gone, and no earlier look saw it there")
    for task in looks.unproved(store):
        yield _altered(None, f"task {task} is verified, and neither a look nor a person saw it gone")


def _altered(entry: int | None, detail: str) -> ChainFinding:
    return ChainFinding(ChainFault.LOOKS_ALTERED, detail, entry=entry, table="look")
