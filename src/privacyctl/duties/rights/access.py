"""Somebody asks what is held on them: the case, and the answer (GDPR article 15, CCPA 1798.110)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties import askers
from privacyctl.duties import who as find_who
from privacyctl.duties.cases import receipt
from privacyctl.duties.rights import access_document, identity, rights
from privacyctl.errors import Refused
from privacyctl.model.contact import Company, Contact
from privacyctl.model.request import Because, RequestKind
from privacyctl.model.text import line
from privacyctl.store import clocks, contacts, requests

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.protocols import HandedOut, HandOut
    from privacyctl.duties.purposes import Named
    from privacyctl.duties.rights.rights import RequestLimits
    from privacyctl.model.access_document import Controller, Document
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.message import Message
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.model.request_clock import Confirmation, How, RequestClock
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class AskedAccess:
    """The case of somebody who asks for their data, and where its answer goes."""

    case: Request
    clock: RequestClock
    confirmation: Confirmation | None
    to: str | None
    """The main address on file, which alone is written to; None where nobody is on record."""
    is_new: bool
    moved_earlier: bool
    sender_differs: bool
    near: tuple[ContactId, ...]
    """Contacts that look like the one who is not on record."""
    redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    settles_at: Moment | None = None
    """From when a code can prove who asks, where the address on file is too young for it."""

    @property
    def is_closed(self) -> bool:
        return self.case.closed_because is not None

    @property
    def is_ready(self) -> bool:
        """Whether the files may be written: the case is open, and it is known who asks."""
        return not self.is_closed and self.to is not None and self.confirmation is not None


def ask(
    store: Store, who: str, asked: Asked, limits: RequestLimits, *, is_unknown: bool = False
) -> AskedAccess:
    """Open the case of somebody who asks for their data, or find it.

    Who is not on record gets a case too. The same request again restarts no clock; one
    that came in before the last answer is taken as answered. Raises BadInput for a company:
    the right is a person's; and NotFound as `askers.asker` does for a name that may be mistyped.
    """
    with store.transaction() as tx:
        typed = line(who, "name of who asks")
        subject = _subject(tx, typed, asked.message, is_unknown=is_unknown)
        ended = _ended(tx, subject, asked)
        if ended is not None:
            return _result(tx, subject, typed, asked, ended)
        standing = rights.open_right(tx, RequestKind.ACCESS, subject, asked, limits)
        if standing.changed:
            tx.record(
                "access-opened" if standing.is_new else "access-moved-earlier",
                cases=[standing.case.id],
                contacts=[subject.id] if isinstance(subject, Contact) else [],
            )
        return _result(tx, subject, typed, asked, standing.case, standing)


def with_confirmation(store: Store, asked: AskedAccess, how: How) -> AskedAccess:
    """The same case, now that it is known who asks; raises as `identity.confirm` does."""
    confirmed = identity.confirm(store, asked.case.id, how)
    return replace(asked, confirmation=confirmed.confirmation, changed=asked.changed or confirmed.changed)


def answer(
    store: Store,
    asked: AskedAccess,
    controller: Controller,
    hand_out: HandOut,
    named: Named,
) -> tuple[AskedAccess, HandedOut]:
    """Gather everything on who asks, have it written, then note that the case is answered.

    Killed in between, the case is open still, and the next answer finishes it: `hand_out`
    knows files of its own again. Raises Refused where it is not confirmed who asks, or
    where the case is closed; what was written meanwhile is then taken back.
    """
    case = asked.case.id
    with store.snapshot():
        request, contact_id = _answerable(store, case)
        document = access_document.document(store, request, contact_id, controller, named)
    handed = hand_out(document)
    try:
        with store.transaction() as tx:
            request, contact_id = _answerable(tx, case)
            counts = _counts(document)
            rights.answer(tx, request, "handed out: " + ", ".join(f"{k} {n}" for k, n in counts.items()))
            tx.record("access-answered", cases=[case], contacts=[contact_id], **counts)
            clock, closed = clocks.get(tx, case), requests.get(tx, case)
    except Refused:
        handed.take_back()
        raise
    return replace(asked, case=closed or request, clock=clock or asked.clock, changed=True), handed


def _answerable(store: Store, case: CaseId) -> tuple[Request, ContactId]:
    """An open access case of somebody on record, when it is known that it is them."""
    request = requests.get(store, case)
    if request is None or request.closed_because is not None or request.contact is None:
        raise Refused(
            f"case {case} is open no more, or nothing is held on who asked", "see: privacyctl requests"
        )
    if not contacts.address_keys(store, request.contact):
        raise Refused(f"the data of case {case} has been erased", "see: privacyctl requests")
    if clocks.confirmation(store, case) is None:
        raise Refused(
            f"it is not confirmed who asks in case {case}",
            f"privacyctl confirm {case} --how code, account or voice",
        )
    return request, request.contact


def _counts(document: Document) -> dict[str, int]:
    found = document.held
    return {
        "addresses": len(found.person.addresses),
        "purchases": len(found.purchases),
        "decisions": len(found.decisions),
        "publications": len(found.publications),
        "requests": len(found.requests),
        "disclosures": len(found.disclosures),
    }


def _subject(store: Store, who: str, message: Message | None, *, is_unknown: bool) -> Contact | str:
    found = askers.asker(store, who, message, is_unknown=is_unknown)
    if isinstance(found, Company):
        raise find_who.no_person(who)
    return found


def _ended(tx: Transaction, subject: Contact | str, asked: Asked) -> Request | None:
    """The ended case that this request belongs to: the mail's own, or the answer that came after it."""
    if isinstance(subject, str):
        known = [case for case in requests.of_nobody(tx, RequestKind.ACCESS) if case.who == subject]
    else:
        known = [case for case in requests.of_contact(tx, subject.id) if case.kind is RequestKind.ACCESS]
    if any(case.is_open for case in known):
        return None
    same = requests.by_message(tx, asked.message) if asked.message else []
    received_at = receipt(tx, asked) if asked.is_dated else None
    for case in reversed(known):
        is_later = received_at is None or (case.closed_at is not None and received_at <= case.closed_at)
        if case.id in same or (case.closed_because is Because.ANSWERED and is_later):
            return case
    return None


def _result(
    tx: Transaction,
    subject: Contact | str,
    who: str,
    asked: Asked,
    case: Request,
    standing: rights.RightCase | None = None,
) -> AskedAccess:
    clock = clocks.get(tx, case.id)
    if clock is None:
        raise LookupError("a case of a right without its clock")
    return AskedAccess(
        case=case,
        clock=clock,
        confirmation=clocks.confirmation(tx, case.id),
        to=subject.email if isinstance(subject, Contact) and subject.emails else None,
        is_new=standing is not None and standing.is_new,
        moved_earlier=standing is not None and standing.moved_earlier,
        sender_differs=standing is not None and standing.sender_differs,
        near=askers.near_to(tx, who, asked.message).contacts if isinstance(subject, str) else (),
        redacted=asked.message.redacted if asked.message else 0,
        changed=standing is not None and standing.changed,
        settles_at=standing.settles_at if standing else None,
    )
