"""Handing lists over: an export of just a contract's fields, recorded before it is given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from privacyctl.duties.audience import Judge
from privacyctl.duties.purposes import must_be_open
from privacyctl.errors import Refused
from privacyctl.model.consent import Purpose, Standing
from privacyctl.model.disclosure import ORDER_FIELDS, Handed
from privacyctl.model.moment import iso
from privacyctl.model.purchase import money
from privacyctl.store import audience, disclosures, handing
from privacyctl.store.handing import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.disclosure import Contract
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """What a recipient is given: the fields of its contract, and not one more."""

    recipient: str
    purpose: Purpose
    fields: tuple[str, ...]
    rows: tuple[Row, ...]
    """The values of the fields, in their order; amounts and moments as they are written."""
    people: int
    disclosure: int | None
    """The number of the hand-off on record; None where there was nothing to hand over."""


def export_for(
    store: Store, contract: Contract, definition: Definition, *, since: int | None, everyone: bool
) -> Export:
    """Record the hand-off of everybody concerned by a purpose who may be, and answer with the list.

    One row an order line where the contract names fields of orders, else one a person.
    `since` leaves the order lines since then, and whoever has one; an order without a time
    counts from when it was recorded. Recorded first: a list that never left is the better
    error. Each call is a hand-off of its own; an empty one is none. Raises Refused.
    """
    purpose = definition.purpose
    contract.must_allow(purpose, ())
    if not contract.fields:
        raise Refused(
            f"the contract with {contract.recipient} names no field, so there is nothing to hand over",
            "see [recipients] in privacyctl.toml",
        )
    picked = [_TAKEN.get(name, attrgetter(name)) for name in contract.fields]
    with store.transaction() as tx:
        judge = Judge(tx, must_be_open(tx, definition), everyone=everyone)
        allowed = {
            one.contact
            for one in audience.everybody(tx, judge.asked)
            if judge.of_subject(one) is Standing.ALLOWED
        }
        rows: list[Row] = []
        people: set[int] = set()
        orders: list[int] = []
        for line in _lines(tx, contract, purpose, since):
            if line.contact in allowed:
                rows.append(tuple([take(line) for take in picked]))
                people.add(line.contact)
                if line.purchase is not None:
                    orders.append(line.purchase)
        made = None
        if rows:
            made = disclosures.add(
                tx,
                contract.recipient,
                purpose,
                contract.fields,
                Handed.EXPORT,
                at=tx.now,
                people=people,
                orders=orders,
            )
            tx.record("exported", disclosures=[made], people=len(people), purchases=len(orders))
        return Export(contract.recipient, purpose, contract.fields, tuple(rows), len(people), made)


def _amount(line: Line) -> Value:
    if line.amount is None or line.currency is None:
        return None
    return money(line.amount, line.currency).split()[0]


def _ordered_at(line: Line) -> Value:
    return None if line.ordered_at is None else iso(line.ordered_at)


_TAKEN: dict[str, Callable[[Line], Value]] = {"amount": _amount, "ordered_at": _ordered_at}


def _lines(store: Store, contract: Contract, purpose: Purpose, since: int | None) -> Iterator[Line]:
    """Order lines where orders are handed over; whoever has none is there without, but for an order's sake."""
    if not set(contract.fields) & set(ORDER_FIELDS):
        return handing.people(store, since)
    return handing.order_lines(store, since, with_others=since is None and purpose is not Purpose.ORDER)
