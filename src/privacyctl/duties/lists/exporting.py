"""Handing lists over: an export of just a contract's fields, recorded before it is given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from privacyctl.duties.lists.audience import audience_now, gate_now
from privacyctl.errors import Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import ORDER_FIELDS, Handed
from privacyctl.model.moment import iso_or_none
from privacyctl.model.purchase import amount_alone
from privacyctl.store import disclosures, exports
from privacyctl.store.exports import Line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from privacyctl.duties.lists.audience import Addressee, Passed
    from privacyctl.duties.protocols import GivenList
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store, Transaction

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class HandedAudience:
    """An audience that was handed over: who is in it, which columns, and where that is recorded."""

    found: tuple[Addressee, ...]
    columns: tuple[str, ...]
    disclosure: int | None


@dataclass(frozen=True, slots=True)
class HandedList:
    """A list that passed the gate and was handed over; `people` counts those on record."""

    passed: Passed
    disclosure: int | None

    @property
    def people(self) -> int:
        return len(self.passed.people)


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
    left_out: int
    """How many rows are left out, since others delivered these orders, or nobody did."""
    is_dry_run: bool


def export_for(
    store: Store,
    contract: Contract,
    definition: Definition,
    *,
    since: Moment | None,
    everyone: bool,
    all_orders: bool = False,
    dry_run: bool = False,
) -> Export:
    """Record the hand-off of everybody concerned by a purpose who may be, and answer with the list.

    One row an order line where the contract names fields of orders, else one a person.
    For the purpose `order`, a recipient that delivers orders is given those that it delivered,
    and with `all_orders` the rest. With `dry_run` nothing is recorded, so nothing may be given out.
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
    lines = exports.order_lines if set(contract.fields) & set(ORDER_FIELDS) else exports.people
    with store.transaction() as tx:
        allowed = {one.contact for one in audience_now(tx, definition, everyone=everyone)}
        is_own_alone = (
            purpose is Purpose.ORDER and not all_orders and disclosures.has_delivered(tx, contract.recipient)
        )
        rows: list[Row] = []
        people: set[ContactId] = set()
        orders: list[int] = []
        left_out = 0
        for line in lines(tx, contract.recipient, since):
            if line.contact not in allowed:
                continue
            if is_own_alone and not line.is_delivered:
                left_out += 1
                continue
            rows.append(tuple([take(line) for take in picked]))
            people.add(line.contact)
            if line.purchase is not None:
                orders.append(line.purchase)
        made = _record(tx, contract, purpose, contract.fields, Handed.EXPORT, people, orders)
        if dry_run:
            tx.abandon()
        return Export(
            recipient=contract.recipient,
            purpose=purpose,
            fields=contract.fields,
            rows=tuple(rows),
            people=len(people),
            disclosure=None if dry_run else made,
            left_out=left_out,
            is_dry_run=dry_run,
        )


def hand_over_audience(
    store: Store, contract: Contract, definition: Definition, *, everyone: bool
) -> HandedAudience:
    """Record that a recipient gets the whole audience of a purpose: addresses, and names if it may have them.

    Raises Refused where the contract does not allow as much as the addresses.
    """
    purpose = definition.purpose
    contract.must_allow(purpose, ["email"])
    columns = contract.list_columns
    with store.transaction() as tx:
        found = audience_now(tx, definition, everyone=everyone)
        made = _record(tx, contract, purpose, columns, Handed.AUDIENCE, {one.contact for one in found})
        return HandedAudience(tuple(found), columns, made)


def hand_over_list(
    store: Store,
    contract: Contract,
    given: GivenList,
    definition: Definition,
    *,
    everyone: bool,
    keep_unknown: bool,
) -> HandedList:
    """Record that a recipient gets the rows of a list that pass the gate.

    Raises Refused, and nothing is recorded, where the contract does not allow all that the
    rows tell.
    """
    purpose = definition.purpose
    contract.must_allow(purpose, ["email"])
    with store.transaction() as tx:
        passed = gate_now(
            tx, given.lines(), definition, everyone=everyone, keep_unknown=keep_unknown, names_people=True
        )
        told = given.told_fields()
        contract.must_allow(purpose, told)
        return HandedList(passed, _record(tx, contract, purpose, told, Handed.GATE, passed.people))


def _record(
    tx: Transaction,
    contract: Contract,
    purpose: Purpose,
    fields: tuple[str, ...],
    via: Handed,
    people: Collection[ContactId],
    orders: Sequence[int] = (),
) -> int | None:
    """Put the hand-off and its audit entry on record; where nobody is in it, nothing."""
    if not people:
        return None
    made = disclosures.add(
        tx, contract.recipient, purpose, fields, via, at=tx.now, people=people, orders=orders
    )
    tx.record("disclosed", disclosures=[made], via=via.value, people=len(people), purchases=len(orders))
    return made


def _amount(line: Line) -> Value:
    return _amount_alone(line.amount, line.currency)


def _ordered_at(line: Line) -> Value:
    return _iso(line.ordered_at)


# A million lines have few prices and days, and each is spelled, and kept, once.
_amount_alone = lru_cache(maxsize=4_096)(amount_alone)
_iso = lru_cache(maxsize=4_096)(iso_or_none)

_TAKEN: dict[str, Callable[[Line], Value]] = {"amount": _amount, "ordered_at": _ordered_at}
