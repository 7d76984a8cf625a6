"""A moment in the account: when it was in truth, and what the machine's clock showed. Imports nothing of privacyctl."""

from __future__ import annotations

from dataclasses import dataclass

HOUR = 3600
DAY = 24 * HOUR
YEAR = 365 * DAY


@dataclass(frozen=True)
class Instant:
    """A moment: when it was in truth, and what the clock showed."""

    true: int
    shown: int
    behind: bool = False
    """Whether the clock showed less than the last entry on record."""

    def before(self, seconds: int) -> Instant:
        return Instant(self.true - seconds, self.shown - seconds, self.behind)

    @property
    def is_right(self) -> bool:
        return self.true == self.shown


def is_over(start: Instant, end: Instant, seconds: int = DAY) -> bool:
    """Whether more than so many seconds passed in truth, and the record can know it."""
    could_know = end.shown - start.shown > seconds or end.behind or start.shown > end.shown
    return end.true - start.true > seconds and could_know
