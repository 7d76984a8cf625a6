"""Card words, by which people say that a card's number follows, and the spellings that count beside one alone.

Numbers that a form or a spreadsheet spoilt, and digits in groups of any size, look like order
numbers, dates and prices. Beside a card word they are a card's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from privacyctl.model.card_number import LONGEST, SHORTEST, is_card_number, lengths
from privacyctl.model.card_runs import Found

CARD_WORD = re.compile(
    r"(?<![^\W_])(?:(?:credit|debit|kredit|bank)?(?:card|karte)(?!s? numbers? ending)|visa|mastercard|maestro|amex"
    r"|american express|diners|carte|tarjeta|carta|cart[aã]o|pan\b|cc\b)",
    re.IGNORECASE,
)
"""A word by which people say that a card's number follows. Our own placeholder is none."""
_STEMS = ("car", "kar", "visa", "maestro", "amex", "american express", "diners", "tarjeta", "pan", "cc")
"""One of these stands in each card word: a text without them is not searched for words."""
NEAR = 40
"""Characters between a card word and a number beside it."""

_ANY_GAP = r"(?:[^\w]|_){0,8}"
_ANY_RUN = re.compile(rf"\d(?:{_ANY_GAP}\d){{11,}}")
_GROUP = re.compile(r"(\d+)")
_BESIDE = 10
"""Digits of an expiry and a security code."""
_LONG_RUN = re.compile(r"(?<!\d)\d{14,40}(?!\d)")
_SPREADSHEET = re.compile(r"(?<![\d.,])(\d)[.,](\d{6,18})[eE]\+?(1[1-8])(?!\d)")


class CardWords:
    """Where the card words of a text stand: looked for when somebody first asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        lower = self._text.lower()
        if not any(stem in lower for stem in _STEMS):
            return [], []
        spans = [word.span() for word in CARD_WORD.finditer(self._text)]
        return [start for start, _ in spans], [end for _, end in spans]

    def __bool__(self) -> bool:
        return bool(self._spans[0])

    def announce(self, at: int) -> bool:
        """Whether a card word ends at most `NEAR` characters before `at`."""
        ends = self._spans[1]
        place = bisect_right(ends, at) - 1
        return place >= 0 and at - ends[place] <= NEAR

    def follow(self, at: int) -> bool:
        """Whether a card word starts at most `NEAR` characters after `at`."""
        starts = self._spans[0]
        place = bisect_left(starts, at)
        return place < len(starts) and starts[place] - at <= NEAR


def beside_words(text: str, words: CardWords) -> Iterator[Found]:
    """Numbers as a spreadsheet or a form spoils them, and in groups of any size."""
    for number in _SPREADSHEET.finditer(text):
        length = int(number[3]) + 1
        digits = (number[1] + number[2]).ljust(length, "0")
        # A cell that is this number alone: of the issuers that everybody takes, else 3 in 100 would be one.
        is_all = text.strip() == number[0] and digits[0] in "2345"
        if len(digits) == length and is_card_number(digits) and (is_all or words.announce(number.start())):
            yield *number.span(), digits
    for run in _LONG_RUN.finditer(text):
        start = run.start()
        if text[start - 1 : start] == "=":
            yield from _glued(text, *run.span(), (16,))
        elif words.announce(start):
            yield from _glued(text, *run.span(), range(SHORTEST, LONGEST + 1))
    if words:
        for run in _ANY_RUN.finditer(text):
            start, end = run.span()
            is_dialled = text[start - 1 : start] == "+"
            if not is_dialled and (words.announce(start) or words.follow(end)):
                yield from _in_any_groups(text, start, end)


def _glued(text: str, start: int, end: int, lengths: Sequence[int]) -> Iterator[Found]:
    """The longest card number with which a run of digits ends, behind digits that are not its own."""
    run = text[start:end]
    for length in reversed(lengths):
        if length < len(run) and is_card_number(run[-length:]):
            yield end - length, end, run[-length:]
            return


def _in_any_groups(text: str, start: int, end: int) -> Iterator[Found]:
    """The card numbers of which a run consists, whatever the sizes of the groups.

    Few digits may follow the last, or stand before a single one: its expiry and its code. What
    has more is a row of prices, of dates or of anything, and among its many stretches one in
    five would pass.
    """
    pieces = _GROUP.split(text[start:end])
    groups = pieces[1::2]
    places = list(accumulate(map(len, pieces), initial=start))
    begins = [0, *accumulate(map(len, groups))]
    digits = "".join(groups)
    ends = {begin: at for at, begin in enumerate(begins)}

    def number_at(first: int) -> Iterator[int]:
        """Past which groups a number may end that starts with this one, the usual length first."""
        begin = begins[first]
        # The usual length first: the code behind a number is no part of it.
        for length in sorted(lengths(digits[begin : begin + 4]), key=lambda length: abs(length - 16)):
            past = ends.get(begin + length)
            if past is not None and is_card_number(digits[begin : begin + length]):
                yield past

    found: list[tuple[int, int]] = []
    while (past := next(number_at(at := found[-1][1] if found else 0), None)) is not None:
        found.append((at, past))
    sizes = set(map(len, groups))
    if found and len(digits) - begins[found[-1][1]] > (_BESIDE if len(sizes) > 1 else 0):
        return
    if not found:
        first = next(
            (
                at
                for at in range(1, len(groups))
                if len(sizes) > 1 and begins[at] <= _BESIDE and len(groups) in number_at(at)
            ),
            None,
        )
        found = [] if first is None else [(first, len(groups))]
    for at, past in found:
        yield places[2 * at + 1], places[2 * past], digits[begins[at] : begins[past]]
