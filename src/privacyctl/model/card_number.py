"""What a card number is: an issuer's prefix, a length of that issuer, and a Luhn check digit.

The check digit alone would flag one digit run in ten. Issuer prefixes and lengths: ISO/IEC
7812 ranges as the card networks publish them.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST, LONGEST = 12, 19
"""Digits of a card number."""
LEADING = frozenset("234568")
"""The first digits of all the issuers."""

_ISSUERS = (
    (4000, 4999, (13, 16, 19)),  # Visa
    (5100, 5599, (16,)),  # Mastercard
    (2221, 2720, (16,)),  # Mastercard, 2-series
    (3400, 3499, (15,)),  # American Express
    (3700, 3799, (15,)),
    (3000, 3059, range(14, 20)),  # Diners
    (3095, 3095, range(14, 20)),
    (3600, 3699, range(14, 20)),
    (3800, 3999, range(14, 20)),
    (6011, 6011, range(16, 20)),  # Discover
    (6440, 6599, range(16, 20)),
    (3528, 3589, range(16, 20)),  # JCB
    (6200, 6299, range(16, 20)),  # UnionPay, Discover 6221-6229
    (8100, 8199, range(16, 20)),
    (2200, 2204, range(16, 20)),  # Mir
    *(
        (prefix, prefix, range(12, 20)) for prefix in (5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763)
    ),  # Maestro
)
"""The first four digits, from and to, and how many digits such a number has."""

_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_AS_IT_IS = bytes.maketrans(b"0123456789", bytes(range(10)))


@lru_cache(maxsize=10_000)
def lengths(prefix: str) -> tuple[int, ...]:
    """How many digits a card number that begins with these four ASCII digits may have, the most first."""
    if not (prefix.isascii() and prefix.isdigit()):
        return ()
    number = int(prefix)
    found = {length for low, high, many in _ISSUERS if low <= number <= high for length in many}
    return tuple(sorted(found, reverse=True))


def is_card_number(digits: str) -> bool:
    """Whether ASCII digits are a card's: an issuer's prefix and length, and the check digit (ISO/IEC 7812-1, annex B).

    One digit again and again is none.
    """
    if len(digits) not in lengths(digits[:4]) or not digits.isascii():
        return False
    backwards = digits.encode()[::-1]
    total = sum(backwards[::2].translate(_AS_IT_IS)) + sum(backwards[1::2].translate(_DOUBLED))
    return total % 10 == 0 and digits.count(digits[0]) < len(digits)
