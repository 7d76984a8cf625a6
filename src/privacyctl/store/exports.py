"""The rows of an export to a recipient: order lines with the names and addresses of their people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store

_PERSON = "coalesce(address.given, address.match_key), contact.name, company.name"
_JOINS = """
    JOIN address ON address.contact_id = contact.id AND address.is_main
    LEFT JOIN company ON company.id = contact.company_id
"""
# An order without a time counts from when it was recorded.
_ORDERED = """
    coalesce(ordered_at, CAST(strftime('%s', (
        SELECT json_extract(body, '$.at') FROM audit WHERE seq = purchase.entry)) AS INTEGER))
"""

_DELIVERED = "coalesce(delivery_id IN (SELECT id FROM delivery WHERE recipient = :recipient), 0)"


class Line(NamedTuple):
    """One row of an export. For a person without an order all fields from `purchase` on that belong to it are None."""

    contact: ContactId
    purchase: int | None
    is_delivered: int
    """Whether the recipient delivered this order, or any of this person's."""
    email: str
    name: str | None
    company: str | None
    order: str | None = None
    product: str | None = None
    quantity: int | None = None
    amount: int | None = None
    currency: str | None = None
    ordered_at: Moment | None = None


def order_lines(store: Store, recipient: str, since: Moment | None) -> Iterator[Line]:
    """All order lines, by contact; a contact without orders has one row without an order.

    With `since` only order lines from then on, and no contacts without any.
    """
    rows = store.stream(
        f"""SELECT contact.id, purchase.id, {_DELIVERED}, {_PERSON},
                   order_ref, product, quantity, amount, currency, ordered_at
              FROM contact {_JOINS} LEFT JOIN purchase ON purchase.contact_id = contact.id
             WHERE :since IS NULL OR {_ORDERED} >= :since ORDER BY contact.id, ordered_at, purchase.id""",
        {"since": since, "recipient": recipient},
    )
    return (Line(*row) for row in rows)


def people(store: Store, recipient: str, since: Moment | None) -> Iterator[Line]:
    """All contacts, or with `since` those with an order from then on; without their orders."""
    rows = store.stream(
        f"""SELECT contact.id, NULL,
                   EXISTS (SELECT 1 FROM purchase WHERE contact_id = contact.id AND {_DELIVERED}), {_PERSON}
              FROM contact {_JOINS}
             WHERE :since IS NULL OR EXISTS (SELECT 1 FROM purchase
                                          WHERE contact_id = contact.id AND {_ORDERED} >= :since)
             ORDER BY contact.id""",
        {"since": since, "recipient": recipient},
    )
    return (Line(*row) for row in rows)
