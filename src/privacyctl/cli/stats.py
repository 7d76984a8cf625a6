"""The command `stats`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.model.figures import SplitBy
from privacyctl.output.screen import stream


class StatsFormat(StrEnum):
    """The forms in which `stats` can speak."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def stats(
    by: Annotated[
        SplitBy | None,
        typer.Option(help="Split them. An order's country is not on record.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="MONTH", help="The first month that counts, such as 2026-01.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="MONTH", help="The last one. Else the last that is over.")
    ] = None,
    form: Annotated[
        StatsFormat, typer.Option("--format", case_sensitive=False, help="How to say it.")
    ] = StatsFormat.TEXT,
    as_json: options.Json = False,
) -> None:
    """Show figures that give nobody away.

    Each has five people or more behind it. What has fewer waits for later months, or is counted with others.
    """
    from privacyctl.duties.promises import stats as duty
    from privacyctl.output import stats as words

    with record() as store:
        result = duty.stats(store, by, since, until)
        say = words.say_csv if form is StatsFormat.CSV else words.say
        stream.answer(as_json or form is StatsFormat.JSON, words.document, say, result)
