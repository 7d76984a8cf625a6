"""The card-number tripwire (promise P1): find card numbers in any text, and redact them.

A hit needs an issuer's prefix, a length of that issuer, and a Luhn check digit: the
check digit alone would flag one digit run in ten. Digits may be of any script and may be
spaced, dotted, hyphenated, grouped, or broken over a quoted line. Issuer prefixes and
lengths: ISO/IEC 7812 ranges as the card networks publish them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters between two digits of one number: white space of any kind, dots, dashes,
# invisible characters, the ">" and "|" of a quoted line.
_BETWEEN = r"[\s.\-_/*·•\u00ad\u180e\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff>|]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,8}}\d){{11,}}")
_GROUPS = re.compile(r"\d+")

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
_SHAPES = {(4, 6, 5), (4, 6, 4), (4, 3, 3, 3)}

REDACTED = "[card number ending {last4}]"


def holds_card_number(text: str) -> bool:
    """Whether a card number stands anywhere in `text`."""
    return _RUN.search(text) is not None and next(_found(text), None) is not None


def redact(text: str) -> tuple[str, int]:
    """The text with each card number replaced by its last four digits, and how many there were.

    Redacting a second time changes nothing: the replacement is no card number.
    """
    pieces: list[str] = []
    count = at = 0
    for start, end, digits in _found(text):
        pieces += [text[at:start], REDACTED.format(last4=digits[-4:])]
        at = end
        count += 1
    return ("".join([*pieces, text[at:]]), count) if count else (text, 0)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Each card number as (start, end, digits), left to right, none overlapping."""
    for run in _RUN.finditer(text):
        yield from _in_run(text, run.start(), run.end())


def _in_run(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    groups = [match.span() for match in _GROUPS.finditer(text, start, end)]
    first = floor = 0  # groups before `floor` belong to a card number that was found, and to no later one
    while first < len(groups):
        is_fraction = first > floor and _is_fraction(text, groups[first])
        hit = None if is_fraction else _number_from(text, groups, first, floor)
        if hit is None:
            first += 1
            continue
        last, digits = hit
        yield groups[first][0], groups[last][1], digits
        first = floor = last + 1


def _number_from(text: str, groups: list[tuple[int, int]], first: int, floor: int) -> tuple[int, str] | None:
    """The longest number that starts with group `first`: (its last group, its digits)."""
    digits = ""
    best: tuple[int, str] | None = None
    for last in range(first, min(first + 19, len(groups))):
        start, end = groups[last]
        if len(digits) + end - start > 19:
            break
        group = text[start:end]
        digits += group if group.isascii() else "".join(str(int(d)) for d in group)
        if (
            len(digits) >= 12
            and _ISSUERS.fullmatch(digits)
            and _passes_luhn(digits)
            and _is_grouped(text, groups[first : last + 1])
            and not _goes_on(text, groups, first, last, floor)
            and not _is_dialled(text, groups[first][0], len(digits))
        ):
            best = (last, digits)
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


def _is_fraction(text: str, group: tuple[int, int]) -> bool:
    """Whether the group is the fraction of a decimal number such as 0.5309136012499991."""
    start, end = group
    return end - start >= 12 and text[start - 1 : start] == "." and text[start - 2 : start - 1].isdigit()


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1
