"""When something that waits is told again: by the mark of when it was last told, and how much was left then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import AHEAD, Moment

if TYPE_CHECKING:
    from collections.abc import Callable


class Mark(NamedTuple):
    """When something was last told, and how many seconds were left then."""

    at: Moment
    left: int


def is_news(step: Callable[[int], int], left: int, mark: Mark | None, now: Moment) -> bool:
    """Whether a deadline has come to a new step since it was told.

    A mark from a time that lies ahead was made by a clock that was wrong, and does not count.
    """
    return mark is None or mark.at > now or step(left) > step(mark.left)


def is_ahead(began_at: Moment, now: Moment) -> bool:
    """Whether a clock begins in the future: either was the machine's clock wrong then, or it is now."""
    return began_at > now + AHEAD


def due_by(due_at: Moment, began_at: Moment, ahead_at: Moment | None, now: Moment) -> Moment:
    """The deadline of a clock that begins at `began_at`.

    What has begun cannot have begun later than the first time when it was seen to lie ahead
    (`ahead_at`), so its deadline counts from there at the latest.
    """
    if ahead_at is None and is_ahead(began_at, now):
        ahead_at = now
    return due_at if ahead_at is None else Moment(min(due_at, ahead_at + due_at - began_at))
