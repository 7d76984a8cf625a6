"""Figures that give nobody away (promise P5): what may be printed, and from when on.

Along time, months wait for one another until enough people are behind them (`closed`).
Among names, those too small are counted together (`with_the_rest`). So every figure is a
sum of groups that are each large enough, and taking one away from another leaves such
groups again. docs/how-to/figures.md says what this guards against, and what it does not.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LIMIT = 5
"""Fewer people than this have no figure of their own. Of three, two who know each other can
take themselves away and see the third; of five, three who pool what they know still see two
at once. It is people that are counted: five orders of one contact are one person's figure."""

_MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")


class SplitBy(StrEnum):
    """What figures can be split by. An order has no country on record: nothing needs it."""

    PRODUCT = "product"
    RESELLER = "reseller"
    MONTH = "month"
    PURPOSE = "purpose"


class Period(NamedTuple):
    """What is counted in some months that follow one another. Months are of UTC: "2026-10"."""

    first: str
    last: str
    total: int
    amount: int
    """In minor units of one currency."""
    hours: Counter[int]
    """How many were answered within so many hours, rounded up."""


class Month(NamedTuple):
    """One month, and who is behind it."""

    counted: Period
    people: Mapping[str, int]
    """How many different people, by the month in which they were last behind this figure: "" for never.
    A month that has `LIMIT` of them needs no other, and need not tell them apart."""


class Group(NamedTuple):
    """What is counted under one name; without one, under all other names together."""

    name: str | None
    total: int
    amount: int


def closed(months: Iterable[Month]) -> list[Period]:
    """Join months, from the first on record on, into periods of `LIMIT` people each.

    The months after the last such period wait. No later month changes an earlier period,
    so any two editions of a figure, and any two windows of it, differ by whole periods.
    """
    periods: list[Period] = []
    waiting: list[Period] = []
    people = 0
    for month in months:
        waiting.append(month.counted)
        people += sum(count for last, count in month.people.items() if last < waiting[0].first)
        if people >= LIMIT:
            # It begins where the last one ended: a gap would tell which months had nobody in them.
            first = next_month(periods[-1].last) if periods else waiting[0].first
            periods.append(joined(waiting)._replace(first=first))
            waiting, people = [], 0
    return periods


def joined(periods: Sequence[Period]) -> Period:
    """All of them as one; there is at least one."""
    return Period(
        periods[0].first,
        periods[-1].last,
        sum(period.total for period in periods),
        sum(period.amount for period in periods),
        sum((period.hours for period in periods), Counter()),
    )


def with_the_rest(named: Sequence[Group], rest: Group | None) -> list[Group]:
    """Groups of `LIMIT` people each, the largest first, and whatever is in none of them.

    The smallest group goes into the rest, with all that are as small: a rest of few people
    could be worked out from the total, and a rest without any larger group in it gives away
    that each of its names has few. All of them together have `LIMIT` people.
    """
    groups = sorted(named, key=lambda group: (-group.total, group.name))
    if rest is None:
        return groups
    smallest = groups[-1].total if groups else 0
    into = [rest, *(group for group in groups if group.total == smallest)]
    together = Group(None, sum(group.total for group in into), sum(group.amount for group in into))
    return [*(group for group in groups if group.total != smallest), together]


def can_be_told(part: int, whole: int) -> bool:
    """Whether one may say that `part` of `whole` people did something.

    Not where all of them did, or none: that would be said of each.
    """
    return part >= LIMIT and whole - part >= LIMIT


def median_hours(hours: Counter[int]) -> int:
    """Within how many hours at least half of them were answered; there is at least one."""
    return sorted(hours.elements())[(hours.total() - 1) // 2]


def last_whole_month(now: int) -> str:
    """The month before the one that runs."""
    today = datetime.fromtimestamp(now, UTC)
    return f"{today.year}-{today.month - 1:02}" if today.month > 1 else f"{today.year - 1}-12"


def start_of(month: str) -> int:
    return int(datetime.fromisoformat(f"{month}-01T00:00:00Z").timestamp())


def end_of(month: str) -> int:
    """The moment at which the month is over."""
    return start_of(next_month(month))


def next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year}-{number + 1:02}" if number < 12 else f"{year + 1}-01"


def parse_month(text: str, now: int, option: str) -> str:
    """Read a month that is over. Raises BadInput for anything else."""
    month, last = text.strip(), last_whole_month(now)
    if not _MONTH.fullmatch(month):
        raise BadInput(f"{option} '{text[:60]}' is not a month", f"write year and month: {last}")
    if month > last:
        raise BadInput(
            f"{option} '{month}' is not over, and only whole months are counted",
            f"the last one is {last}, in UTC",
        )
    return month
