"""The command `remind`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, settings
from privacyctl.errors import BadInput, Failure, NotTaken
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from email.message import EmailMessage

    from privacyctl.config import Config
    from privacyctl.duties.due import Due
    from privacyctl.duties.reminding import Reminded, RemindedWay
    from privacyctl.model.reminder import Reminder
    from privacyctl.store import Store

NONE_TOOK = 75
"""EX_TEMPFAIL of sysexits.h: no way took something, and it is tried again."""


def remind(
    test: Annotated[
        bool, typer.Option("--test", help="Send a word by every way, and ask for it on a terminal.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Tell of what is due, by the ways of the settings."""
    from privacyctl.output import remind as words

    if test and as_json:
        raise options.exclusive("--test", "--json")
    said = settings()
    ways = _ways(said)
    if test:
        _test(ways, said)
        return
    try:
        with record(warns=False) as store:
            done = _told(store, ways, said) if ways else _printed(store)
    except Failure:
        _beat(said, "it cannot be known what is due", is_well=False)
        raise
    words.complain(done, has_ways=bool(ways))
    stream.answer(as_json, words.document, words.say if ways else words.say_instead, done)
    if not ways:
        _mark_printed(done)
    counts, is_well = words.counts(done)
    _beat(said, counts, is_well=is_well)
    if done.untold:
        raise typer.Exit(NONE_TOOK)
    if done.lacking:
        raise typer.Exit(1)


def _ways(said: Config) -> list[RemindedWay]:
    from privacyctl.duties.reminding import RemindedWay

    folder = current().path.absolute().parent
    return [RemindedWay(section.way(folder), section.hours) for section in said.remind]


def _told(store: Store, ways: list[RemindedWay], said: Config) -> Reminded:
    from privacyctl.duties import reminding
    from privacyctl.output import reminders
    from privacyctl.ways.sending import deliver

    def compose(reminder: Reminder, found: Due) -> EmailMessage:
        return reminders.mail(reminder, found, said.support)

    every = said.backup.settings(current().path.absolute().parent).every
    is_by_cron = not stream.has_any_terminal()
    return reminding.remind(store, ways, every, compose, deliver, is_by_cron=is_by_cron)


def _printed(store: Store) -> Reminded:
    from privacyctl.duties import reminding

    return reminding.without_ways(store)


def _mark_printed(done: Reminded) -> None:
    """What was printed is not told; but it is not printed anew every ten minutes either, as by `due --new`."""
    from privacyctl.duties import due
    from privacyctl.model.takedown import WINDOW

    if not stream.has_any_terminal():
        with record(warns=False, warns_of_clock=False) as store:
            due.mark(store, due.due(store, WINDOW), done.found)


def _beat(said: Config, counts: str, *, is_well: bool) -> None:
    """Give the monitor of the settings its sign of life; it alarms by its silence, so a failure is no status."""
    if said.heartbeat.url is None:
        return
    from privacyctl.ways import heartbeat

    if not heartbeat.beat(said.heartbeat.url, counts, is_well=is_well):
        stream.complain(
            "warning", "the monitor of [heartbeat] did not take the sign of life", "see url, in [heartbeat]"
        )


def _test(ways: list[RemindedWay], said: Config) -> None:
    """Send a word by every way; on a terminal somebody has to have got it."""
    from privacyctl.duties import reminding
    from privacyctl.output import remind as words
    from privacyctl.output import reminders
    from privacyctl.ways.sending import deliver

    if not ways:
        raise BadInput(
            "the settings name no way", "add to privacyctl.toml: [[remind]] and sendmail or smtp or command"
        )
    well = 0
    for way, _ in ways:
        word = reminding.trial_word()
        failure: NotTaken | None = None
        try:
            deliver(reminders.trial_mail(way, word, said.support, current().now), way)
        except NotTaken as why:
            failure = why
        with record(warns=False, warns_of_clock=False) as store:
            reminding.tried(store, way.name, failure)
        if failure is not None:
            stream.complain("error", failure.sentence, failure.hint)
            continue
        words.say_handed(way.name)
        if stream.is_terminal() and not words.is_word(typer.prompt(words.ask_word(way.name)), word):
            stream.complain(
                "error", f"that is not the word that was sent by '{way.name}'", "look there for it"
            )
            continue
        well += 1
    if well < len(ways):
        raise typer.Exit(1 if well else NONE_TOOK)
