"""Data past its retention: texts of closed cases, old orders, and contacts whom no purpose needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.store.consent import STANDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction

_CLOSED = """
    SELECT request.id, contact_id, max(coalesce(request_closing.at, 0), coalesce(
               (SELECT max(verified_at) FROM takedown WHERE takedown.request_id = request.id), 0)) AS at
      FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
     WHERE NOT EXISTS (SELECT 1 FROM takedown
                        WHERE takedown.request_id = request.id AND state IN ('open', 'removed'))
       AND (request_closing.at IS NOT NULL OR request.kind = 'takedown')
"""
_OLD = f"""
    SELECT id FROM ({_CLOSED})
     WHERE at < ? AND coalesce(contact_id, 0) NOT IN (SELECT value FROM json_each(?))
"""
_TEXT = "body IS NOT NULL OR note IS NOT NULL OR closing_note IS NOT NULL OR sender_name IS NOT NULL"
# An order line without a date counts from when it was recorded.
_AT = """
    coalesce(ordered_at, CAST(strftime('%s', (
        SELECT json_extract(body, '$.at') FROM audit WHERE seq = purchase.entry)) AS INTEGER))
"""
_IS_WAITED_FOR = """
    EXISTS (SELECT 1 FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
             WHERE request.contact_id = contact.id AND request.kind <> 'takedown' AND because IS NULL)
 OR EXISTS (SELECT 1 FROM request JOIN takedown ON takedown.request_id = request.id
             WHERE request.contact_id = contact.id AND state IN ('open', 'removed'))
 OR EXISTS (SELECT 1 FROM publication JOIN takedown ON publication_id = publication.id
             WHERE publication.contact_id = contact.id AND state IN ('open', 'removed'))
"""
_IS_ON_SHOW = (
    "EXISTS (SELECT 1 FROM publication WHERE publication.contact_id = contact.id AND barred_at IS NULL)"
)
# A yes that is the latest decision, and within the retention of its purpose, if this has one.
_YES = f"""
    SELECT e.decision = 'given' AND (:since{{n}} IS NULL OR e.at >= :since{{n}})
      FROM consent_event AS e WHERE e.contact_id = contact.id AND e.purpose = :purpose{{n}}
       AND {STANDS}
     ORDER BY e.at DESC, e.decision DESC LIMIT 1
"""


def old_texts(store: Store, until: Moment, kept: Collection[ContactId]) -> list[tuple[CaseId, str]]:
    """The texts of cases that were closed before `until`, as (case, text); not those of `kept`."""
    rows = store.rows(
        f"""SELECT request_id, body, note, closing_note FROM request_text
             WHERE ({_TEXT}) AND request_id IN ({_OLD}) ORDER BY request_id""",
        (until, json.dumps(sorted(kept))),
    )
    return [(row[0], text) for row in rows for text in tuple(row)[1:] if text]


def lines_of(store: Store, order_refs: Sequence[str]) -> list[int]:
    """The numbers of the order lines of these orders."""
    rows = store.rows(
        "SELECT id FROM purchase WHERE order_ref IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(order_refs),),
    )
    return [row[0] for row in rows]


def drop_texts(tx: Transaction, until: Moment, kept: Collection[ContactId]) -> int:
    """Delete these texts; returns of how many cases. The asker stays, since a no outlives its words."""
    return tx.write(
        f"""UPDATE request_text SET body = NULL, note = NULL, closing_note = NULL, sender_name = NULL
             WHERE ({_TEXT}) AND request_id IN ({_OLD})""",
        (until, json.dumps(sorted(kept))),
    )


def drop_codes(tx: Transaction) -> int:
    """Delete expired codes; returns how many."""
    return tx.write("DELETE FROM code WHERE expires_at <= ?", (tx.now,))


def no_longer_kept(store: Store, before: int) -> list[ContactId]:
    """The erased contacts whose order lines had to stay until a moment before `before`."""
    rows = store.rows(
        """SELECT DISTINCT contact_id FROM erasure WHERE orders_until < ?
            AND EXISTS (SELECT 1 FROM purchase WHERE purchase.contact_id = erasure.contact_id)""",
        (before,),
    )
    return [row[0] for row in rows]


def old_orders(store: Store, before: int, kept: Collection[ContactId]) -> list[str]:
    """The orders whose lines are all older than `before`, and about which no case is open; not those of `kept`."""
    rows = store.rows(
        f"""SELECT order_ref FROM purchase JOIN contact ON contact.id = contact_id
             WHERE erased_at IS NULL AND contact_id NOT IN (SELECT value FROM json_each(?))
             GROUP BY order_ref HAVING max({_AT}) < ?
               AND NOT EXISTS (SELECT 1 FROM request LEFT JOIN request_closing ON request_id = request.id
                                WHERE (request.purchase_id IN (
                                      SELECT id FROM purchase AS line WHERE line.order_ref = purchase.order_ref)
                                       OR request.contact_id = purchase.contact_id
                                          AND request.kind = 'comment' AND request.purchase_id IS NULL)
                                  AND because IS NULL)
             ORDER BY min(purchase.id)""",
        (json.dumps(sorted(kept)), before),
    )
    return [row[0] for row in rows]


def drop_orders(tx: Transaction, order_refs: list[str]) -> int:
    many = [(ref,) for ref in order_refs]
    lines = "SELECT id FROM purchase WHERE order_ref = ?"
    tx.write_many(f"DELETE FROM disclosed_order WHERE purchase_id IN ({lines})", many)
    return max(tx.write_many("DELETE FROM purchase WHERE order_ref = ?", many), 0)


def unneeded(store: Store, before: Mapping[Purpose, int]) -> list[ContactId]:
    """The contacts whom no purpose needs any more.

    A contact is needed while one of these holds: a case or takedown of theirs is open; a
    publication of theirs is on show; an order line is on record; a yes of theirs stands and is
    within the retention of its purpose; they were recorded within the retention of orders.
    """
    given = [
        row[0] for row in store.rows("SELECT DISTINCT purpose FROM consent_event WHERE decision = 'given'")
    ]
    moments: dict[str, str | int | None] = {"orders": before[Purpose.ORDER]}
    for n, purpose in enumerate(given):
        moments |= {f"purpose{n}": purpose, f"since{n}": before.get(Purpose(purpose))}
    yes = "".join(f" AND NOT coalesce(({_YES.format(n=n)}), 0)" for n in range(len(given)))
    rows = store.rows(
        f"""SELECT contact.id FROM contact
             WHERE erased_at IS NULL AND received_at < :orders
               AND NOT EXISTS (SELECT 1 FROM purchase WHERE purchase.contact_id = contact.id)
               AND NOT ({_IS_WAITED_FOR}) AND NOT {_IS_ON_SHOW}{yes} ORDER BY contact.id""",
        moments,
    )
    return [row[0] for row in rows]
