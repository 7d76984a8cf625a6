"""The card-number tripwire (promise P1): find card numbers in any text, and redact them.

A hit needs an issuer's prefix, a length of that issuer, and a Luhn check digit: the
check digit alone would flag one digit run in ten. Issuer prefixes and lengths: ISO/IEC
7812 ranges as the card networks publish them. How a number may be written is known in
`model.card_spellings`; what stands beside a card is known in `model.card_details`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from privacyctl.model.card_spellings import CARD_WORD, Reading, may_hold_number, readings

# Characters between two digits of one number, up to eight of them: white space of any
# kind, dots, dashes, the ">" and "|" of a quoted line.
_BETWEEN = r"[\s.\-_/*·•\u2010-\u2015\u2212>|]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,8}}\d){{11,}}")
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
_THOUSANDS = re.compile(r"(?<![\d,.'])\d{1,3}(?:([,.'])\d{3})(?:\1\d{3}){3,5}(?![\d,.'])")
_LONG_RUN = re.compile(r"(?<!\d)\d{14,40}(?!\d)")
_SPREADSHEET = re.compile(r"(?<![\d.,])(\d)[.,](\d{6,18})[eE]\+?(1[1-8])(?!\d)")
_NEAR = 40
"""Characters before a number in which a card word makes a rarer spelling count."""

_ISSUERS = re.compile(
    r"""(?:
      4(?:\d{12}|\d{15}|\d{18})                                        # Visa 13, 16, 19
    | 5[1-5]\d{14}                                                     # Mastercard
    | (?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}            # Mastercard, 2-series
    | 3[47]\d{13}                                                      # American Express
    | (?:30[0-5]\d|3095|3[689]\d\d)\d{10,15}                           # Diners 14-19
    | (?:6011|64[4-9]\d|65\d\d)\d{12,15}                               # Discover
    | 35(?:2[89]|[3-8]\d)\d{12,15}                                     # JCB
    | (?:62|81)\d{14,17}                                               # UnionPay, Discover 6221-6229
    | 220[0-4]\d{12,15}                                                # Mir
    | (?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}               # Maestro 12-19
    )""",
    re.VERBOSE,
)
_LENGTHS = range(12, 20)
_EAN = 13
_SHAPES = {(4, 6, 5), (4, 6, 4), (4, 3, 3, 3)}
_EQUAL = {1, 2, 4, 8}
"""The sizes of groups in which a number is written where all of them but the last are equal."""
_MORE = 2
"""So many groups may follow a number in its row: its expiry and its security code."""

REDACTED = "[card number ending {last4}]"

Found = tuple[int, int, str]
"""Where a card number begins and ends in the text, and its digits."""


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


def is_card_number(digits: str) -> bool:
    """Whether ASCII digits are a card's: an issuer's prefix and length, and the check digit."""
    return _ISSUERS.fullmatch(digits) is not None and _Luhn(digits).passes(0, len(digits))


def _found(reading: Reading) -> Iterator[Found]:
    text = reading.text
    for run in _RUN.finditer(text):
        yield from _in_run(text, run.start(), run.end())
    for printed in _PRINTED.finditer(text):
        if not _is_listed(text, *printed.span()):
            yield from _whole(text, *printed.span())
    for parted in _BY_DIGIT.finditer(text):
        if not _is_listed(text, *parted.span(), least=1):
            yield from _whole(text, *parted.span())
    yield from _rarely_spelt(text)


def _rarely_spelt(text: str) -> Iterator[Found]:
    """Numbers as a spreadsheet or a form spoils them. Most count behind a card word alone: IDs look like them."""
    for number in _SPREADSHEET.finditer(text):
        length = int(number[3]) + 1
        digits = (number[1] + number[2]).ljust(length, "0")
        # A cell that is this number alone: of the issuers that everybody takes, else 3 in 100 would be one.
        is_all = text.strip() == number[0] and digits[0] in "2345"
        if (
            len(digits) == length
            and is_card_number(digits)
            and (is_all or _has_card_word(text, number.start()))
        ):
            yield *number.span(), digits
    for amount in _THOUSANDS.finditer(text):
        if _has_card_word(text, amount.start()):
            yield from _whole(text, *amount.span())
    for run in _LONG_RUN.finditer(text):
        start = run.start()
        if _has_card_word(text, start):
            yield from _glued(text, *run.span(), _LENGTHS)
        elif text[start - 1 : start] == "=":
            yield from _glued(text, *run.span(), (16,))


def _whole(text: str, start: int, end: int) -> Iterator[Found]:
    digits = "".join(_GROUPS.findall(text, start, end))
    if is_card_number(digits):
        yield start, end, digits


def _glued(text: str, start: int, end: int, lengths: Sequence[int]) -> Iterator[Found]:
    """The longest card number with which a run of digits ends, behind digits that are not its own."""
    run = text[start:end]
    for length in reversed(lengths):
        if length < len(run) and is_card_number(run[-length:]):
            yield end - length, end, run[-length:]
            return


def _has_card_word(text: str, at: int) -> bool:
    return CARD_WORD.search(text, max(0, at - _NEAR), at) is not None


def _is_listed(text: str, start: int, end: int, least: int = 3) -> bool:
    before, after = _GOES_ON[least]
    return bool(before.search(text, max(0, start - 9), start) or after.match(text, end))


class _Luhn:
    """The check digit (ISO/IEC 7812-1, annex B) of any stretch of some digits, each in a step."""

    def __init__(self, digits: str) -> None:
        # The sums up to each place with the digits at even places doubled, and with those at odd ones.
        self._digits = digits
        even, odd = [0], [0]
        for place, digit in enumerate(digits):
            value = ord(digit) - 48
            doubled = value * 2 - 9 if value > 4 else value * 2
            even.append(even[-1] + (value if place % 2 else doubled))
            odd.append(odd[-1] + (doubled if place % 2 else value))
        self._sums = (even, odd)

    def passes(self, start: int, end: int) -> bool:
        """Whether digits [start, end) pass, and are not one digit again and again."""
        sums = self._sums[end % 2]
        if (sums[end] - sums[start]) % 10:
            return False
        return len(set(self._digits[start:end])) > 1


def _in_run(text: str, start: int, end: int) -> Iterator[Found]:
    groups = [match.span() for match in _GROUPS.finditer(text, start, end)]
    digits = "".join(text[from_:to] for from_, to in groups)
    begins = [0]
    for from_, to in groups:
        begins.append(begins[-1] + to - from_)
    luhn = _Luhn(digits)
    first = floor = 0  # what stands before `floor` was a card number, and explains nothing after it
    while first < len(groups):
        last = None
        if (
            digits[begins[first]] in "234568"
            and not _is_one_digit(digits, begins[first])
            and not (first > floor and _is_fraction(text, groups[first]))
        ):
            last = _last_of_number(text, groups, first, floor, begins, digits, luhn)
        if last is None:
            first += 1
            continue
        yield groups[first][0], groups[last][1], digits[begins[first] : begins[last + 1]]
        first = floor = last + 1


def _is_one_digit(digits: str, start: int) -> bool:
    """Whether from here on it is one digit again and again, which is no card's number."""
    longest = digits[start : start + _LENGTHS[-1]]
    return longest.count(longest[0]) == len(longest)


