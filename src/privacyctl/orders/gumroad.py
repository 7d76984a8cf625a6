"""Gumroad's export of sales: 72 fixed columns, then the questions of the vendor's own forms.

Source of the column names: antiwork/gumroad
`app/services/exports/purchase_export_service.rb`. A refunded sale is imported like any other.
"""

from privacyctl.orders.header import Layout

LAYOUT = Layout(
    format="gumroad",
    seller="Gumroad",
    known_by=frozenset({"purchase id", "item name", "purchase email", "do not contact?"}),
    columns={
        "order": ("purchase id",),
        "email": ("purchase email",),
        "name": ("buyer name",),
        "company": ("company",),
        "product": ("item name",),
        "quantity": ("quantity",),
        "amount": ("sale price ($)",),
        "ordered_at": ("purchase time (utc timezone)", "purchase date"),
        "opt_in": ("do not contact?",),
    },
    currency="USD",
)
