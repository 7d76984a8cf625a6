"""The command `due`."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, must_be_newest, record, settings, warn_of_clock
from privacyctl.errors import BadInput, Failure, Missing, Untrusted
from privacyctl.model.moment import HOUR, parse_length
from privacyctl.model.takedown import WINDOW
from privacyctl.output.screen import stream
from privacyctl.store.journal import standing

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.output.due_document import DueDocument
    from privacyctl.store import Store
    from privacyctl.store.journal.standing import Lag


class DueFormat(StrEnum):
    """The forms in which `due` can speak."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"
    NAGIOS = "nagios"


class CalendarEntry(StrEnum):
    """How a deadline stands in a calendar."""

    TODO = "todo"
    EVENT = "event"


def due(
    within: Annotated[
        str, typer.Option(metavar="TIME", help="How far to look ahead for removals: 24h, 90m, 2d.")
    ] = "24h",
    new: Annotated[
        bool,
        typer.Option(
            "--new", help="Only what moved on: at intake, with 12, 4 and 1 hours left, hourly once overdue."
        ),
    ] = False,
    with_who: Annotated[bool, typer.Option("--who", help="Name whom it is about, in mail too.")] = False,
    form: Annotated[
        DueFormat, typer.Option("--format", case_sensitive=False, help="How to say it.")
    ] = DueFormat.TEXT,
    entry: Annotated[
        CalendarEntry,
        typer.Option("--as", help="In --format ics: a to-do, or an event where those are ignored."),
    ] = CalendarEntry.TODO,
    as_json: options.Json = False,
) -> None:
    """List the removals, comments and requests that are due."""
    seconds = _length(within)
    if as_json and form not in (DueFormat.TEXT, DueFormat.JSON):
        raise options.exclusive("--json", f"--format {form.value}")
    form = DueFormat.JSON if as_json else form
    try:
        _list(seconds, form, new=new, with_who=with_who, entry=entry)
    except Missing as missing:
        _say_of_lost(missing, seconds, form, with_who=with_who, entry=entry)
        raise


def _list(seconds: int, form: DueFormat, *, new: bool, with_who: bool, entry: CalendarEntry) -> None:
    from privacyctl.duties import due as duty

    with record(warns_of_clock=False, believes=True) as store:
        older, lag = _not_newest(store)
        if not (new and _is_hourly_said(store)):
            warn_of_clock(store)
        if older is not None:
            _say_by_journal(store, older, seconds, form, with_who=with_who, entry=entry)
        with store.snapshot():
            everything = _named_alone(duty.due(store, seconds, lag))
            found = duty.only_new(store, everything) if new else everything
        status = _say_due(found, form, with_who=with_who, entry=entry)
        if not stream.has_any_terminal():
            try:
                duty.mark(store, everything, found if new else None)
            except Untrusted as error:
                # The list is what matters, and it was printed.
                stream.complain(
                    "warning", f"the mark that `due` ran was not left: {error.sentence}", error.hint
                )
    if status:
        raise typer.Exit(status)


def _not_newest(store: Store) -> tuple[Failure | None, Lag | None]:
    """Why the record is not believed, and by how much its journal is behind; None where it is well."""
    try:
        found = must_be_newest(store)
    except Untrusted as failure:
        return failure, None
    lags = store.lag is not None or found.how is standing.Stands.LAGS
    return None, standing.lag(store, found) if lags else None


def _named_alone(found: Due) -> Due:
    """Without the mailboxes that the settings name no more: `inbox` may not have run since."""
    if not found.sources:
        return found
    try:
        names = {section.called for section in settings().inbox}
    except Failure:
        return found
    return replace(found, sources=tuple(one for one in found.sources if one.name in names))


def _say_by_journal(
    store: Store, older: Failure, seconds: int, form: DueFormat, *, with_who: bool, entry: CalendarEntry
) -> None:
    """List what the journal knows to be due, of a record that lacks it; then fail. Nothing is marked as told."""
    from privacyctl.cli.lost_record import as_the_journal_knows
    from privacyctl.duties import due as duty

    own, is_parted = duty.due(store, seconds), standing.of(store).how is standing.Stands.PARTED
    whole = as_the_journal_knows(store, is_parted=is_parted)
    with contextlib.closing(whole or store.in_memory()) as known:
        found = duty.due(known, seconds)
    more = found.beyond(own)
    if is_parted:
        found = own.with_those_of(more)
    if form is not DueFormat.NAGIOS:
        _say_due(found, form, with_who=with_who, entry=entry)
    if more.names:
        older.details = (f"known by the journal alone: {', '.join(more.names)}",)
    raise older


def _say_of_lost(
    missing: Missing, seconds: int, form: DueFormat, *, with_who: bool, entry: CalendarEntry
) -> None:
    """List what the journal of a lost data file knows to be due, where one is left."""
    from privacyctl.cli.lost_record import by_the_journal_alone
    from privacyctl.duties import due as duty

    if form is DueFormat.NAGIOS or (whole := by_the_journal_alone(current().path)) is None:
        return
    with contextlib.closing(whole):
        found = duty.due(whole, seconds)
    if names := found.names:
        _say_due(found, form, with_who=with_who, entry=entry)
        missing.details = (f"known by the journal alone: {', '.join(names)}",)


def _is_hourly_said(store: Store) -> bool:
    """Whether cron ran it in this hour already: it says once an hour that the clock is behind."""
    from privacyctl.store import marks

    run = None if stream.has_any_terminal() else marks.last_run(store)
    return run is not None and run.at <= store.now and run.at // HOUR == store.now // HOUR


def _say_due(found: Due, form: DueFormat, *, with_who: bool, entry: CalendarEntry) -> int:
    from privacyctl.output import due as words

    if form is DueFormat.NAGIOS:
        return words.say_monitoring(found)

    def say() -> None:
        if form is DueFormat.CSV:
            words.say_csv(found)
        elif form is DueFormat.ICS:
            from privacyctl.output import calendar

            calendar.say(found, current().path.stem, as_event=entry is CalendarEntry.EVENT)
        else:
            words.say(found, with_who=with_who or stream.is_terminal())

    def document() -> DueDocument:
        from privacyctl.output.due_document import document

        return document(found)

    stream.answer(form is DueFormat.JSON, document, say)
    return 0


def _length(text: str) -> int:
    """A length of time such as 24h, in seconds."""
    try:
        return parse_length(text)
    except ValueError:
        raise BadInput(
            f"--within '{text}' is not a length of time", f"for example: --within {WINDOW // HOUR}h"
        ) from None
