"""Gathering everything that is held on one person, under all their addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.duties.purposes import known
from privacyctl.model import access_document
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import iso, local
from privacyctl.model.notice import Choice
from privacyctl.store import access_document as kept
from privacyctl.store import access_document_cases, audit, contacts, copies

if TYPE_CHECKING:
    from collections.abc import Collection

    from privacyctl.duties.purposes import Named
    from privacyctl.model.ids import ContactId
    from privacyctl.model.purpose import Definition
    from privacyctl.model.request import Request
    from privacyctl.store import Store

_NONE: Named = {}
_KEPT = (
    access_document.KeptWhy(
        Purpose.ORDER.value,
        "to complete your orders and support what you bought",
        "contract",
        "for as long as what you bought is supported and tax law wants the order kept",
    ),
    access_document.KeptWhy(
        Purpose.UPDATES.value,
        "to tell buyers of new versions",
        "legitimate interests; you can opt out at any time",
        "until you opt out; that you did is then kept for good, so that no import undoes it",
    ),
    access_document.KeptWhy(
        Purpose.TESTIMONIAL.value,
        "to show your words, never with your full name",
        "consent; you can take it back at any time",
        "until you ask for its removal, which takes at most 24 hours; what it was is then kept, so that it is "
        "known again if it comes back",
    ),
    access_document.KeptWhy(
        Purpose.CUSTOMER_LIST.value,
        "to show your company among our customers",
        "legitimate interests; you can decline at any time",
        "until you or your company decline",
    ),
)


_RIGHTS = (
    "You can have anything in here that is wrong put right.",
    "You can have your data erased; what a law wants kept stays, without your name where that is possible.",
    "You can opt out of product news, and have what is on show about you taken down, without any proof of who you are.",
    "You can ask that your data is not used further while a question about it is open.",
    "You can complain to the data protection authority where you live.",
)


def document(
    store: Store,
    case: Request,
    contact_id: ContactId,
    controller: access_document.Controller,
    named: Named = _NONE,
) -> access_document.Document:
    """The whole answer, as of now. Call it in a snapshot, so that it is of one moment.

    `named` are the purposes of the settings, which say how long what is kept.
    """
    return access_document.Document(
        version=access_document.VERSION,
        as_of=iso(store.now),
        case=case.id,
        received_at=iso(case.received_at),
        controller=controller,
        held=gather(store, contact_id, named),
        rights=_RIGHTS,
    )


def gather(store: Store, contact_id: ContactId, named: Named = _NONE) -> access_document.Held:
    """Everything on a person."""
    keys = frozenset(contacts.address_keys(store, contact_id))
    cases = access_document_cases.cases(store, contact_id)
    decisions, notices = kept.decisions(store, contact_id), kept.notices(store, contact_id)
    concerns = {one.purpose for one in decisions} | {one.purpose for one in notices}
    return access_document.Held(
        person=kept.person(store, contact_id),
        purchases=kept.purchases(store, contact_id),
        decisions=decisions,
        notices=notices,
        suppressions=kept.suppressions(store, contact_id),
        publications=kept.publications(store, contact_id),
        letters=access_document_cases.letters(store, contact_id, cases),
        requests=tuple(access_document_cases.request(store, case, keys) for case in cases),
        takedowns=access_document_cases.takedowns(store, contact_id, cases),
        disclosures=kept.disclosures(store, contact_id),
        corrections=kept.corrections(store, contact_id),
        erasures=kept.erasures(store, contact_id),
        log=tuple(_entry(one.read()) for one in audit.about(store, None, people=[contact_id], companies=[])),
        kept=(*_kept(known(store, named), concerns), *_in_copies(store, contact_id)),
    )


def _kept(purposes: Named, concerns: Collection[str]) -> tuple[access_document.KeptWhy, ...]:
    """The purposes of the published policy, and those of the vendor's own that concern the person."""
    ours = tuple(_as_set(one, purposes[Purpose(one.purpose)]) for one in _KEPT)
    own = (one for one in purposes.values() if one.purpose.is_own and one.purpose in concerns)
    return (*ours, *map(_own, own))


def _in_copies(store: Store, contact_id: ContactId) -> tuple[access_document.KeptWhy, ...]:
    """The encrypted copies that may hold the person, and by when the last of them is gone."""
    until = copies.holding_until(store, contact_id)
    if until is None:
        return ()
    return (
        access_document.KeptWhy(
            "copies",
            "to have the record again where a disk is lost, as encrypted copies",
            "legitimate interests; whoever was erased is erased again before a copy is used",
            f"until {local(until)}, when the last of today's copies is gone",
        ),
    )


def _as_set(ours: access_document.KeptWhy, definition: Definition) -> access_document.KeptWhy:
    """A purpose of ours as the settings have it: with its length, and for more where it was widened."""
    if not definition.is_published:
        ours = replace(ours, what_for=definition.what_for, basis=_basis(definition))
    return replace(ours, how_long=_how_long(definition)) if definition.retention else ours


def _own(definition: Definition) -> access_document.KeptWhy:
    return access_document.KeptWhy(
        definition.purpose.value, definition.what_for, _basis(definition), _how_long(definition)
    )


def _basis(definition: Definition) -> str:
    choice = "opt out" if definition.choice is Choice.OPT_OUT else "take it back"
    return f"{definition.basis.value.replace('-', ' ')}; you can {choice} at any time"


def _how_long(definition: Definition) -> str:
    if definition.purpose is Purpose.ORDER:
        return f"for {definition.retention}, and longer where a law wants the order kept"
    until = f"for {definition.retention}, or until you" if definition.retention else "until you"
    return f"{until} say no; that you did is then kept for good, so that no import undoes it"


def _entry(body: dict[str, object]) -> access_document.HeldEntry:
    """The line without its numbers: some of them are other people's."""
    return access_document.HeldEntry(int(str(body["seq"])), str(body["at"]), str(body["act"]))
