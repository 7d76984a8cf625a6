"""The command `restrict`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, nearest, record, signature
from privacyctl.errors import BadInput
from privacyctl.output.screen import stream


def restrict(
    who: options.Asker = None,
    received: options.Received = None,
    via: options.WrittenVia = None,
    message: options.MailFile = None,
    note: options.Note = None,
    rule: options.WhoseLimit = None,
    lift: Annotated[
        bool,
        typer.Option("--lift", help="End it; --note or --message shows that they were told before."),
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Keep somebody's data, and use it for their orders alone."""
    from privacyctl.cli import plain_request
    from privacyctl.duties.rights import plain_requests
    from privacyctl.model.request import RequestKind
    from privacyctl.output import plain_requests as words

    asked = plain_request.asked_for(received, via, message, note)
    if not lift:
        signed = signature()
        result, near = plain_request.take(RequestKind.RESTRICTION, who, asked, rule)
        stream.answer(
            as_json, lambda: words.document(result, signed), lambda: words.say(result, signed, current().now)
        )
        words.warn(result, near)
        return
    if who is None:
        raise BadInput("it is not said whose restriction ends", "privacyctl restrict WHO --lift --note TEXT")
    evidence = asked.note or (asked.message.text if asked.message else None)
    if not evidence:
        raise BadInput(
            "a restriction ends once they were told so, and nothing says that they were",
            "privacyctl restrict WHO --lift --note 'told them on …', or with the mail: --message FILE.eml",
        )
    with record() as store:
        lifted = plain_requests.lift(store, who, evidence)
        stream.answer(as_json, words.lifted_document, words.say_lifted, lifted)
        words.warn_of_lifted(lifted, nearest(store, lifted.near))
