"""Objections, restrictions and questions: their cases. Nobody need prove who asks, since nobody gains by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import askers, cases, restrictions
from privacyctl.duties import who as find_who
from privacyctl.duties.rights import rights
from privacyctl.errors import NotFound
from privacyctl.model.contact import Company, Contact
from privacyctl.model.publication import Kind
from privacyctl.model.request import Because, RequestKind
from privacyctl.model.request_clock import ClockState
from privacyctl.model.text import line
from privacyctl.store import clocks, requests, takedowns

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked, Subject
    from privacyctl.duties.rights.rights import RequestLimits
    from privacyctl.model.ids import CaseId, ContactId, TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.model.request_clock import RequestClock
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """The case of an objection, a restriction or a question, new or as it stood."""

    case: Request
    clock: RequestClock
    is_new: bool
    moved_earlier: bool
    sender_differs: bool
    """The mail came from another address than those on file."""
    redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    is_on_record: bool
    restricted_since: Moment | None
    """From when on nothing but their orders is done with their data; None where nothing is restricted."""
    tasks: tuple[TaskId, ...]
    """The removals of what was on show of somebody whose data is restricted now."""
    near: tuple[ContactId, ...] = ()
    """Contacts whom an address that is not on record may mean."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A restriction that was lifted, and the cases that ended with it."""

    who: str
    cases: tuple[CaseId, ...]
    changed: bool
    near: tuple[ContactId, ...] = ()
    """Contacts whom an address that is not on record may mean, where nothing was restricted."""


def ask(store: Store, kind: RequestKind, who: str, asked: Asked, limits: RequestLimits) -> PlainRequest:
    """Open the case of somebody who objects, wants a restriction or asks a question, or find it.

    An address that is not on record gets a case
    too; any other name has to be on record. The same mail again, and the same words while
    their case waits, restart no clock. A restriction holds at once: every purpose but
    orders is shut, and what is on show of theirs is to be removed as by a takedown. Raises
    BadInput for a company, whose question alone is taken.
    """
    with store.transaction() as tx:
        typed = line(who, "name of who asks")
        subject = _subject(tx, kind, typed)
        standing = _standing(tx, kind, subject, asked)
        if standing is not None and not standing.is_open:
            return _result(tx, subject, asked, standing)
        opened, tasks = _open(tx, kind, subject, asked, limits, standing)
        if tx.has_changed:
            tx.record(
                f"{kind.value}-{'opened' if opened.is_new else 'moved-earlier'}",
                cases=[opened.case.id],
                tasks=list(tasks),
                contacts=[subject.id] if isinstance(subject, Contact) else [],
                companies=[subject.id] if isinstance(subject, Company) else [],
            )
        return _result(tx, subject, asked, opened.case, opened, tasks)


def open_for(
    tx: Transaction, kind: RequestKind, contact: Contact, asked: Asked, limits: RequestLimits
) -> CaseId:
    """The case of somebody on record, inside a transaction of the caller's, who writes the audit entry."""
    standing = _standing(tx, kind, contact, asked)
    if standing is not None and not standing.is_open:
        standing = None
    return _open(tx, kind, contact, asked, limits, standing)[0].case.id


def lift(store: Store, who: str, words: str) -> Lifted:
    """End a restriction, on the evidence that the person was told before (GDPR art. 18(3)).

    Their open case of it ends as answered. Where nothing is restricted nothing is changed.
    """
    with store.transaction() as tx:
        typed = line(who, "name")
        subject = _subject(tx, RequestKind.RESTRICTION, typed)
        if isinstance(subject, Company):
            raise find_who.no_person(typed)
        if not restrictions.lift_of(tx, subject, words):
            near = find_who.near_address(tx, typed) if isinstance(subject, str) else ()
            return Lifted(typed, (), changed=False, near=near)
        waiting = [one for one in cases.asked_before(tx, subject, RequestKind.RESTRICTION) if one.is_open]
        for one in waiting:
            requests.close(tx, one, Because.ANSWERED, words)
            clocks.end(tx, one.id, ClockState.ANSWERED)
        ended = tuple(one.id for one in waiting)
        tx.record(
            "restriction-lifted",
            cases=list(ended),
            contacts=[subject.id] if isinstance(subject, Contact) else [],
        )
        return Lifted(typed, ended, changed=True)


