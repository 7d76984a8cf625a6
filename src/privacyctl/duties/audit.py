"""The audit chain, to read and to verify."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.acts.folding import Folding
from privacyctl.model.audit import Entry, Head, first_broken
from privacyctl.model.contact import Company
from privacyctl.store import audit, contacts, state

if TYPE_CHECKING:
    from privacyctl.model.acts.folding import Unlike
    from privacyctl.model.contact import Contact
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class VerifiedChain:
    """What a walk along the whole chain found."""

    head: Head
    first_broken: int | None
    unreadable: tuple[int, ...] = ()
    """Entries with acts that no command of ours wrote."""
    unlike: tuple[Unlike, ...] = ()
    """Rows that are not as the entries left them; not looked for where an entry is broken."""
    untold: int = 0
    """Rows of entries of the older form: they alone say what they hold."""

    @property
    def holds(self) -> bool:
        return self.first_broken is None and not self.unreadable and not self.unlike


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

    Names the first entry that does not hold, and the rows that are not as the entries left them.
    A chain whose end was cut off holds: compare its head with one that was written down,
    in a manifest or a receipt.
    """
    with store.snapshot():
        folding = Folding()
        head, broken = store.head(), first_broken(folding.along(audit.chain(store)))
        if broken is not None:
            return VerifiedChain(head, broken)
        unlike = tuple(state.unlike(store, folding))
        return VerifiedChain(head, None, tuple(folding.unreadable), unlike, folding.untold)
