"""A way by which somebody is told: a mail server, the machine's own sendmail, or a command of the vendor's."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TLS_AT_ONCE, SUBMISSION = 465, 587
"""The ports of mail submission: with TLS from the first byte (RFC 8314), and with STARTTLS."""


class WayKind(StrEnum):
    """What a way is; the word is also its key in the settings."""

    SMTP = "smtp"
    SENDMAIL = "sendmail"
    COMMAND = "command"

    @property
    def is_mail(self) -> bool:
        """Whether it carries a whole mail to whoever its header names; a command gets the text alone."""
        return self is not WayKind.COMMAND


@dataclass(frozen=True, slots=True)
class Way:
    """One `[[remind]]` of the settings, as far as sending by it needs to know."""

    name: str
    kind: WayKind
    where: str
    """A host, the path of a sendmail, or the line that /bin/sh runs."""
    mail: tuple[str, ...] = ()
    """Whom it tells; of a command nobody that we know of."""
    port: int = TLS_AT_ONCE
    is_plain: bool = False
    """Whether it may do without TLS: for a server on this machine alone."""
    user: str = ""
    ca_file: Path | None = None
    password_command: str | None = None
    token_command: str | None = None


def is_loopback(host: str) -> bool:
    """Whether it is an address of this machine itself. A name never is: who knows where it leads."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
