"""What is said of purchases: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso_or_none, local
from privacyctl.model.purchase import amount_alone, money
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.people.purchases import AddedPurchase
    from privacyctl.model.purchase import Purchase
    from privacyctl.output.screen.table import Row
    from privacyctl.output.values import Amount, IsoMoment


class PurchaseDocument(TypedDict):
    """A purchase: one line of an order."""

    id: int
    """The purchase's number."""
    contact: int
    """The buyer's contact number."""
    order: str
    """The reseller's order number."""
    item: str
    """The line within the order: the reseller's number of it, else `1`."""
    product: str
    """What was bought."""
    quantity: int
    """How many."""
    amount: Amount | None
    """The line's total; null where it is not known."""
    currency: str | None
    """The three letters of the amount's currency (ISO 4217)."""
    ordered_at: IsoMoment | None
    """When it was bought; null where that is not known."""


class AddedPurchaseDocument(TypedDict):
    """A purchase that was recorded by hand."""

    purchase: PurchaseDocument
    """The purchase as it is on record."""
    email: str
    """The buyer's main address."""
    changed: bool
    """Whether anything was written."""


def say_added_purchase(result: AddedPurchase) -> None:
    one = result.purchase
    stands = "" if result.changed else " stands as it is"
    stream.say(
        f"Order {visible(one.order)}{stands}: {_line(one)}, contact {one.contact} {visible(result.email)}"
    )


def row(one: Purchase) -> Row:
    return [one.order, _line(one), local(one.ordered_at) if one.ordered_at is not None else "time not known"]


def purchase_document(one: Purchase) -> PurchaseDocument:
    return {
        "id": one.id,
        "contact": one.contact,
        "order": one.order,
        "item": one.item,
        "product": one.product,
        "quantity": one.quantity,
        "amount": amount_alone(one.amount, one.currency),
        "currency": one.currency,
        "ordered_at": iso_or_none(one.ordered_at),
    }


def added_purchase_document(result: AddedPurchase) -> AddedPurchaseDocument:
    return {
        "purchase": purchase_document(result.purchase),
        "email": result.email,
        "changed": result.changed,
    }


def _line(one: Purchase) -> str:
    price = f" for {money(one.amount, one.currency)}" if one.amount is not None and one.currency else ""
    return f"{one.quantity} x {visible(one.product)}{price}"
