"""When something that waits began and is due, by clocks that may be wrong, and when it is told again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import AHEAD, Moment

if TYPE_CHECKING:
    from collections.abc import Callable


class Dated(NamedTuple):
    """A moment by the machine's clock of then, and what was seen of it since.

    A moment that lies ahead of a later clock is in doubt: either clock may have been the wrong one,
    until a person says which (`doctor --clock-is-right`). Then it had come by that clock, and when
    it truly was nobody can tell.
    """

    at: Moment
    seen_ahead_of: Moment | None = None
    """The earliest clock ahead of which `due` saw it lie; None where it never did."""
    settled_at: Moment | None = None
    """The earliest clock that a person said to be right after it was written; it may be later than `at`."""

    @property
    def latest(self) -> Moment:
        """When it had come for sure."""
        return self.at if self.settled_at is None else min(self.at, self.settled_at)

    def is_ahead(self, now: Moment) -> bool:
        """Whether it lies in the future, and no clock that has come was said to be right since."""
        return is_ahead(self.latest, now)

    def earliest(self, now: Moment) -> Moment:
        """From when on time is counted: it cannot have come later than it was seen to lie ahead."""
        seen = self.latest if self.seen_ahead_of is None else min(self.latest, self.seen_ahead_of)
        return min(seen, now) if self.is_ahead(now) else seen

    def is_doubted(self, now: Moment) -> bool:
        """Whether it lay ahead of a later clock."""
        return self.earliest(now) < self.at

    def due_by(self, due_at: Moment, now: Moment) -> Moment:
        """The deadline that counts from `earliest`, where `due_at` counts from `at`."""
        return Moment(due_at - (self.at - self.earliest(now)))

    def surely_due_by(self, due_at: Moment) -> Moment:
        """The deadline that counts from `latest`: after it, it is late whichever clock was wrong."""
        return Moment(due_at - (self.at - self.latest))


class Mark(NamedTuple):
    """When something was last told, and how many seconds were left then."""

    at: Moment
    left: int

    def is_possible(self, left: int, began_at: Moment, now: Moment) -> bool:
        """Whether `due` can have left it of what began then and has so many seconds left now.

        A deadline moves to an earlier moment only: at no time was less left than by the deadline of now.
        """
        return began_at - AHEAD <= self.at <= now and self.left >= left + now - self.at


def is_news(step: Callable[[int], int], left: int, mark: Mark | None, now: Moment, began_at: Moment) -> bool:
    """Whether a deadline has come to a new step since it was told.

    A mark that `due` cannot have left does not count: a clock was wrong, or another program wrote it.
    """
    return mark is None or not mark.is_possible(left, began_at, now) or step(left) > step(mark.left)


def is_ahead(began_at: Moment, now: Moment) -> bool:
    """Whether a moment lies in the future: either was the machine's clock wrong then, or it is now."""
    return began_at > now + AHEAD
