"""The vendor's own command that prints a password or a token; what it prints is never shown."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time

from privacyctl.errors import NoSecret

SECONDS = 30
_LONGEST = 64 * 1024
"""In bytes; a token of Microsoft's has some 2,500."""


def secret_of(
    password_command: str | None,
    token_command: str | None,
    called: str,
    seconds: float = SECONDS,
) -> str:
    """The one line that the command of what is `called` so prints. Raises NoSecret.

    `/bin/sh` runs it with nothing to read and without a terminal, in a process group of its own: a command that
    asks something is ended, with all that it started, after `seconds`. No sentence repeats the command: it may
    hold the secret.
    """
    what = "token_command" if token_command else "password_command"
    printed, status = _run(token_command or password_command or "", seconds)
    if status is None:
        raise NoSecret(
            f"the {what} of '{called}' took longer than {seconds:g} seconds and was ended",
            f"it may ask for something: run the {what} where nothing can be typed, by setsid and < /dev/null",
        )
    if status != 0:
        raise NoSecret(f"the {what} of '{called}' failed with status {status}", f"run the {what} by hand")
    lines = printed.removesuffix(b"\n").removesuffix(b"\r").split(b"\n")
    try:
        line = lines[0].decode()
    except UnicodeDecodeError:
        line = ""
    if len(lines) != 1 or not line or len(printed) > _LONGEST or not line.isprintable():
        raise NoSecret(
            f"the {what} of '{called}' must print one line, and printed {_count(printed, lines)}",
            f"run the {what} by hand",
        )
    return line


def _count(printed: bytes, lines: list[bytes]) -> str:
    if not printed.strip():
        return "nothing"
    return "one that is no text" if len(lines) == 1 else "several"


def _run(command: str, seconds: float) -> tuple[bytes, int | None]:
    """(what it printed, its status); the status is None where it was ended."""
    end = time.monotonic() + seconds
    running = subprocess.Popen(  # (a line of the vendor's own settings, like one of a crontab)
        ["/bin/sh", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert running.stdout is not None  # noqa: S101  (for mypy: it is a pipe)
    printed = b""
    try:
        with running.stdout as pipe:
            # Not to the pipe's end: an agent that the command left behind may hold it open.
            while len(printed) <= _LONGEST and time.monotonic() < end:
                if select.select([pipe], [], [], 0.02 if running.poll() is not None else 0.2)[0]:
                    piece = os.read(pipe.fileno(), _LONGEST)
                    if not piece:
                        break
                    printed += piece
                elif running.poll() is not None:
                    break
        with contextlib.suppress(subprocess.TimeoutExpired):
            return printed, running.wait(max(end - time.monotonic(), 0))
    finally:
        if running.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    return printed, None
