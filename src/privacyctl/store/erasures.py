"""The rows of erasures, and of the barred orders that no import brings back, as keyed hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.erasure import Erasure, ErasureReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_ERASURE = """
    SELECT id, contact_id, request_id, because, at, orders_until, orders_because, proved_at FROM erasure
"""


def of_contact(store: Store, contact_id: ContactId) -> Erasure | None:
    """The erasure of a contact; None where they were not erased."""
    row = store.row(f"{_ERASURE} WHERE contact_id = ? ORDER BY id DESC LIMIT 1", (contact_id,))
    return _erasure(row) if row else None


def everything(store: Store) -> list[Erasure]:
    return [_erasure(row) for row in store.rows(f"{_ERASURE} ORDER BY id")]


def is_any_unproved(store: Store) -> bool:
    return store.value("SELECT 1 FROM erasure WHERE proved_at IS NULL LIMIT 1") is not None


def unproved(store: Store) -> list[Erasure]:
    """The erasures after which the bytes were not searched yet."""
    return [_erasure(row) for row in store.rows(f"{_ERASURE} WHERE proved_at IS NULL ORDER BY id")]


def add(
    tx: Transaction,
    *,
    contact_id: ContactId,
    case: CaseId | None,
    because: ErasureReason,
    orders_until: Moment | None = None,
    orders_because: str | None = None,
) -> int:
    return tx.insert(
        "erasure",
        contact_id=contact_id,
        request_id=case,
        because=because.value,
        at=tx.now,
        orders_until=orders_until,
        orders_because=orders_because,
        entry=tx.entry,
    )


def mark_proved(tx: Transaction, erasures: Sequence[int]) -> None:
    """Note that the bytes were searched and nothing was found."""
    tx.write_many("UPDATE erasure SET proved_at = ? WHERE id = ?", [(tx.now, one) for one in erasures])


def orders_gone(tx: Transaction, contact_id: ContactId) -> None:
    """Note that the order lines kept after an erasure were deleted: the date and the reason are cleared."""
    tx.write(
        "UPDATE erasure SET orders_until = NULL, orders_because = NULL WHERE contact_id = ?", (contact_id,)
    )


def secret_id(store: Store) -> int:
    """The number of the key under which fingerprints are made now."""
    return int(store.value("SELECT max(id) FROM secret"))


def bar_orders(tx: Transaction, order_refs: Sequence[str]) -> int:
    """Bar these orders, so that no import brings them back; returns how many were new."""
    secret = secret_id(tx)
    made = tx.write_many(
        "INSERT INTO barred_order (fingerprint, secret_id, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(tx.fingerprints.order(ref), secret, tx.entry) for ref in order_refs],
    )
    return max(made, 0)


def count_barred(tx: Transaction) -> int:
    """How many orders this transaction barred."""
    return int(tx.value("SELECT count(*) FROM barred_order WHERE entry = ?", (tx.entry,)))


def barred_orders(store: Store) -> set[bytes]:
    return {row[0] for row in store.stream("SELECT fingerprint FROM barred_order")}


def is_barred(store: Store, order_ref: str) -> bool:
    """Whether an order was erased and is barred."""
    mark = store.fingerprints.order(order_ref)
    return store.value("SELECT 1 FROM barred_order WHERE fingerprint = ?", (mark,)) is not None


def _erasure(row: Row) -> Erasure:
    return Erasure(
        row["id"],
        row["contact_id"],
        row["request_id"],
        ErasureReason(row["because"]),
        row["at"],
        row["orders_until"],
        row["orders_because"],
        row["proved_at"],
    )
