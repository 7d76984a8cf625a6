"""Closing a purpose to somebody for good, under every address they have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.model.address import MAILBOXES, mailbox, mailbox_key
from privacyctl.model.companies import SPELLINGS, covered_by, no_covers
from privacyctl.model.consent import Purpose, latest
from privacyctl.model.moment import NEVER
from privacyctl.model.text import match_key
from privacyctl.store import consent, contacts

if TYPE_CHECKING:
    from privacyctl.model.contact import Contact
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.suppression import Suppression
    from privacyctl.store import Store, Transaction


def of_contact(store: Store, contact_id: ContactId) -> list[Suppression]:
    """The purposes that any address of the contact is closed to."""
    return consent.in_force(store, _fingerprints(store, contact_id))


def bearing_on(store: Store, contact: Contact) -> list[Suppression]:
    """What the contact is closed to, itself or through its company, whose no covers late joiners.

    A company's no does not bear on somebody whose own yes is later.
    """
    own = of_contact(store, contact.id)
    found = {known.purpose: known for known in own}
    for known in of_company(store, contact.company.name) if contact.company else []:
        if not consent.has_own_yes_since(store, contact.id, known.purpose, known):
            found.setdefault(known.purpose, known)
    return sorted(found.values(), key=lambda known: known.purpose)


def noes(store: Store, contact: Contact) -> dict[Purpose, Moment]:
    """When the contact last said no to each purpose that it is out of.

    With the answers of imports and the no of its company: neither stands under the
    address itself, and so both are lost to it with the contact.
    """
    found = {known.purpose: known.at for known in bearing_on(store, contact)}
    said = consent.events(store, contact.id)
    for purpose in {event.purpose for event in said}:
        stands = latest(event for event in said if event.purpose is purpose)
        if stands is not None and stands.decision.is_no:
            found[purpose] = max(stands.at, found.get(purpose, NEVER))
    return found


def of_company(store: Store, name: str) -> list[Suppression]:
    """The purposes that the company itself is closed to, by a no of its own or of one that is spelt nearly so.

    A no that is surely its own goes before one that may be another company's.
    """
    mark = store.fingerprints.company
    sure, perhaps = covered_by(name)
    found = {one.purpose: one for one in consent.in_force(store, [mark(k) for k in (match_key(name), *sure)])}
    for one in consent.in_force(store, [mark(key) for key in perhaps]):
        found.setdefault(one.purpose, replace(one, is_doubtful=True))
    return sorted(found.values(), key=lambda known: known.purpose)


def close_contact(
    tx: Transaction, contact_id: ContactId, purpose: Purpose, at: Moment, *, renew: bool = False
) -> bool:
    """Close every address that the contact has, or had; returns False where all were closed already."""
    marks = [*_fingerprints(tx, contact_id), *contacts.former_marks(tx, contact_id)]
    closed = [consent.suppress(tx, mark, purpose, at, renew=renew) for mark in marks]
    for key in contacts.address_keys(tx, contact_id):
        _mark_mailbox(tx, key, purpose, at, renew=renew)
    return any(closed)


def close_company(tx: Transaction, name: str, purpose: Purpose, at: Moment, *, renew: bool = False) -> bool:
    """Close the company itself under every spelling, so that contacts who come later are closed too."""
    mark = tx.fingerprints.company
    closed = consent.suppress(tx, mark(match_key(name)), purpose, at, renew=renew)
    for key in no_covers(name):
        # Some keys are shared with the noes of other companies: this one is the later word.
        closed |= consent.suppress(tx, mark(key), purpose, at, renew=renew or closed, normalisation=SPELLINGS)
    return closed


def close_unknown(
    tx: Transaction, address_key: str, purpose: Purpose, at: Moment, *, renew: bool = False
) -> bool:
    """Close an address of nobody on record; only its keyed hash is kept."""
    _mark_mailbox(tx, address_key, purpose, at, renew=renew)
    return consent.suppress(tx, tx.fingerprints.address(address_key), purpose, at, renew=renew)


def reopen_contact(tx: Transaction, contact_id: ContactId, purpose: Purpose) -> int:
    """Lift what closes the contact's addresses; only `optin` with evidence may do so."""
    boxes = [tx.fingerprints.address(mailbox_key(key)) for key in contacts.address_keys(tx, contact_id)]
    consent.lift(tx, boxes, purpose)
    return consent.lift(tx, _fingerprints(tx, contact_id), purpose)


def reopen_company(tx: Transaction, name: str, purpose: Purpose) -> int:
    """Lift what closes the company itself, on a permission that is newer; another company's no stays."""
    mark = tx.fingerprints.company
    own = mark(match_key(name))
    also = consent.of_same_no(tx, own, [mark(key) for key in no_covers(name)], purpose)
    return consent.lift(tx, [own, *also], purpose)


def spread(tx: Transaction, contact_id: ContactId) -> list[Purpose]:
    """Close all addresses of a contact to what any of them is closed to.

    Called whenever an address joins a contact: an opt-out covers later aliases, and an
    alias that opted out before it was known brings its opt-out along.
    """
    return [
        known.purpose
        for known in of_contact(tx, contact_id)
        if close_contact(tx, contact_id, known.purpose, known.at)
    ]


def _mark_mailbox(tx: Transaction, key: str, purpose: Purpose, at: Moment, *, renew: bool) -> None:
    """Have the no known to whoever asks for an address that may be the same mailbox: in doubt, and closing nothing."""
    if mailbox(key) != key:
        mark = tx.fingerprints.address(mailbox_key(key))
        consent.suppress(tx, mark, purpose, at, renew=renew, normalisation=MAILBOXES)


def _fingerprints(store: Store, contact_id: ContactId) -> list[bytes]:
    # Not of those that a correction replaced: somebody else may have such an address now, and
    # neither reopens it for the other.
    return [store.fingerprints.address(key) for key in contacts.address_keys(store, contact_id)]
