"""The clock of a request, every kind but a takedown's, and how the person who asks is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.deadline import Rule
from privacyctl.model.moment import DAY, NEVER, Moment
from privacyctl.model.request import RequestKind

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId

NOTICE = 7 * DAY
"""Seconds before its day from which on `due` lists a request."""


class ClockState(StrEnum):
    """The states of a request's clock."""

    OPEN = "open"
    ANSWERED = "answered"
    """The request was fulfilled; a comment was read."""
    CLOSED = "closed"
    """The case was closed otherwise: withdrawn, a mistake, or the person was never confirmed."""


class How(StrEnum):
    """How the person who asks was confirmed. Never by a copy of a document, which could leak itself."""

    CODE = "code"
    """They sent back a code that was mailed to the address on file."""
    ACCOUNT = "account"
    """They asked from an account in which they were signed in."""
    VOICE = "voice"
    """Somebody who knows their voice spoke with them."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The confirmation of a person's identity, for one case."""

    how: How
    at: Moment


@dataclass(frozen=True, slots=True)
class RequestClock:
    """By when a case must be answered, or a comment read. By a law, `due_at` is the last second of a day."""

    case: CaseId
    rule: Rule
    due_at: Moment
    state: ClockState
    answered_at: Moment | None
    received_at: Moment
    answered_behind: int = 0
    """By how many seconds the clock was behind the record when it was answered."""
    surely_due_at: Moment | None = None
    """The deadline by the latest moment at which its clock can have begun, where that is not known; else None."""
    is_doubted: bool = False
    """Whether its receipt lay ahead of a later clock, so that nobody can tell how long anything took."""
    is_ahead: bool = False
    """Whether it was received in the future, and nobody said which clock is right."""
    counts_from: Moment = NEVER
    """When its clock began at the earliest."""

    @property
    def took(self) -> int | None:
        """Seconds until it was answered; None before, or where the clock cannot tell."""
        is_known = not self.is_doubted and not self.answered_behind
        if self.answered_at is None or not is_known or self.answered_at < self.received_at:
            return None
        return self.answered_at - self.received_at

    def is_late(self, at: Moment) -> bool:
        """Whether what ended it at that moment, or did not until then, is surely too late.

        An answer under a clock that ran behind is: when it was is not known.
        """
        is_known = self.state is ClockState.OPEN or self.is_doubted or at >= self.received_at
        return at > (self.surely_due_at or self.due_at) or bool(self.answered_behind) or not is_known

    def may_be_late(self, at: Moment) -> bool:
        """Whether it is too late, or nobody can tell."""
        is_told = self.is_doubted and self.state is not ClockState.OPEN
        return at > self.due_at or is_told or self.is_late(at)

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


def step(seconds_left: int) -> int:
    """The stage of a request's deadline; `due --new` prints the request again only at a new stage.

    -1 where `--within` has it printed earlier, 0 from seven days before its day, 1 and 2 with
    three days and one day left, then one more each day overdue.
    """
    if seconds_left < 0:
        return 3 + -seconds_left // DAY
    return sum(seconds_left <= days * DAY for days in (3, 1)) - (seconds_left > NOTICE)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request without an answer yet."""

    case: CaseId
    kind: RequestKind
    who: str
    rule: Rule
    received_at: Moment
    due_at: Moment
    is_confirmed: bool
    """Whether the person who asks was confirmed."""
    counts_from: Moment
    """When its clock began at the earliest."""
    surely_due_at: Moment | None = None
    """The deadline by the latest moment at which its clock can have begun, where that is not known; else None."""
    is_ahead: bool = False
    """Whether it was received in the future, and nobody said which clock is right."""

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


@dataclass(frozen=True, slots=True)
class UnreadComment:
    """A buyer's comment that nobody has read yet. It may be a request."""

    case: CaseId
    who: str
    written_at: Moment
    """The time of the order that it came with; of the import, where the file gave none."""
    due_at: Moment
    surely_due_at: Moment | None = None
    """The deadline by the latest moment at which it can have been written, where that is not known; else None."""
    is_ahead: bool = False
    """Whether it was imported in the future, and nobody said which clock is right."""

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


@dataclass(frozen=True, slots=True)
class Untold:
    """A recipient who has not been told of a correction or an erasure yet (GDPR art. 19)."""

    follow_up: int
    case: CaseId
    kind: RequestKind
    """The kind of the case that they are to be told of."""
    recipient: str
    due_at: Moment
    counts_from: Moment
    """When its clock began at the earliest."""
    is_ahead: bool = False
    """Whether it was recorded in the future, and nobody said which clock is right."""

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


def step_of_untold(seconds_left: int) -> int:
    """The stage for a recipient to be told: 0 at once, 1 on the day, then one more each day overdue."""
    if seconds_left < 0:
        return 2 + -seconds_left // DAY
    return int(seconds_left <= DAY)
