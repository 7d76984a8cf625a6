"""Which program a schedule can start. Never a path that is not there: a job that cannot start tells nobody."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from privacyctl.errors import Refused

_FIRST = 1_024
"""Bytes of a program in which its interpreter is named."""
_INTERPRETER = re.compile(rb"#!\s*(/[^\s]+)")
_QUOTED = re.compile(rb"'''exec'\s+[\"']?(/[^\"'\n]+?)[\"']?\s+\"\$0\"")
"""How an installer names an interpreter whose path is too long, or has a space, for a first line."""


def program(started_as: str, python: str) -> tuple[str, ...]:
    """What starts us: `started_as` is the name by which we run, `python` the Python that runs us.

    The program as it was started, the one beside the Python, the one in PATH; where none of them runs, that Python
    with `-m privacyctl`. Raises Refused where there is not even that.
    """
    started = Path(started_as)
    candidates = [started.absolute()] if started.name == "privacyctl" else []
    candidates.append(Path(python).parent / "privacyctl")
    if found := shutil.which("privacyctl"):
        candidates.append(Path(found).absolute())
    for one in candidates:
        if runs(one):
            return (str(one),)
    if not os.access(python, os.X_OK):
        raise Refused(
            "there is no program that cron could start", "install privacyctl: pipx install privacyctl"
        )
    return (str(Path(python).absolute()), "-m", "privacyctl")


def runs(path: Path) -> bool:
    """Whether a program is there, and so is what it names as its interpreter: the folder of a venv may have moved."""
    if not (path.is_file() and os.access(path, os.X_OK)):
        return False
    try:
        with path.open("rb") as file:
            first = file.read(_FIRST)
    except OSError:
        return False
    named = _QUOTED.search(first) or _INTERPRETER.match(first)
    return named is None or os.access(os.fsdecode(named[1]), os.X_OK)
