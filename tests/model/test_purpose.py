"""What makes a purpose another purpose, how long its data is kept, and when it may be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpers.terminal import NOON
from privacyctl.model.consent import OURS, Purpose
from privacyctl.model.moment import Moment
from privacyctl.model.notice import Basis, Choice, Notice
from privacyctl.model.purpose import (
    PUBLISHED,
    Definition,
    PersonalField,
    PurposeState,
    Retention,
    parse_retention,
    state_of,
)

SURVEYS = Definition(Purpose("surveys"), "to ask", Basis.LEGITIMATE_INTERESTS, Choice.OPT_OUT)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("10y", Retention(months=120)),
        ("1 year", Retention(months=12)),
        ("2 Years", Retention(months=24)),
        ("24 months", Retention(months=24)),
        ("1 month", Retention(months=1)),
        ("90d", Retention(days=90)),
        (" 90 days ", Retention(days=90)),
        ("100y", Retention(months=1200)),
    ],
)
def test_a_length_is_years_months_or_days(text: str, kept: Retention) -> None:
    assert parse_retention(text) == kept


@pytest.mark.parametrize(
    "text", ["", "10", "y", "0d", "-1y", "1.5y", "10m", "ten years", "101y", "10000d", "1y 2d", "١y"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"length|100 years"):
        parse_retention(text)


@pytest.mark.parametrize(
    ("kept", "now", "before"),
    [
        ("10y", "2026-11-22T12:00:00", "2016-11-22T12:00:00"),
        ("1y", "2024-02-29T12:00:00", "2023-02-28T12:00:00"),  # no such day in that year: its last
        ("1 month", "2025-03-31T00:00:00", "2025-02-28T00:00:00"),
        ("1 month", "2024-03-31T00:00:00", "2024-02-29T00:00:00"),
        ("3 months", "2026-01-15T08:00:00", "2025-10-15T08:00:00"),  # over the end of a year
        ("12 months", "2026-12-31T23:59:59", "2025-12-31T23:59:59"),
        ("11 months", "2026-12-31T00:00:00", "2026-01-31T00:00:00"),
        ("90d", "2026-03-31T12:00:00", "2025-12-31T12:00:00"),
    ],
)
def test_years_and_months_are_those_of_the_calendar(kept: str, now: str, before: str) -> None:
    assert parse_retention(kept).before(Moment(at(now))) == at(before)


@given(some.integers(1, 1200), some.integers(at("2010-01-01T00:00:00"), at("2100-01-01T00:00:00")))
def test_more_months_reach_further_back(months: int, now: int) -> None:
    assert Retention(months=months).before(Moment(now)) < now
    assert Retention(months=months + 1).before(Moment(now)) < Retention(months=months).before(Moment(now))


@pytest.mark.parametrize("text", ["10 years", "1 year", "18 months", "1 month", "90 days", "1 day"])
def test_a_length_is_said_as_it_is_read(text: str) -> None:
    assert str(parse_retention(text)) == text


def test_the_ground_the_sentence_and_the_choice_make_another_purpose() -> None:
    others = [
        replace(SURVEYS, what_for="to ask more"),
        replace(SURVEYS, basis=Basis.CONTRACT),
        replace(SURVEYS, choice=Choice.OPT_IN),
        replace(SURVEYS, purpose=Purpose("studies")),
    ]

    assert len({SURVEYS.digest, *(one.digest for one in others)}) == 5


def test_how_long_and_which_fields_do_not() -> None:
    same = replace(SURVEYS, retention=parse_retention("1y"), fields=(PersonalField.EMAIL,))

    assert same.digest == SURVEYS.digest


def test_the_digest_is_the_same_in_every_version() -> None:
    # It stands in records and manifests: another form of it would shut every purpose.
    assert SURVEYS.digest.hex() == "efcf6cd9a68238f1c6686380aae4fa60f0d04d7797a04ea8ae36b2cbf0c874d9"


def test_a_purpose_without_a_retention_has_no_end() -> None:
    assert SURVEYS.before(Moment(NOON)) is None
    assert replace(SURVEYS, retention=Retention(days=1)).before(Moment(NOON)) == NOON - 86400


def test_ours_are_open_without_a_notice() -> None:
    assert list(PUBLISHED) == list(OURS)
    assert {state_of(one, None, Moment(NOON)) for one in PUBLISHED.values()} == {PurposeState.OPEN}


def test_one_of_ours_that_is_widened_is_shut_but_orders_are_not() -> None:
    wider = [replace(one, what_for="whatever we like") for one in PUBLISHED.values()]

    assert [state_of(one, None, Moment(NOON)) for one in wider] == [
        PurposeState.OPEN,
        PurposeState.SHUT,
        PurposeState.SHUT,
        PurposeState.SHUT,
    ]


def test_an_own_purpose_opens_at_the_last_second_of_its_window() -> None:
    notice = Notice(
        1,
        SURVEYS.purpose,
        SURVEYS.digest,
        "",
        SURVEYS.basis,
        Choice.OPT_OUT,
        "",
        b"",
        Moment(NOON - 9),
        Moment(NOON),
        3,
    )

    assert state_of(SURVEYS, None, Moment(NOON)) is PurposeState.SHUT
    assert state_of(SURVEYS, notice, Moment(NOON - 1)) is PurposeState.ANNOUNCED
    assert state_of(SURVEYS, notice, Moment(NOON)) is PurposeState.OPEN
