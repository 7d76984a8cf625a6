"""Gathering everything that is held on one person, under all their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.cases import subject_key
from privacyctl.errors import Failure
from privacyctl.model import held
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import iso
from privacyctl.model.notice import Basis
from privacyctl.model.purpose import PUBLISHED
from privacyctl.store import audit, contacts, held_requests
from privacyctl.store import held as kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.purpose import Definition
    from privacyctl.model.request import Request
    from privacyctl.store import Store

_OUR_WORDS = {
    Purpose.ORDER: (
        "to complete your orders and support what you bought",
        "for as long as what you bought is supported and tax law wants the order kept",
    ),
    Purpose.UPDATES: (
        "to tell buyers of new versions",
        "until you opt out; that you did is then kept for good, so that no import undoes it",
    ),
    Purpose.TESTIMONIAL: (
        "to show your words, never with your full name",
        "until you ask for its removal, which takes at most 24 hours; what it was is kept, to know it again",
    ),
    Purpose.CUSTOMER_LIST: ("to show your company among our customers", "until you or your company decline"),
}
"""What the four purposes of the policy are to the person, and how long where no retention is set."""
_BASES = {
    Basis.CONTRACT: "contract",
    Basis.CONSENT: "consent; you can take it back at any time",
    Basis.LEGITIMATE_INTERESTS: "legitimate interests; you can decline at any time",
    Basis.LEGAL_OBLIGATION: "a legal obligation",
}
_RIGHTS = (
    "You can have anything in here that is wrong put right.",
    "You can have your data erased; what a law wants kept stays, without your name where that is possible.",
    "You can opt out of product news, and have what is on show about you taken down, without any proof of who you are.",
    "You can ask that your data is not used further while a question about it is open.",
    "You can complain to the data protection authority where you live.",
    "Nothing about you is decided by a machine alone, and nothing is sold.",
)


def document(
    store: Store,
    case: Request,
    contact_id: int,
    controller: held.Controller,
    purposes: Iterable[Definition] = PUBLISHED.values(),
) -> held.Document:
    """The whole answer, as of now. Call it in a snapshot, so that it is of one moment.

    `purposes` is what data is used for, as the settings have it.
    """
    return held.Document(
        version=held.VERSION,
        as_of=iso(store.now),
        case=case.id,
        received_at=iso(case.received_at),
        controller=controller,
        held=gather(store, contact_id, purposes),
        rights=_RIGHTS,
    )


def gather(store: Store, contact_id: int, purposes: Iterable[Definition] = PUBLISHED.values()) -> held.Held:
    """Everything on a person."""
    keys = frozenset(contacts.address_keys(store, contact_id))
    cases = held_requests.cases(store, contact_id, keys, _key)
    return held.Held(
        person=kept.person(store, contact_id),
        purchases=kept.purchases(store, contact_id),
        decisions=kept.decisions(store, contact_id),
        notices=kept.notices(store, contact_id),
        suppressions=kept.suppressions(store, contact_id),
        publications=kept.publications(store, contact_id),
        requests=tuple(held_requests.request(store, case, keys) for case in cases),
        takedowns=held_requests.takedowns(store, contact_id, cases),
        disclosures=kept.disclosures(store, contact_id),
        corrections=kept.corrections(store, contact_id),
        erasures=kept.erasures(store, contact_id),
        log=tuple(_entry(one.read()) for one in audit.about(store, None, people=[contact_id], companies=[])),
        kept=tuple(_kept(one) for one in purposes),
    )


def _kept(one: Definition) -> held.Kept:
    what_for, how_long = _OUR_WORDS.get(one.purpose, (one.what_for, "until you opt out"))
    if not one.is_published:
        what_for = one.what_for
    if one.retention is not None:
        how_long = f"for {one.retention}, and no longer"
    return held.Kept(one.purpose.value, what_for, _BASES[one.basis], how_long)


def _key(who: str) -> str:
    try:
        return subject_key(who)
    except Failure:  # what was typed in those days is no address today
        return who


def _entry(body: dict[str, object]) -> held.Entry:
    """The line without its numbers: some of them are other people's."""
    return held.Entry(int(str(body["seq"])), str(body["at"]), str(body["act"]))
