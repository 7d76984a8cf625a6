"""Putting on record what is on show about someone, with their permission (promises P6, P7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import permissions, restrictions, suppressions
from privacyctl.duties.cases import matching
from privacyctl.errors import Refused
from privacyctl.model import name_lint
from privacyctl.model.consent import Decision, Purpose
from privacyctl.model.publication import Ground, Kind
from privacyctl.model.text import match_key
from privacyctl.store import consent, contacts, publications

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.permissions import Given
    from privacyctl.model.contact import Company, Contact
    from privacyctl.model.ids import PublicationId
    from privacyctl.model.publication import Permission, Publication
    from privacyctl.model.target import LogoMark
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register holds now; `changed` names the publications that are new or grew."""

    publications: tuple[Publication, ...]
    changed: tuple[PublicationId, ...]


def add_testimonial(
    store: Store, contact: Contact, *, quote: str, attribution: str, places: Sequence[str], given: Given
) -> Registered:
    """Put a testimonial in the register.

    The same one again adds what is new of its places and changes nothing else. Raises
    Refused where the person has no name on record, where the texts show their full name,
    an address or a phone number, and where they declined since the permission.
    """
    check_shown(contact, attribution=attribution, quote=quote)
    with store.transaction() as tx:
        if tx.fingerprints.quote(match_key(quote)) in publications.barred_quotes(tx):
            raise Refused(
                "these words were taken down for somebody who was erased, and do not come back",
                "leave them out of the site, or give words of this person's own",
            )
        permission = given.permission(tx.now)
        permissions.check_sender(tx, contact.id, given)
        restrictions.must_not_be(tx, contact)
        declined = permissions.declined_by_contact(tx, contact.id, Kind.TESTIMONIAL)
        permissions.check_newer(permission, declined, tx.now)
        known = next(
            (
                p
                for p in publications.of_contact(tx, contact.id)
                if p.kind is Kind.TESTIMONIAL
                and not p.is_barred
                and match_key(p.quote or "") == match_key(quote)
                and match_key(p.shown_as) == match_key(attribution)
            ),
            None,
        )
        if known is not None:
            publication_id, is_new = known.id, False
        else:
            publication_id, is_new = (
                publications.add(
                    tx,
                    Kind.TESTIMONIAL,
                    contact_id=contact.id,
                    company_id=None,
                    quote=quote,
                    attribution=attribution,
                ),
                True,
            )
            _add_permission(tx, publication_id, permission, given)
            permissions.grant(tx, contact.id, Purpose.TESTIMONIAL, permission, given.via)
        grew = publications.add_places(tx, publication_id, places) > 0
        changed = [publication_id] if is_new or grew else []
        if changed:
            tx.record("published", publications=changed, contacts=[contact.id])
        return _registered(tx, [publication_id], changed)


def add_customer(
    store: Store,
    company_name: str,
    *,
    contact: Contact | None,
    logo: LogoMark | None,
    has_name: bool = True,
    places: Sequence[str],
    given: Given,
) -> Registered:
    """Put a company's name, unless its logo stands alone, and its logo where there is one, in the register.

    The ground is the published policy unless a permission is given. The same again adds
    what is new of its places, and the listed contact where there was none. Raises Refused
    where the contact acts for another company, and where the company or its contact
    declined since the permission.
    """
    with store.transaction() as tx:
        permissions.check_writer(given)
        permission = given.permission(tx.now)
        company = contacts.company_named(tx, company_name)
        if contact is not None:
            _check_acts_for(tx, contact, company)
            restrictions.must_not_be(tx, contact)
            permissions.check_sender(tx, contact.id, given)
        declined = permissions.Declined()
        for kind in (*([Kind.NAME] if has_name else []), *([Kind.LOGO] if logo else [])):
            declined = declined.or_(permissions.declined_by_company(tx, company, kind))
            if contact is not None:
                declined = declined.or_(permissions.declined_by_contact(tx, contact.id, kind))
            permissions.check_newer(permission, declined, tx.now)
        before = {p.id: p for p in publications.of_company(tx, company.id)}
        ids = [_name(tx, company, contact, permission, given)] if has_name else []
        if logo:
            ids.append(_logo(tx, company, contact, logo, permission, given))
        if permission.ground is not Ground.POLICY:
            _reopen(tx, company, permission, given)
            if contact is not None and (declined.at or not before.keys() >= set(ids)):
                permissions.grant(tx, contact.id, Purpose.CUSTOMER_LIST, permission, given.via)
        grew = [i for i in ids if publications.add_places(tx, i, places)]
        if contact is not None:
            _check_listed(contact, [before[i] for i in ids if i in before])
            unlisted = [i for i in ids if i in before and before[i].contact is None]
            for i in unlisted:
                publications.set_contact(tx, i, contact.id)
            grew += [i for i in unlisted if i not in grew]
        if tx.has_changed:
            tx.record(
                "published",
                publications=grew,
                companies=[company.id],
                contacts=[contact.id] if contact else [],
            )
        return _registered(tx, ids, grew)


