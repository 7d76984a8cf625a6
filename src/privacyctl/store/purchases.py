"""The rows of purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.purchase import Purchase

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_PURCHASE = """
    SELECT id, contact_id, order_ref, item, product, quantity, amount, currency, ordered_at FROM purchase
"""


def find(store: Store, order: str, item: str) -> Purchase | None:
    row = store.row(f"{_PURCHASE} WHERE order_ref = ? AND item = ?", (order, item))
    return _purchase(row) if row else None


def of_contact(store: Store, contact_id: ContactId) -> list[Purchase]:
    rows = store.rows(f"{_PURCHASE} WHERE contact_id = ? ORDER BY ordered_at, id", (contact_id,))
    return [_purchase(row) for row in rows]


def count(store: Store) -> int:
    """How many order lines are on record."""
    return int(store.value("SELECT count(*) FROM purchase"))


def add(tx: Transaction, purchase: Purchase) -> int:
    """Record a purchase under the next number; `purchase.id` is ignored."""
    return tx.insert(
        "purchase",
        contact_id=purchase.contact,
        order_ref=purchase.order,
        item=purchase.item,
        product=purchase.product,
        quantity=purchase.quantity,
        amount=purchase.amount,
        currency=purchase.currency,
        ordered_at=purchase.ordered_at,
        entry=tx.entry,
    )


def change(tx: Transaction, purchase: Purchase) -> None:
    """Write another product, quantity, amount or time into a line on record."""
    tx.update(
        "purchase",
        purchase.id,
        product=purchase.product,
        quantity=purchase.quantity,
        amount=purchase.amount,
        currency=purchase.currency,
        ordered_at=purchase.ordered_at,
    )


def _purchase(row: Row) -> Purchase:
    return Purchase(*row)
