"""Accounts: disclose, export-for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import contract, definition, moment, record, settings
from privacyctl.model.consent import Purpose
from privacyctl.model.text import line
from privacyctl.output.screen import stream

For = Annotated[
    Purpose,
    typer.Option(
        "--purpose",
        metavar="PURPOSE",
        parser=options.parse_purpose,
        help=f"What they get it for: {options.PURPOSES}.",
    ),
]


def disclose(
    who: options.Who,
    to: Annotated[
        str, typer.Option("--to", metavar="RECIPIENT", help="Who got it, as the settings call them.")
    ],
    purpose: For,
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
    from privacyctl.output import disclosures as sharing

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
        if as_json:
            stream.say_json(sharing.disclosed_document(result))
        else:
            sharing.say_disclosed(result)


def export_for(
    to: Annotated[str, typer.Argument(metavar="RECIPIENT", help="Who gets it, as the settings call them.")],
    purpose: For,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only the orders since then, and who has one.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new file for the list. Else stdout.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Write the list that a recipient may have, and record it."""
    from privacyctl.atomic_files import make
    from privacyctl.cli import handoff
    from privacyctl.duties.lists import exporting
    from privacyctl.output import disclosures as sharing

    agreed = contract(to)
    set_up = settings()
    since_when = moment(since, "--since")
    if out is not None:
        handoff.must_be_writable(out)
    with record() as store:
        result = exporting.export_for(
            store, agreed, definition(store, purpose, set_up), since=since_when, everyone=set_up.everyone
        )
    with handoff.told_where_it_fails(result.disclosure):
        if out is not None:
            make(out, (line.encode() for line in sharing.export_text(result)))
        if as_json:
            named = {"file": str(out)} if out is not None else {"rows": sharing.export_rows(result)}
            stream.say_json(sharing.export_document(result) | named)
        elif out is not None:
            sharing.say_exported(result, str(out))
        else:
            stream.write_lines(sharing.export_text(result))
            sharing.note_exported(result)
