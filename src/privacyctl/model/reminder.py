"""When a way tells of what: what is due in hours at once, what is due in days once a day and not by night."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the local day, in minutes since midnight; over midnight too. From a minute to itself they are none."""

    begin: int
    end: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read "22:00-07:00"; None for what is no such hours."""
        found = _TIME.fullmatch(text)
        if found is None:
            return None
        first, second, third, fourth = map(int, found.groups())
        return cls(60 * first + second, 60 * third + fourth)

    def hold(self, minute: int) -> bool:
        """Whether a minute of the local day lies in them."""
        if self.begin <= self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end


NO_HOURS = Hours(0, 0)


@dataclass(frozen=True, slots=True)
class WayHours:
    """When one way tells of what."""

    after: int = 0
    """Seconds since the receipt from which on it tells, of removals alone; 0 tells of everything at once."""
    quiet: Hours = NO_HOURS
    """When what is due in days waits. What is due in hours never does."""
    digest: int = 8 * 60
    """From which minute of the local day on what is due in days is told."""
