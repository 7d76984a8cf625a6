"""Recording a purchase by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties import suppressions
from privacyctl.errors import Refused
from privacyctl.model.ids import ContactId
from privacyctl.model.purchase import Purchase
from privacyctl.store import contacts, corrections, erasures, purchases

if TYPE_CHECKING:
    from privacyctl.model.address import Address
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class AddedPurchase:
    """What `add_purchase` made or found."""

    purchase: Purchase
    email: str
    is_new_contact: bool
    changed: bool


def add_purchase(
    store: Store,
    address: Address,
    *,
    order: str,
    item: str = "1",
    product: str,
    quantity: int = 1,
    amount: int | None = None,
    currency: str | None = None,
    ordered_at: Moment | None = None,
) -> AddedPurchase:
    """Put an order line on record; somebody unknown becomes a contact.

    The same line again changes nothing. Raises Refused where the order's number is on
    record with other words or for somebody else.
    """
    with store.transaction() as tx:
        if erasures.is_barred(tx, order):
            raise Refused(
                f"order {order} was erased, and an erased order does not come back",
                "a new order has a number of its own",
            )
        contact_id = _owner(tx, address, order, item, ordered_at)
        wanted = Purchase(
            0, contact_id or ContactId(0), order, item, product, quantity, amount, currency, ordered_at
        )
        known = purchases.find(tx, order, wanted.item)
        if known is not None:
            if replace(known, id=0, ordered_at=ordered_at) != wanted or (
                ordered_at is not None and known.ordered_at != ordered_at
            ):
                is_theirs = known.contact == contact_id
                raise Refused(
                    f"order {order} is on record already, with other words or for somebody else",
                    f"to put it right: privacyctl correct {known.contact} --order {order} --product NAME --by vendor"
                    if is_theirs
                    else f"see: privacyctl show {known.contact}",
                )
            return AddedPurchase(known, contacts.called(tx, known.contact), False, False)
        is_new = contact_id is None
        if contact_id is None:
            contact_id = contacts.add(
                tx, address, name=None, company_id=None, source="purchase",
                received_at=tx.now if ordered_at is None else ordered_at,
            )  # fmt: skip
            suppressions.spread(tx, contact_id)
        made = replace(wanted, contact=contact_id)
        made = replace(made, id=purchases.add(tx, made))
        tx.record("purchase-added", contacts=[contact_id], purchases=[made.id])
        return AddedPurchase(made, contacts.called(tx, contact_id), is_new, True)


def _owner(
    tx: Transaction, address: Address, order: str, item: str, ordered_at: Moment | None
) -> ContactId | None:
    """Whose an order is. Under a corrected address it is theirs if it was placed before, or is on record."""
    former = corrections.former_owner(tx, address.key)
    if former is not None:
        known = purchases.find(tx, order, item)
        if (known and known.contact == former.contact) or (ordered_at is not None and ordered_at < former.at):
            return former.contact
    return contacts.id_of(tx, address.key)
