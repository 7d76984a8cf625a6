"""P6 and P7 in the account: gone within 24 hours of a written request, and told until it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from years.instants import DAY, HOUR, Instant, is_over


@dataclass
class Task:
    """One removal that somebody asked for in writing."""

    number: int
    case: int
    promise: str
    """P6, P7, or "any" where nobody knows yet what is to be removed."""
    received: Instant
    publication: int | None = None
    claimed: Instant | None = None
    seen: Instant | None = None
    """When evidence of the removal was seen. Nothing else stops the clock."""
    came_back: bool = False
    """Seen on show again: a new breach, due at once."""
    closed: Instant | None = None
    told: list[int] = field(default_factory=list)
    """When `due --new` told of it, by the clock."""
    listed: int | None = None
    """The earliest time, by the clock, at which `due` listed it: by then it had been received, whatever the
    clock showed at its receipt. Where the two contradict each other, its hours count from the earlier, since
    nothing may be told later than it was asked for."""

    @property
    def is_open(self) -> bool:
        return self.seen is None and self.closed is None

    def may_be_called_kept(self) -> bool:
        return self.seen is not None and not self.came_back and not is_over(self.received, self.seen)

    def must_be_told(self, now: Instant) -> bool:
        """Whether it has come to a new step since it was told. A telling that is still to come does not count."""
        if not (self.is_open and now.is_right and self.received.is_right) or self.came_back:
            return False
        due = min(self.received.true, self.received.true if self.listed is None else self.listed) + DAY
        told = [step(due - at) for at in self.told if at <= now.true]
        return step(due - now.true) > max(told, default=-1)

    def best(self, now: Instant) -> str:
        """How well the promise can stand with this removal in it."""
        if self.closed is not None:
            return "at risk" if is_over(self.received, self.closed) else "kept"
        if self.seen is None:
            if is_over(self.received, now) or self.came_back:
                return "broken"
            return "at risk" if self.claimed else "kept"
        if self.may_be_called_kept():
            return "kept"
        in_time = self.claimed is not None and not self.came_back and not is_over(self.received, self.claimed)
        return "at risk" if in_time else "broken"


def step(left: int) -> int:
    """At intake, with 12, 4 and 1 hours left, and hourly once overdue."""
    return 4 + -left // HOUR if left < 0 else sum(left <= hours * HOUR for hours in (12, 4, 1))
