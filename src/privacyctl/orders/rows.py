"""Cells to order lines: what every format's rows go through, a column at a time.

A file has a million rows, so each check looks at a column of some 200 cells at once and
goes into single cells only where that look found something. What a row must be (its
fields, their lengths, the quantity) is said to pydantic once, and checked there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from privacyctl.errors import Failure
from privacyctl.model.address import is_plain, parse_address
from privacyctl.model.cards import redact
from privacyctl.model.purchase import BadRow, OrderLine
from privacyctl.model.text import LINE, PROSE
from privacyctl.orders import cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.orders.order_file import Orders

_MOST = 1_000_000
_Text = Annotated[str, Field(max_length=LINE)]
_Required = Annotated[str, Field(min_length=1, max_length=LINE)]
_CHECKED = ("order", "item", "email", "name", "company", "product", "quantity", "comment")
_ROWS = TypeAdapter(
    list[
        tuple[
            _Required,
            _Text,
            _Required,
            _Text,
            _Text,
            _Required,
            Annotated[int, Field(ge=1, le=_MOST)],
            Annotated[str, Field(max_length=PROSE)],
        ]
    ]
)
"""The rows in the order of `_CHECKED`, every text as it will be stored, "" for none."""

_IDENTIFYING = ("order", "item", "email")
_REDACTED = ("name", "company", "product", "comment")
_LARGEST = 2**63 - 1  # what a column of SQLite holds


@dataclass(frozen=True, slots=True)
class Ways:
    """How the cells of one file are to be read, where files differ."""

    date_format: str | None = None
    currency: str | None = None
    """Of every amount, where the file has no column for it."""
    is_price_each: bool = False
    """Whether the amount is the price of one, and not of the whole line."""
    asks_the_opposite: bool = False
    """Whether yes means "do not write to me". Its no is then no answer: nobody said yes."""
    is_shielded: bool = False
    """Whether a leading ' may stand before = + - @ (see `cells.tidy`)."""


class _Batch:
    """Some rows on their way: columns of equal length, and why rows fell out."""

    def __init__(self, size: int, columns: Mapping[str, Sequence[str]]) -> None:
        self.columns = columns
        self.reasons: dict[int, str] = {}
        self._blank = [""] * size

    def __getitem__(self, field: str) -> Sequence[str]:
        return self.columns.get(field, self._blank)

    def refuse(self, place: int, reason: str) -> None:
        """Only the first reason counts: the others may follow from it."""
        self.reasons.setdefault(place, reason)


def order_lines(
    rows: Sequence[int], columns: Mapping[str, Sequence[str]], ways: Ways, orders: Orders
) -> list[OrderLine | BadRow]:
    """Read some rows: where each began, and its cells by field. The counts go to `orders`."""
    batch = _Batch(len(rows), columns)
    _tidy(batch, ways)
    orders.redacted += _without_cards(batch)
    quantities = _checked(batch)
    amounts, currencies = _amounts(batch, quantities, ways)
    fields = (
        rows,
        batch["order"],
        _or_none(batch["item"]),
        batch["email"],
        _address_keys(batch),
        _or_none(batch["name"]),
        _or_none(batch["company"]),
        batch["product"],
        [q if cell else None for q, cell in zip(quantities, batch["quantity"], strict=True)],
        amounts,
        currencies,
        _times(batch, ways),
        _answers(batch, ways, orders),
        _or_none(batch["comment"]),
    )
    lines: list[OrderLine | BadRow] = list(map(OrderLine._make, zip(*fields, strict=True)))
    for place, reason in batch.reasons.items():
        lines[place] = BadRow(rows[place], reason)
    return lines


def _tidy(batch: _Batch, ways: Ways) -> None:
    columns = dict(batch.columns)
    for field, column in columns.items():
        if cells.is_tidy(column):
            continue
        for place, cell in enumerate(column):
            if "\0" in cell:
                batch.refuse(place, f"the {field} holds a NUL character")
        columns[field] = [
            cells.tidy(cell, is_prose=field == "comment", is_shielded=ways.is_shielded) for cell in column
        ]
    batch.columns = columns
    if "first_name" in columns or "last_name" in columns:
        parts = zip(batch["name"], batch["first_name"], batch["last_name"], strict=True)
        columns["name"] = [name or f"{first} {last}".strip() for name, first, last in parts]


def _without_cards(batch: _Batch) -> int:
    """Redact the texts, refuse the rest: an order number must not change unseen."""
    for field in _IDENTIFYING:
        for place in cells.with_card_numbers(batch[field]):
            batch.refuse(place, f"the {field} holds what looks like a card number")
    redacted = 0
    columns = dict(batch.columns)
    for field in _REDACTED:
        if places := cells.with_card_numbers(batch[field]):
            texts = list(batch[field])
            for place in places:
                texts[place], count = redact(texts[place])
                redacted += count
            columns[field] = texts
    batch.columns = columns
    return redacted


