"""The command `follow-up`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.follow_up import Copy, Lead
from privacyctl.model.ids import CaseId
from privacyctl.model.text import LOCATION, line
from privacyctl.output.screen import stream


def follow_up(
    case: options.Case,
    copy: Annotated[Copy, typer.Option(help="What holds the copy.")],
    where: Annotated[str, typer.Option(metavar="URL|TEXT", help="What may still be seen there.")],
    ask_at: Annotated[
        str | None, typer.Option(metavar="URL|TEXT", help="Where one asks for its removal.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Add a copy out of reach to a case."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    lead = Lead(
        copy, line(where, "place", LOCATION), None if ask_at is None else line(ask_at, "address", LOCATION)
    )
    with record() as store:
        result = duty.add(store, CaseId(case), lead)
        stream.answer(as_json, words.followed_up_document, words.say_followed_up, result)
