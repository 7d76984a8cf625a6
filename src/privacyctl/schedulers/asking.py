"""A scheduler's own program, asked: bounded, without a terminal, and in words that are the same everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Refused, why

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 60


class Answered(NamedTuple):
    """How a program ended, and what it said."""

    status: int
    out: bytes
    err: bytes


def ask(words: Sequence[str], given: bytes = b"") -> Answered:
    """Run a program. Raises Refused where it is not there or does not end."""
    program = shutil.which(words[0])
    if program is None:
        raise Refused(
            f"there is no program {words[0]} here", "see the other schedulers: privacyctl schedule --help"
        )
    try:
        done = subprocess.run(
            [program, *words[1:]],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = why(error) if isinstance(error, OSError) else "it does not end"
        raise Refused(f"{words[0]} cannot be run: {reason}", f"run it by hand: {' '.join(words)}") from None
    return Answered(done.returncode, done.stdout, done.stderr)


def must(words: Sequence[str], given: bytes = b"") -> bytes:
    """Run a program that must succeed; what it printed. Raises Refused."""
    answered = ask(words, given)
    if answered.status:
        said = answered.err.decode("utf-8", "replace").strip().splitlines()
        raise Refused(
            f"{' '.join(words[:3])} failed with status {answered.status}{f': {said[-1][:200]}' if said else ''}",
            f"run it by hand: {' '.join(words)}",
        )
    return answered.out
