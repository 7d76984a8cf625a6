"""The command `takedown`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, moment, nearest, record, site_settings
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.ids import CaseId
from privacyctl.model.takedown import TakedownScope
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.model.message import Message
    from privacyctl.store import Store


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
    via: Annotated[options.Written | None, typer.Option(help="How it reached you.")] = None,
    message: options.MailFile = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="What they wrote, where there is no mail.")
    ] = None,
    unknown: options.Unknown = False,
    entry: Annotated[
        str | None,
        typer.Option(metavar="FILE:LINE", help="An entry of the site's data that is theirs; with --case."),
    ] = None,
    case: Annotated[
        int | None, typer.Option("--case", metavar="CASE", help="The case that asks for the entry's removal.")
    ] = None,
    places: options.Places = [],  # noqa: B006  (typer's own way to a list that may be empty)
    now: Annotated[
        bool, typer.Option("--now", help="Publish, deploy and verify at once, with the site in the settings.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Take a written request for removal: 24 hours run."""
    from privacyctl.cli import mailing, texts
    from privacyctl.duties.cases import Asked, nobody_asks
    from privacyctl.duties.removals import takedowns

    if entry is not None or case is not None:
        if entry is None or case is None:
            raise BadInput("--entry and --case go together", "give both: --entry FILE:LINE --case CASE")
        _name_entry(who, entry, CaseId(case), texts.shown_at(places), now=now, as_json=as_json)
        return
    if places:
        raise BadInput("--at says where an entry is on show", "give --entry FILE:LINE --case CASE with it")
    if who is None and message is None:
        raise nobody_asks("privacyctl takedown WHO")
    if who is not None and message is None and not unknown and sys.stdin.isatty() and not as_json:
        unknown = _is_meant(who)
    asked = Asked(
        what=what,
        received_at=moment(received, "--received"),
        via=Via(via.value) if via else Via.UNSTATED,
        message=mailing.read_mail(message),
        note=texts.note(note, "note") if note is not None else None,
    )
    if who is None and asked.message is not None and not _is_taken(asked.message):
        who = mailing.who_asks(None, asked.message)
    with record() as store:
        _say(store, takedowns.open_takedown(store, who, asked, is_unknown=unknown), now=now, as_json=as_json)


def _say(store: Store, result: OpenedTakedown, *, now: bool, as_json: bool) -> None:
    """Say what was opened, and with `now` do it at once."""
    from privacyctl.cli import first_look
    from privacyctl.output import first_looks
    from privacyctl.output import takedown as words

    if now:
        current().is_stepwise = True
        _at_once(store, result, as_json=as_json)
        return
    stream.step(as_json, words.say_opened, result, store.now)
    words.warn_of_opened(result, nearest(store, result.near, result.near_companies))
    found = first_look.at_tasks(store, result.tasks, anew=result.changed)
    stream.answer(as_json, words.opened_takedown_document, lambda *_: None, result, found)
    first_looks.warn_of_unseen(found)


def _is_taken(mail: Message) -> bool:
    """Whether the mail was taken before: then it is known for whom."""
    from privacyctl.store import requests

    with record(warns=False) as store:
        return bool(requests.by_message(store, mail))


def _is_meant(who: str) -> bool:
    """Ask whether a name that is not on record is meant though others are near to it.

    Asked before anything is written, with the record closed. False too where there is nothing to ask.
    """
    from privacyctl.duties.askers import nearby

    with record(warns=False) as store:
        near = nearby(store, who)
        if near is None:
            return False
        named = nearest(store, near.contacts, near.companies)
    question = (
        f"Nothing on record is called '{who}'; near to it: {named}. Open a case for '{who}' all the same?"
    )
    if not typer.confirm(visible(question), err=True):
        stream.say("Nothing was opened.")
        raise typer.Exit(1)
    return True


def _name_entry(
    who: str | None, named: str, case: CaseId, places: list[str], *, now: bool, as_json: bool
) -> None:
    """Put an entry of the site on record as theirs."""
    from privacyctl.cli.site import site_source
    from privacyctl.duties.removals import named_entries

    entry = named_entries.entry_at(site_source(site_settings()).entries(), named)
    with record() as store:
        _say(store, named_entries.name_entry(store, case, who, entry, places), now=now, as_json=as_json)


def _at_once(store: Store, opened: OpenedTakedown, *, as_json: bool) -> None:
    """Look while it is there, publish, deploy and look again; then say which of these happened, and how far it came.

    A person sees the case at once; for anybody else the work comes first, so that a reader
    who goes away does not stop it.
    """
    from privacyctl.cli import first_look, site
    from privacyctl.duties.site import at_once
    from privacyctl.output import first_looks, publish, verify
    from privacyctl.output import takedown as words
    from privacyctl.output.at_once import at_once_document
    from privacyctl.output.screen.progress import telling

    is_seen = stream.is_terminal() and not as_json
    if is_seen:
        words.say_opened(opened, store.now, at_once=True)
    words.warn_of_opened(opened, nearest(store, opened.near, opened.near_companies))
    found = first_look.at_tasks(store, opened.tasks, anew=opened.changed)
    first_looks.warn_of_unseen(found)
    settings = site_settings()
    with telling("tasks") as tell:
        result = at_once.take_down(
            store,
            [task.id for task in opened.tasks],
            site_source=site.site_source(settings) if settings.data else None,
            checker=site.checker(settings, store, tell),
            cdn=settings.cdn,
        )
    stream.answer(
        as_json,
        lambda: at_once_document(opened, found, result),
        lambda: None if is_seen else words.say_opened(opened, store.now, at_once=True),
    )
    if result.published is not None:
        stream.step(as_json, publish.say_published, result.published)
        publish.warn_of_published(result.published)
    if result.verified is not None:
        seen = result.verified
        stream.step(as_json, lambda: verify.say_verified(seen, with_who=stream.is_terminal()))
        verify.hint_at_rest(result.verified)
    if result.failure is not None:
        raise result.failure
    if not result.is_done:
        raise typer.Exit(1)
