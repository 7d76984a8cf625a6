"""The command `triage`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.errors import BadInput
from privacyctl.model.ids import LetterId
from privacyctl.model.inbox import TYPED, ReadAs
from privacyctl.output.screen import stream


def _read_as(text: str) -> ReadAs:
    found = next((one for one in TYPED if one.value == text.lower()), None)
    if found is None:
        raise typer.BadParameter(f"'{text}' is none of {', '.join(TYPED)}")
    return found


def triage(
    letter: Annotated[
        int | None, typer.Argument(metavar="[LETTER]", help="The letter; without it all that wait.")
    ] = None,
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHO]", help="Who asks, where the letter does not say it; with --as reply: the case."
        ),
    ] = None,
    read_as: Annotated[
        ReadAs | None,
        typer.Option("--as", metavar="WHAT", parser=_read_as, help=f"What it asks: {', '.join(TYPED)}."),
    ] = None,
    stats: Annotated[
        bool, typer.Option("--stats", help="How good the guesses were, by what you said.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Read the letters that wait, and say what each asks."""
    if stats:
        if letter is not None or read_as is not None:
            raise BadInput("--stats stands alone", "privacyctl triage --stats")
        _say_stats(as_json=as_json)
        return
    if letter is None:
        if read_as is not None:
            raise BadInput("it is not said which letter", f"privacyctl triage LETTER --as {read_as}")
        if stream.is_terminal() and sys.stdin.isatty() and not as_json:
            from privacyctl.cli import triage_screen

            triage_screen.all_letters()
            return
        _list(as_json=as_json)
        return
    if read_as is None:
        if who is not None:
            raise BadInput("it is not said what the letter asks", "add --as, such as --as takedown")
        _list(LetterId(letter), as_json=as_json)
        return
    from privacyctl.cli import letter_duties

    with record() as store:
        letter_duties.decide(store, LetterId(letter), who, read_as, as_json=as_json)


def _list(only: LetterId | None = None, *, as_json: bool) -> None:
    from privacyctl.duties.inbox import letters
    from privacyctl.mail import likely
    from privacyctl.output import triage as words

    with record(warns=False) as store:
        with store.snapshot():
            if only is None:
                found = letters.waiting(store, likely.guess)
            else:
                found = [letters.listed(store, letters.must_get(store, only), likely.guess)]
        stream.answer(as_json, words.document, words.say, found, store.now)


def _say_stats(*, as_json: bool) -> None:
    from privacyctl.duties.inbox import deciding
    from privacyctl.output import triage as words

    with record(warns=False) as store:
        stream.answer(as_json, words.stats_document, words.say_stats, deciding.shown(store))
