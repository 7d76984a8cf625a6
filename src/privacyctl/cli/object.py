"""The command `object`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, must_be_known, nearest, record, signature
from privacyctl.model.consent import Purpose
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked


def object(  # noqa: A001  (a command is a function of its name)
    who: options.Asker = None,
    purpose: Annotated[
        list[Purpose] | None,
        typer.Option(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help="To what, where it is news or another use that one opts out of: done at once, as by `optout`.",
        ),
    ] = None,
    received: options.Received = None,
    via: options.WrittenVia = None,
    message: options.MailFile = None,
    note: options.Note = None,
    rule: options.WhoseLimit = None,
    as_json: options.Json = False,
) -> None:
    """Take an objection to a use of somebody's data."""
    from privacyctl.cli import mailing, plain_request
    from privacyctl.model.request import RequestKind
    from privacyctl.output import plain_requests as words

    asked = plain_request.asked_for(received, via, message, note)
    if purpose:
        _opt_out(mailing.who_asks(who, asked.message), purpose, asked, as_json=as_json)
        return
    signed = signature()
    result, near = plain_request.take(RequestKind.OBJECTION, who, asked, rule)
    stream.answer(
        as_json, lambda: words.document(result, signed), lambda: words.say(result, signed, current().now)
    )
    words.warn(result, near)


def _opt_out(who: str, purposes: list[Purpose], asked: Asked, *, as_json: bool) -> None:
    """An objection to what one opts out of is done at once, and leaves no clock."""
    from privacyctl.duties.lists import opting_out
    from privacyctl.output import optout as words

    wanted = list(dict.fromkeys(purposes))
    with record() as store:
        must_be_known(store, wanted)
        result = opting_out.opt_out(store, [who], wanted, asked, skip_bad=False)
        words.warn_of_lists(result)  # first: whoever reads the answer may be gone
        words.warn_of_meant(result, lambda numbers: nearest(store, numbers))
        stream.answer(as_json, words.opt_outs_document, words.say_opt_outs, result)
