"""What an export to a recipient holds: the order lines of those who are in it, and their names."""

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


class Line(NamedTuple):
    """One row that can be handed over. Without an order line its number and what follows are None."""

    contact: ContactId
    purchase: int | None
    email: str
    name: str | None
    company: str | None
    order: str | None = None
    product: str | None = None
    quantity: int | None = None
    amount: int | None = None
    currency: str | None = None
    ordered_at: Moment | None = None


def order_lines(store: Store, since: Moment | None) -> Iterator[Line]:
    """Everybody's order lines, in the order of the people; who never ordered has one row without an order.

    With `since` the order lines from then on, and nobody else.
    """
    rows = store.stream(
        f"""SELECT contact.id, purchase.id, {_PERSON}, order_ref, product, quantity, amount, currency, ordered_at
              FROM contact {_JOINS} LEFT JOIN purchase ON purchase.contact_id = contact.id
             WHERE ?1 IS NULL OR {_ORDERED} >= ?1 ORDER BY contact.id, ordered_at, purchase.id""",
        (since,),
    )
    return (Line(*row) for row in rows)


def people(store: Store, since: Moment | None) -> Iterator[Line]:
    """Everybody on record, or those with an order since a moment; without their orders."""
    rows = store.stream(
        f"""SELECT contact.id, NULL, {_PERSON} FROM contact {_JOINS}
             WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM purchase
                                          WHERE contact_id = contact.id AND {_ORDERED} >= ?1)
             ORDER BY contact.id""",
        (since,),
    )
    return (Line(*row) for row in rows)
