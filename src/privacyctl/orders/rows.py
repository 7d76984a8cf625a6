"""From cells to order lines or bad rows, the same for every format, a column at a time.

A file may have a million rows, so each check examines a column of some 200 cells at once,
and single cells only where that found something. The fields of a row, their lengths and the
quantity are declared once, and pydantic checks them.
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
"""Rows with the fields of `_CHECKED` in that order, each text as it will be stored, "" for none."""

_IDENTIFYING = ("order", "item", "email")
_REDACTED = ("name", "company", "product", "comment")
_LARGEST = 2**63 - 1  # the largest integer of SQLite


@dataclass(frozen=True, slots=True)
class CellRules:
    """How to read the cells of one file, where files differ."""

    date_format: str | None = None
    currency: str | None = None
    """The currency of every amount, where the file has no column for it."""
    is_price_each: bool = False
    """Whether the amount is the price of one piece, and not of the whole line."""
    asks_the_opposite: bool = False
    """Whether yes means "do not write to me". A no is then no answer: nobody asked for news."""
    is_shielded: bool = False
    """Whether a leading ' may stand before = + - @ (see `cells.tidy`)."""


class _Batch:
    """Rows that are being read: columns of equal length, and the reasons of the rows that fell out."""

    def __init__(self, size: int, columns: Mapping[str, Sequence[str]]) -> None:
        self.columns = columns
        self.reasons: dict[int, str] = {}
        self._blank = [""] * size

    def __getitem__(self, field: str) -> Sequence[str]:
        return self.columns.get(field, self._blank)

    def refuse(self, place: int, reason: str) -> None:
        """Refuse a row. Its first reason stays: later ones may follow from it."""
        self.reasons.setdefault(place, reason)


def order_lines(
    rows: Sequence[int], columns: Mapping[str, Sequence[str]], rules: CellRules, orders: Orders
) -> list[OrderLine | BadRow]:
    """Read a batch. `rows` has the line on which each row began; the counts go to `orders`."""
    batch = _Batch(len(rows), columns)
    _tidy(batch, rules)
    orders.redacted += _without_cards(batch)
    quantities = _checked(batch)
    amounts, currencies = _amounts(batch, quantities, rules)
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
        _times(batch, rules),
        _answers(batch, rules, orders),
        _or_none(batch["comment"]),
    )
    lines: list[OrderLine | BadRow] = list(map(OrderLine._make, zip(*fields, strict=True)))
    for place, reason in batch.reasons.items():
        lines[place] = BadRow(rows[place], reason)
        if batch["comment"][place]:
            orders.comments_left.append(rows[place])
    return lines


def _tidy(batch: _Batch, rules: CellRules) -> None:
    columns = dict(batch.columns)
    for field, column in columns.items():
        if cells.is_tidy(column):
            continue
        for place, cell in enumerate(column):
            if "\0" in cell:
                batch.refuse(place, f"the {field} holds a NUL character")
        columns[field] = [
            cells.tidy(cell, is_prose=field == "comment", is_shielded=rules.is_shielded) for cell in column
        ]
    batch.columns = columns
    if "first_name" in columns or "last_name" in columns:
        parts = zip(batch["name"], batch["first_name"], batch["last_name"], strict=True)
        columns["name"] = [name or f"{first} {last}".strip() for name, first, last in parts]


def _without_cards(batch: _Batch) -> int:
    """Redact card numbers in texts, and refuse rows that hold one in an order number, an item or an address."""
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
    """Check the rows against `_ROWS`; returns their quantities, 1 for rows that fail."""
    texts = [batch[field] for field in _CHECKED]
    texts[_CHECKED.index("quantity")] = [cell or "1" for cell in batch["quantity"]]
    rows = list(zip(*texts, strict=True))
    try:
        return [row[6] for row in _ROWS.validate_python(rows)]
    except ValidationError as failed:
        # Without the input: it would be printed on standard error.
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
    batch: _Batch, quantities: Sequence[int], rules: CellRules
) -> tuple[list[int | None], list[str | None]]:
    """The amounts and their currencies. A row with an unclear amount is refused."""
    if "amount" not in batch.columns:
        nothing = [None] * len(quantities)
        return [*nothing], [*nothing]
    stated = [rules.currency] * len(quantities) if rules.currency else batch["currency"]
    pairs = list(zip(batch["amount"], stated, strict=True))
    read = {pair: cells.in_minor_units(*pair) if all(pair) else None for pair in set(pairs)}
    found = [read[pair] for pair in pairs]
    if None in found:
        for place, (amount, currency) in enumerate(pairs):
            if amount and found[place] is None:
                batch.refuse(place, _unclear(currency))
    amounts = [pair[0] if pair else None for pair in found]
    if rules.is_price_each:
        amounts = [None if a is None else a * q for a, q in zip(amounts, quantities, strict=True)]
        for place, total in enumerate(amounts):
            if total is not None and abs(total) > _LARGEST:
                batch.refuse(place, "the amount is too large")
    return amounts, [pair[1] if pair else None for pair in found]


def _unclear(currency: str) -> str:
    if currency:
        return "the amount is not a plain number such as 1049.00, or its currency no three-letter code"
    return "there is an amount without a currency"


def _times(batch: _Batch, rules: CellRules) -> list[int | None]:
    column, form = batch["ordered_at"], rules.date_format
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


def _answers(batch: _Batch, rules: CellRules, orders: Orders) -> list[bool | None]:
    answers = {cell: cells.answer(cell) for cell in set(batch["opt_in"]) if cell}
    if None in answers.values():
        orders.unread_answers += sum(
            bool(cell) and answers[cell] is None and place not in batch.reasons
            for place, cell in enumerate(batch["opt_in"])
        )
    consent = {cell: _consent(answers[cell], asks_the_opposite=rules.asks_the_opposite) for cell in answers}
    return [consent.get(cell) for cell in batch["opt_in"]]


def _consent(answer: bool | None, *, asks_the_opposite: bool) -> bool | None:
    """Consent or its refusal by a given answer. An answer that could not be read (None) is a no."""
    if asks_the_opposite:
        return None if answer is False else False
    return bool(answer)


def _or_none(column: Sequence[str]) -> list[str | None]:
    return [cell or None for cell in column]
