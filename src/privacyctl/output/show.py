"""Everything on one person or company: `show`, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.consent import Purpose
from privacyctl.model.contact import Company, Contact
from privacyctl.model.erasure import ErasureReason
from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.output import disclosures, publications, purchases, removals, requests
from privacyctl.output.contacts import company_document, contact_document, email
from privacyctl.output.looks import looked_document
from privacyctl.output.publications import publication_document
from privacyctl.output.purchases import purchase_document
from privacyctl.output.removals import TakedownDocument, statement_document, takedown_document
from privacyctl.output.requests import request_document
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.people.contacts import Dossier
    from privacyctl.model.consent import ConsentEvent, Decision, Via
    from privacyctl.model.erasure import Erasure
    from privacyctl.model.suppression import Suppression
    from privacyctl.output.contacts import CompanyDocument, ContactDocument
    from privacyctl.output.disclosures import SharedDocument
    from privacyctl.output.looks import LookedDocument
    from privacyctl.output.publications import PublicationDocument
    from privacyctl.output.purchases import PurchaseDocument
    from privacyctl.output.removals import StatementDocument
    from privacyctl.output.requests import RequestDocument
    from privacyctl.output.values import IsoMoment

_ERASED_FOR = {
    ErasureReason.REQUEST: "as they asked",
    ErasureReason.RETENTION: "since nothing needed it any more",
}


class ConsentEventDocument(TypedDict):
    """One decision about a purpose. Decisions are never edited: the latest by its own time stands."""

    purpose: Purpose
    """The purpose that it is about."""
    decision: Decision
    """What was said."""
    at: IsoMoment
    """When they said so."""
    recorded_at: IsoMoment
    """When it was written down."""
    via: Via
    """How it reached the vendor."""
    evidence: str | None
    """Their words, where those are on record."""
    notice: int | None
    """The number of the notice that they had been shown by then."""


class SuppressionDocument(TypedDict):
    """A purpose that somebody is closed to."""

    purpose: Purpose
    """The purpose that no address of theirs may be used for."""
    at: IsoMoment
    """When they said so."""
    recorded_at: IsoMoment
    """When it was written down."""


class ShownTakedownDocument(TakedownDocument):
    """A takedown with what was said of it and what was seen."""

    said: list[StatementDocument]
    """What somebody said of it, the earliest first."""
    looks: list[LookedDocument]
    """The looks at it, the earliest first."""


class ErasureDocument(TypedDict):
    """An erasure as the record keeps it: nothing of whom it was about."""

    case: int | None
    """The case that asked for it; null of a purge."""
    because: ErasureReason
    """Why they were erased."""
    erased_at: IsoMoment
    """When they were erased."""
    proved_at: IsoMoment | None
    """When the bytes were searched and nothing was found; null while that is still to be done."""
    orders_until: IsoMoment | None
    """Until when the order lines stay, without name and address; null where those went as well."""
    orders_because: str | None
    """Which law wants the order lines kept."""


class DossierDocument(TypedDict):
    """Everything on one person, or on one company and its people."""

    contact: ContactDocument | None
    """The person; null of a company."""
    company: CompanyDocument | None
    """The company; null of a person."""
    contacts: list[ContactDocument]
    """The person, or the people of the company."""
    purchases: list[PurchaseDocument]
    """What they bought."""
    consent: list[ConsentEventDocument]
    """What they allowed and declined."""
    suppressions: list[SuppressionDocument]
    """What they are opted out of."""
    publications: list[PublicationDocument]
    """What is on show about them, or was."""
    requests: list[RequestDocument]
    """Their cases."""
    takedowns: list[ShownTakedownDocument]
    """The removals that they asked for."""
    disclosures: list[SharedDocument]
    """What passed between recipients and the vendor about them."""
    erasure: ErasureDocument | None
    """Their erasure; null of somebody who was not erased, and of a company."""


def say(result: Dossier) -> None:
    """Everything on one person or company, on one screen."""
    one = result.subject
    if isinstance(one, Company):
        stream.say(f"Company: {visible(one.name)}")
        people = [[str(p.id), email(p), p.name] for p in result.people]
        _section("Contacts", ["No.", "E-mail", "Name"], people)
    else:
        _say_contact(one, result.erasure)
    _section("Purchases", ["Order", "What", "When"], [purchases.row(p) for p in result.purchases])
    _section("Consent", ["Purpose", "Said", "When", "How"], [_event(e) for e in result.consent])
    _section("Opted out of", ["Purpose", "Since"], [_suppression(s) for s in result.suppressions])
    publications.say_section(result.publications)
    requests.say_section(result.requests)
    removals.say_section(result.takedowns, result.said)
    disclosures.say_section(result.disclosures)


def document(result: Dossier) -> DossierDocument:
    one = result.subject
    return {
        "contact": contact_document(one) if isinstance(one, Contact) else None,
        "company": company_document(one) if isinstance(one, Company) else None,
        "contacts": [contact_document(person) for person in result.people],
        "purchases": [purchase_document(p) for p in result.purchases],
        "consent": [_consent_event_document(e) for e in result.consent],
        "suppressions": [_suppression_document(s) for s in result.suppressions],
        "publications": [publication_document(p) for p in result.publications],
        "requests": [request_document(r) for r in result.requests],
        "takedowns": [
            {
                **takedown_document(t),
                "said": [statement_document(s) for s in result.said[t.id]],
                "looks": [looked_document(one) for one in result.looks[t.id]],
            }
            for t in result.takedowns
        ],
        "disclosures": [disclosures.shared_document(one) for one in result.disclosures],
        "erasure": _erasure_document(result.erasure) if result.erasure else None,
    }


def _consent_event_document(one: ConsentEvent) -> ConsentEventDocument:
    return {
        "purpose": one.purpose,
        "decision": one.decision,
        "at": iso(one.at),
        "recorded_at": iso(one.recorded_at),
        "via": one.via,
        "evidence": one.evidence,
        "notice": one.notice,
    }


def _suppression_document(one: Suppression) -> SuppressionDocument:
    return {"purpose": one.purpose, "at": iso(one.at), "recorded_at": iso(one.recorded_at)}


def _erasure_document(one: Erasure) -> ErasureDocument:
    return {
        "case": one.case,
        "because": one.because,
        "erased_at": iso(one.at),
        "proved_at": iso_or_none(one.proved_at),
        "orders_until": iso_or_none(one.orders_until),
        "orders_because": one.orders_because,
    }


def _say_contact(one: Contact, erasure: Erasure | None) -> None:
    if erasure is not None:
        _say_erased(erasure)
        return
    rows: list[list[str]] = [["Contact", str(one.id)], ["E-mail", email(one)]]
    rows += [["also", alias] for alias in one.emails[1:]]
    rows += [["Name", one.name or "not on record"], ["Company", one.company.name if one.company else "none"]]
    rows += [["Since", f"{local(one.received_at)}, from: {one.source}"]]
    stream.say(*table.aligned(rows))


def _say_erased(one: Erasure) -> None:
    """What is left of somebody: when they were erased, and what stays for how long."""
    rows = [["Contact", str(one.contact)], ["Erased", f"{local(one.at)}, {_ERASED_FOR[one.because]}"]]
    rows += [["Proved", local(one.proved_at) if one.proved_at is not None else "not yet"]]
    if one.orders_until is not None:
        rows += [["Orders", f"kept until {local(one.orders_until)}: {one.orders_because}"]]
    stream.say(*table.aligned(rows))


def _section(title: str, headers: list[str], rows: Sequence[table.Row]) -> None:
    if rows:
        stream.say("")
        table.show(headers, rows, title)


def _event(one: ConsentEvent) -> table.Row:
    how = one.via.value if one.notice is None else f"{one.via.value}, told by notice {one.notice}"
    return [one.purpose.value, one.decision.value, local(one.at), how]


def _suppression(one: Suppression) -> table.Row:
    is_all = one.purpose is Purpose.RESTRICTION
    said = "everything but orders: restricted" if is_all else one.purpose.value
    return [table.Cell(said, table.WARN), local(one.at)]
