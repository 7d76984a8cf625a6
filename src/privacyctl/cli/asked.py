"""The command `asked`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.output.screen import stream


def asked(
    numbers: Annotated[
        list[int], typer.Argument(metavar="NUMBER...", help="Numbers, as `follow-ups` lists them.")
    ],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When you asked. Else now.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="Whom, and what they answered.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Note that you asked for the removal of copies."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    text = texts.note(note, "note") if note is not None else None
    with record() as store:
        result = duty.mark_asked(store, numbers, at=moment(at, "--at"), note=text)
        stream.answer(as_json, words.followed_up_document, words.say_followed_up, result)
