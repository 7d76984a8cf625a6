"""The command `add-purchase`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.model.text import line
from privacyctl.output.screen import stream


def add_purchase(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The buyer's address.")],
    order: Annotated[str, typer.Option(metavar="ID", help="The reseller's order number.")],
    product: Annotated[str, typer.Option(metavar="NAME", help="What was bought.")],
    item: Annotated[
        str, typer.Option(metavar="ID", help="The line within the order, where it has several.")
    ] = "1",
    quantity: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many.")] = 1,
    amount: options.Amount = None,
    currency: options.Currency = None,
    on: options.BoughtOn = None,
    as_json: options.Json = False,
) -> None:
    """Record a purchase by hand."""
    from privacyctl.duties.people import purchases
    from privacyctl.model.address import parse_address
    from privacyctl.output import purchases as words

    units, code = options.parse_amount(amount, currency)
    with record() as store:
        result = purchases.add_purchase(
            store,
            parse_address(email),
            order=line(order, "order number"),
            item=line(item, "item"),
            product=line(product, "product"),
            quantity=quantity,
            amount=units,
            currency=code,
            ordered_at=moment(on, "--on"),
        )
        stream.answer(as_json, words.added_purchase_document, words.say_added_purchase, result)
