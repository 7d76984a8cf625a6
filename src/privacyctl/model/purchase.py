"""A purchase: one line of an order, taken by a reseller or by the vendor.

`OrderLine` is a row of a reseller's file as a reader returns it; `Purchase` is an order line
on record. Neither has a field for a card, a postal address, a phone number and the other data
in such files (promises P1 and P2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import BadInput

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment

ORDER_FIELDS = (
    "order", "item", "email", "name", "first_name", "last_name", "company", "product",
    "quantity", "amount", "currency", "ordered_at", "opt_in", "comment",
)  # fmt: skip
"""The fields that a column can be mapped to. `order`, `email` and `product` are required."""

REQUIRED_FIELDS = ("order", "email", "product")

# ISO 4217: currencies whose amounts do not have two digits after the decimal mark.
_WHOLE = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
    "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
_DIGITS = dict.fromkeys(_WHOLE, 0) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
_THOUSANDTHS = 3
_AMOUNT = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,8}))?")
# 1.200 is twelve hundred in Berlin, and one and a fifth in Boston; ambiguous unless the currency has thousandths.
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


class OrderLine(NamedTuple):
    """One row of a reseller's file, read and checked. A plain tuple: a file has a million."""

    row: int
    """The line of the file on which the row begins, from 1; in XML the line of the item's element."""
    order: str
    item: str | None
    """The reseller's number of the line within the order; None where the file has none."""
    email: str
    email_key: str
    name: str | None
    company: str | None
    product: str
    quantity: int | None
    """None where the file has no quantity; a new purchase then gets 1."""
    amount: int | None
    """The line's total in minor units of `currency`."""
    currency: str | None
    ordered_at: Moment | None
    opt_in: bool | None
    """The answer to "may we send you news?"; None without one. An answer that cannot be read
    is False."""
    comment: str | None


class BadRow(NamedTuple):
    """A row that cannot be imported, and why. The reason quotes no cell of the row."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order line on record. `amount` is in minor units of `currency`."""

    id: int
    contact: ContactId
    order: str
    item: str
    product: str
    quantity: int
    amount: int | None
    currency: str | None
    ordered_at: Moment | None


def minor_units(amount: str, currency: str) -> int:
    """The amount in the currency's smallest unit: ("49.00", "EUR") is 4900, ("500", "JPY") 500.

    Raises BadInput for thousands marks, decimal commas and fractions of the smallest unit:
    1,049 has another meaning in Boston than in Berlin, and is not guessed.
    """
    found = _AMOUNT.fullmatch(amount.strip())
    digits = minor_digits(currency)
    is_two_ways = digits != _THOUSANDTHS and _THOUSANDS.fullmatch(amount.strip())
    if found is None or is_two_ways or len((found[3] or "").rstrip("0")) > digits:
        raise BadInput(
            f"the amount is not a number of {currency} such as {_example(digits)}",
            "write a decimal point, and no thousands marks",
        )
    sign, whole, fraction = found[1], found[2], (found[3] or "")[:digits].ljust(digits, "0")
    return int(f"{sign}{whole}{fraction}")


def money(amount: int, currency: str) -> str:
    """The amount for a reader: (4900, "EUR") is "49.00 EUR"."""
    digits = minor_digits(currency)
    sign, text = "-" if amount < 0 else "", f"{abs(amount):0{digits + 1}d}"
    whole, fraction = (text[:-digits], text[-digits:]) if digits else (text, "")
    return f"{sign}{whole}{'.' if fraction else ''}{fraction} {currency}"


def amount_alone(amount: int | None, currency: str | None) -> str | None:
    """The amount without its currency, for tables with a column for that; None for None."""
    return None if amount is None or currency is None else money(amount, currency).split()[0]


def currency_code(text: str) -> str:
    """Read a three-letter code; returns it in capitals. Raises BadInput for any other text."""
    code = text.strip()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise BadInput("the currency is not a three-letter code", "give it as EUR, USD, JPY, …")
    return code.upper()


def minor_digits(currency: str) -> int:
    """How many digits the currency has after the decimal mark (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def _example(digits: int) -> str:
    return "1049" if digits == 0 else f"1049.{'0' * digits}"
