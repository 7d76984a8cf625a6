"""The command `add-testimonial`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import must_be_open, record
from privacyctl.model.consent import Purpose
from privacyctl.model.text import line
from privacyctl.output.screen import stream


def add_testimonial(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose words they are.")],
    quote: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What they said.")],
    attribution: Annotated[
        str, typer.Option(metavar="TEXT", help="How they are named beside it: 'Ann L., Acme GmbH'.")
    ],
    places: options.Places,
    permission: Annotated[str, typer.Option(metavar="TEXT|@FILE", help=options.PermissionText)],
    received: options.Received = None,
    no_look: options.NoLook = False,
    as_json: options.Json = False,
) -> None:
    """Register a testimonial, with their permission."""
    from privacyctl.cli import first_look
    from privacyctl.cli.texts import given, note, shown_at
    from privacyctl.duties.removals import publications
    from privacyctl.duties.who import find_contact
    from privacyctl.output import first_looks
    from privacyctl.output import publications as words

    allowed = given(permission, received, "permission")
    with record() as store:
        must_be_open(store, Purpose.TESTIMONIAL)
        result = publications.add_testimonial(
            store,
            find_contact(store, email),
            quote=note(quote, "quote"),
            attribution=line(attribution, "attribution"),
            places=shown_at(places),
            given=allowed,
        )
        stream.step(as_json, words.say_registered, result)
        found = [] if no_look else first_look.at_publications(store, result.publications)
        stream.answer(as_json, words.registered_document, lambda *_: None, result, found)
        first_looks.warn_of_unseen(found)
