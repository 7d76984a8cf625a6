"""The mail of `--message`: read with the vendor's own addresses in mind, and asked about where it names nobody."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from privacyctl.cli.session import current, line_for, record, settings
from privacyctl.errors import NobodyAsks

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.message import Message


def read_mail(path: Path | None) -> Message | None:
    """The mail of `--message`. What could not be read of it is said."""
    if path is None:
        return None
    from privacyctl.mail import read_message
    from privacyctl.model.ours import ours
    from privacyctl.output import mail as words

    said = settings()
    mail = read_message(
        path, server=said.mail.server, ours=ours(said.mail.server, said.support, said.vendor, *said.mail.ours)
    )
    words.warn_of_words(mail)
    return mail


def who_asks(who: str | None, mail: Message | None) -> str:
    """WHO, or who asks by the mail; on a terminal it is asked where the mail does not say it.

    Raises BadInput where there is neither, and NobodyAsks for a mail that names nobody.
    """
    if who is not None:
        return who
    from privacyctl.duties.cases import nobody_asks, sender
    from privacyctl.output import mail as words

    if mail is None:
        raise nobody_asks(line_for("WHO"))
    try:
        with record(warns=False) as store:
            found = sender(store, mail)
    except NobodyAsks as error:
        return _asked(error)
    words.note_carrier(mail)
    return found


def _asked(error: NobodyAsks) -> str:
    """Whom a person at a terminal names: a number of those who are offered, or WHO."""
    if not sys.stdin.isatty() or "--json" in current().words:
        raise error
    from privacyctl.output.screen.visible import visible

    offered = "".join(f"\n  {place}  {one}" for place, one in enumerate(error.others, 1))
    asked = f"Who asks? {'A number, or ' if offered else ''}WHO"
    question = f"{error.sentence[0].upper()}{error.sentence[1:]}.{offered}\n{asked}"
    typed = typer.prompt(
        "\n".join(map(visible, question.split("\n"))), default="", show_default=False, err=True
    ).strip()
    if not typed:
        raise error
    is_offered = typed.isascii() and typed.isdigit() and 0 < int(typed[:3]) <= len(error.others)
    return error.others[int(typed[:3]) - 1] if is_offered and len(typed) < 3 else typed
