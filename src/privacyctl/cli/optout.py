"""The command `optout`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, must_be_known, record, settings
from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose, Via
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.model.message import Message

_LONGEST_LINE = 4_096


def optout(
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="WHO...", help="Addresses, contact numbers or companies; - reads a list."),
    ] = None,
    purpose: Annotated[
        list[Purpose] | None,
        typer.Option(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help=f"What they opt out of: {options.PURPOSES}; repeat for more. Else: updates.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything but mail about their orders.")
    ] = False,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    message: options.MailFile = None,
    as_json: options.Json = False,
) -> None:
    """Opt somebody out, at once and for good."""
    from privacyctl.cli.texts import read_mail
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.lists import opting_out
    from privacyctl.duties.purposes import declinable
    from privacyctl.output import optout as words
    from privacyctl.output.screen.wording import warn_of_cards

    if everything and purpose:
        raise options.exclusive("--all", "--purpose")
    purposes = list(dict.fromkeys(purpose or [Purpose.UPDATES]))
    mail = read_mail(message)
    names, line_numbers = _named(who, mail)
    is_list = who == ["-"]
    asked = Asked(
        received_at=moment(received, "--received"),
        via=Via.LIST if is_list and via is Via.UNSTATED else via,
        message=mail,
    )
    if mail and mail.redacted:
        warn_of_cards(mail.redacted)
    with record() as store:
        if everything:
            purposes = declinable(store, settings().purposes)
        must_be_known(store, purposes)
        result = opting_out.opt_out(store, names, purposes, asked, skip_bad=is_list)
        bad = tuple((line_numbers[position - 1], failure) for position, failure in result.bad)
        result = opting_out.OptOuts(result.done, bad)
        words.warn_of_lists(result)  # first: whoever reads the answer may be gone
        stream.answer(as_json, words.opt_outs_document, words.say_opt_outs, result)
    if result.bad:
        words.complain_of_lines(result)
        raise typer.Exit(1)


def _named(who: list[str] | None, mail: Message | None) -> tuple[list[str], list[int]]:
    """Whom the command line, the list or the mail names, and the line of each."""
    if not who:
        if mail is None:
            raise BadInput("it is not said who opts out", "privacyctl optout WHO, or - with a list on stdin")
        from privacyctl.duties import cases

        return [cases.sender(mail, "name who opts out: privacyctl optout WHO --message FILE.eml")], [1]
    if "-" not in who:
        return who, list(range(1, len(who) + 1))
    if who != ["-"]:
        raise BadInput("- stands alone: the list says who", "privacyctl optout - < list.txt")
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")
    lines = [(number, one.strip()[:_LONGEST_LINE]) for number, one in enumerate(text.splitlines(), 1)]
    kept = [(number, one) for number, one in lines if one]
    return [one for _, one in kept], [number for number, _ in kept]
