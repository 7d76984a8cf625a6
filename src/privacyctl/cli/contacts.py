"""The command `contacts`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.text import storable
from privacyctl.output.screen import stream

_MOST_LISTED = 200


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
    from privacyctl.output import contacts as words
    from privacyctl.store import contacts as kept

    with record() as store:
        found, total = kept.search(store, storable(text, "text") if text is not None else None, limit)
        stream.answer(
            as_json,
            lambda: words.contacts_document(found, total),
            lambda: words.say_contacts(found, total, text),
        )
