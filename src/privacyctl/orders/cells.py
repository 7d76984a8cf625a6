"""Reading one cell of an order file: text, a yes or no, a time, an amount."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.model.card_spellings import FEWEST_DIGITS
from privacyctl.model.cards import holds_card_number
from privacyctl.model.purchase import currency_code, minor_units

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = ";"
"""Joins the cells of a column, so that all are searched at once. It is no white space."""

# Signs in joined cells that one needs `tidy`: white space that is double or at an edge, and a leading '.
_TRAPS = ("  ", f"{_BETWEEN} ", f" {_BETWEEN}", f"{_BETWEEN}'")

# Our own CSV writer and Gumroad's put a ' before these, so that no spreadsheet runs the cell.
_SHIELDED = re.compile("'(?=[=+\\-@\t\r\n＝＋－＠])")

# A column's digits as `d` with NUL between the cells: a run of these is worth a look.
_TO_D = bytes.maketrans(b"0123456789", b"d" * 10)
_NO_DIGIT = bytes(set(range(1, 128)) - set(b"0123456789"))
_ENOUGH = b"d" * FEWEST_DIGITS

YES = frozenset(
    """yes y true t 1 on x ✓ subscribed subscribe opt-in optin opted-in agreed accepted
    ja j oui o si sí s sim wahr""".split()  # noqa: SIM905
) | {"opt in", "opted in"}
NO = frozenset(
    """no n false f 0 off unsubscribed unsubscribe opt-out optout opted-out declined refused none
    nein nee non não nao falsch""".split()  # noqa: SIM905
) | {"opt out", "opted out", "not subscribed"}

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  taken from naive times that are UTC by our rule
_SECOND = timedelta(seconds=1)
_EARLIEST = 631152000
"""1990: an earlier order is a misread year."""


def is_tidy(column: Sequence[str]) -> bool:
    """Whether no cell of the column needs `tidy`: true of nearly all columns, and told in one pass."""
    joined = _joined(column)
    return (
        # A printable text has neither NUL nor any white space but the space.
        joined.isprintable()
        and not any(trap in joined for trap in _TRAPS)
        and (joined.isascii() or unicodedata.is_normalized("NFC", joined))
    )


def tidy(cell: str, *, is_prose: bool = False, is_shielded: bool = False) -> str:
    """The text in NFC and trimmed, its white space single; in prose white space stays.

    In a file with `is_shielded` a leading ' that keeps a spreadsheet from running the cell goes.
    """
    if is_shielded and _SHIELDED.match(cell):
        cell = cell[1:]
    cell = unicodedata.normalize("NFC", cell)
    return cell.strip() if is_prose else " ".join(cell.split())


def with_card_numbers(column: Sequence[str]) -> list[int]:
    """The numbers of the cells that hold a card number."""
    joined = "\0".join(column)
    is_plain = joined.isascii() and not any(mark in joined for mark in "%&\\")
    if is_plain and _ENOUGH not in joined.encode().translate(_TO_D, _NO_DIGIT):
        return []
    return [place for place, cell in enumerate(column) if holds_card_number(cell)]


def answer(cell: str) -> bool | None:
    """True for a yes, False for a no, None for any other word."""
    word = " ".join(cell.split()).casefold()
    return True if word in YES else False if word in NO else None


def instants(column: Sequence[str]) -> list[int | None]:
    """Moments of ISO 8601 or RFC 5322 times, in seconds since 1970; None for any other cell.

    A time without an offset is UTC, and a date alone is its midnight, as resellers write
    them. 11/03/2025 may be two different days and is not guessed.
    """
    try:  # the usual case: all cells of the column in one form
        seconds = [(at - _EPOCH) // _SECOND for at in map(datetime.fromisoformat, column)]
    except (ValueError, TypeError):
        return [_instant(cell) for cell in column]
    return [at if at >= _EARLIEST else None for at in seconds]


@lru_cache(4096)  # strptime takes 6 µs, and the days of an export repeat
def instant_by(date_format: str, cell: str) -> int | None:
    """The moment of one time in a strptime format; otherwise as `instants`."""
    try:
        return _seconds(datetime.strptime(cell, date_format))  # noqa: DTZ007  UTC by our rule
    except (ValueError, OverflowError):
        return None


def check_date_format(date_format: str) -> None:
    """Raise BadInput for a strptime format that does not name a day, a month and a year."""
    sample = datetime(2025, 11, 23, tzinfo=UTC)
    try:
        written = sample.strftime(date_format)
        # The same day of the week and of the year: only a year tells the two apart. Python 3.13 warns without one.
        has_year = written != sample.replace(year=2031).strftime(date_format)
        found = datetime.strptime(written, date_format) if has_year else None  # noqa: DTZ007
    except (ValueError, re.error, OverflowError):
        found = None
    if found is None or found.date() != sample.date():
        raise BadInput(
            f"'{date_format}' is not a date format with a day, a month and a year",
            "write 11/23/2025 as '%m/%d/%Y', and 23.11.2025 09:12 as '%d.%m.%Y %H:%M'",
        )


def in_minor_units(amount: str, currency: str) -> tuple[int, str] | None:
    """The amount in its currency's smallest unit, and the currency; None where either is unclear."""
    try:
        code = currency_code(currency)
        return minor_units(amount, code), code
    except BadInput:
        return None


def _joined(column: Sequence[str]) -> str:
    return f"{_BETWEEN}{_BETWEEN.join(column)}{_BETWEEN}"


def _seconds(at: datetime) -> int | None:
    naive = at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)
    seconds = (naive - _EPOCH) // _SECOND
    return seconds if seconds >= _EARLIEST else None


def _instant(cell: str) -> int | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _seconds(read(cell.removesuffix(" UTC")))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
