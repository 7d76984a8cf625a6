"""The card-number tripwire (promise P1): find card numbers in any text, and redact them.

A hit needs an issuer's prefix, a length of that issuer, and a Luhn check digit: the
check digit alone would flag one digit run in ten. Issuer prefixes and lengths: ISO/IEC
7812 ranges as the card networks publish them. How a number may be written is known in
`model.card_spellings`; what stands beside a card is known in `model.card_details`.
"""

from __future__ import annotations

import re
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
_GOES_ON = (re.compile(rf"(?<!\d)\d{{3,6}}{_PARTED}$"), re.compile(rf"{_PARTED}\d{{3,6}}(?!\d)"))
"""A further group before, or after: then it is a row of numbers or a key, and not a card."""
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


def _is_listed(text: str, start: int, end: int) -> bool:
    before, after = _GOES_ON
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
        if digits[begins[first]] in "234568" and not (first > floor and _is_fraction(text, groups[first])):
            last = _last_of_number(text, groups, first, floor, begins, digits, luhn)
        if last is None:
            first += 1
            continue
        yield groups[first][0], groups[last][1], digits[begins[first] : begins[last + 1]]
        first = floor = last + 1


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
    for last in range(first, len(groups)):
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
            and not _is_dialled(text, groups[first][0], length)
            and not (length == _EAN and first == last and _is_article(text, groups, first))
        ):
            best = last
    return best


def _is_grouped(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether the groups have a card's shape: of equal size, or as they are printed on cards.

    A line break may fall inside a group, so the groups before and after one are also tried as joined.
    """
    sizes = [end - start for start, end in groups]
    joined = [sizes[0]]
    for (_, before), (after, _), size in zip(groups, groups[1:], sizes[1:], strict=False):
        if "\n" in text[before:after] or "\r" in text[before:after]:
            joined[-1] += size
        else:
            joined.append(size)
    return _is_shape(sizes) or _is_shape(joined)


def _is_shape(sizes: list[int]) -> bool:
    return tuple(sizes) in _SHAPES or (len(set(sizes[:-1])) <= 1 and sizes[-1] <= sizes[0])


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