def _last_of_number(
    text: str,
    groups: list[tuple[int, int]],
    first: int,
    floor: int,
    begins: list[int],
    digits: str,
    luhn: _Luhn,
) -> int | None:
    """The last group of the longest number that starts with group `first`."""
    start, best = begins[first], None
    shortest = bisect_left(begins, start + _LENGTHS[0], first + 1) - 1
    for last in range(shortest, len(groups)):
        end = begins[last + 1]
        length = end - start
        if length > _LENGTHS[-1]:
            break
        if (
            length in _LENGTHS
            and luhn.passes(start, end)
            and _ISSUERS.fullmatch(digits, start, end)
            and _is_grouped(text, groups[first : last + 1])
            and not _goes_on(text, groups, first, last, floor)
            and not _is_in_row(text, groups, first, last, floor, begins, digits)
            and not _is_dialled(text, groups[first][0], length)
            and not (length == _EAN and first == last and _is_article(text, groups, first))
        ):
            best = last
    return best


def _is_grouped(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether the groups have a card's shape: of equal size, or as they are printed on cards.

    One line break may fall inside a group, so the groups before and after it are also tried as joined.
    """
    sizes = [end - start for start, end in groups]
    if _is_shape(sizes):
        return True
    between = [text[before:after] for (_, before), (after, _) in itertools.pairwise(groups)]
    breaks = [at for at, one in enumerate(between) if "\n" in one or "\r" in one]
    if len(breaks) != 1 or any("." in one for one in between):
        return False
    at = breaks[0]
    return _is_shape([*sizes[:at], sizes[at] + sizes[at + 1], *sizes[at + 2 :]])


def _is_shape(sizes: list[int]) -> bool:
    if len(sizes) == 1 or tuple(sizes) in _SHAPES:
        return True
    is_equal = len(set(sizes[:-1])) == 1 and sizes[0] in _EQUAL and sizes[-1] <= sizes[0]
    return is_equal and (sizes[0] < 8 or sizes[-1] == sizes[0])


def _is_in_row(
    text: str,
    groups: list[tuple[int, int]],
    first: int,
    last: int,
    floor: int,
    begins: list[int],
    digits: str,
) -> bool:
    """Whether the groups stand in a longer row or column of such numbers: a spreadsheet's, not a card's.

    What follows a number may be its expiry and its code, or another card. A number that goes on
    after a line break inside a group has nothing of its kind below it.
    """
    if first == last:
        return False
    sizes = [end - start for start, end in groups[first : last + 1]]
    if sizes[0] == 1:
        return False
    inside = {_kind(text, groups, at) for at in range(first, last)}

    def is_beside(at: int, like: int) -> bool:
        """Whether the group after the gap `at`, or before, is parted and sized as the ones of the number."""
        return _kind(text, groups, at) in inside and _size(groups, at + (at >= last)) == _size(groups, like)

    if first > floor and is_beside(first - 1, first):
        return True
    following = last
    while following + 1 < len(groups) and following - last <= _MORE and is_beside(following, last):
        following += 1
    if following - last <= (_MORE if _is_shape(sizes) and sizes[0] not in {2, 8} else 0):
        return False
    end = begins[last + 1]
    return not is_card_number(digits[end : end + end - begins[first]])


def _size(groups: list[tuple[int, int]], at: int) -> int:
    return groups[at][1] - groups[at][0]


def _kind(text: str, groups: list[tuple[int, int]], at: int) -> str:
    """What stands between a group and the next: itself, or a tab for all that parts the cells of a table."""
    between = text[groups[at][1] : groups[at + 1][0]]
    return "\t" if between.isspace() and (len(between) > 1 or between in "\t\n\r") else between


def _goes_on(text: str, groups: list[tuple[int, int]], first: int, last: int, floor: int) -> bool:
    """Whether hyphens carry on to a further group of the same size: a licence key, not a card."""
    size = groups[first][1] - groups[first][0]

    def is_tied(one: int, other: int) -> bool:
        between = text[groups[one][1] : groups[other][0]]
        return between == "-" and all(groups[g][1] - groups[g][0] == size for g in (one, other))

    return first != last and (
        (last + 1 < len(groups) and is_tied(last, last + 1)) or (first > floor and is_tied(first - 1, first))
    )


def _is_dialled(text: str, start: int, length: int) -> bool:
    """Whether it is a phone number such as +4915112345678. One in ten passes for a Visa number of 13 digits."""
    return length <= 13 and text[start - 1 : start] == "+"


def _is_article(text: str, groups: list[tuple[int, int]], at: int) -> bool:
    """Whether 13 digits are a product's number (GS1 EAN-13): by its check digit, or in a row of such numbers.

    One German article in ten would pass for an old Visa. With a card word before, it is a card.
    """
    start, end = groups[at]
    if _has_card_word(text, start):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text[start:end]))
    beside = [groups[i] for i in (at - 1, at + 1) if 0 <= i < len(groups)]
    return weighted % 10 == 0 or any(to - from_ == _EAN for from_, to in beside)


def _is_fraction(text: str, group: tuple[int, int]) -> bool:
    """Whether the group is the fraction of a decimal number such as 0.5309136012499991."""
    start, end = group
    return end - start >= 12 and text[start - 1 : start] == "." and text[start - 2 : start - 1].isdigit()
