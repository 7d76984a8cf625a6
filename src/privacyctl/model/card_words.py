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

from privacyctl.model.card_number import LEADING, LONGEST, SHORTEST, is_card_number, lengths
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
_WIDEST = NEAR + LONGEST * 9
"""Characters in which a number ends that starts beside a card word."""
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

    def before(self, at: int) -> int | None:
        """Where the last card word ends that ends at most `NEAR` characters before `at`."""
        ends = self._spans[1]
        place = bisect_right(ends, at) - 1
        return ends[place] if place >= 0 and at - ends[place] <= NEAR else None

    def after(self, at: int) -> int | None:
        """Where the first card word starts that starts at most `NEAR` characters after `at`."""
        starts = self._spans[0]
        place = bisect_left(starts, at)
        return starts[place] if place < len(starts) and starts[place] - at <= NEAR else None

    def announce(self, at: int) -> bool:
        """Whether a card word stands before `at`."""
        return self.before(at) is not None


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
            yield from _in_any_groups(text, *run.span(), words)


def _glued(text: str, start: int, end: int, lengths: Sequence[int]) -> Iterator[Found]:
    """The longest card number with which a run of digits ends, behind digits that are not its own."""
    run = text[start:end]
    for length in reversed(lengths):
        if length < len(run) and is_card_number(run[-length:]):
            yield end - length, end, run[-length:]
            return


def _in_any_groups(text: str, start: int, end: int, words: CardWords) -> Iterator[Found]:
    """The numbers that start within reach of a card word before the run, and the one that ends within reach of one after."""
    word = words.before(start)
    if word is not None:
        at = start
        while (found := _first_number(text, at, min(end, word + NEAR + _WIDEST), word + NEAR)) is not None:
            yield found
            at = word = found[1]
    elif (word := words.after(end)) is not None:
        begin = max(start, word - NEAR - _WIDEST)
        if (found := _first_number(text, begin, end, end)) and found[1] >= word - NEAR:
            yield found


def _first_number(text: str, start: int, end: int, latest: int) -> Found | None:
    """The first card number in [start, end) that starts and ends with a group, whatever the groups' sizes."""
    pieces = _GROUP.split(text[start:end])
    groups = pieces[1::2]
    places = list(accumulate(map(len, pieces), initial=start))
    begins = [0, *accumulate(map(len, groups))]
    digits = "".join(groups)
    ends = {begin: at for at, begin in enumerate(begins)}
    for first, group in enumerate(groups):
        if places[2 * first + 1] > latest:
            break
        if group[0] not in LEADING:
            continue
        begin = begins[first]
        for length in lengths(digits[begin : begin + 4]):
            past = ends.get(begin + length)
            if past is not None and is_card_number(digits[begin : begin + length]):
                return places[2 * first + 1], places[2 * past], digits[begin : begin + length]
    return None
