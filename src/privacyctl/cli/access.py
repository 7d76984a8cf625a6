"""The command `access`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_made
from privacyctl.cli.session import current, limits, moment, nearest, record, settings, signature
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.made import MadeKind
from privacyctl.model.request_clock import How
from privacyctl.output.screen import stream


def access(
    who: options.WhoAsks = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where to write the two files.", show_default=False),
    ] = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[options.Written | None, typer.Option(help="How it reached you.")] = None,
    rule: options.WhoseLimit = None,
    code: Annotated[
        bool, typer.Option("--code", help="Make a one-time code, and the mail that brings it to them.")
    ] = False,
    confirmed: Annotated[
        options.ConfirmedBy | None,
        typer.Option("--confirmed", help="How you know who asks, where no code is needed."),
    ] = None,
    unknown: options.Unknown = False,
    as_json: options.Json = False,
) -> None:
    """Answer somebody who asks what is held on them."""
    from privacyctl.cli import mailing
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import access as duty
    from privacyctl.duties.rights import identity
    from privacyctl.model.access_document import Controller
    from privacyctl.output import access as words
    from privacyctl.output.access_files import AccessFiles

    if code and (out is not None or confirmed is not None):
        raise BadInput("--code comes first, and the files after the answer to it", "leave the others out")
    asked = Asked(
        received_at=moment(received, "--received"),
        via=Via(via.value) if via else Via.UNSTATED,
        message=mailing.read_mail(message),
    )
    who = mailing.who_asks(who, asked.message)
    signed = signature()
    with record() as store:
        result = duty.ask(store, who, asked, limits(rule), is_unknown=unknown)
        case = f"case {result.case.id} {'was opened' if result.is_new else 'stands'}"
        if code or confirmed is not None or out is not None:
            current().stands(f"{case}; it is not answered")
        made = identity.make_code(store, result.case.id) if code and not result.is_closed else None
        if confirmed is not None and not result.is_closed:
            result = duty.with_confirmation(store, result, How(confirmed.value))
            if out is not None:
                current().stands(f"{case} and is confirmed; it is not answered")
        files: tuple[Path, ...] = ()
        if out is not None and result.is_ready:
            controller = Controller(signed.vendor, signed.support)
            handout = AccessFiles(out)
            note_made(store, MadeKind.ACCESS, *handout.paths(result.case.id), contact=result.case.contact)
            current().is_stepwise = True  # stopped between the files and the record, it is not done
            result, handed = duty.answer(store, result, controller, handout, settings().purposes)
            current().is_stepwise = False
            files = handed.files
        stream.answer(
            as_json,
            lambda: words.document(result, made, files, signed),
            lambda: words.say(result, made, files, signed, store.now),
        )
        words.warn(result, nearest(store, result.near))
