"""Restricting what is done with somebody's data: it is kept, and used for their orders alone (GDPR article 18).

A restriction is a suppression of every purpose but orders, so that it holds under every address
of theirs, for whoever is not on record yet, and through an import. It is lifted by hand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import cases, suppressions
from privacyctl.errors import Refused
from privacyctl.model.consent import Decision, Purpose, Via, latest
from privacyctl.model.contact import Contact
from privacyctl.model.moment import outranks
from privacyctl.model.request import RequestKind
from privacyctl.store import consent, contacts, requests

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.store import Store, Transaction

_PURPOSE = Purpose.RESTRICTION


def since(store: Store, subject: Contact | str) -> Moment | None:
    """From when on the data of a person, or of an address that is not on record, is restricted; None if it is not."""
    if isinstance(subject, str):
        return consent.suppressed_at(store, store.fingerprints.address(subject), _PURPOSE)
    own = suppressions.of_contact(store, subject.id)
    return next((known.at for known in own if known.purpose is _PURPOSE), None)


def restrict(tx: Transaction, subject: Contact | str, at: Moment, asked: Asked) -> bool:
    """Shut every purpose but orders to them; returns False where it stood, or was lifted after they asked."""
    if isinstance(subject, str):
        return suppressions.close_unknown(tx, subject, _PURPOSE, at)
    known = consent.events(tx, subject.id, _PURPOSE)
    stands = latest(known)
    if (
        stands is not None
        and not stands.decision.is_no
        and (outranks(stands.at, at, tx.now) or (asked.is_dated and at == stands.at))
    ):
        return False
    if not suppressions.close_contact(tx, subject.id, _PURPOSE, at):
        return False
    if not any(one.at == at and one.decision is Decision.RESTRICTED for one in known):
        _note(tx, subject.id, Decision.RESTRICTED, at, asked.came_via)
    return True


def lift(tx: Transaction, request: Request, words: str) -> bool:
    """End the restriction that a case asked for; `words` are the evidence. False where nothing is restricted."""
    subject = _subject(tx, request)
    return lift_of(tx, subject, words) if subject is not None else False


def lift_of(tx: Transaction, subject: Contact | str, words: str) -> bool:
    """The same, of a person or of an address that is not on record."""
    stands = since(tx, subject)
    if stands is None:
        return False
    if isinstance(subject, str):
        consent.lift(tx, [tx.fingerprints.address(subject)], _PURPOSE)
        return True
    # A restriction that lies ahead of the clock ends too, and by a word that is not older than it.
    event = _note(tx, subject.id, Decision.LIFTED, max(tx.now, stands), Via.UNSTATED)
    consent.add_evidence(tx, event, text=words, message_id=None, sha256=None)
    suppressions.reopen_contact(tx, subject.id, _PURPOSE)
    return True


def restricted(store: Store) -> set[ContactId]:
    """The contacts whose data is restricted."""
    asked = (request for request in requests.of_kind(store, RequestKind.RESTRICTION))
    found = (_subject(store, request) for request in asked)
    return {one.id for one in found if isinstance(one, Contact) and since(store, one) is not None}


def must_not_be(store: Store, contact: Contact) -> None:
    """Raises Refused while a person's data is restricted."""
    if since(store, contact) is not None:
        raise Refused(
            f"the data of contact {contact.id} is restricted: it is kept, and used for their orders alone",
            f"once they were told that it ends: privacyctl restrict {contact.id} --lift --note TEXT",
        )


def _subject(store: Store, request: Request) -> Contact | str | None:
    """Whom a case is about by now; None of somebody who was erased."""
    number = request.contact
    if number is None:
        key = cases.subject_key(request.who)
        number = contacts.id_of(store, key)
        if number is None:
            return key
    found = contacts.must_get(store, number)
    return found if found.erased_at is None else None


def _note(tx: Transaction, contact_id: ContactId, decision: Decision, at: Moment, via: Via) -> int:
    return consent.add_event(tx, contact_id=contact_id, purpose=_PURPOSE, decision=decision, at=at, via=via)
