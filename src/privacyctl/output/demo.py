"""What is said of the demo: in words, and as JSON."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, TypedDict

from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class PlayedDocument(TypedDict):
    """One command of the story, as it was run."""

    command: str
    """The command, without `privacyctl`."""
    status: int
    """Its exit status."""
    output: str
    """What it printed."""


class DemoDocument(TypedDict):
    """The story that was played."""

    folder: str
    """The folder that it was played in."""
    db: str
    """The path of the data file."""
    commands: list[PlayedDocument]
    """The commands, in their order."""


def say_next(remark: str | None, command: str) -> None:
    """The command that is played now; what it prints follows."""
    stream.say("", *([f"# {remark}"] if remark else []), f"$ privacyctl {command}")


def say_how_to_go_on(folder: Path, db: Path, variable: str) -> None:
    """`variable` is the environment's name of the data file."""
    stream.verbatim(
        "",
        "Go on from here:",
        "",
        f"  export {variable}={shlex.quote(str(db))}",
        "  privacyctl show ann.lee@acme.example",
        "  privacyctl requests",
        "  privacyctl scan",
        "  privacyctl audit --verify",
        "",
        f"When you are done: rm -r {shlex.quote(str(folder))}",
    )


def document(folder: Path, db: Path, commands: Sequence[PlayedDocument]) -> DemoDocument:
    return {"folder": str(folder), "db": str(db), "commands": list(commands)}
