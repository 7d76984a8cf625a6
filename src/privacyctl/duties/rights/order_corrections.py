"""Putting right a line of an order. Called inside the transaction of a correction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.who import no_order
from privacyctl.errors import NotFound, Refused
from privacyctl.model.correction import Corrected
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.moment import iso
from privacyctl.model.purchase import money
from privacyctl.model.residue import Value
from privacyctl.store import corrections, purchases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.contact import Contact
    from privacyctl.model.correction import OnWordOf
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment
    from privacyctl.model.purchase import Purchase
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class WantedLine:
    """What is right of one line of an order; None for what nobody says is wrong."""

    order: str
    item: str | None = None
    """Which line; it need not be named where the order has one."""
    product: str | None = None
    quantity: int | None = None
    amount: int | None = None
    """In minor units of `currency`."""
    currency: str | None = None
    ordered_at: Moment | None = None


def find(store: Store, contact: Contact, wanted: WantedLine) -> Purchase:
    """The line that is meant. Raises NotFound, and Refused where the order has several."""
    lines = [one for one in purchases.of_contact(store, contact.id) if one.order == wanted.order]
    if not lines:
        raise no_order(contact.id, wanted.order)
    found = [one for one in lines if wanted.item in (None, one.item)]
    if not found:
        raise NotFound(
            f"order {wanted.order} has no item {wanted.item}", f"see: privacyctl show {contact.id}"
        )
    if len(found) > 1:
        raise Refused(
            f"order {wanted.order} has {len(found)} lines",
            f"say which: --item {', or --item '.join(one.item for one in found)}",
        )
    return found[0]


def differing(line: Purchase, wanted: WantedLine) -> tuple[Corrected, ...]:
    """The fields in which something else is on record."""
    named = (one for one in Corrected if one.is_of_an_order and getattr(wanted, one.value) is not None)
    return tuple(one for one in named if _said(line, one) != _said(wanted, one))


def put(
    tx: Transaction,
    line: Purchase,
    wanted: WantedLine,
    fields: Iterable[Corrected],
    word: OnWordOf,
    case: CaseId | None,
    *,
    because: str | None,
) -> tuple[Purchase, list[Value]]:
    """Write what is right; returns the line as it is now, and the words that must be gone from the bytes."""
    right = replace(line, **{field.value: getattr(wanted, field.value) for field in fields})
    if Corrected.AMOUNT in fields:
        right = replace(right, currency=wanted.currency)
    purchases.change(tx, right)
    for field in fields:
        was = line.product if field is Corrected.PRODUCT else None
        corrections.add(
            tx, line.contact, field, word, case, because=because, purchase=line.id, product_was=was
        )
    is_renamed = Corrected.PRODUCT in fields
    return right, [Value(ErasedKind.ORDER, line.product)] if is_renamed else []


def standing(line: Purchase, field: Corrected) -> str | None:
    """What stands in a field of the line, as it is told to a recipient."""
    if field is Corrected.AMOUNT:
        return money(line.amount, line.currency) if line.amount is not None and line.currency else None
    value = getattr(line, field.value)
    if value is None:
        return None
    return iso(value) if field is Corrected.ORDERED_AT else str(value)


def told_fields(fields: Iterable[Corrected]) -> list[str]:
    """The fields of a contract that these are: an amount goes with its currency."""
    return [
        name
        for field in fields
        for name in (field.value, *(["currency"] if field is Corrected.AMOUNT else []))
    ]


def _said(of: Purchase | WantedLine, field: Corrected) -> tuple[object, ...]:
    return tuple(getattr(of, name) for name in told_fields([field]))
