"""The command `follow-ups`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.ids import CaseId
from privacyctl.output.screen import stream


def follow_ups(
    case: Annotated[
        int | None, typer.Argument(metavar="[CASE]", help="Those of one case; else of all.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List the copies that others must be asked to remove."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    with record() as store:
        with store.snapshot():
            found = duty.list_follow_ups(store, CaseId(case) if case is not None else None)
        stream.answer(as_json, words.follow_ups_document, words.say_follow_ups, found)
