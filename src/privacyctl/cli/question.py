"""The command `question`."""

from __future__ import annotations

from privacyctl.cli import options
from privacyctl.cli.session import current, signature
from privacyctl.output.screen import stream


def question(
    who: options.Asker = None,
    received: options.Received = None,
    via: options.WrittenVia = None,
    message: options.MailFile = None,
    note: options.Note = None,
    as_json: options.Json = False,
) -> None:
    """Put a question on record, with the day of its answer."""
    from privacyctl.cli import plain_request
    from privacyctl.model.request import RequestKind
    from privacyctl.output import plain_requests as words

    asked = plain_request.asked_for(received, via, message, note)
    signed = signature()
    result, near = plain_request.take(RequestKind.QUESTION, who, asked, None)
    stream.answer(
        as_json, lambda: words.document(result, signed), lambda: words.say(result, signed, current().now)
    )
    words.warn(result, near)
