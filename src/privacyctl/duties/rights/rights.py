"""The case of somebody who asks: opened once, with a day of its own, and answered once.

Called inside a transaction of the caller's. All kinds of request share it but a takedown, which
has its 24 hours in `duties.cases`, and a comment, which an import opens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.cases import add_request, receipt, sender_differs
from privacyctl.model.contact import Contact
from privacyctl.model.deadline import QUESTION, Rule, answer_by
from privacyctl.model.moment import Moment
from privacyctl.model.request import Because, Deadline
from privacyctl.model.request_clock import ClockState
from privacyctl.model.takedown import deadline
from privacyctl.model.telling import is_ahead
from privacyctl.store import clocks, codes, requests

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from privacyctl.duties.cases import Asked, Subject
    from privacyctl.model.ids import CaseId
    from privacyctl.model.request import Request, RequestKind
    from privacyctl.model.request_clock import Confirmation, How, RequestClock
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How days are counted: `[requests]` of the settings."""

    rule: Rule = Rule.GDPR
    """The law that holds for rights."""
    holidays: Collection[date] = ()
    question: int = QUESTION
    """Seconds until a question is to be answered."""

    def due_at(self, kind: RequestKind, received_at: Moment) -> Moment:
        """By when a case of this kind is answered or read. Raises LookupError for one that has no day of its own."""
        match kind.deadline:
            case Deadline.LAW:
                return answer_by(received_at, self.rule, self.holidays)
            case Deadline.SETTINGS:
                return Moment(received_at + self.question)
            case Deadline.READ:
                return deadline(received_at)
            case Deadline.TASKS:
                raise LookupError(f"{kind.with_article} has no day of its own")

    def rule_of(self, kind: RequestKind) -> Rule:
        """What gives a case of this kind its day."""
        return {Deadline.SETTINGS: Rule.SETTINGS, Deadline.READ: Rule.READ}.get(kind.deadline, self.rule)


@dataclass(frozen=True, slots=True)
class RightCase:
    """An open case of a right, and whether it is known who asks."""

    case: Request
    clock: RequestClock
    confirmation: Confirmation | None
    is_new: bool
    moved_earlier: bool
    sender_differs: bool
    """The mail came from an address that is not on file for them: the answer goes to the one that is."""
    settles_at: Moment | None
    """From when a code can prove who asks; None where it can, since no correction put the address there lately."""

    @property
    def is_confirmed(self) -> bool:
        return self.confirmation is not None

    @property
    def changed(self) -> bool:
        return self.is_new or self.moved_earlier


@dataclass(frozen=True, slots=True)
class Day:
    """By when a case must be answered, and whether it is known who asks."""

    clock: RequestClock
    confirmation: Confirmation | None


def days(store: Store) -> dict[CaseId, Day]:
    """The days of all cases that have one, by their numbers."""
    return {
        clock.case: Day(clock, clocks.confirmation(store, clock.case)) for clock in clocks.everything(store)
    }


def open_right(
    tx: Transaction, kind: RequestKind, subject: Contact | str, asked: Asked, limits: RequestLimits
) -> RightCase:
    """The open case of this kind that the person has, or a new one; its day runs from the receipt.

    `subject` is the words that were typed where nobody on record answers to them: their
    case runs as any other, so that from outside nobody can tell the two apart. The same
    request again restarts nothing; an earlier receipt moves the day earlier. The caller
    writes the audit entry where `changed`.
    """
    return opened(tx, kind, subject, asked, limits, _open_case(tx, kind, subject))


def opened(
    tx: Transaction,
    kind: RequestKind,
    subject: Subject,
    asked: Asked,
    limits: RequestLimits,
    known: Request | None,
) -> RightCase:
    """The same, where `known` is the open case that the request belongs to, if there is one."""
    received_at = receipt(tx, asked)
    moved = False
    if known is None:
        case = add_request(tx, kind, subject, asked, received_at)
        clocks.add(tx, case, limits.rule_of(kind), limits.due_at(kind, received_at))
    else:
        case = known.id
        # A receipt that lies ahead of the clock gives way to the request that is typed again.
        is_earlier = asked.is_dated or is_ahead(known.received_at, tx.now)
        moved = is_earlier and received_at < known.received_at
        if moved:
            requests.add_receipt(tx, case, received_at)
            _move_earlier(tx, known, received_at, limits)
            if asked.message:
                requests.add_message(tx, case, asked.message)
    request, clock = requests.get(tx, case), clocks.get(tx, case)
    if request is None or clock is None:
        raise LookupError("a case that was just opened is not there")
    return RightCase(
        case=request,
        clock=clock,
        confirmation=clocks.confirmation(tx, case),
        is_new=known is None,
        moved_earlier=moved,
        sender_differs=sender_differs(tx, subject, asked.message),
        settles_at=codes.settles_at(tx, subject.id) if isinstance(subject, Contact) else None,
    )


def confirmed(tx: Transaction, standing: RightCase, how: How | None) -> RightCase:
    """The same case, now that it is known who asks: noted where it was not. Without a way to know, as it was."""
    if how is None or standing.is_confirmed:
        return standing
    clocks.confirm(tx, standing.case.id, how)
    return replace(standing, confirmation=clocks.confirmation(tx, standing.case.id))


def answer(tx: Transaction, request: Request, note: str) -> None:
    """End a case because what it asked for was done. The caller writes the audit entry."""
    requests.close(tx, request, Because.ANSWERED, note)
    clocks.end(tx, request.id, ClockState.ANSWERED)


def _open_case(store: Store, kind: RequestKind, subject: Contact | str) -> Request | None:
    """Their case of this kind that still waits, the one received first."""
    if isinstance(subject, str):
        known = [case for case in requests.of_nobody(store, kind) if case.who == subject]
    else:
        known = requests.of_contact(store, subject.id)
    return next((case for case in known if case.kind is kind and case.is_open), None)


def _move_earlier(tx: Transaction, case: Request, received_at: Moment, limits: RequestLimits) -> None:
    clock = clocks.get(tx, case.id)
    if clock is None:
        raise LookupError("a case of a right without its clock")
    clocks.move_earlier(tx, case.id, replace(limits, rule=clock.rule).due_at(case.kind, received_at))
