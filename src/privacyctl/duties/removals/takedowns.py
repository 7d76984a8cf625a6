"""Taking a written request for removal: one case, one clock, one task a publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties import askers, cases
from privacyctl.duties import who as find_who
from privacyctl.model.contact import Company, Contact
from privacyctl.model.publication import Kind
from privacyctl.model.takedown import TakedownScope
from privacyctl.model.text import line
from privacyctl.store import contacts, publications, requests, takedowns

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked, OpenedCase, Subject
    from privacyctl.model.ids import CaseId, ContactId, PublicationId
    from privacyctl.model.message import Message
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class OpenedTakedown:
    """The case that a request opened, or that stood already."""

    case: Request
    tasks: tuple[Takedown, ...]
    changed: bool
    is_new: bool
    is_widened: bool
    """What this mail had not asked for before joined its case."""
    is_joined: bool
    """Another mail joined the case, and its words are kept with it."""
    moved_earlier: bool
    """An earlier receipt than the one on record moved the clock."""
    is_matched: bool
    """Whether it concerns something in the register; else somebody must look on the site."""
    sender_differs: bool
    """The mail came from an address that is not WHO's."""
    not_asked_for: tuple[PublicationId, ...]
    """Publications of the sender's company that they are not the listed contact of."""
    near: tuple[ContactId, ...]
    """Contacts that look like the one who is not on record."""
    near_companies: tuple[int, ...]
    """Companies that do."""
    redacted: int
    """How many card numbers were taken out of the mail."""


def open_takedown(store: Store, who: str | None, asked: Asked, *, is_unknown: bool = False) -> OpenedTakedown:
    """Record a written request and open a task for every publication it concerns.

    `who` None takes the sender of the mail. Somebody who is not on record, or about whom
    nothing is, still gets a case with a clock. The same request again changes nothing,
    but that an earlier receipt moves the clock earlier, and that the same mail may ask for
    more than was taken from it the first time. What is concerned is barred.
    Raises BadInput for a mail that does not say when it was received, or by whom it was sent, and
    NotFound as `askers.asker` does for a name that may be mistyped.
    """
    with store.transaction() as tx:
        received_at = cases.receipt(tx, asked)
        typed, subject = _asker(tx, who, asked.message, is_unknown=is_unknown)
        opened = _open(tx, subject, typed, asked, received_at)
        tasks = tuple(takedowns.of_request(tx, opened.case))
        if opened.changed:
            tx.record(
                _act(opened),
                cases=[opened.case],
                tasks=[task.id for task in tasks],
                contacts=[subject.id] if isinstance(subject, Contact) else [],
                companies=[subject.id] if isinstance(subject, Company) else [],
            )
        near = askers.near_to(tx, typed, asked.message) if isinstance(subject, str) else find_who.Near()
        return replace(
            opened_takedown(tx, opened, changed=opened.changed),
            sender_differs=cases.sender_differs(tx, subject, asked.message),
            not_asked_for=_not_listed(tx, subject, asked.what),
            near=near.contacts,
            near_companies=near.companies,
            redacted=asked.message.redacted if asked.message else 0,
        )


def open_for(tx: Transaction, contact: Contact, asked: Asked) -> OpenedCase:
    """The same for somebody on record, inside a transaction of the caller's, who writes the audit entry."""
    return _open(tx, contact, contact.email, asked, cases.receipt(tx, asked))


def opened_takedown(tx: Transaction, opened: OpenedCase, *, changed: bool) -> OpenedTakedown:
    """The case as it is now; what the mail and its sender add, the caller knows."""
    tasks = tuple(takedowns.of_request(tx, opened.case))
    return OpenedTakedown(
        case=_must_get(tx, opened.case),
        tasks=tasks,
        changed=changed,
        is_new=opened.is_new,
        is_joined=opened.is_joined,
        is_widened=opened.is_widened,
        moved_earlier=opened.moved_earlier,
        is_matched=any(task.publication is not None for task in tasks),
        sender_differs=False,
        not_asked_for=(),
        near=(),
        near_companies=(),
        redacted=0,
    )


def _open(tx: Transaction, subject: Subject, who: str, asked: Asked, received_at: Moment) -> OpenedCase:
    taken = _taken_before(tx, subject, asked.message) if asked.message else None
    if taken is not None and taken.closed_because is not None:
        return cases.OpenedCase(taken.id)  # it was ended on the record; the same mail does not open it again
    joins = taken.id if taken is not None else None
    opened = cases.open_case(tx, subject, who, asked, received_at, kinds=_kinds(asked.what), joins=joins)
    if asked.message is None or opened.is_new or taken is not None:
        return opened
    requests.add_message(tx, opened.case, asked.message)
    requests.add_words(tx, opened.case, asked.message, received_at)
    return replace(opened, is_joined=True)


def _taken_before(tx: Transaction, subject: Subject, message: Message) -> Request | None:
    """The case that this mail opened for the same person or company."""
    asked = {request.id: request for request in cases.asked_before(tx, subject)}
    return next((asked[case] for case in requests.by_message(tx, message) if case in asked), None)


def _act(opened: OpenedCase) -> str:
    if opened.is_new:
        return "takedown-opened"
    if opened.is_widened:
        return "takedown-widened"
    return "takedown-moved-earlier" if opened.moved_earlier else "takedown-joined"


def _asker(
    tx: Transaction, who: str | None, message: Message | None, *, is_unknown: bool
) -> tuple[str, Subject]:
    """Who asks, as it is typed and as it is on record.

    WHO, where it is given; else whom the same mail was taken for before; else its sender.
    """
    if who is not None:
        typed = line(who, "name of who asks")
        return typed, askers.asker(tx, typed, message, is_unknown=is_unknown)
    taken = requests.by_message(tx, message) if message else []
    if not taken:
        if message is None:
            raise cases.nobody_asks("privacyctl takedown WHO")
        typed = cases.sender(tx, message)
        return typed, askers.asker(tx, typed, message, is_unknown=is_unknown)
    request = _must_get(tx, taken[0])
    if request.contact is not None:
        return request.who, contacts.must_get(tx, request.contact)
    if request.company is not None:
        return request.who, contacts.company_by_id(tx, request.company)
    return request.who, askers.asker(tx, request.who, message, is_unknown=True)


def _kinds(what: TakedownScope) -> list[Kind]:
    return list(Kind) if what is TakedownScope.ALL else [Kind(what.value)]


def _must_get(store: Store, case: CaseId) -> Request:
    found = requests.get(store, case)
    if found is None:
        raise LookupError("a case that a row points to is not there")
    return found


def _not_listed(tx: Transaction, subject: Subject, what: TakedownScope) -> tuple[PublicationId, ...]:
    if not isinstance(subject, Contact) or subject.company is None or what is TakedownScope.TESTIMONIAL:
        return ()
    on_show = publications.of_company(tx, subject.company.id)
    if any(p.contact == subject.id for p in on_show):
        return ()
    return tuple(p.id for p in on_show if p.kind in _kinds(what) and not p.is_barred)
