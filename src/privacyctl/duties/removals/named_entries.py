"""Naming an entry of the site as what somebody asked to have removed: on record to go, without a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import cases, suppressions
from privacyctl.duties import who as find_who
from privacyctl.duties.removals.takedowns import opened_takedown
from privacyctl.errors import NotFound, Refused
from privacyctl.model.address import parse_address
from privacyctl.model.contact import Company, Contact
from privacyctl.model.moment import local
from privacyctl.model.publication import Ground, Kind, Permission
from privacyctl.model.request import RequestKind
from privacyctl.model.site import Field, Holds
from privacyctl.model.takedown import TakedownScope
from privacyctl.model.text import LINE, line, match_key, prose
from privacyctl.store import contacts, publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.cases import OpenedCase
    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.model.ids import CaseId, PublicationId
    from privacyctl.model.request import Request
    from privacyctl.model.site import SiteEntry
    from privacyctl.store import Store, Transaction


def entry_at(entries: Sequence[SiteEntry], named: str) -> SiteEntry:
    """The entry in which a line of a file stands, as FILE:LINE. Raises NotFound, with the lines where entries begin."""
    file, _, number = named.rpartition(":")
    parts = tuple(part for part in file.split("/") if part not in ("", "."))
    if not parts or not number.isdecimal():
        raise NotFound(
            f"'{named}' is no FILE:LINE", "as `privacyctl scan` and `publish` print it: people.yaml:6"
        )
    there = [one for one in entries if one.file.parts[-len(parts) :] == parts]
    files = sorted({str(one.file) for one in there})
    if len(files) > 1:
        raise NotFound(f"several files are called {file}", f"name more of its path: {', '.join(files)}")
    before = [one for one in there if one.line <= int(number)]
    if not before:
        begin = ", ".join(f"{one.file.name}:{one.line}" for one in there)
        hint = f"entries begin at: {begin}" if begin else "see which there are: privacyctl scan"
        raise NotFound(f"no entry of the site's data stands at {named}", hint)
    return max(before, key=lambda one: one.line)


def name_entry(
    store: Store, case: CaseId, who: str | None, entry: SiteEntry, places: Sequence[str]
) -> OpenedTakedown:
    """Put an entry of the site on record as what a case is about, barred, and with no permission.

    `who` is whose it is; None for who asked, who is put on record under the address that
    asked. The task of the case that waits for something to be found is now about it; a case
    without one gets a task more. Named again, it changes nothing but for new `places`.
    """
    with store.transaction() as tx:
        request = _open_removal(tx, case)
        subject = _whose(tx, request, who, entry)
        publication, is_new = _on_record(tx, request, subject, entry)
        grew = publications.add_places(tx, publication, places) > 0
        if latest := next(iter(takedowns.of_publication(tx, publication)), None):
            if latest.state.is_pending:
                opened = cases.OpenedCase(latest.case)
            else:
                opened = _joined(tx, request, publication, entry)
        else:
            opened = _joined(tx, request, publication, entry)
        if opened.changed or grew or is_new:
            tx.record(
                "takedown-widened",
                cases=[opened.case],
                tasks=[task.id for task in takedowns.of_publication(tx, publication)],
                publications=[publication],
                contacts=[subject.id] if isinstance(subject, Contact) else [],
                companies=[subject.id] if isinstance(subject, Company) else [],
            )
        return opened_takedown(tx, opened, changed=opened.changed or grew)


def _open_removal(tx: Transaction, case: CaseId) -> Request:
    request = cases.must_get(tx, case)
    if request.kind is not RequestKind.TAKEDOWN:
        raise Refused(
            f"case {case} is {request.kind.with_article}, and asks for no removal",
            "take what they ask for: privacyctl takedown WHO --received TIME",
        )
    if request.closed_because is not None and request.closed_at is not None:
        raise Refused(
            f"case {case} was closed on {local(request.closed_at)} as {request.closed_because}",
            "if it is asked for after all: privacyctl takedown WHO --received TIME --note TEXT",
        )
    return request


def _whose(tx: Transaction, request: Request, who: str | None, entry: SiteEntry) -> Contact | Company:
    """Whose the entry is. A testimonial is a person's; a customer's name a company's."""
    if who is not None:
        subject: Contact | Company | None = find_who.find(tx, who)
    elif request.contact is not None:
        subject = contacts.must_get(tx, request.contact)
    elif request.company is not None:
        subject = contacts.company_by_id(tx, request.company)
    else:
        subject = _put_on_record(tx, request) if entry.holds is Holds.TESTIMONIALS else None
    if entry.holds is Holds.TESTIMONIALS:
        if not isinstance(subject, Contact):
            raise Refused(
                f"a testimonial is a person's, and case {request.id} does not say whose",
                f"privacyctl takedown ADDRESS --entry FILE:LINE --case {request.id}",
            )
        return subject
    return _company(tx, subject, entry)


