"""Moments: whole seconds since 1970 in UTC; how they are read and written.

A moment is a number of seconds, so that 24 hours are 86,400, across a change of the local clock too.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NewType

from privacyctl.errors import BadInput, Refused

Moment = NewType("Moment", int)
"""A type of its own, so that no number of a row is taken for a time. A span of time is an `int`, in seconds."""
NEVER = Moment(0)
"""Before everything on record: what stands where nothing was said yet."""
HOUR = 3600
DAY = 24 * HOUR
AHEAD = 5 * 60
"""In seconds. Clocks differ: a moment up to five minutes in the future counts as now."""

_AGO = re.compile(r"(\d{1,5})\s*(m|min|h|d|w)\s+ago", re.IGNORECASE)
_UNIT = {"m": 60, "min": 60, "h": HOUR, "d": DAY, "w": 7 * DAY}
_HOURS_ONLY = re.compile(r"(?<= [+-])\d\d$")
_STAMP = "%Y%m%dT%H%M%SZ"
_COMMENT = re.compile(r"\([^()]*\)$")
_WORD = re.compile("[A-Za-z]+")
_CALENDAR = frozenset("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905
_HINT = "try 2026-11-22T09:14, 2026-11-22T09:14:00+01:00, or '3h ago'"
# An earlier mail or order is a misread year.
_EARLIEST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
_CLOCK_FROM, _CLOCK_TO = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2020, 2101))


def utc_now() -> Moment:
    """The system's clock. Only the store asks it, once a transaction, and the session, to read '3h ago'."""
    return Moment(int(datetime.now(UTC).timestamp()))


_FIRST = int(datetime(1000, 1, 1, tzinfo=UTC).timestamp())
_LAST = int(datetime(9999, 12, 29, tzinfo=UTC).timestamp())
"""What every zone can show."""


def credible(now: int) -> Moment:
    """What a clock says. Raises Refused outside 2020 to 2100: every date on record would be wrong."""
    if not _CLOCK_FROM <= now < _CLOCK_TO:
        raise Refused(
            "the clock of this machine is not between 2020 and 2100", "set it, and run the command again"
        )
    return Moment(now)


def in_utc(moment: int) -> datetime:
    """The same, as the calendar has it. What another program wrote may lie beyond the calendar: then it is its end."""
    return datetime.fromtimestamp(min(max(moment, _FIRST), _LAST), UTC)


def iso(moment: int) -> str:
    """The form in JSON, audit entries and files: 2026-11-22T09:14:00Z."""
    return in_utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> Moment | None:
    """The moment of the form that `iso` writes; None for any other text."""
    try:
        return Moment(int(datetime.fromisoformat(text.removesuffix("Z") + "+00:00").timestamp()))
    except (ValueError, OverflowError):
        return None


def stamp(moment: int) -> str:
    """The form in the name of a file: 20261122T091400Z."""
    return in_utc(moment).strftime(_STAMP)


def from_stamp(text: str) -> Moment | None:
    """The moment of the form that `stamp` writes; None for any other text."""
    try:
        found = Moment(int(datetime.strptime(text, _STAMP).replace(tzinfo=UTC).timestamp()))
    except ValueError:
        return None
    return found if stamp(found) == text else None


def outranks(stored: int, other: int, now: int) -> bool:
    """Whether a stored moment is later than another one. What lies in the future is later than nothing."""
    return stored <= now + AHEAD and min(stored, now) > other


def iso_or_none(moment: int | None) -> str | None:
    """The same; None for None."""
    return None if moment is None else iso(moment)


def local(moment: int) -> str:
    """The form for a reader, in the local zone: Sun 22 Nov 2026 10:14 CET."""
    return in_utc(moment).astimezone().strftime("%a %d %b %Y %H:%M %Z").strip()


