"""Acts about cases: received, found to be older, ended; and their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.acts.act import Act, Opening, RowChange, changed, new
from privacyctl.model.request_clock import ClockState

if TYPE_CHECKING:
    from privacyctl.model.deadline import Rule
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Because, RequestKind, WasAbout
    from privacyctl.model.takedown import TakedownScope


@dataclass(frozen=True, slots=True)
class RequestReceived(Opening):
    """Somebody asked for something in writing; who is not on record has neither number."""

    case: CaseId
    kind: RequestKind
    contact: ContactId | None
    company: int | None
    what: TakedownScope | None
    received_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002  (as every act)
        return (
            new(
                "request",
                self.case,
                kind=str(self.kind),
                contact_id=self.contact,
                company_id=self.company,
                what=None if self.what is None else str(self.what),
                received_at=self.received_at,
            ),
        )


@dataclass(frozen=True, slots=True)
class EarlierReceiptFound(Opening):
    """A case had reached us earlier than its record said. The number is the receipt's own."""

    number: int
    case: CaseId
    received_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (new("request_receipt", self.number, request_id=self.case, received_at=self.received_at),)


@dataclass(frozen=True, slots=True)
class CaseEnded(Opening):
    """A case was closed, and why; of a comment, what it turned out to be."""

    case: CaseId
    because: Because
    at: Moment
    was: WasAbout | None

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        was = None if self.was is None else str(self.was)
        return (new("request_closing", self.case, because=str(self.because), was=was, at=self.at),)


@dataclass(frozen=True, slots=True)
class ClockStarted(Opening):
    """A case must be answered by a day."""

    case: CaseId
    rule: Rule
    due_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (
            new(
                "request_clock",
                self.case,
                rule=str(self.rule),
                due_at=self.due_at,
                state=ClockState.OPEN.value,
                answered_at=None,
                answered_behind=0,
            ),
        )


@dataclass(frozen=True, slots=True)
class ClockMoved(Act):
    """An earlier receipt was found: the case must be answered earlier."""

    case: CaseId
    due_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("request_clock", self.case, due_at=self.due_at),)


@dataclass(frozen=True, slots=True)
class ClockStopped(Act):
    """A case was answered, or ended without an answer."""

    case: CaseId
    state: ClockState
    answered_at: Moment | None
    behind: int
    """By how many seconds the clock was behind the record."""

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        stopped = {"answered_at": self.answered_at, "answered_behind": self.behind}
        return (changed("request_clock", self.case, state=str(self.state), **stopped),)
