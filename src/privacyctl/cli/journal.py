"""The command `journal`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.errors import BadInput
from privacyctl.output.screen import stream


def journal(
    since: Annotated[
        int, typer.Option(metavar="SEQ", min=0, help="Only the lines after the one of this audit entry.")
    ] = 0,
    anew: Annotated[
        bool, typer.Option("--anew", help="Write it anew from the record, and lay the old one aside.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Print the journal beside the record, for a pipe."""
    from privacyctl.duties.keeping import journal as duty
    from privacyctl.output import journal as words

    if anew:
        if since:
            raise BadInput("--anew writes it whole", "leave out --since")
        with record(warns=False, believes=True) as store:
            made = duty.write_anew(store)
        stream.answer(as_json, words.anew_document, words.say_anew, made)
        return
    with record(warns=False, warns_of_clock=False, believes=True) as store:
        lines = duty.lines(store, since)
        if as_json:
            stream.answer(True, words.document, lambda _: None, list(lines))
        else:
            words.say(lines)
