"""By a command of the vendor's: the text on its standard input, the subject in its environment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

from privacyctl.errors import NotTaken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import EmailMessage

    from privacyctl.model.way import Way

SECONDS = 60
SUBJECT = "PRIVACYCTL_SUBJECT"
_NOT_THERE, _NOT_TO_BE_RUN = 127, 126


def send(mail: EmailMessage, way: Way) -> None:
    """Have /bin/sh run the way's line. Status 0 is "taken". Raises NotTaken."""
    words = {SUBJECT: str(mail["Subject"] or "")}
    status = status_of(["/bin/sh", "-c", way.where], text_of(mail), SECONDS, words)
    if status == 0:
        return
    hint = f"run the command of '{way.name}' by hand, with a text on its standard input"
    if status is None:
        raise NotTaken(f"the command of '{way.name}' took longer than {SECONDS} seconds and was ended", hint)
    if status in (_NOT_TO_BE_RUN, _NOT_THERE):
        raise NotTaken(
            f"the command of '{way.name}' names a program that is not there", hint, is_lasting=True
        )
    raise NotTaken(f"the command of '{way.name}' failed with status {status}", hint)


def text_of(mail: EmailMessage) -> bytes:
    """The words of a mail, without its header and what is attached."""
    body = mail.get_body(("plain",))
    return b"" if body is None else body.get_content().encode()


def status_of(
    words: Sequence[str], text: bytes, seconds: float, environment: Mapping[str, str] | None = None
) -> int | None:
    """Run a program with a text to read; its status, or None where it took too long and was ended. Raises OSError.

    What it says goes nowhere: it may hold an address or a secret. It is ended with all that it started.
    """
    running = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **(environment or {})},
    )
    try:
        running.communicate(text, seconds)  # one that reads nothing is no error
    except subprocess.TimeoutExpired:
        return None
    else:
        return running.returncode
    finally:
        if running.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
