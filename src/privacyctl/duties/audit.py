"""The audit chain, to read and to verify."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.audit import Entry, Head, first_broken
from privacyctl.model.contact import Company
from privacyctl.store import audit, contacts

if TYPE_CHECKING:
    from privacyctl.model.contact import Contact
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class VerifiedChain:
    """What a walk along the whole chain found."""

    head: Head
    first_broken: int | None

    @property
    def holds(self) -> bool:
        return self.first_broken is None


def history(store: Store, subject: Contact | Company | None, since: Moment | None) -> list[Entry]:
    """The entries since a moment, of everything or about one person or company."""
    if subject is None:
        return audit.entries(store, since)
    if isinstance(subject, Company):
        people = contacts.of_company(store, subject.id)
        return audit.about(store, since, people=people, companies=[subject.id])
    return audit.about(store, since, people=[subject.id], companies=[])


def verify(store: Store) -> VerifiedChain:
    """Walk the chain from its first entry; names the first that does not hold.

    A chain whose end was cut off holds: compare its head with one that was written down,
    in a manifest or a receipt.
    """
    with store.snapshot():
        return VerifiedChain(store.head(), first_broken(audit.chain(store)))
