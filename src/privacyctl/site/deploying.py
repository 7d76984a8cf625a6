"""Running the vendor's own command that rebuilds and deploys the site."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from privacyctl.errors import DeployFailed

_LAST_LINES = 20
"""How many of the command's last lines are shown where it fails."""
_LONGEST_TAIL = 64 * 1024


def deploy(command: str, folder: Path, *, seconds: int, umask: int) -> None:
    """Run the command by `sh` in the folder, and wait for it.

    `umask` is the user's own: a web server must read the files that the command builds, and
    our own mask is for private files. Raises DeployFailed, with the last lines of the
    command's output, where its status is not 0 or it takes longer than `seconds`. All
    processes that the command started are then ended too, and so they are on Ctrl-C.
    """
    with tempfile.TemporaryFile() as said:
        try:
            running = subprocess.Popen(  # noqa: S602  (a line of the vendor's own settings, like one of a crontab)
                command,
                shell=True,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                umask=umask,
                start_new_session=True,
            )
        except OSError:
            raise DeployFailed(
                "the deploy command could not be started",
                "see site.source and site.deploy in privacyctl.toml",
            ) from None
        status = None
        try:
            status = running.wait(seconds)
        except subprocess.TimeoutExpired:
            raise DeployFailed(
                f"the deploy command took longer than {seconds // 60} minutes and was ended",
                "see what it waits for, or raise site.deploy_minutes; then: privacyctl publish",
                _tail(said),
            ) from None
        finally:
            if status != 0:
                _end(running)
        if status != 0:
            raise DeployFailed(
                f"the deploy command failed with status {status}; nothing is taken for removed",
                "mend it, then run again: privacyctl publish",
                _tail(said),
            )


def _end(running: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):  # nothing of its group is left
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _tail(said: IO[bytes]) -> tuple[str, ...]:
    said.seek(max(said.seek(0, os.SEEK_END) - _LONGEST_TAIL, 0))
    lines = said.read(_LONGEST_TAIL).decode("utf-8", "replace").splitlines()
    return tuple(line for line in lines if line.strip())[-_LAST_LINES:]
