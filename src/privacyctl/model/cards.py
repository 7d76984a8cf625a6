"""The card-number tripwire (promise P1): find card numbers in any text, and redact them.

What a card number is is known in `model.card_number`, how its digits may be spelt in
`model.card_spellings`. Digits in groups are judged in `model.card_runs` and, beside a card
word, in `model.card_words`. What else stands beside a card is known in `model.card_details`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacyctl.model.card_number import is_card_number
from privacyctl.model.card_runs import Found, in_runs
from privacyctl.model.card_spellings import REDACTED, Reading, may_hold_number, readings
from privacyctl.model.card_words import CardWords, beside_words

_GROUPS = re.compile(r"\d+")
# The groups that are printed on cards, parted by one to three characters that are neither
# letters nor digits: "(4242)(4242)(4242)(4242)", "4242:4242, 4242;4242".
_PARTED = r"(?:[^\w]|_){1,3}"
_PRINTED = re.compile(
    rf"(?<!\d)\d{{4}}{_PARTED}(?:"
    rf"\d{{4}}{_PARTED}\d{{4}}{_PARTED}(?:\d{{4}}{_PARTED}\d{{3}}|\d{{4}}|\d)|\d{{6}}{_PARTED}\d{{4,5}}"
    rf"|\d{{3}}{_PARTED}\d{{3}}{_PARTED}\d{{3}})(?!\d)"
)
_BY_DIGIT = re.compile(rf"(?<!\d)\d(?:{_PARTED}\d(?!\d)){{11,18}}")
_GOES_ON = {
    least: (
        re.compile(rf"(?<!\d)\d{{{least},6}}{_PARTED}$"),
        re.compile(rf"{_PARTED}\d{{{least},6}}(?!\d)"),
    )
    for least in (1, 3)
}
"""A further group before, or after, of so many digits: then it is a row of numbers or a key, and not a card."""


def holds_card_number(text: str) -> bool:
    """Whether a card number stands anywhere in `text`."""
    return may_hold_number(text) and next(found_in(text), None) is not None


def redact(text: str) -> tuple[str, int]:
    """The text with each card number replaced by its last four digits, and how many there were.

    Redacting a second time changes nothing: the replacement is no card number.
    """
    if not may_hold_number(text):
        return text, 0
    pieces: list[str] = []
    count = at = 0
    for start, end, digits in found_in(text):
        pieces += [text[at:start], REDACTED.format(last4=digits[-4:])]
        at = end
        count += 1
    return ("".join([*pieces, text[at:]]), count) if count else (text, 0)


def found_in(text: str) -> Iterator[Found]:
    """Each card number in the text, left to right, none overlapping another."""
    at = 0
    hits = [
        (*reading.span(start, end), digits)
        for reading in readings(text)
        for start, end, digits in _found(reading)
    ]
    for start, end, digits in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= at:
            yield start, end, digits
            at = end


def _found(reading: Reading) -> Iterator[Found]:
    text = reading.text
    words = CardWords(text)
    found = [*in_runs(text, words.announce), *_parted(text)]
    yield from found
    yield from beside_words(_without(text, found), words)


def _parted(text: str) -> Iterator[Found]:
    for printed in _PRINTED.finditer(text):
        if not _is_listed(text, *printed.span()):
            yield from _whole(text, *printed.span())
    for parted in _BY_DIGIT.finditer(text):
        if not _is_listed(text, *parted.span(), least=1):
            yield from _whole(text, *parted.span())


def _without(text: str, found: list[Found]) -> str:
    """The text with spaces for the numbers that were found: nothing beside one is taken for a part of it."""
    pieces, at = [], 0
    for start, end, _ in sorted(found):
        if start >= at:
            pieces += [text[at:start], " " * (end - start)]
            at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _whole(text: str, start: int, end: int) -> Iterator[Found]:
    digits = "".join(_GROUPS.findall(text, start, end))
    if is_card_number(digits):
        yield start, end, digits


def _is_listed(text: str, start: int, end: int, least: int = 3) -> bool:
    before, after = _GOES_ON[least]
    return bool(before.search(text, max(0, start - 9), start) or after.match(text, end))
