"""By when a request must be answered: the vectors of Regulation 1182/71, and what lies between them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from privacyctl.model.deadline import Rule, answer_by, last_day
from privacyctl.model.moment import Moment

DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2200, 1, 1))


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2025-01-31", "2025-02-28"),  # no such date in February: its last day
        ("2025-08-31", "2025-09-30"),
        ("2024-01-31", "2024-02-29"),  # a leap year
        ("2025-11-15", "2025-12-15"),
        ("2025-10-01", "2025-11-03"),  # 1 November is a Saturday
        ("2025-12-15", "2026-01-15"),  # over the end of a year
        ("2024-02-29", "2024-03-29"),
        ("2025-12-31", "2026-02-02"),  # 31 January is a Saturday
    ],
)
def test_a_month_ends_on_the_same_date_or_the_next_working_day(received: str, last: str) -> None:
    assert last_day(date.fromisoformat(received), Rule.GDPR) == date.fromisoformat(last)


def test_a_public_holiday_moves_the_end_and_the_days_after_it_too() -> None:
    # Good Friday, a weekend, Easter Monday.
    easter = [date(2026, 4, 3), date(2026, 4, 6)]

    assert last_day(date(2026, 3, 3), Rule.GDPR, easter) == date(2026, 4, 7)
    assert last_day(date(2026, 3, 3), Rule.GDPR) == date(2026, 4, 3)


def test_the_californian_limit_is_45_days_whatever_day_that_is() -> None:
    assert last_day(date(2026, 1, 1), Rule.CCPA) == date(2026, 2, 15)  # a Sunday
    assert last_day(date(2024, 1, 16), Rule.CCPA) == date(2024, 3, 1)  # over a 29 February


@given(DAYS)
def test_nobody_gets_less_than_28_days_nor_a_weekend(received: date) -> None:
    last = last_day(received, Rule.GDPR)

    assert timedelta(28) <= last - received <= timedelta(33)
    assert last.weekday() < 5


@given(DAYS, DAYS)
def test_who_asks_earlier_is_never_due_later(one: date, other: date) -> None:
    early, late = sorted([one, other])

    assert last_day(early, Rule.GDPR) <= last_day(late, Rule.GDPR)


def test_the_day_is_that_of_the_office_and_ends_with_its_last_second() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    late_evening = int(datetime(2025, 10, 14, 23, 30, tzinfo=UTC).timestamp())  # the 15th in Berlin

    due = datetime.fromtimestamp(answer_by(Moment(late_evening), Rule.GDPR, zone=berlin), berlin)

    assert due.isoformat() == "2025-11-17T23:59:59+01:00"  # the 15th is a Saturday; the clock was set back
