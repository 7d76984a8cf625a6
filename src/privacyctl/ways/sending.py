"""A message, sent by one way. What a way says of a failure repeats no address, no secret and no answer of a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.way import WayKind

if TYPE_CHECKING:
    from email.message import EmailMessage

    from privacyctl.model.way import Way

LONGEST = 90
"""Seconds that the longest sending takes: a command that prints the password, and a server that trickles."""


@dataclass(frozen=True, slots=True)
class MailTaken:
    """That a way took a message."""

    refused: int = 0
    """To how many of the addresses the mail server would not pass it on."""


def deliver(mail: EmailMessage, way: Way) -> MailTaken:
    """Hand a whole mail to a way; it goes to those whom its own header names. Raises NotTaken.

    The mail has From, To, Date and Message-ID already: who tries again sends the same, so that mail programs know
    one that came twice. A command gets the text, and the subject beside it.
    """
    match way.kind:
        case WayKind.SMTP:
            from privacyctl.ways import smtp  # noqa: PLC0415  (each way loads what it alone needs)

            return MailTaken(smtp.send(mail, way))
        case WayKind.SENDMAIL:
            from privacyctl.ways import sendmail  # noqa: PLC0415

            sendmail.send(mail, way)
        case WayKind.COMMAND:
            from privacyctl.ways import command  # noqa: PLC0415

            command.send(mail, way)
    return MailTaken()