def _checked(batch: _Batch) -> list[int]:
    """Check the rows against `_ROWS`; answer their quantities, 1 for rows that fail."""
    texts = [batch[field] for field in _CHECKED]
    texts[_CHECKED.index("quantity")] = [cell or "1" for cell in batch["quantity"]]
    rows = list(zip(*texts, strict=True))
    try:
        return [row[6] for row in _ROWS.validate_python(rows)]
    except ValidationError as failed:
        # Never the input: it would end up on standard error.
        found = failed.errors(include_input=False, include_url=False, include_context=False)
    for error in found:
        place, at = int(error["loc"][0]), int(error["loc"][1])
        batch.refuse(place, _reason(_CHECKED[at], error["type"]))
    bad = {int(error["loc"][0]) for error in found}
    good = iter(_ROWS.validate_python([row for place, row in enumerate(rows) if place not in bad]))
    return [1 if place in bad else next(good)[6] for place in range(len(rows))]


def _reason(field: str, error: str) -> str:
    if field == "quantity":
        return f"the quantity is not a whole number from 1 to {_MOST:,}"
    if error == "string_too_short":
        return f"there is no {field}"
    if error == "string_too_long":
        return f"the {field} is longer than {PROSE if field == 'comment' else LINE:,} characters"
    return f"the {field} is not valid text"


def _address_keys(batch: _Batch) -> list[str]:
    keys = [email.lower() if is_plain(email) else "" for email in batch["email"]]
    for place, key in enumerate(keys):
        if not key:
            try:
                keys[place] = parse_address(batch["email"][place]).key
            except Failure:
                batch.refuse(place, "the email is not an e-mail address")
    return keys


def _amounts(
    batch: _Batch, quantities: Sequence[int], ways: Ways
) -> tuple[list[int | None], list[str | None]]:
    """The amounts and their currencies. An amount that is not clear refuses its row."""
    if "amount" not in batch.columns:
        nothing = [None] * len(quantities)
        return [*nothing], [*nothing]
    stated = [ways.currency] * len(quantities) if ways.currency else batch["currency"]
    pairs = list(zip(batch["amount"], stated, strict=True))
    read = {pair: cells.in_minor_units(*pair) if all(pair) else None for pair in set(pairs)}
    found = [read[pair] for pair in pairs]
    if None in found:
        for place, (amount, currency) in enumerate(pairs):
            if amount and found[place] is None:
                batch.refuse(place, _unclear(currency))
    amounts = [pair[0] if pair else None for pair in found]
    if ways.is_price_each:
        amounts = [None if a is None else a * q for a, q in zip(amounts, quantities, strict=True)]
        for place, total in enumerate(amounts):
            if total is not None and abs(total) > _LARGEST:
                batch.refuse(place, "the amount is too large")
    return amounts, [pair[1] if pair else None for pair in found]


def _unclear(currency: str) -> str:
    if currency:
        return "the amount is not a plain number such as 1049.00, or its currency no three-letter code"
    return "there is an amount without a currency"


def _times(batch: _Batch, ways: Ways) -> list[int | None]:
    column, form = batch["ordered_at"], ways.date_format
    times = cells.instants(column) if form is None else [cells.instant_by(form, cell) for cell in column]
    if None in times:
        for place, cell in enumerate(column):
            if cell and times[place] is None:
                batch.refuse(place, f"the time of the order is not a date {_expected(form)}")
    return times


def _expected(date_format: str | None) -> str:
    if date_format is not None:
        return f"in the form '{date_format}'"
    return "such as 2025-11-03 (for another form, give --date-format)"


def _answers(batch: _Batch, ways: Ways, orders: Orders) -> list[bool | None]:
    said = {cell: cells.answer(cell) for cell in set(batch["opt_in"]) if cell}
    if None in said.values():
        orders.unread_answers += sum(
            bool(cell) and said[cell] is None and place not in batch.reasons
            for place, cell in enumerate(batch["opt_in"])
        )
    consent = {cell: _consent(said[cell], asks_the_opposite=ways.asks_the_opposite) for cell in said}
    return [consent.get(cell) for cell in batch["opt_in"]]


def _consent(said: bool | None, *, asks_the_opposite: bool) -> bool | None:
    """What an answer that was given comes to. One that cannot be read is a no."""
    if asks_the_opposite:
        return None if said is False else False
    return bool(said)


def _or_none(column: Sequence[str]) -> list[str | None]:
    return [cell or None for cell in column]
