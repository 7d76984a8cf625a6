"""People and orders: add-contact, contacts, show, add-purchase, import-orders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.errors import BadInput
from privacyctl.model.contact import company_name
from privacyctl.model.text import line, storable
from privacyctl.output import documents
from privacyctl.output.screen import stream

_MOST_LISTED = 200


def add_contact(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Their main e-mail address.")],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Their full name, which is never published.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="NAME", help="The firm they act for.")] = None,
    alias: Annotated[
        list[str] | None, typer.Option(metavar="EMAIL", help="A further address of theirs; repeat for more.")
    ] = None,
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where you have this from.")] = "typed",
    received: options.Received = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the new name or company in the old one's place.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Put a person on record, or add to what is known."""
    from privacyctl.duties.people import contacts
    from privacyctl.model.address import parse_address
    from privacyctl.output import people

    address = parse_address(email)
    aliases = [parse_address(one) for one in alias or []]
    with record() as store:
        result = contacts.add_contact(
            store,
            address,
            aliases=aliases,
            name=line(name, "name") if name is not None else None,
            company=company_name(company) if company is not None else None,
            source=line(source, "source"),
            received_at=moment(received, "--received"),
            replace=replace,
        )
        if as_json:
            stream.say_json(documents.added_contact(result))
        else:
            people.say_added_contact(result)


def contacts(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Part of a name, an address or a company.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="How many to list at most.")
    ] = _MOST_LISTED,
    as_json: options.Json = False,
) -> None:
    """List the people on record."""
    from privacyctl.output import people
    from privacyctl.store import contacts as kept

    with record() as store:
        found, total = kept.search(store, storable(text, "text") if text is not None else None, limit)
        if as_json:
            stream.say_json({"contacts": [documents.contact(one) for one in found], "total": total})
        else:
            people.say_contacts(found, total, text)


def show(who: options.Who, as_json: options.Json = False) -> None:
    """Show everything on one person or company."""
    from privacyctl.duties.people import contacts
    from privacyctl.duties.who import find
    from privacyctl.output import people

    with record() as store:
        with store.snapshot():
            result = contacts.show(store, find(store, who, erased_too=True))
        if as_json:
            stream.say_json(documents.dossier(result))
        else:
            people.say_dossier(result)


def add_purchase(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The buyer's address.")],
    order: Annotated[str, typer.Option(metavar="ID", help="The reseller's order number.")],
    product: Annotated[str, typer.Option(metavar="NAME", help="What was bought.")],
    item: Annotated[
        str, typer.Option(metavar="ID", help="The line within the order, where it has several.")
    ] = "1",
    quantity: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many.")] = 1,
    amount: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The line's total, such as 49.00; wants --currency.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="A three-letter code, such as EUR.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="TIME", help="When it was bought.")] = None,
    as_json: options.Json = False,
) -> None:
    """Record a purchase by hand."""
    from privacyctl.duties.people import purchases
    from privacyctl.model import purchase as money
    from privacyctl.model.address import parse_address
    from privacyctl.output import people

    if (amount is None) != (currency is None):
        raise BadInput("--amount and --currency go together", "give both: --amount 49.00 --currency EUR")
    code = money.currency_code(currency) if currency is not None else None
    units = money.minor_units(amount, code) if amount is not None and code is not None else None
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
        if as_json:
            stream.say_json(documents.added_purchase(result))
        else:
            people.say_added_purchase(result)


def import_orders(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The reseller's files.")],
    file_format: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="The format, where it is not to be found out."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="What a column holds; once for each column."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="utf-8, unless the file is in windows-1252.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="How dates are written, such as %m/%d/%Y; ISO 8601 needs none."),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="RECIPIENT", help="Whose file it is, where the format does not tell."),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows though others are bad.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Import orders from a reseller's file."""
    from privacyctl.duties.people import orders
    from privacyctl.model.disclosure import parse_recipient
    from privacyctl.orders import open_orders
    from privacyctl.output import import_orders as importing
    from privacyctl.output.screen.progress import telling

    columns = _columns(column or [])
    came_from = parse_recipient(sender) if sender is not None else None
    try:
        with record() as store, telling("rows") as tell:
            opened = [
                (
                    path.name,
                    open_orders(
                        path, format=file_format, columns=columns, encoding=encoding, date_format=date_format
                    ),
                )
                for path in files
            ]
            result = orders.import_orders(
                store, opened, sender=came_from, skip_bad=skip_bad, dry_run=dry_run, tell=tell
            )
    except orders.BadOrders as error:
        # Only now that no progress is drawn: while it is, stdout goes to the terminal too.
        if as_json:
            stream.say_json(documents.imported(error.imported) | {"changed": False})
        else:
            importing.complain_of_rows(error.imported)
        raise
    if as_json:
        stream.say_json(documents.imported(result))
    else:
        importing.say_imported(result)


def _columns(given: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for one in given:
        # From the right: a column may be called "a=b", a field may not.
        name, equals, field = one.rpartition("=")
        if not equals or not name.strip() or not field.strip():
            raise BadInput(f"--map '{one}' is not COLUMN=FIELD", "for example: --map 'Order ID=order'")
        if name in columns:
            raise BadInput(f"--map names the column '{name}' twice", "name it once")
        columns[name] = field.strip()
    return columns
