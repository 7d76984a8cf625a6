"""The rows of disclosures and deliveries: a header each, and the people and order lines in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.consent import OURS, Purpose
from privacyctl.model.disclosure import Direction, Disclosure, Handed, Shared
from privacyctl.store import contents
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.notice import Notice
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_COUNTS = counts("disclosure")
_DISCLOSURE = f"""
    SELECT id, recipient, purpose, fields, via, at, recorded_at, people FROM disclosure WHERE {_COUNTS}
"""


def get(store: Store, disclosure: int) -> Disclosure | None:
    row = store.row(f"{_DISCLOSURE} AND id = ?", (disclosure,))
    return _disclosure(row) if row else None


def about(store: Store, contact_id: ContactId) -> list[Disclosure]:
    """The disclosures of a person's data, the earliest first."""
    rows = store.rows(
        f"""{_DISCLOSURE} AND id IN (SELECT disclosure_id FROM disclosed WHERE contact_id = ?) ORDER BY at, id""",
        (contact_id,),
    )
    return [_disclosure(row) for row in rows]


def of_notice(store: Store, notice: Notice, recipient: str) -> Disclosure | None:
    """The disclosure of a notice's audience to a recipient; None where there was none."""
    row = store.row(
        f"""{_DISCLOSURE} AND via = 'notice' AND recipient = ? AND purpose = ?
              AND entry >= (SELECT entry FROM notice WHERE id = ?) ORDER BY id LIMIT 1""",
        (recipient, notice.purpose.value, notice.id),
    )
    return _disclosure(row) if row else None


def of_contact(store: Store, contact_id: ContactId) -> list[Shared]:
    """Every hand-off of a person's data between recipients and us: first those that we gave, then those that we got."""
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
    """Disclosure → the person's order lines in it, as (number of the line, order)."""
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
    """The kinds of disclosure that ever happened, as (recipient, purpose, fields, how many)."""
    rows = store.rows(
        f"""SELECT recipient, purpose, fields, count(*) AS times FROM disclosure WHERE {_COUNTS}
            GROUP BY recipient, purpose, fields ORDER BY recipient, purpose, fields"""
    )
    return [(row["recipient"], Purpose(row["purpose"]), _fields(row), row["times"]) for row in rows]


def of_kind(store: Store, recipient: str, purpose: Purpose, fields: Collection[str], most: int) -> list[int]:
    """The numbers of the first disclosures of one of these kinds: at most so many."""
    rows = store.rows(
        f"""SELECT id FROM disclosure WHERE {_COUNTS} AND recipient = ? AND purpose = ? AND fields = ?
             ORDER BY id LIMIT ?""",
        (recipient, purpose.value, ",".join(fields), most),
    )
    return [row[0] for row in rows]


def count_since(store: Store, since: Moment) -> tuple[int, int, int, int | None]:
    """How many hand-offs since then, how many of them not for orders, to how many recipients, and the last."""
    row = store.row(
        f"""SELECT count(*), coalesce(sum(purpose <> 'order'), 0), count(DISTINCT recipient), max(recorded_at)
             FROM disclosure WHERE {_COUNTS} AND recorded_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2], row[3]) if row else (0, 0, 0, None)


def not_for_orders(store: Store, since: Moment, most: int) -> list[int]:
    """The first hand-offs since then for another purpose than an order: at most so many."""
    rows = store.rows(
        f"SELECT id FROM disclosure WHERE {_COUNTS} AND recorded_at >= ? AND purpose <> 'order' ORDER BY id LIMIT ?",
        (since, most),
    )
    return [row[0] for row in rows]


def without_order(store: Store, since: Moment) -> list[ContactId]:
    """Of whom something was handed over since then to complete an order, though they had none.

    An order that was imported later, and was placed before, counts. Nobody is told of whose
    orders may have gone since, by retention or with an erasure: that cannot be told any more.
    """
    rows = store.rows(
        f"""SELECT DISTINCT contact_id FROM disclosure
             JOIN disclosed ON disclosure_id = disclosure.id JOIN contact ON contact.id = contact_id
            WHERE {_COUNTS} AND purpose = 'order' AND recorded_at >= ? AND erased_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM barred_order WHERE barred_order.entry > disclosure.entry)
              AND NOT EXISTS (SELECT 1 FROM purchase
                               WHERE purchase.contact_id = disclosed.contact_id
                                 AND (purchase.entry < disclosure.entry OR ordered_at <= disclosure.at))
            ORDER BY contact_id""",
        (since,),
    )
    return [row[0] for row in rows]


def while_shut(store: Store, since: Moment) -> list[int]:
    """The hand-offs since then for a purpose of the vendor's own whose window was not over.

    The audience of a notice is no use of it: a window begins with that.
    """
    ours = ",".join(f"'{one}'" for one in OURS)
    rows = store.rows(
        f"""SELECT id FROM disclosure
             WHERE {_COUNTS} AND purpose NOT IN ({ours}) AND recorded_at >= ? AND via <> 'notice'
               AND NOT EXISTS (SELECT 1 FROM notice WHERE {counts("notice")} AND notice.purpose = disclosure.purpose
                                AND opens_at <= disclosure.at)
             ORDER BY id""",
        (since,),
    )
    return [row[0] for row in rows]


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
    """Record one disclosure: its header, its people and its order lines."""
    made, named = tx.next_number("disclosure"), ",".join(fields)
    mark = contents.of_hand_off(tx, recipient, named, people)
    tx.do(
        acts.uses.HandedOver(made, purpose, via, at, len(people), mark),
        recipient=recipient,
        fields=named,
        recorded_at=tx.now,
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
    """Record that a file came from a recipient; returns the number that its order lines carry."""
    return tx.insert("delivery", recipient=recipient, fields=",".join(fields), at=tx.now, entry=tx.entry)


def has_delivered(store: Store, recipient: str) -> bool:
    """Whether any file of orders came from a recipient."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM delivery WHERE recipient = ?)", (recipient,)))


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
