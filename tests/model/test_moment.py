"""Moments: 24 hours are 86,400 seconds, and no local time is guessed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from privacyctl.errors import BadInput
from privacyctl.model.moment import AHEAD, DAY, HOUR, iso, local, parse_moment, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


NOW = int(datetime(2026, 11, 22, 9, 14, 30, tzinfo=UTC).timestamp())
LATER = int(datetime(2027, 12, 31, tzinfo=UTC).timestamp())


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def set_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T08:14:00Z",
        "2026-11-22 09:14:00+01:00",
        "2026-11-22T09:14+01:00",
        "  2026-11-22T08:14Z ",
        "20261122T081400Z",
        "Sun, 22 Nov 2026 09:14:00 +0100",
        "22 Nov 2026 08:14 GMT",
        "Sun, 22 Nov 2026 03:14:00 -0500 (EST)",
        "Sun, 22 Nov 2026 03:14:00 EST",
        "2026-11-22T08:14:00.999Z",
    ],
)
def test_a_time_with_an_offset_is_the_same_in_every_zone(text: str, zone: Callable[[str], None]) -> None:
    zone("Australia/Lord_Howe")

    assert iso(parse_moment(text, NOW)) == "2026-11-22T08:14:00Z"


def test_an_rfc_5322_date_in_minus_0000_is_utc(zone: Callable[[str], None]) -> None:
    zone("America/New_York")

    assert iso(parse_moment("Sun, 22 Nov 2026 08:14:00 -0000", NOW)) == "2026-11-22T08:14:00Z"
    assert iso(parse_moment("Sun, 22 Nov 2026 08:14:00 -0000 (UTC)", NOW)) == "2026-11-22T08:14:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "22 Nov 2026 03:14 MESZ",
        "Sun, 22 Nov 2026 03:14:00 CET",
        "Sun Nov 22 03:14:00 CET 2026",
        "22 Nov 2026 03:14 PM",
    ],
)
def test_a_zone_whose_name_is_not_known_is_refused_and_not_taken_for_local_time(
    text: str, zone: Callable[[str], None]
) -> None:
    zone("America/New_York")

    with pytest.raises(BadInput, match="zone"):
        parse_moment(text, NOW)


def test_the_name_of_the_local_zone_says_which_of_two_readings_is_meant(zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")

    assert iso(parse_moment("25 Oct 2026 02:30 CEST", NOW)) == "2026-10-25T00:30:00Z"
    assert iso(parse_moment("25 Oct 2026 02:30 CET", NOW)) == "2026-10-25T01:30:00Z"
    with pytest.raises(BadInput, match="zone"):
        parse_moment("22 Nov 2026 02:30 CEST", NOW)
    with pytest.raises(BadInput, match="zone"):
        parse_moment("29 Mar 2026 02:30 CET", NOW)


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
def test_what_is_printed_for_a_person_can_be_typed_back(name: str, zone: Callable[[str], None]) -> None:
    zone(name)

    assert parse_moment(local(NOW - 30), NOW) == NOW - 30


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Europe/Berlin", "2026-11-21T23:00:00Z"),
        ("America/New_York", "2026-11-22T05:00:00Z"),
        ("Australia/Lord_Howe", "2026-11-21T13:00:00Z"),
    ],
)
def test_a_time_without_an_offset_is_local(name: str, expected: str, zone: Callable[[str], None]) -> None:
    zone(name)

    assert iso(parse_moment("2026-11-22", NOW)) == expected
    assert iso(parse_moment("2026-11-22T00:00", NOW)) == expected
    assert iso(parse_moment("22 Nov 2026 00:00", NOW)) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3h ago", 3 * HOUR),
        ("2d ago", 2 * DAY),
        ("1w ago", 7 * DAY),
        ("90 min ago", 90 * 60),
        ("5m ago", 300),
        ("3H  AGO", 3 * HOUR),
        ("0h ago", 0),
    ],
)
def test_a_length_of_time_ago_is_counted_back_from_now(text: str, seconds: int) -> None:
    assert parse_moment(text, NOW) == NOW - seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "3h", "-3h ago", "3y ago", "2026-13-01", "2026-02-30", "25:00", "ago"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a time that can be read"):
        parse_moment(text, NOW, "--received")


def test_the_future_is_refused() -> None:
    with pytest.raises(BadInput, match="--at '2026-11-22T09:19:31Z' is in the future"):
        parse_moment(iso(NOW + AHEAD + 1), NOW, "--at")


@pytest.mark.parametrize("ahead", [1, 299, 300])
def test_five_minutes_ahead_count_as_now(ahead: int) -> None:
    assert parse_moment(iso(NOW + ahead), NOW) == NOW


def test_the_first_second_of_1990_is_accepted() -> None:
    assert iso(parse_moment("1990-01-01T00:00:00Z", NOW)) == "1990-01-01T00:00:00Z"


@pytest.mark.parametrize("text", ["1989-12-31T23:59:59Z", "0001-01-01", "0001-01-01T00:00Z", "99999w ago"])
def test_a_time_before_1990_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"before 1990|outside the calendar"):
        parse_moment(text, NOW)


AMBIGUOUS = [
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00"),
    ("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T02:00+02:00 or 2026-10-25T02:00+01:00"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30-04:00 or 2026-11-01T01:30-05:00"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45+11:00 or 2026-04-05T01:45+10:30"),
]
ABSENT = [
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00"),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T01:30-05:00 or 2026-03-08T03:30-04:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T01:45+10:30 or 2026-10-04T02:45+11:00"),
]


@pytest.mark.parametrize(("name", "text", "readings"), AMBIGUOUS)
@pytest.mark.parametrize("more", ["", ":20", ":20.5"])
def test_a_local_time_that_came_twice_is_refused_with_both_readings(
    name: str, text: str, readings: str, more: str, zone: Callable[[str], None]
) -> None:
    zone(name)

    with pytest.raises(BadInput, match="came twice on the local clock") as refusal:
        parse_moment(text + more, LATER)
    assert refusal.value.hint == f"say which: {readings}"


@pytest.mark.parametrize(("name", "text", "readings"), ABSENT)
@pytest.mark.parametrize("more", ["", ":20", ":20.5"])
def test_a_local_time_that_never_came_is_refused_with_both_readings(
    name: str, text: str, readings: str, more: str, zone: Callable[[str], None]
) -> None:
    zone(name)

    with pytest.raises(BadInput, match="never came on the local clock") as refusal:
        parse_moment(text + more, LATER)
    assert refusal.value.hint == f"say which: {readings}"


@pytest.mark.parametrize(("name", "text", "_readings"), AMBIGUOUS + ABSENT)
def test_either_reading_of_the_hint_is_accepted_when_it_is_typed_back(
    name: str, text: str, _readings: str, zone: Callable[[str], None]
) -> None:
    zone(name)
    with pytest.raises(BadInput) as refusal:
        parse_moment(text, LATER)

    one, other = str(refusal.value.hint).removeprefix("say which: ").split(" or ")
    first, second = parse_moment(one, LATER), parse_moment(other, LATER)
    assert first < second
    assert second - first == (HOUR if name != "Australia/Lord_Howe" else HOUR // 2)
    assert (first, second) == (moment(one), moment(other))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Europe/Berlin", "2026-10-25T01:59:59"),
        ("Europe/Berlin", "2026-10-25T03:00"),
        ("Europe/Berlin", "2026-03-29T01:59:59"),
        ("Europe/Berlin", "2026-03-29T03:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:29:59"),
        ("Australia/Lord_Howe", "2026-04-05T02:00"),
    ],
)
def test_the_local_times_beside_a_change_are_accepted(
    name: str, text: str, zone: Callable[[str], None]
) -> None:
    zone(name)

    assert datetime.fromtimestamp(parse_moment(text, LATER)).isoformat().startswith(text)  # noqa: DTZ006


@pytest.mark.parametrize(
    ("name", "start", "shown"),
    [
        ("Europe/Berlin", "2026-03-28T12:00", "Sun 29 Mar 2026 13:00 CEST"),
        ("Europe/Berlin", "2026-10-24T12:00", "Sun 25 Oct 2026 11:00 CET"),
        ("America/New_York", "2026-03-07T12:00", "Sun 08 Mar 2026 13:00 EDT"),
        ("America/New_York", "2026-10-31T12:00", "Sun 01 Nov 2026 11:00 EST"),
        ("Australia/Lord_Howe", "2026-10-03T12:00", "Sun 04 Oct 2026 12:30 +11"),
        ("Australia/Lord_Howe", "2026-04-04T12:00", "Sun 05 Apr 2026 11:30 +1030"),
    ],
)
def test_24_hours_across_a_change_of_the_clock_are_86400_seconds(
    name: str, start: str, shown: str, zone: Callable[[str], None]
) -> None:
    zone(name)

    due = parse_moment(start, LATER) + DAY
    assert DAY == 86_400
    assert local(due) == shown


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@settings(examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(moment("1990-01-02T00:00Z"), LATER))
def test_every_moment_comes_back_as_it_went_out(name: str, at: int, zone: Callable[[str], None]) -> None:
    zone(name)

    assert parse_moment(iso(at), LATER) == at
    assert parse_moment(datetime.fromtimestamp(at, UTC).astimezone().isoformat(), LATER) == at
    assert parse_moment(datetime.fromtimestamp(at, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000"), LATER) == at


@given(st.text(max_size=80) | st.text(alphabet="0123456789 -+:TZago.,GMTSunNov()", max_size=40))
@example("9999-12-31T23:59:59")
@example("0001-01-01T00:00+23:59")
@example("Mon, 99 Nov 99999 99:99:99 +9999")
@example("(" * 2_000)
def test_no_text_raises_anything_but_bad_input(text: str) -> None:
    try:
        found = parse_moment(text, NOW)
    except BadInput:
        return

    assert 0 < found <= NOW


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 min"),
        (59, "0 min"),
        (60, "1 min"),
        (HOUR - 1, "59 min"),
        (HOUR, "1 h 00 min"),
        (3 * HOUR + 5 * 60 + 59, "3 h 05 min"),
        (DAY, "24 h 00 min"),
        (2 * DAY - 1, "47 h 59 min"),
        (2 * DAY, "2 d 0 h"),
        (2 * DAY + 5 * HOUR - 1, "2 d 4 h"),
        (-3 * HOUR, "3 h 00 min"),
    ],
)
def test_a_span_is_rounded_down(seconds: int, said: str) -> None:
    assert span(seconds) == said
