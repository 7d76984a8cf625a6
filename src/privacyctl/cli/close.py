"""The command `close`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.ids import CaseId
from privacyctl.model.request import Because, WasAbout
from privacyctl.output.screen import stream


def close(
    case: options.Case,
    because: Annotated[Because, typer.Option(help="Why it needs no removal; a comment is seen-to.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What was found or agreed.")],
    was: Annotated[
        WasAbout | None,
        typer.Option(help="What a comment was that you read; then the command that takes it is named."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """End a case that needs no removal, on the record."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import removals
    from privacyctl.output import requests as words

    text = texts.note(note, "note")
    if was is None and because is Because.SEEN_TO and sys.stdin.isatty() and not as_json:
        was = _ask(CaseId(case))
    with record() as store:
        result = removals.close(store, CaseId(case), because=because, note=text, was=was)
        stream.answer(as_json, words.closed_case_document, words.say_closed, result)


def _ask(case: CaseId) -> WasAbout | None:
    """Ask a person what the comment was, with the record closed; None where nothing is to be asked."""
    from privacyctl.duties.removals import removals
    from privacyctl.output import requests as words

    with record(warns=False) as store:
        comment = removals.unread_comment(store, case)
    if comment is None:
        return None
    while True:
        said: str = typer.prompt(words.asked_of(comment), err=True)
        if said.strip().lower() in list(WasAbout):
            return WasAbout(said.strip().lower())
        stream.complain("error", f"'{said}' is none of these", None)
