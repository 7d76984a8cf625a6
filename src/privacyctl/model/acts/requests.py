"""Acts about cases: received, found to be older, ended; and their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from privacyctl.model.acts.act import Act, Opening, RowChange, changed
from privacyctl.model.request_clock import ClockState

if TYPE_CHECKING:
    from privacyctl.model.acts.act import Value
    from privacyctl.model.deadline import Rule
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Because, RequestKind, WasAbout
    from privacyctl.model.takedown import TakedownScope


@dataclass(frozen=True, slots=True)
class RequestReceived(Opening):
    """Somebody asked for something in writing; who is not on record has neither number."""

    TABLE = "request"

    case: CaseId
    kind: RequestKind
    contact_id: ContactId | None
    company_id: int | None
    what: TakedownScope | None
    received_at: Moment


@dataclass(frozen=True, slots=True)
class EarlierReceiptFound(Opening):
    """A case had reached us earlier than its record said. The number is the receipt's own."""

    TABLE = "request_receipt"

    number: int
    request_id: CaseId
    received_at: Moment


@dataclass(frozen=True, slots=True)
class CaseEnded(Opening):
    """A case was closed, and why; of a comment, what it turned out to be."""

    TABLE = "request_closing"

    case: CaseId
    because: Because
    at: Moment
    was: WasAbout | None


@dataclass(frozen=True, slots=True)
class ClockStarted(Opening):
    """A case must be answered by a day."""

    TABLE = "request_clock"
    AS_MADE: ClassVar[dict[str, Value]] = {
        "state": ClockState.OPEN.value,
        "answered_at": None,
        "answered_behind": 0,
    }

    case: CaseId
    rule: Rule
    due_at: Moment


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
