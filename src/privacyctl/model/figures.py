"""Figures that identify nobody (promise P5): which ones may be printed, and from when on.

Months are joined into periods until enough people are behind each (`closed`). Names with too
few people are counted together (`with_the_rest`). So every figure is a sum of groups that are
each large enough, and so is the difference of two figures. docs/how-to/figures.md describes
the attacks that this prevents, and those that it does not.
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
"""A figure needs at least so many people behind it. Of three, two who know each other can
subtract themselves and see the third; of five, three who do so still see two together. People
are counted, not orders: five orders of one contact are one person's."""

_MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")


class SplitBy(StrEnum):
    """How figures can be split. Not by country: no purpose needs it, so no order has one on record."""

    PRODUCT = "product"
    RESELLER = "reseller"
    MONTH = "month"
    PURPOSE = "purpose"


class Period(NamedTuple):
    """The figures of consecutive months. Months are of UTC, written "2026-10"."""

    first: str
    last: str
    total: int
    amount: int
    """In minor units of one currency."""
    hours: Counter[int]
    """Hours (rounded up) → how many requests were answered within these."""


class Month(NamedTuple):
    """The figures of one month, and how many people are behind them."""

    counted: Period
    people: Mapping[str, int]
    """How many different people, by the month in which they last were behind this figure before; "" for
    never. A month with `LIMIT` people or more is not joined with another and need not have this split."""


class Group(NamedTuple):
    """The figures of one name; without a name, of all other names together."""

    name: str | None
    total: int
    amount: int


def closed(months: Iterable[Month]) -> list[Period]:
    """Join all months since the first on record into periods of at least `LIMIT` people each.

    Months after the last such period are not published yet. A later month changes no earlier
    period, so two editions of a figure, or two windows of it, differ by whole periods.
    """
    periods: list[Period] = []
    waiting: list[Period] = []
    people = 0
    for month in months:
        waiting.append(month.counted)
        people += sum(count for last, count in month.people.items() if last < waiting[0].first)
        if people >= LIMIT:
            # A period begins where the last one ended: a gap would tell which months had nobody.
            first = next_month(periods[-1].last) if periods else waiting[0].first
            periods.append(joined(waiting)._replace(first=first))
            waiting, people = [], 0
    return periods


def joined(periods: Sequence[Period]) -> Period:
    """All periods as one; there must be at least one."""
    return Period(
        periods[0].first,
        periods[-1].last,
        sum(period.total for period in periods),
        sum(period.amount for period in periods),
        sum((period.hours for period in periods), Counter()),
    )


def with_the_rest(named: Sequence[Group], rest: Group | None) -> list[Group]:
    """The groups of at least `LIMIT` people, the largest first, and then the rest as one group.

    The smallest group, and all as small, join the rest: a rest of few people could be
    worked out from the total, and a rest without a larger group would tell that each of its
    names has few people. All together must have at least `LIMIT` people.
    """
    groups = sorted(named, key=lambda group: (-group.total, group.name))
    if rest is None:
        return groups
    smallest = groups[-1].total if groups else 0
    into = [rest, *(group for group in groups if group.total == smallest)]
    together = Group(None, sum(group.total for group in into), sum(group.amount for group in into))
    return [*(group for group in groups if group.total != smallest), together]


def can_be_told(part: int, whole: int) -> bool:
    """Whether it may be printed that `part` of `whole` people did something.

    Not where all did, or none: this would tell it of each person.
    """
    return part >= LIMIT and whole - part >= LIMIT


def median_hours(hours: Counter[int]) -> int:
    """The hours within which at least half were answered; there must be at least one."""
    return sorted(hours.elements())[(hours.total() - 1) // 2]


def last_whole_month(now: int) -> str:
    """The month before the current one."""
    today = datetime.fromtimestamp(now, UTC)
    return f"{today.year}-{today.month - 1:02}" if today.month > 1 else f"{today.year - 1}-12"


def start_of(month: str) -> int:
    return int(datetime.fromisoformat(f"{month}-01T00:00:00Z").timestamp())


def end_of(month: str) -> int:
    """The moment at which the month ends."""
    return start_of(next_month(month))


def next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year}-{number + 1:02}" if number < 12 else f"{year + 1}-01"


def parse_month(text: str, now: int, option: str) -> str:
    """Read a month that has ended. Raises BadInput for any other text."""
    month, last = text.strip(), last_whole_month(now)
    if not _MONTH.fullmatch(month):
        raise BadInput(f"{option} '{text[:60]}' is not a month", f"write year and month: {last}")
    if month > last:
        raise BadInput(
            f"{option} '{month}' is not over, and only whole months are counted",
            f"the last one is {last}, in UTC",
        )
    return month
