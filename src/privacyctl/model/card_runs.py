"""Digits in groups that usual separators part: which of them are a card's number, and which a row of others.

A card's number stands in groups of equal size, or in the groups that are printed on cards. What
goes on in the same manner before it or after it is a licence key, a table or a column of
numbers. All that is asked of a group is known before of the whole run, so that a text of
nothing but digits costs its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from privacyctl.model.card_number import LEADING, LONGEST, SHORTEST, is_card_number, lengths

# Characters between two digits of one number, up to eight of them: white space of any
# kind, dots, dashes, the ">" and "|" of a quoted line.
_BETWEEN = r"[\s.\-_/*·•\u2010-\u2015\u2212>|]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,8}}\d){{11,}}")
_GROUP = re.compile(r"(\d+)")
_EAN = 13
_SHAPES = {(4, 6, 5), (4, 6, 4), (4, 3, 3, 3)}
_EQUAL = {1, 2, 4, 8}
"""The sizes of groups in which a number is written where all of them but the last are equal."""
_MORE = 2
"""So many groups may follow a number in its row: its expiry and its security code."""
_MORE_DIGITS = {0, 3, 4, 7}
"""The same where a number stands digit by digit: a row of marks or of scores goes on otherwise."""

Found = tuple[int, int, str]
"""Where a card number begins and ends in the text, and its digits."""


def in_runs(text: str, is_announced: Callable[[int], bool]) -> Iterator[Found]:
    """Each card number in the text whose groups usual separators part.

    `is_announced` says whether a card word stands before a place of the text.
    """
    for run in _RUN.finditer(text):
        yield from _DigitRun(text, run.start(), run.end()).numbers(is_announced)


class _DigitRun:
    """Digits [start, end) of a text, in groups, with what stands between them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        pieces = _GROUP.split(text[start:end])
        groups, gaps = pieces[1::2], pieces[2:-1:2]
        self._text = text
        self._groups = groups
        self._gaps = gaps
        self._sizes = list(map(len, groups))
        self._digits = "".join(groups)
        self._begins = [0, *accumulate(self._sizes)]
        self._places = list(accumulate(map(len, pieces), initial=start))
        """Where each piece begins in the text: group n is piece 2n + 1."""
        kinds = {gap: _kind(gap) for gap in set(gaps)}
        self._kinds = [kinds[gap] for gap in gaps]
        broken = {gap: "\n" in gap or "\r" in gap for gap in kinds}
        self._breaks = [0, *accumulate(broken[gap] for gap in gaps)] if any(broken.values()) else None
        """How many gaps before each hold a line break; None where none does."""
        self._alike = _alike(self._sizes)

    def numbers(self, is_announced: Callable[[int], bool]) -> Iterator[Found]:
        """The card numbers of the run, left to right, the longest that starts with a group."""
        groups, places = self._groups, self._places
        ends = {begin: at for at, begin in enumerate(self._begins)}
        first = floor = 0  # what stands before `floor` was a card number, and explains nothing after it
        while first < len(groups):
            last = None
            if groups[first][0] in LEADING:
                last = self._last_of_number(first, floor, ends, is_announced)
            if last is None:
                first += 1
                continue
            digits = self._digits[self._begins[first] : self._begins[last + 1]]
            yield places[2 * first + 1], places[2 * last + 2], digits
            first = floor = last + 1

    def _last_of_number(
        self, first: int, floor: int, ends: dict[int, int], is_announced: Callable[[int], bool]
    ) -> int | None:
        """The last group of the longest number that starts with group `first`."""
        start, digits = self._begins[first], self._digits
        if digits.count(digits[start], start, start + LONGEST) >= min(LONGEST, len(digits) - start):
            return None  # one digit again and again
        for length in lengths(digits[start : start + 4]):
            past = ends.get(start + length)
            if (
                past is not None
                and self._is_grouped(first, past - 1)
                and not (first + 1 < past and self._goes_on(first, past - 1, floor))
                and is_card_number(digits[start : start + length])
                and not self._is_of_another_kind(first, past - 1, floor, is_announced)
            ):
                return past - 1
        return None

    def _is_of_another_kind(
        self, first: int, last: int, floor: int, is_announced: Callable[[int], bool]
    ) -> bool:
        """Whether what stands before, after or around says that this is no card's number."""
        if self._is_fraction(first, floor) or self._is_dialled(first, last):
            return True
        if first == last:
            return self._is_article(first, is_announced)
        return self._is_in_row(first, last, floor)

    def _is_grouped(self, first: int, last: int) -> bool:
        """Whether the groups have a card's shape: of equal size, or as they are printed on cards.

        One line break may fall inside a group, so the groups before and after it are also tried as joined.
        """
        sizes = self._sizes
        if first == last:
            return True
        size = sizes[first]
        is_equal = size in _EQUAL and self._alike[first] >= last
        if is_equal and (sizes[last] == size or sizes[last] < size < 8):
            return True
        if last - first < 4 and tuple(sizes[first : last + 1]) in _SHAPES:
            return True
        if self._breaks is None or self._breaks[last] - self._breaks[first] != 1:
            return False
        gaps = self._gaps[first:last]
        if any("." in gap for gap in gaps):
            return False
        at = self._breaks.index(self._breaks[last], first, last + 1) - 1
        joined = [*sizes[first:at], sizes[at] + sizes[at + 1], *sizes[at + 2 : last + 1]]
        return _is_shape(joined)

    def _is_in_row(self, first: int, last: int, floor: int) -> bool:
        """Whether the groups stand in a longer row or column of such numbers: a spreadsheet's, not a card's.

        What follows a number may be its expiry and its code, or another card. A number that goes on
        after a line break inside a group has nothing of its kind below it.
        """
        sizes, kinds, begins = self._sizes, self._kinds, self._begins
        inside = kinds[first:last]
        if first > floor and sizes[first - 1] == sizes[first] and kinds[first - 1] in inside:
            return True
        is_by_digit = sizes[first] == sizes[last] == 1
        most = max(_MORE_DIGITS) if is_by_digit else _MORE
        following = last
        while (
            following < len(kinds)
            and following - last <= most
            and sizes[following + 1] == sizes[last]
            and kinds[following] in inside
        ):
            following += 1
        if is_by_digit:
            is_alone = following - last in _MORE_DIGITS
        else:
            may_follow = _MORE if sizes[first] not in {2, 8} and _is_shape(sizes[first : last + 1]) else 0
            is_alone = following - last <= may_follow
        if is_alone:
            return False
        end = begins[last + 1]
        return not is_card_number(self._digits[end : end + end - begins[first]])

    def _goes_on(self, first: int, last: int, floor: int) -> bool:
        """Whether hyphens carry on to a further group of the same size: a licence key, not a card."""
        sizes, gaps = self._sizes, self._gaps
        size = sizes[first]
        return (last < len(gaps) and gaps[last] == "-" and sizes[last] == size == sizes[last + 1]) or (
            first > floor and gaps[first - 1] == "-" and sizes[first - 1] == size
        )

    def _is_dialled(self, first: int, last: int) -> bool:
        """Whether it is a phone number such as +4915112345678. One in ten passes for a Visa number of 13 digits."""
        place = self._places[2 * first + 1]
        is_short = self._begins[last + 1] - self._begins[first] <= 13
        return is_short and self._text[place - 1 : place] == "+"

    def _is_article(self, at: int, is_announced: Callable[[int], bool]) -> bool:
        """Whether 13 digits are a product's number (GS1 EAN-13): by its check digit, or in a row of such numbers.

        One German article in ten would pass for an old Visa. With a card word before, it is a card.
        """
        if self._sizes[at] != _EAN or is_announced(self._places[2 * at + 1]):
            return False
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(self._groups[at]))
        return weighted % 10 == 0 or _EAN in {
            *self._sizes[max(0, at - 1) : at],
            *self._sizes[at + 1 : at + 2],
        }

    def _is_fraction(self, first: int, floor: int) -> bool:
        """Whether the group is the fraction of a decimal number such as 0.5309136012499991."""
        return self._sizes[first] >= SHORTEST and first > floor and self._gaps[first - 1] == "."


def _alike(sizes: list[int]) -> list[int]:
    """For each group, the first group after it whose size is another."""
    found, until = [0] * len(sizes), len(sizes)
    for at in range(len(sizes) - 1, -1, -1):
        if at + 1 < len(sizes) and sizes[at] != sizes[at + 1]:
            until = at + 1
        found[at] = until
    return found


def _is_shape(sizes: list[int]) -> bool:
    size = sizes[0]
    if len(sizes) == 1 or tuple(sizes) in _SHAPES:
        return True
    is_equal = size in _EQUAL and set(sizes[:-1]) == {size}
    return is_equal and (sizes[-1] == size or sizes[-1] < size < 8)


def _kind(gap: str) -> str:
    """What stands between a group and the next: itself, or a tab for all that parts the cells of a table."""
    return "\t" if gap.isspace() and (len(gap) > 1 or gap in "\t\n\r") else gap
