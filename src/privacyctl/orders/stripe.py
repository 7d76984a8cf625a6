"""Stripe's export of payments, in the generations that public parsers read.

Card columns are never read, "Card Name" among them, so the buyer has no name here. The
product stands in Description, if the vendor put it there.
"""

from privacyctl.orders.header import Layout

LAYOUT = Layout(
    format="stripe",
    seller="Stripe",
    known_by=frozenset({"id", "amount", "currency", "status", "customer email"}),
    columns={
        "order": ("id",),
        "email": ("customer email",),
        "company": ("company (metadata)",),
        "product": ("description",),
        "amount": ("amount",),
        "currency": ("currency",),
        "ordered_at": ("created (utc)", "created date (utc)"),
    },
    paid_column="status",
    paid_words=frozenset({"paid", "succeeded"}),
)
