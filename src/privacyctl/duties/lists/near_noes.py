"""Who is near to a no: an address that said it differs from theirs by a tag alone, or at Gmail by dots.

It may be the same mailbox and need not be: so it is named, and nothing is closed by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import suppressions
from privacyctl.model.address import mailbox, mailbox_key, match_key
from privacyctl.model.consent import Purpose
from privacyctl.store import audience, contacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.duties.lists.audience import Addressee
    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store


class NearNoes:
    """The noes to a purpose, and to product news where that covers it, read once."""

    def __init__(self, store: Store, purpose: Purpose) -> None:
        asked = [] if purpose is Purpose.ORDER else [purpose, *([Purpose.UPDATES] if purpose.is_own else [])]
        self._mark = store.fingerprints.address
        self._closed: set[bytes] = set().union(*(audience.suppressed(store, one) for one in asked))
        self._has_boxes = any(audience.has_mailboxes(store, one) for one in asked)

    def is_near(self, key: str) -> bool:
        """Whether one that may be the same mailbox said no; of an address that said none itself."""
        if not self._closed:
            return False
        box = mailbox(key)
        if box != key and self._mark(box) in self._closed:
            return True
        return self._has_boxes and self._mark(mailbox_key(key)) in self._closed


def near_a_no(store: Store, purpose: Purpose, people: Iterable[Addressee]) -> tuple[ContactId, ...]:
    """The contacts among these."""
    noes = NearNoes(store, purpose)
    return tuple(one.contact for one in people if noes.is_near(match_key(one.email) or one.email))


def near_to(store: Store, key: str, purposes: Iterable[Purpose]) -> tuple[ContactId, ...]:
    """Who on record may have the same mailbox as this address, and is not closed to all of these purposes too."""
    wanted = set(purposes)
    return tuple(
        one
        for one in contacts.of_same_mailbox(store, key)
        if not wanted <= {known.purpose for known in suppressions.of_contact(store, one)}
    )