def parse_moment(text: str, now: int, option: str = "the time") -> Moment:
    """Read a past moment: ISO 8601, an RFC 5322 date, or '3h ago'.

    Without an offset it is local time. Up to five minutes ahead of `now` is `now`.
    Raises BadInput for the future, and for a local time that the zone's clock shows
    twice or never; the hint then names both readings.
    """
    text = text.strip()
    if ago := _AGO.fullmatch(text):
        moment = now - int(ago[1]) * _UNIT[ago[2].lower()]
    else:
        moment = _instant(_read(text, option), option)
    if moment > now + AHEAD:
        raise BadInput(f"{option} '{text}' is in the future", "give the time when it happened")
    if moment < _EARLIEST:
        raise BadInput(f"{option} '{text}' is before 1990", "is the year right?")
    return Moment(min(moment, now))


def _read(text: str, option: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    # Loaded only for this form: the email package takes a tenth of a command's start.
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    # "+11" is what `local` prints where the zone has no letters; it would be read as eleven minutes.
    text = _HOURS_ONLY.sub(r"\g<0>00", _COMMENT.sub("", text).rstrip())
    try:
        found = parsedate_to_datetime(text)
        return found if found.tzinfo is not None else _in_zone(found, text, option)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        raise BadInput(f"{option} '{text[:60]}' is not a time that can be read", _HINT) from None


def _in_zone(stated: datetime, text: str, option: str) -> datetime:
    """An RFC 5322 date without an offset from the email package: its zone is -0000, an unknown name, or missing."""
    if text.endswith("-0000"):
        return stated.replace(tzinfo=UTC)  # -0000 in RFC 5322 3.3: UTC, and the sender's zone is not told
    names = {word.upper() for word in _WORD.findall(text) if word[:3].lower() not in _CALENDAR}
    if not names:
        return stated
    for fold in (0, 1):
        reading = stated.replace(fold=fold).astimezone()
        if names == {reading.tzname()} and reading.replace(tzinfo=None) == stated:
            return reading
    raise BadInput(f"{option} '{text[:60]}' is in a time zone that is not known here", _HINT)


def _instant(stated: datetime, option: str) -> int:
    try:
        if stated.tzinfo is not None:
            return int(stated.timestamp())
        early, late = stated.replace(fold=0), stated.replace(fold=1)
        readings = [int(early.timestamp()), int(late.timestamp())]
    except (OverflowError, OSError, ValueError):
        raise BadInput(f"{option} is outside the calendar", _HINT) from None
    if readings[0] == readings[1]:
        return readings[0]
    # Where the two readings have different offsets, the clock was set forward over this time, or back past it.
    exists = datetime.fromtimestamp(readings[0]) == stated.replace(microsecond=0)  # noqa: DTZ006
    spelled = " or ".join(
        datetime.fromtimestamp(r, UTC).astimezone().isoformat(timespec="minutes") for r in sorted(readings)
    )
    happened = "came twice" if exists else "never came"
    raise BadInput(
        f"{option} '{stated.isoformat(sep=' ', timespec='minutes')}' {happened} on the local clock",
        f"say which: {spelled}",
    )


def parse_length(text: str) -> int:
    """Read a length of time such as "24h", "90m" or "2d", in seconds. Raises ValueError for other texts."""
    unit = {"m": 60, "h": HOUR, "d": DAY}.get(text[-1:].lower())
    number = text[:-1].strip()
    if unit is None or not (number.isascii() and number.isdigit()) or len(number) > 6:
        raise ValueError('it is a length of time such as "24h", "90m" or "2d"')
    return int(number) * unit


def span(seconds: int) -> str:
    """A length of time for a reader: '3 h 05 min', '12 min', '2 d 4 h'.

    Rounded down, so that no time is shown that is not left.
    """
    seconds = abs(seconds)
    days, rest = divmod(seconds, DAY)
    hours, rest = divmod(rest, HOUR)
    if days >= 2:
        return f"{days} d {hours} h"
    if days or hours:
        return f"{days * 24 + hours} h {rest // 60:02d} min"
    return f"{rest // 60} min"
