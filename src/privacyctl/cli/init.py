"""The command `init`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current
from privacyctl.cli.what_runs import lines_of_cron
from privacyctl.model.text import LOCATION, line
from privacyctl.output.screen import stream


def init(
    vendor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who you are, as your policy says.")
    ] = None,
    support: Annotated[str | None, typer.Option(metavar="URL", help="Your support form or address.")] = None,
    as_json: options.Json = False,
) -> None:
    """Make a data file and its settings."""
    from privacyctl.duties import making_record as records
    from privacyctl.output import init as words

    session = current()
    made = records.make(
        session.path.absolute(),
        vendor=line(vendor, "vendor") if vendor is not None else None,
        support=line(support, "support address", LOCATION) if support is not None else None,
        clock=session.clock,
    )
    session.made += made.is_new
    stream.answer(as_json, words.made_document, words.say_made, made, lines_of_cron())
    if not made.config_is_new and (vendor is not None or support is not None):
        words.warn_of_settings(made)