def _open(
    tx: Transaction,
    kind: RequestKind,
    subject: Subject,
    asked: Asked,
    limits: RequestLimits,
    standing: Request | None,
) -> tuple[rights.RightCase, tuple[TaskId, ...]]:
    received_at = cases.receipt(tx, asked)
    opened = rights.opened(tx, kind, subject, asked, limits, standing)
    tasks: tuple[TaskId, ...] = ()
    if kind is RequestKind.RESTRICTION and not isinstance(subject, Company):
        restrictions.restrict(tx, subject, received_at, asked)
        tasks = _take_down(tx, subject, asked, received_at)
    return opened, tasks


def _subject(store: Store, kind: RequestKind, who: str) -> Subject:
    """Whom it is about. An address that is not on record is taken as it is: a name may be mistyped."""
    try:
        found = find_who.find(store, who)
    except NotFound as error:
        if type(error) is not NotFound or "@" not in who:
            raise
        return cases.subject_key(who)
    if isinstance(found, Company) and kind is not RequestKind.QUESTION:
        raise find_who.no_person(who)
    return found


def _standing(tx: Transaction, kind: RequestKind, subject: Subject, asked: Asked) -> Request | None:
    """The case that the request belongs to: that of the same mail, or the one that waits for the same."""
    known = cases.asked_before(tx, subject, kind)
    same = requests.by_message(tx, asked.message) if asked.message else []
    by_mail = next((one for one in known if one.id in same), None)
    if by_mail is not None:
        return by_mail
    waiting = [one for one in known if one.is_open]
    if kind is RequestKind.RESTRICTION and not isinstance(subject, Company):
        is_restricted = restrictions.since(tx, subject) is not None
        return next(iter(waiting or (reversed(known) if is_restricted else ())), None)
    if asked.message is not None:
        return None
    same_words_or_receipt = (
        one for one in waiting if one.text == asked.note or one.received_at == asked.received_at
    )
    return next(same_words_or_receipt, None)


def _take_down(tx: Transaction, subject: Subject, asked: Asked, received_at: Moment) -> tuple[TaskId, ...]:
    """Have what is on show of theirs removed: to show it is to use it."""
    shown = [Kind.TESTIMONIAL]
    if not isinstance(subject, Contact) or not cases.is_on_show(tx, subject, shown):
        return ()
    as_asked = cases.Asked(received_at=received_at, via=asked.came_via)
    opened = cases.open_case(tx, subject, subject.email, as_asked, received_at, kinds=shown)
    return tuple(task.id for task in takedowns.of_request(tx, opened.case) if task.state.is_pending)


def _result(
    tx: Transaction,
    subject: Subject,
    asked: Asked,
    case: Request,
    opened: rights.RightCase | None = None,
    tasks: tuple[TaskId, ...] = (),
) -> PlainRequest:
    clock = clocks.get(tx, case.id)
    if clock is None:
        raise LookupError("a case without its clock")
    is_restriction = case.kind is RequestKind.RESTRICTION and not isinstance(subject, Company)
    return PlainRequest(
        case=case,
        clock=clock,
        is_new=opened is not None and opened.is_new,
        moved_earlier=opened is not None and opened.moved_earlier,
        sender_differs=cases.sender_differs(tx, subject, asked.message),
        redacted=asked.message.redacted if asked.message else 0,
        changed=tx.has_changed,
        is_on_record=not isinstance(subject, str),
        restricted_since=restrictions.since(tx, subject) if is_restriction else None,  # type: ignore[arg-type]
        tasks=tasks,
        near=askers.near_to(tx, subject, asked.message).contacts if isinstance(subject, str) else (),
    )
