"""The command `publications`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.output.screen import stream


def publications(
    who: Annotated[
        str | None,
        typer.Argument(metavar="[WHO]", help="An e-mail address, a contact number or a company's name."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List what is on show, and on what ground."""
    from privacyctl.duties.removals import publications as duty
    from privacyctl.duties.who import find
    from privacyctl.output import publications as words

    with record() as store:
        with store.snapshot():
            found = duty.register(store, find(store, who, erased_too=True) if who is not None else None)
        stream.answer(as_json, words.register_document, words.say_register, found)
