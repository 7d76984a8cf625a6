"""The command `close`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.ids import CaseId
from privacyctl.model.request import Because
from privacyctl.output.screen import stream


def close(
    case: options.Case,
    because: Annotated[Because, typer.Option(help="Why it needs no removal; a comment is seen-to.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What was found or agreed.")],
    as_json: options.Json = False,
) -> None:
    """End a case that needs no removal, on the record."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import removals
    from privacyctl.output import requests as words

    text = texts.note(note, "note")
    with record() as store:
        result = removals.close(store, CaseId(case), because=because, note=text)
        stream.answer(as_json, words.closed_case_document, words.say_closed, result)
