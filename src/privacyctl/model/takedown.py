"""A takedown: the duty to remove one publication within 24 hours (promises P6 and P7).

The clock starts at the receipt of the written request, runs through nights, weekends and
clock changes, and is stopped by evidence alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import HOUR, Moment

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, PublicationId, TaskId

LIMIT = 24 * HOUR
"""The published promise, not the legal limit: GDPR art. 17 says "without undue delay"."""

WINDOW = 24 * HOUR
"""How far ahead `due` looks by default: so it shows every takedown from its first minute."""


class TakedownState(StrEnum):
    """How far a removal is."""

    OPEN = "open"
    REMOVED = "removed"
    """Somebody says that it is removed; no look has seen it gone."""
    VERIFIED = "verified"
    """Evidence of the removal was found."""
    CLOSED = "closed"
    """Its case was closed without a removal."""

    @property
    def is_pending(self) -> bool:
        return self in (TakedownState.OPEN, TakedownState.REMOVED)


class TakedownScope(StrEnum):
    """The publications that a written request wants removed."""

    ALL = "all"
    TESTIMONIAL = "testimonial"
    NAME = "name"
    LOGO = "logo"


class ClockDoubt(Enum):
    """A moment of a takedown that lay ahead of a later clock: one of the two clocks was wrong."""

    RECEIPT = "the request is dated ahead of a later clock"
    PROOF = "the evidence is dated ahead of a later clock"


class Statement(NamedTuple):
    """A person's statement about a task: that they removed it, or that they looked and saw it gone."""

    act: str
    """"removed" or "attested"."""
    at: Moment
    note: str | None


@dataclass(frozen=True, slots=True)
class Takedown:
    """One task. `publication` is None where no publication on record matched, and a person must search the site."""

    id: TaskId
    case: CaseId
    publication: PublicationId | None
    what: TakedownScope
    who: str
    where: tuple[str, ...]
    received_at: Moment
    due_at: Moment
    state: TakedownState
    removed_at: Moment | None
    """When it was removed, by a person's statement."""
    claimed_at: Moment | None
    """When that statement was made."""
    verified_at: Moment | None
    came_back_at: Moment | None = None
    """When it was seen on show again after its removal was verified: a new breach, due at once."""
    claimed_behind: int = 0
    """By how many seconds the clock was behind the record when the statement was made."""
    verified_behind: int = 0
    """By how many seconds the clock was behind the record when the evidence was found."""
    is_attested: bool = False
    """Whether the evidence is a person's word, and no look."""
    surely_due_at: Moment | None = None
    """The deadline by the latest moment at which its clock can have begun, where that is in doubt; else None."""
    seen_by: Moment | None = None
    """A clock that a person said is right, though the evidence is dated ahead of it: it was found by then."""
    doubt: ClockDoubt | None = None
    """What of it lay ahead of a later clock, so that nobody can tell how long it took."""
    is_ahead: bool = False
    """Whether its clock begins in the future, and nobody said which clock is right."""

    @property
    def stands(self) -> str:
        """How far it is, in a word: "attested" where no look verified it, but a person's word did."""
        is_word = self.is_attested and self.state is TakedownState.VERIFIED
        return "attested" if is_word else self.state.value

    @property
    def began_at(self) -> Moment:
        """When its clock began: at the receipt, or when it came back."""
        return self.received_at if self.came_back_at is None else self.came_back_at

    @property
    def counts_from(self) -> Moment:
        """From when on its hours are counted: its beginning, or an earlier clock that this lay ahead of."""
        return Moment(self.due_at - (LIMIT if self.came_back_at is None else 0))

    @property
    def took(self) -> int | None:
        """Seconds until evidence of the removal was seen; None without any, or where the clock cannot tell."""
        is_known = self.doubt is None and not self.verified_behind
        if self.verified_at is None or not is_known or self.verified_at < self.began_at:
            return None
        return self.verified_at - self.began_at

    def seconds_left(self, now: int) -> int:
        """Seconds until the deadline; negative after it."""
        return self.due_at - now


class Outcome(StrEnum):
    """Whether the 24 hours of a takedown were kept."""

    KEPT = "kept"
    IN_DOUBT = "in doubt"
    """Nobody can tell: a moment that it rests on lay ahead of a later clock, and it may have been in time."""
    PROVED_LATE = "claimed in time, proved late"
    BROKEN = "broken"
    RUNNING = "running"


def deadline(received_at: Moment) -> Moment:
    """24 elapsed hours after the receipt, across a change of the local clock too."""
    return Moment(received_at + LIMIT)


def outcome(takedown: Takedown, now: Moment) -> Outcome:
    """Whether the promise was kept: only evidence by the deadline counts.

    What was said or seen under a clock that ran behind, or before the clock of the takedown
    began, is not in time: when it was is not known. Where a clock was wrong at its receipt, or
    the evidence is dated ahead, it is broken after the latest possible deadline, and in doubt before.
    """
    seen = takedown.verified_at
    if seen is not None and takedown.took is not None and seen <= takedown.due_at:
        return Outcome.KEPT
    if seen is None and now <= takedown.due_at:
        return Outcome.RUNNING
    if takedown.doubt is not None and not takedown.verified_behind:
        ended = now if seen is None else seen if takedown.seen_by is None else min(seen, takedown.seen_by)
        if ended <= (takedown.surely_due_at or takedown.due_at):
            return Outcome.IN_DOUBT
    said = takedown.claimed_at
    claimed = (
        said is not None and not takedown.claimed_behind and takedown.began_at <= said <= takedown.due_at
    )
    return Outcome.PROVED_LATE if claimed and seen is not None else Outcome.BROKEN


def step(seconds_left: int) -> int:
    """The stage of a takedown's deadline; `due --new` prints the takedown again only at a new stage.

    0 at intake, 1 to 3 with 12, 4 and 1 hours left, then one more each hour overdue.
    """
    if seconds_left < 0:
        return 4 + -seconds_left // HOUR
    return sum(seconds_left <= mark * HOUR for mark in (12, 4, 1))
