"""By when a request must be answered: months and days of the calendar; a comment must be read within hours.

The 24 hours of a takedown are counted in `model.takedown`, and not by these rules.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from privacyctl.model.moment import DAY, Moment
from privacyctl.model.takedown import deadline

QUESTION = 7 * DAY
"""Seconds until a question is to be answered, where the settings do not say."""
_CCPA_DAYS = 45
_WORKING_DAYS = 5


class Law(StrEnum):
    """A law that sets a time limit, as it can be named: see `Rule`."""

    GDPR = "gdpr"
    CCPA = "ccpa"


class Rule(StrEnum):
    """What gives a request its day."""

    GDPR = "gdpr"
    """One month, GDPR art. 12(3), counted by Regulation (EEC, Euratom) 1182/71."""
    CCPA = "ccpa"
    """45 calendar days, 11 CCR 7021(b)."""
    SETTINGS = "settings"
    """The days that the vendor gives itself, `[requests] question`."""
    READ = "read"
    """24 hours from when a comment was written: until somebody has read it, it may be a takedown."""
    OLDER = "older"
    """The same of a comment that was older than its 24 hours when it was imported: nobody could keep them."""


def last_day(received: date, rule: Rule, holidays: Collection[date] = ()) -> date:
    """The last day on which an answer is in time.

    GDPR: the day of the receipt is not counted. The limit is the same date of the next month,
    or that month's last day where it has no such date; a Saturday, a Sunday or one of
    `holidays` moves it to the next working day (Regulation 1182/71, articles 3(1), 3(2)(c)
    and 3(4)). CCPA: 45 days later, on any day of the week.
    """
    if rule is Rule.CCPA:
        return received + timedelta(days=_CCPA_DAYS)
    from calendar import monthrange  # noqa: PLC0415  (it loads `locale`: not for `due`)

    year, month = received.year + received.month // 12, received.month % 12 + 1
    found = date(year, month, min(received.day, monthrange(year, month)[1]))
    while found.weekday() >= _WORKING_DAYS or found in holidays:
        found += timedelta(days=1)
    return found


def answer_by(
    received_at: Moment, rule: Rule, holidays: Collection[date] = (), zone: tzinfo | None = None
) -> Moment:
    """The last second of the last day, as a moment. Days are those of `zone`; without it, of the local clock."""
    day = last_day(datetime.fromtimestamp(received_at, UTC).astimezone(zone).date(), rule, holidays)
    following = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return Moment(int(following.timestamp()) - 1)


def has_no_hour(rule: Rule, due_at: Moment) -> bool:
    """Whether a comment came with an order that names a day and no hour.

    Such a day is read as its midnight, its first moment, so that nothing is told too late. The order may be a day
    younger: the comment is surely late only a day after `due_at`, and nobody can tell in between.
    """
    return rule is Rule.READ and due_at % DAY == 0


def of_comment(written_at: Moment | None, imported_at: Moment) -> tuple[Rule, Moment]:
    """By when a buyer's comment must be read, and by which rule: as a takedown, since it may be one.

    It was written with the order, at `written_at`; where the file does not say when, or says
    a time that has not come yet, the import counts.
    """
    due_at = deadline(imported_at if written_at is None else min(written_at, imported_at))
    return (Rule.OLDER if due_at < imported_at else Rule.READ), due_at
