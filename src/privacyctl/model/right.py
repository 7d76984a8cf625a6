"""A right that somebody uses: see it, correct it, erase it. Its limit, and how we know who asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.deadline import Rule
from privacyctl.model.moment import DAY
from privacyctl.model.request import RequestKind

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment

NOTICE = 7 * DAY
"""From how long before its day `due` lists a request."""


class ClockState(StrEnum):
    """Where a request with a day of its own stands."""

    OPEN = "open"
    ANSWERED = "answered"
    """What was asked for was done."""
    CLOSED = "closed"
    """It was ended otherwise: withdrawn, a mistake, or nobody confirmed who they are."""


class How(StrEnum):
    """How it was confirmed who asks. Never a copy of a document: it would be one more thing to lose."""

    CODE = "code"
    """A code that was mailed to the address on file came back."""
    ACCOUNT = "account"
    """They asked from an account in which they were signed in."""
    VOICE = "voice"
    """Somebody who knows them heard them."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That somebody is who they say, for one case."""

    how: How
    at: Moment


@dataclass(frozen=True, slots=True)
class RequestClock:
    """By when a case must be answered. `due_at` is the last second of its day."""

    case: CaseId
    rule: Rule
    due_at: Moment
    state: ClockState
    answered_at: Moment | None

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


def step(seconds_left: int) -> int:
    """How far along a request is, for telling it anew only when it moves on.

    0 from seven days before its day, 1 and 2 with three days and one day left, then one
    more each day overdue.
    """
    if seconds_left < 0:
        return 3 + -seconds_left // DAY
    return sum(seconds_left <= days * DAY for days in (3, 1))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A request that waits for its answer."""

    case: CaseId
    kind: RequestKind
    who: str
    rule: Rule
    received_at: Moment
    due_at: Moment
    is_confirmed: bool
    """Whether it is known who asks."""

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


@dataclass(frozen=True, slots=True)
class Untold:
    """A recipient who has not been told of a correction or an erasure yet (GDPR art. 19)."""

    follow_up: int
    case: CaseId
    kind: RequestKind
    """What they are to be told of: that of the case."""
    recipient: str
    due_at: Moment

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


def step_of_untold(seconds_left: int) -> int:
    """The same for a recipient: 0 at once, 1 on the day, then one more each day overdue."""
    if seconds_left < 0:
        return 2 + -seconds_left // DAY
    return int(seconds_left <= DAY)
