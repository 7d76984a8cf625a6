"""The command `triage`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.errors import BadInput
from privacyctl.model.ids import LetterId
from privacyctl.model.inbox import TYPED, ReadAs
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.store import Store


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
    with record() as store:
        decide(store, LetterId(letter), who, read_as, as_json=as_json)


def decide(store: Store, number: LetterId, who: str | None, read_as: ReadAs, *, as_json: bool) -> None:
    """Do what a person said that a letter asks, by the duties of the commands, and say it."""
    from privacyctl.cli import first_look, letter_duties
    from privacyctl.duties.inbox import deciding, letters
    from privacyctl.mail import likely
    from privacyctl.output import first_looks
    from privacyctl.output import triage as words

    letter = letters.must_get(store, number)
    deciding.must_be_readable(letter, read_as)
    guess = letters.listed(store, letter, likely.guess).guess
    if read_as is ReadAs.REPLY:
        case = letter_duties.case_of(who)
        done = letter_duties.Done(str(case), case=case)
        decided = deciding.join(store, letter, case, guess)
    else:
        done = letter_duties.DUTIES[read_as](store, letter, who)
        decided = deciding.decide(store, letter, read_as, guess, case=done.case, contact=done.contact)
    stream.answer(
        as_json,
        lambda: words.decided_document(decided, done.who, done.due_at, done.tasks),
        lambda: words.say_decided(decided, done.who, done.due_at),
    )
    words.warn_of_decided(decided)
    first_looks.warn_of_unseen(first_look.at_tasks(store, done.opened, anew=done.changed))


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
