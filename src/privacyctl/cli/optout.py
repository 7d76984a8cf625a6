"""The command `optout`."""

from __future__ import annotations

import io
import sys
from array import array
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, must_be_known, nearest, record, settings
from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose, Via
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.message import Message

_LONGEST_NAME = 4_096


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
    company: Annotated[bool, typer.Option("--company", help="WHO are companies, on record or not.")] = False,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    message: options.MailFile = None,
    as_json: options.Json = False,
) -> None:
    """Opt somebody out, at once and for good."""
    from privacyctl.cli.mailing import read_mail
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.lists import opting_out
    from privacyctl.duties.purposes import declinable
    from privacyctl.output import optout as words
    from privacyctl.output.screen.wording import warn_of_cards

    if everything and purpose:
        raise options.exclusive("--all", "--purpose")
    purposes = list(dict.fromkeys(purpose or [Purpose.UPDATES]))
    mail = read_mail(message)
    listed = _Listed() if who == ["-"] else None
    names = listed or _named(who, mail)
    is_list = listed is not None
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
        result = opting_out.opt_out(store, names, purposes, asked, skip_bad=is_list, are_companies=company)
        if listed:
            result = result.on_lines(listed.numbers, listed.too_long)
        words.warn_of_lists(result)  # first: whoever reads the answer may be gone
        words.warn_of_alike(result, lambda number: nearest(store, (), (number,)))
        words.warn_of_meant(result, lambda numbers: nearest(store, numbers))
        stream.answer(as_json, words.opt_outs_document, words.say_opt_outs, result)
    if result.bad:
        words.complain_of_lines(result)
    if result.bad or any(one.is_nothing for one in result.done):
        raise typer.Exit(1)


def _named(who: list[str] | None, mail: Message | None) -> list[str]:
    """Whom the command line or the mail names."""
    if not who:
        if mail is None:
            raise BadInput("it is not said who opts out", "privacyctl optout WHO, or - with a list on stdin")
        from privacyctl.cli.mailing import who_asks

        return [who_asks(None, mail)]
    if "-" not in who:
        return who
    raise BadInput("- stands alone: the list says who", "privacyctl optout - < list.txt")


class _Listed:
    """Whom a list on standard input names; it is read to its end before the data file is opened.

    The names are kept as bytes, for a string of each takes several times as much memory.
    """

    def __init__(self) -> None:
        self.numbers = array("L")
        """The line of each name, counted from 1."""
        self.too_long = array("L")
        """The lines that are longer than `LONGEST_LINE`."""
        self._names = io.BytesIO()
        self._read()

    def __iter__(self) -> Iterator[str]:
        self._names.seek(0)
        for name in self._names:
            yield name[:-1].decode(errors="surrogateescape")

    def _read(self) -> None:
        from privacyctl.bounded_files import LONGEST_LINE, Lines, must_fit

        text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape")
        lines = Lines("the list", text)
        number = 0
        while (line := lines.next(LONGEST_LINE)) != "":
            if line == "\n":
                number += 1
                continue
            if line is None:
                number += 1
                self.too_long.append(number)
                continue
            if "\0" in line:  # a program, a picture, a list in UTF-16
                raise BadInput("the list on standard input is no text in UTF-8", "save it as text in UTF-8")
            for part in line.splitlines():  # a line may have further breaks in it, such as U+2028
                number += 1
                if name := part.strip()[:_LONGEST_NAME]:
                    self.numbers.append(number)
                    self._names.write(f"{name}\n".encode(errors="surrogateescape"))
            must_fit(self._names.tell())
        text.detach()
        if not self.numbers and not self.too_long:
            raise BadInput(  # a pipe broke, or a file was empty
                "the list on standard input is empty",
                "one address a line, for example: privacyctl optout - < list.txt",
            )
