"""The vendor of the stories: a record made by `init`, an office in Berlin, and letters that lie ready."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from helpers.terminal import Clock, CommandLine

MONDAY = "2025-11-03 10:00"

FILES = Path(__file__).with_name("files")


@pytest.fixture
def run(tmp_path: Path, clock: Clock, when: Callable[[str], None]) -> CommandLine:
    """The vendor's command line, with a record of its own. It is Monday morning."""
    when(MONDAY)
    vendor = CommandLine(tmp_path / "vendor" / "privacyctl.db", clock)
    vendor.ok("init --vendor 'Example Software' --support https://vendor.example/support")
    return vendor


@pytest.fixture
def when(clock: Clock, zone: Callable[[str], None]) -> Callable[[str], None]:
    """Go on to a time on the wall of the office: `when("2026-11-20 18:00")`."""
    zone("Europe/Berlin")

    def go_on(local_time: str) -> None:
        clock.now = int(datetime.fromisoformat(local_time).timestamp())

    return go_on


@pytest.fixture
def letter() -> Callable[[str], str]:
    """A file that came in, as it is typed on the command line."""

    def path(name: str) -> str:
        return shlex.quote(str(FILES / name))

    return path