def _reopen(tx: Transaction, company: Company, permission: Permission, given: Given) -> None:
    """Lift what closes the customer list to a company, and record the yes that does so as a decision of its own."""
    if suppressions.reopen_company(tx, company.name, Purpose.CUSTOMER_LIST):
        consent.add_event(
            tx,
            company_id=company.id,
            purpose=Purpose.CUSTOMER_LIST,
            decision=Decision.GIVEN,
            at=permission.at,
            via=given.via,
        )


def check_shown(contact: Contact, *, attribution: str, quote: str) -> None:
    """Refuse a testimonial that shows who the person is, beyond what promise P6 allows."""
    if contact.name is None:
        raise Refused(
            f"contact {contact.id} has no name on record, so it cannot be checked that none is shown",
            f"privacyctl add-contact {contact.email} --name 'First Last'",
        )
    company = contact.company.name if contact.company else None
    found = name_lint.shown(contact.name, company, attribution=attribution, quote=quote)
    if found:
        raise Refused(
            f"the {found[0].where} shows the person's {found[0].what}, and the policy promises that it never does",
            "use initials, or the first name with an initial, and the company: 'Ann L., Acme GmbH'",
        )


def register(store: Store, subject: Contact | Company | None) -> list[Publication]:
    """The register, whole or of one person or company."""
    return publications.everything(store) if subject is None else matching(store, subject, list(Kind))


def _name(
    tx: Transaction, company: Company, contact: Contact | None, permission: Permission, given: Given
) -> PublicationId:
    on_show = publications.of_company(tx, company.id)
    known = next((p.id for p in on_show if p.kind is Kind.NAME and not p.is_barred), None)
    if known is not None:
        return known
    made = publications.add(tx, Kind.NAME, contact_id=contact.id if contact else None, company_id=company.id)
    _add_permission(tx, made, permission, given)
    return made


def _logo(
    tx: Transaction,
    company: Company,
    contact: Contact | None,
    logo: LogoMark,
    permission: Permission,
    given: Given,
) -> PublicationId:
    for p in publications.of_company(tx, company.id):
        known = publications.logo_mark(tx, p.id)
        if p.kind is Kind.LOGO and not p.is_barred and known and known.sha256 == logo.sha256:
            return p.id
    made = publications.add(
        tx,
        Kind.LOGO,
        contact_id=contact.id if contact else None,
        company_id=company.id,
        mark=logo,
    )
    _add_permission(tx, made, permission, given)
    return made


def _check_listed(contact: Contact, known: Sequence[Publication]) -> None:
    other = next((p for p in known if p.contact not in (None, contact.id)), None)
    if other is not None:
        raise Refused(
            f"publication {other.id} has another listed contact, {other.contact}",
            f"a request of contact {contact.id} can be taken for the company: privacyctl takedown COMPANY",
        )


def _check_acts_for(tx: Transaction, contact: Contact, company: Company) -> None:
    if contact.company is None:
        contacts.set_company(tx, contact.id, company.id)
    elif contact.company.id != company.id:
        raise Refused(
            f"contact {contact.id} acts for another company", "name a contact of this company, or none"
        )


def _add_permission(
    tx: Transaction, publication_id: PublicationId, permission: Permission, given: Given
) -> None:
    message = given.message
    publications.add_permission(
        tx,
        publication_id,
        permission,
        message_id=message.message_id if message else None,
        sha256=message.sha256 if message else None,
    )


def _registered(
    tx: Transaction, ids: Sequence[PublicationId], changed: Sequence[PublicationId]
) -> Registered:
    found = tuple(p for i in ids if (p := publications.get(tx, i)) is not None)
    return Registered(found, tuple(changed))
