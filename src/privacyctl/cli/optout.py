"""Mailing: optout, optin, audience, gate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import definition, moment, must_be_known, record, settings
from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose, Via
from privacyctl.output import documents
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
    from privacyctl.duties.lists import mailing
    from privacyctl.duties.purposes import declinable
    from privacyctl.output import mailing as words
    from privacyctl.output.screen.wording import warn_of_cards

    if everything and purpose:
        raise BadInput("--all and --purpose exclude one another", "give one of them")
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
        result = mailing.opt_out(store, names, purposes, asked, skip_bad=is_list)
        bad = tuple((line_numbers[position - 1], failure) for position, failure in result.bad)
        result = mailing.OptOuts(result.done, bad)
        words.warn_of_lists(result)  # first: whoever reads the answer may be gone
        if as_json:
            stream.say_json(documents.opt_outs(result))
        else:
            words.say_opt_outs(result)
    if result.bad:
        words.complain_of_lines(result)
        raise typer.Exit(1)


def optin(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose permission it is.")],
    purpose: Annotated[
        Purpose,
        typer.Option(
            metavar="PURPOSE", parser=options.parse_purpose, help=f"What they allow: {options.PURPOSES}."
        ),
    ],
    evidence: Annotated[
        str,
        typer.Option(
            metavar="TEXT|@FILE", help="Their words, or a file with them: a text, or their mail as .eml."
        ),
    ],
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    as_json: options.Json = False,
) -> None:
    """Record a permission, which alone lifts an opt-out."""
    from privacyctl.cli.texts import given
    from privacyctl.duties.lists import mailing
    from privacyctl.model.address import parse_address
    from privacyctl.output import mailing as words

    permission = given(evidence, received, "evidence")
    with record() as store:
        must_be_known(store, [purpose])
        result = mailing.opt_in(
            store,
            parse_address(email),
            purpose,
            permission,
            permission.via if via is Via.UNSTATED else via,
        )
        if as_json:
            stream.say_json(documents.opt_in(result))
        else:
            words.say_opt_in(result)


def audience(
    purpose: Annotated[
        Purpose,
        typer.Argument(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help=f"What you want to write about: {options.PURPOSES}.",
        ),
    ],
    to: options.To = None,
    as_json: options.Json = False,
) -> None:
    """Write the CSV of those who may be written to."""
    from privacyctl.duties.lists import audience as duty
    from privacyctl.output import mailing as words

    if to is not None:
        from privacyctl.cli import handoff

        handoff.audience(to, purpose, as_json=as_json)
        return
    named = settings()
    with record() as store:
        found = duty.list_audience(store, definition(store, purpose, named), everyone=named.everyone)
    if as_json:
        people = [{"email": one.email, "name": one.name} for one in found]
        stream.say_json({"purpose": purpose.value, "audience": people})
    else:
        words.write_audience(found)


def gate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The list: one address a line, or CSV; - is stdin."),
    ] = None,
    purpose: Annotated[
        Purpose | None,
        typer.Option(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help=f"What the list is to be used for: {options.PURPOSES}.",
        ),
    ] = None,
    keep_unknown: Annotated[
        bool, typer.Option("--keep-unknown", help="Let addresses pass that are not on record.")
    ] = False,
    column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The CSV column of the addresses, where it is unclear.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write down what was filtered, when and how.")
    ] = None,
    to: options.To = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="MANIFEST", help="Instead: has anybody opted out since? Status 1 if so."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Filter any list: only those who may be written to."""
    from privacyctl.cli import gate as gating

    if check is not None:
        if purpose is not None or manifest is not None or keep_unknown or to is not None:
            raise BadInput(
                "--check takes the purpose from the manifest", "privacyctl gate --check MANIFEST [FILE]"
            )
        gating.check(check, file, column, as_json=as_json)
        return
    if file is None or purpose is None:
        missing = "FILE" if file is None else "--purpose"
        raise BadInput(f"{missing} is missing", "for example: privacyctl gate list.csv --purpose updates")
    gating.filter_list(
        file, purpose, column, keep_unknown=keep_unknown, manifest=manifest, to=to, as_json=as_json
    )


def _named(who: list[str] | None, mail: Message | None) -> tuple[list[str], list[int]]:
    """Whom the command line, the list or the mail names, and the line of each."""
    if not who:
        if mail is None:
            raise BadInput("it is not said who opts out", "privacyctl optout WHO, or - with a list on stdin")
        if len(mail.senders) != 1:
            count = "no usable sender" if not mail.senders else f"{len(mail.senders)} senders"
            raise BadInput(
                f"the mail has {count}", "name who opts out: privacyctl optout WHO --message FILE.eml"
            )
        return [mail.senders[0].given], [1]
    if "-" not in who:
        return who, list(range(1, len(who) + 1))
    if who != ["-"]:
        raise BadInput("- stands alone: the list says who", "privacyctl optout - < list.txt")
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")
    lines = [(number, one.strip()[:_LONGEST_LINE]) for number, one in enumerate(text.splitlines(), 1)]
    kept = [(number, one) for number, one in lines if one]
    return [one for _, one in kept], [number for number, _ in kept]
