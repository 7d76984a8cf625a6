"""The command `takedown`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, moment, nearest, record, site_settings
from privacyctl.model.consent import Via
from privacyctl.model.takedown import TakedownScope
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.removals.takedowns import OpenedTakedown
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
    now: Annotated[
        bool, typer.Option("--now", help="Publish, deploy and verify at once, with the site in the settings.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Take a written request for removal: 24 hours run."""
    from privacyctl.cli import texts
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.removals import takedowns
    from privacyctl.output import takedown as words

    if who is None and message is None:
        raise takedowns.nobody_asks()
    asked = Asked(
        what=what,
        received_at=moment(received, "--received"),
        via=Via(via.value) if via else Via.UNSTATED,
        message=texts.read_mail(message),
        note=texts.note(note, "note") if note is not None else None,
    )
    with record() as store:
        result = takedowns.open_takedown(store, who, asked)
        if now:
            current().is_stepwise = True
            _at_once(store, result, as_json=as_json)
            return
        stream.answer(
            as_json,
            lambda: words.opened_takedown_document(result),
            lambda: words.say_opened(result, store.now),
        )
        words.warn_of_opened(result, nearest(store, result.near))


def _at_once(store: Store, opened: OpenedTakedown, *, as_json: bool) -> None:
    """Publish, deploy and look; then say which of these happened, and how far it came.

    A person sees the case at once; for anybody else the work comes first, so that a reader
    who goes away does not stop it.
    """
    from privacyctl.cli import site
    from privacyctl.duties.site import at_once
    from privacyctl.output import publish, verify
    from privacyctl.output import takedown as words
    from privacyctl.output.at_once import at_once_document
    from privacyctl.output.screen.progress import telling

    is_seen = stream.is_terminal() and not as_json
    if is_seen:
        words.say_opened(opened, store.now)
    words.warn_of_opened(opened, nearest(store, opened.near))
    settings = site_settings()
    with telling("tasks") as tell:
        result = at_once.take_down(
            store,
            [task.id for task in opened.tasks],
            site_source=site.site_source(settings) if settings.data else None,
            checker=site.checker(settings, tell),
            cdn=settings.cdn,
        )
    stream.answer(
        as_json,
        lambda: at_once_document(opened, result),
        lambda: None if is_seen else words.say_opened(opened, store.now),
    )
    if result.published is not None:
        stream.step(as_json, publish.say_published, result.published)
        publish.warn_of_published(result.published)
    if result.verified is not None:
        stream.step(as_json, verify.say_verified, result.verified)
        verify.hint_at_rest(result.verified)
    if result.failure is not None:
        raise result.failure
    if not result.is_done:
        raise typer.Exit(1)
