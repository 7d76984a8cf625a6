"""Removals: takedown, due, removed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, moment, nearest, record, site_settings
from privacyctl.errors import BadInput, Untrusted
from privacyctl.model.consent import Via
from privacyctl.model.moment import DAY, HOUR
from privacyctl.model.takedown import WINDOW, TakedownScope
from privacyctl.output import documents
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.store import Store


class Written(StrEnum):
    """How a written request can reach the vendor."""

    MAIL = "mail"
    FORM = "form"
    LETTER = "letter"


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


def takedown(
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHO]",
            help="Who asks: an address, a contact number or a company. Else the mail's sender.",
        ),
    ] = None,
    what: Annotated[TakedownScope, typer.Option(help="What they ask to have removed.")] = TakedownScope.ALL,
    received: options.Received = None,
    via: Annotated[Written | None, typer.Option(help="How it reached you.")] = None,
    message: options.MailFile = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="What they wrote, where there is no mail.")
    ] = None,
    now: Annotated[
        bool, typer.Option("--now", help="Publish, deploy and verify at once, with the site in the settings.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Take a written request for removal: 24 hours run."""
    from privacyctl.cli import texts as written
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.removals import takedowns
    from privacyctl.output import removals

    if who is None and message is None:
        raise BadInput(
            "it is not said who asks", "privacyctl takedown WHO, or with the mail: --message FILE.eml"
        )
    asked = Asked(
        what=what,
        received_at=moment(received, "--received"),
        via=Via(via.value) if via else Via.UNSTATED,
        message=written.read_mail(message),
        note=written.note(note, "note") if note is not None else None,
    )
    with record() as store:
        result = takedowns.open_takedown(store, who, asked)
        if now:
            current().is_stepwise = True
            _at_once(store, result, as_json=as_json)
            return
        if as_json:
            stream.say_json(documents.opened_takedown(result))
        else:
            removals.say_opened(result, store.now)
        removals.warn_of_opened(result, nearest(store, result.near))


def _at_once(store: Store, opened: OpenedTakedown, *, as_json: bool) -> None:
    """Publish, deploy and look; then say which of these happened, and how far it came.

    A person sees the case at once; for anybody else the work comes first, so that a reader
    who goes away does not stop it.
    """
    from privacyctl.cli import site
    from privacyctl.duties.site import at_once
    from privacyctl.output import publish, removals, site_documents, verify
    from privacyctl.output.screen.progress import telling

    is_seen = stream.is_terminal() and not as_json
    if is_seen:
        removals.say_opened(opened, store.now)
    removals.warn_of_opened(opened, nearest(store, opened.near))
    settings = site_settings()
    with telling("tasks") as tell:
        result = at_once.take_down(
            store,
            [task.id for task in opened.tasks],
            site_source=site.site_source(settings) if settings.data else None,
            checker=site.checker(settings, tell),
            cdn=settings.cdn,
        )
    if as_json:
        stream.say_json(documents.opened_takedown(opened) | site_documents.at_once(result))
    elif not is_seen:
        removals.say_opened(opened, store.now)
    if result.published is not None:
        if not as_json:
            publish.say_published(result.published)
        publish.warn_of_published(result.published)
    if result.verified is not None:
        if not as_json:
            verify.say_verified(result.verified)
        verify.hint_at_rest(result.verified)
    if result.failure is not None:
        raise result.failure
    if not result.is_done:
        raise typer.Exit(1)


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
    """List the removals and the requests that near their day."""
    from privacyctl.duties import due as duty

    seconds = _length(within)
    if as_json and form not in (DueFormat.TEXT, DueFormat.JSON):
        raise BadInput(f"--json and --format {form.value} exclude one another", "give one of them")
    form = DueFormat.JSON if as_json else form
    with record() as store:
        with store.snapshot():
            found = duty.due(store, seconds)
            if new:
                found = duty.only_new(store, found)
        status = _say_due(found, form, with_who=with_who, entry=entry)
        if not stream.has_any_terminal():
            try:
                duty.mark(store, found if new else None)
            except Untrusted as error:
                # The list is what matters, and it was printed.
                stream.complain(
                    "warning", f"the mark that `due` ran was not left: {error.sentence}", error.hint
                )
    if status:
        raise typer.Exit(status)


def removed(
    tasks: Annotated[list[int], typer.Argument(metavar="TASK...", help="Task numbers, as `due` lists them.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="Who removed it, and how.")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When it was removed. Else now.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Record that somebody removed it; no clock stops yet."""
    from privacyctl.cli import texts as written
    from privacyctl.duties.removals import removals
    from privacyctl.output import removals as words

    text = written.note(note, "note")
    with record() as store:
        result = removals.mark_removed(store, tasks, at=moment(at, "--at"), note=text)
        if as_json:
            stream.say_json(documents.marked_tasks(result))
        else:
            words.say_removed(result)


def _say_due(found: Due, form: DueFormat, *, with_who: bool, entry: CalendarEntry) -> int:
    from privacyctl.output import due as words

    if form is DueFormat.JSON:
        stream.say_json(words.document(found))
    elif form is DueFormat.CSV:
        words.say_csv(found)
    elif form is DueFormat.NAGIOS:
        return words.say_monitoring(found)
    elif form is DueFormat.ICS:
        from privacyctl.output import calendar

        calendar.say(found, current().path.stem, as_event=entry is CalendarEntry.EVENT)
    else:
        words.say(found, with_who=with_who or stream.is_terminal())
    return 0


def _length(text: str) -> int:
    """A length of time such as 24h, in seconds."""
    unit = {"m": 60, "h": HOUR, "d": DAY}.get(text[-1:].lower())
    number = text[:-1].strip()
    if unit is None or not (number.isascii() and number.isdigit()) or len(number) > 6:
        raise BadInput(
            f"--within '{text}' is not a length of time", f"for example: --within {WINDOW // HOUR}h"
        )
    return int(number) * unit
