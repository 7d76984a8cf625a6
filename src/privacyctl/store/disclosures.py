"""How disclosures and deliveries are kept: a header each, and whom and which order lines they were about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import Direction, Disclosure, Handed, Shared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.notice import Notice
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_DISCLOSURE = "SELECT id, recipient, purpose, fields, via, at, recorded_at, people FROM disclosure"


def get(store: Store, disclosure: int) -> Disclosure | None:
    row = store.row(f"{_DISCLOSURE} WHERE id = ?", (disclosure,))
    return _disclosure(row) if row else None


def about(store: Store, contact_id: ContactId) -> list[Disclosure]:
    """The disclosures that a person was in, the first handed over first."""
    rows = store.rows(
        f"""{_DISCLOSURE} JOIN disclosed ON disclosure_id = id WHERE contact_id = ? ORDER BY at, id""",
        (contact_id,),
    )
    return [_disclosure(row) for row in rows]


def of_notice(store: Store, notice: Notice, recipient: str) -> Disclosure | None:
    """The hand-off of the audience of a purpose's newest notice to a recipient, where there was one."""
    row = store.row(
        f"""{_DISCLOSURE} WHERE via = 'notice' AND recipient = ? AND purpose = ?
              AND entry >= (SELECT entry FROM notice WHERE id = ?) ORDER BY id LIMIT 1""",
        (recipient, notice.purpose.value, notice.id),
    )
    return _disclosure(row) if row else None


def of_contact(store: Store, contact_id: ContactId) -> list[Shared]:
    """All that passed between recipients and us about a person: first what we gave, then what we were given."""
    orders = orders_of(store, contact_id)
    given = [
        Shared(
            Direction.TO, one.id, contact_id, one.recipient, one.purpose, one.fields, one.at,
            tuple(dict.fromkeys(ref for _, ref in orders.get(one.id, []))),
        )
        for one in about(store, contact_id)
    ]  # fmt: skip
    return [*given, *_delivered(store, contact_id)]


def orders_of(store: Store, contact_id: ContactId) -> dict[int, list[tuple[int, str]]]:
    """A person's order lines in each disclosure, as (number of the line, order)."""
    rows = store.rows(
        """SELECT disclosure_id, purchase.id, order_ref
             FROM purchase JOIN disclosed_order ON purchase_id = purchase.id
            WHERE contact_id = ? ORDER BY disclosure_id, purchase.id""",
        (contact_id,),
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def kinds(store: Store) -> list[tuple[str, Purpose, tuple[str, ...], int]]:
    """What was ever handed over, as (recipient, purpose, fields, in how many disclosures)."""
    rows = store.rows(
        """SELECT recipient, purpose, fields, count(*) AS times FROM disclosure
            GROUP BY recipient, purpose, fields ORDER BY recipient, purpose, fields"""
    )
    return [(row["recipient"], Purpose(row["purpose"]), _fields(row), row["times"]) for row in rows]


def add(
    tx: Transaction,
    recipient: str,
    purpose: Purpose,
    fields: Collection[str],
    via: Handed,
    *,
    at: Moment,
    people: Collection[ContactId],
    orders: Iterable[int] = (),
) -> int:
    """Put one hand-off on record: its header, the people and the order lines that it was about."""
    made = tx.insert(
        "disclosure",
        recipient=recipient,
        purpose=purpose.value,
        fields=",".join(fields),
        via=via.value,
        at=at,
        recorded_at=tx.now,
        people=len(people),
        entry=tx.entry,
    )
    tx.write_many(
        "INSERT INTO disclosed (contact_id, disclosure_id) VALUES (?, ?)",
        [(contact, made) for contact in sorted(people)],
    )
    tx.write_many(
        "INSERT INTO disclosed_order (purchase_id, disclosure_id) VALUES (?, ?)",
        [(purchase, made) for purchase in sorted(orders)],
    )
    return made


def add_delivery(tx: Transaction, recipient: str, fields: Collection[str]) -> int:
    """Put on record that a file came from a recipient; its order lines carry the number."""
    return tx.insert("delivery", recipient=recipient, fields=",".join(fields), at=tx.now, entry=tx.entry)


def _delivered(store: Store, contact_id: ContactId) -> list[Shared]:
    rows = store.rows(
        """SELECT delivery.id, recipient, fields, at, order_ref
             FROM purchase JOIN delivery ON delivery.id = delivery_id
            WHERE contact_id = ? ORDER BY at, delivery.id, purchase.id""",
        (contact_id,),
    )
    orders: dict[int, dict[str, None]] = {}
    for row in rows:
        orders.setdefault(row["id"], {})[row["order_ref"]] = None
    headers = {row["id"]: row for row in rows}
    return [
        Shared(
            Direction.FROM,
            number,
            contact_id,
            row["recipient"],
            None,
            _fields(row),
            row["at"],
            tuple(orders[number]),
        )
        for number, row in headers.items()
    ]


def _disclosure(row: Row) -> Disclosure:
    return Disclosure(
        id=row["id"],
        recipient=row["recipient"],
        purpose=Purpose(row["purpose"]),
        fields=_fields(row),
        via=Handed(row["via"]),
        at=row["at"],
        recorded_at=row["recorded_at"],
        people=row["people"],
    )


def _fields(row: Row) -> tuple[str, ...]:
    return tuple(row["fields"].split(",")) if row["fields"] else ()