def _put_on_record(tx: Transaction, request: Request) -> Contact | None:
    address = request.who if "@" in request.who else request.asked_from
    if address is None:
        return None
    made = contacts.add(
        tx,
        parse_address(address),
        name=None,
        company_id=None,
        source="typed",
        received_at=request.received_at,
    )
    suppressions.spread(tx, made)
    return contacts.must_get(tx, made)


def _company(tx: Transaction, subject: Contact | Company | None, entry: SiteEntry) -> Company:
    if isinstance(subject, Company):
        return subject
    if subject is not None and subject.company is not None:
        return subject.company
    named = entry.fields.get(Field.COMPANY) or entry.fields.get(Field.NAME)
    if not named:
        raise Refused(
            "the entry names no company", "say whose it is: privacyctl takedown COMPANY --entry FILE:LINE"
        )
    return contacts.company_named(tx, line(named, "company of the entry"))


def _on_record(
    tx: Transaction, request: Request, subject: Contact | Company, entry: SiteEntry
) -> tuple[PublicationId, bool]:
    """The publication that the entry shows, and whether it is new."""
    if isinstance(subject, Company):
        known = [p for p in publications.of_company(tx, subject.id) if p.kind is Kind.NAME]
        if known:
            return known[-1].id, False
        made = publications.add(tx, Kind.NAME, contact_id=request.contact, company_id=subject.id)
    else:
        quote = entry.fields.get(Field.QUOTE)
        quote = prose(quote, "quote of the entry") if quote and quote.strip() else None
        shown = entry.fields.get(Field.NAME) or entry.fields.get(Field.COMPANY) or ""
        shown_as = line(shown[:LINE], "name in the entry") if shown.strip() else None
        for p in publications.of_contact(tx, subject.id):
            if p.kind is Kind.TESTIMONIAL and match_key(p.quote or "") == match_key(quote or ""):
                return p.id, False
        made = publications.add(
            tx, Kind.TESTIMONIAL, contact_id=subject.id, company_id=None, quote=quote, attribution=shown_as
        )
    publications.add_permission(tx, made, Permission(Ground.NONE, request.received_at))
    return made, True


def _joined(tx: Transaction, request: Request, publication: PublicationId, entry: SiteEntry) -> OpenedCase:
    """The case, now that the publication is a task of it."""
    kind = Kind.TESTIMONIAL if entry.holds is Holds.TESTIMONIALS else Kind.NAME
    waiting = [
        task
        for task in takedowns.of_request(tx, request.id)
        if task.publication is None and task.state.is_pending
    ]
    if waiting:
        takedowns.match(tx, waiting[0].id, publication, TakedownScope(kind.value))
    else:
        takedowns.add(
            tx,
            request_id=request.id,
            publication_id=publication,
            what=TakedownScope(kind.value),
            received_at=request.received_at,
        )
    publications.bar(tx, publication)
    return cases.OpenedCase(request.id, is_widened=True)
