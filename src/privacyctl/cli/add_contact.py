"""The command `add-contact`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.model.contact import company_name
from privacyctl.model.text import line
from privacyctl.output.screen import stream


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
    from privacyctl.output import contacts as words
    from privacyctl.output.screen.wording import warn_of_exposed

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
        stream.answer(as_json, words.added_contact_document, words.say_added_contact, result)
        warn_of_exposed(result.exposed)
