"""By the machine's own sendmail, as postfix, msmtp, nullmailer and others bring it; and where that is."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from privacyctl.errors import NotTaken, why
from privacyctl.ways.command import status_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from privacyctl.model.way import Way

FOLDERS = ("/usr/sbin", "/usr/lib")
"""Where it lies beside PATH: cron's PATH has neither."""
SECONDS = 60
_BY_STATUS = {
    64: "does not know the options -t and -oi",
    65: "finds the mail malformed",
    66: "cannot read the mail",
    67: "does not know an address",
    68: "does not know the host of an address",
    69: "has no service",
    70: "met an error of its own",
    71: "met an error of the system",
    72: "misses a file of the system",
    73: "cannot write its queue",
    74: "could not read or write",
    75: "cannot take it now",
    76: "was not understood by the other server",
    77: "may not send it",
    78: "is not set up",
}
"""The statuses of sysexits.h, in words."""
_PASSES = frozenset({68, 69, 71, 74, 75})


def find(named: str = "sendmail") -> str | None:
    """The path of a sendmail; None where there is none that can be run."""
    return shutil.which(named, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *FOLDERS]))


def send(mail: EmailMessage, way: Way) -> None:
    """Have sendmail queue a mail. Whether it arrives only sendmail knows. Raises NotTaken."""
    program = find(way.where)
    if program is None:
        raise NotTaken(
            f"there is no {way.where} for '{way.name}'",
            "install a mailer, or write a way with smtp",
            is_lasting=True,
        )
    if mail["From"] is None or mail["To"] is None:
        raise RuntimeError("a mail has From and To before it is sent")
    # The machine's own line ends: a sendmail makes of CR LF what it likes.
    raw = mail.as_bytes(policy=mail.policy.clone(linesep="\n"))
    try:
        status = status_of([program, "-t", "-oi"], raw, SECONDS)
    except OSError as error:
        raise NotTaken(f"{program} of '{way.name}' cannot be run: {why(error)}", is_lasting=True) from None
    if status == 0:
        return
    if status is None:
        raise NotTaken(f"{program} of '{way.name}' took longer than {SECONDS} seconds and was ended")
    said = _BY_STATUS.get(status, "failed")
    raise NotTaken(
        f"{program} of '{way.name}' {said} (status {status})",
        "see the mailer's own log",
        is_lasting=status in _BY_STATUS and status not in _PASSES,
    )
