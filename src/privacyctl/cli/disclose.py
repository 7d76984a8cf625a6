"""The command `disclose`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import contract, definition, moment, record, settings
from privacyctl.model.text import line
from privacyctl.output.screen import stream


def disclose(
    who: options.Who,
    to: Annotated[
        str, typer.Option("--to", metavar="RECIPIENT", help="Who got it, as the settings call them.")
    ],
    purpose: options.For,
    fields: Annotated[str, typer.Option(metavar="FIELD,…", help="What they got, such as email,product.")],
    order: Annotated[
        str | None, typer.Option(metavar="ID", help="Which order's fields. Else those of all their orders.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When. Else now.")] = None,
    as_json: options.Json = False,
) -> None:
    """Record what somebody else was given of a person."""
    from privacyctl.duties.lists import disclosures
    from privacyctl.duties.who import find_contact
    from privacyctl.model.disclosure import parse_fields
    from privacyctl.output import disclosures as words

    named = parse_fields(fields)
    agreed = contract(to)
    set_up = settings()
    with record() as store:
        result = disclosures.disclose(
            store,
            agreed,
            find_contact(store, who),
            definition(store, purpose, set_up),
            named,
            order=line(order, "order number") if order is not None else None,
            at=moment(at, "--at"),
            everyone=set_up.everyone,
        )
        stream.answer(as_json, words.disclosed_document, words.say_disclosed, result)
