"""When a way tells of what: what is due in hours at once, what is due in days once a day and not by night."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Self

from privacyctl.model.moment import HOUR

if TYPE_CHECKING:
    from privacyctl.model.audit import Head
    from privacyctl.model.moment import Moment
    from privacyctl.model.way import Way

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


class Topic(StrEnum):
    """What a reminder is about; its number is a task's, a case's and so on."""

    REMOVAL = "task"
    COMMENT = "comment"
    LETTERS = "letters"
    """All that wait; the number is that of the oldest."""
    INBOX = "inbox"
    REQUEST = "case"
    RECIPIENT = "follow-up"
    OLDER_COMMENTS = "older-comments"
    OVERSTAYED = "copies"
    LATE_COPY = "backup"
    DRILL = "drill"
    JOURNAL_COPY = "journal-copy"
    JOURNAL = "journal"
    WEEK = "week"
    """On Mondays all that is open in days, told before or not."""


class DueStep(NamedTuple):
    """A step of something that waits: told once by each way."""

    topic: Topic
    number: int
    step: int
    seconds_left: int = 0
    """Until it is due; the most urgent is told first."""
    is_of_days: bool = False
    """Whether it waits for the day's digest; what is due in hours never does."""
    waited: int = 0
    """Seconds since it was received."""

    @property
    def key(self) -> tuple[Topic, int, int]:
        """What knows the step again."""
        return self.topic, self.number, self.step


def letters_step(waited: int) -> int | None:
    """The stage of letters that wait: 0 after an hour, then one more every four hours; None before."""
    return None if waited < HOUR else (waited - HOUR) // (4 * HOUR)


def inbox_step(unread: int, loud: int) -> int:
    """The stage of a mailbox that cannot be read: 0 until `loud` seconds are over, then one more every four hours."""
    return 0 if unread < loud else 1 + (unread - loud) // (4 * HOUR)


class WayState(NamedTuple):
    """How sending by a way went."""

    way: str
    taken_at: Moment | None
    failed_at: Moment | None
    tries: int
    next_at: Moment | None
    fault: str | None
    said_at: Moment | None

    def rests(self, now: Moment) -> bool:
        """Whether it is too early to try it again. A time that lies further ahead than any rest is of a wrong clock."""
        return self.next_at is not None and now < self.next_at <= now + LONG_REST


SHORT_REST, REST, LONG_REST = 60, 5 * 60, 9 * 60
"""Seconds until a way is tried again: after the first failure, after more of them, and where somebody must mend it.

All are shorter than the ten minutes after which cron runs it anew.
"""


def rest(tries: int, *, is_lasting: bool) -> int:
    """Seconds until a way that has failed so often is tried again."""
    return LONG_REST if is_lasting else SHORT_REST if tries <= 1 else REST


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message, to be sent by one way."""

    way: Way
    steps: tuple[DueStep, ...]
    """One, or those of a digest."""
    name: str
    """What knows it again; the same each time that it is tried."""
    thread: str | None
    """The name of the first message about the same by this way; None where this is it."""
    is_digest: bool
    head: Head
