"""The command `status`, which `privacyctl` alone runs too."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record
from privacyctl.errors import Missing
from privacyctl.model.copies import EVERY
from privacyctl.model.moment import parse_length
from privacyctl.output.screen import stream

_MOST = 1_000_000
"""Bytes of settings that are read."""


def status(
    line: Annotated[
        bool, typer.Option("--line", help="One line for a prompt; nothing where nothing waits.")
    ] = False,
    with_who: Annotated[bool, typer.Option("--who", help="Name whom it is about, on a terminal.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show the day's work, and whether what must run does."""
    from privacyctl.duties import overview as duty
    from privacyctl.output import status as words

    vendor, every = (None, EVERY) if line and not as_json else _said()
    try:
        with record(warns=False, warns_of_clock=not line) as store, store.snapshot():
            found = duty.overview(store, every)
    except Missing:
        if not line and not as_json:
            from privacyctl.cli.opening import LINES

            stream.say(*LINES)
        raise
    shown = words.say_line if line else partial(words.say, with_who=with_who and stream.is_terminal())
    stream.answer(as_json, words.document, shown, found, vendor)


def _said() -> tuple[str | None, int]:
    """Who the vendor is, and how often a copy is wanted: two settings, read without what checks all of them."""
    import tomllib

    try:
        with current().path.with_name("privacyctl.toml").open("rb") as file:
            said: dict[str, Any] = tomllib.loads(file.read(_MOST).decode())
    except FileNotFoundError:
        return None, EVERY
    except (OSError, ValueError):
        stream.complain("warning", "the settings cannot be read", "what is wrong: privacyctl doctor")
        return None, EVERY
    vendor, backup = said.get("vendor"), said.get("backup")
    every = backup.get("every") if isinstance(backup, dict) else None
    try:
        length = parse_length(every) if isinstance(every, str) else EVERY
    except ValueError:
        length = EVERY
    return vendor if isinstance(vendor, str) else None, length
