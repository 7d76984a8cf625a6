"""The command `removed`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.model.ids import TaskId
from privacyctl.output.screen import stream


def removed(
    tasks: Annotated[list[int], typer.Argument(metavar="TASK...", help="Task numbers, as `due` lists them.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="Who removed it, and how.")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When it was removed. Else now.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Record that somebody removed it; no clock stops yet."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import removals
    from privacyctl.output import removals as words

    text = texts.note(note, "note")
    with record() as store:
        result = removals.mark_removed(
            store, [TaskId(task) for task in tasks], at=moment(at, "--at"), note=text
        )
        stream.answer(as_json, words.marked_tasks_document, words.say_removed, result)
