"""Whether somebody who was erased is on record again: an older copy was put back, or an erasure was cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.store import contacts, erasures

if TYPE_CHECKING:
    from privacyctl.model.erasure import Listing
    from privacyctl.store import Store


def is_back(store: Store, listing: Listing) -> bool:
    """Whether that very contact is on record under an address that was erased.

    A new order of theirs is a new contact with a number of its own.
    """
    if listing.secret != erasures.secret_id(store):
        return False
    known = contacts.get(store, listing.contact)
    if known is None or known.erased_at is not None:
        return False
    marks = {store.fingerprints.address(key) for key in contacts.address_keys(store, known.id)}
    return not marks.isdisjoint(listing.addresses)
