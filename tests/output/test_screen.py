"""A real terminal: tables are drawn there, and nothing from outside gives it an order."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

ESC = "\x1b]0;owned\x07\x1b[31m\x9b32m"
SHOWN = r"\x1b]0;owned\x07\x1b[31m\x9b32m"
# What rich draws with: styles alone (ECMA-48 SGR), which neither move the cursor nor set a title.
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def on_screen(db: Path, *words: str, **environment: str) -> str:
    """What a person sees of a command in a terminal of 200 columns."""
    master, slave = pty.openpty()
    # What the tests of this process set for themselves is not a person's terminal.
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"}}
    command = [sys.executable, "-m", "privacyctl", "--db", str(db), *words]
    with subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=kept | {"TERM": "xterm-256color", "COLUMNS": "200", "PYTHONUTF8": "1"} | environment,
    ) as process:
        os.close(slave)
        pieces = []
        while True:
            ready, _, _ = select.select([master], [], [], 60)
            try:
                piece = os.read(master, 65_536) if ready else b""
            except OSError:  # Linux says so where the other end is closed
                piece = b""
            if not piece:
                break
            pieces.append(piece)
        process.kill()
    os.close(master)
    return b"".join(pieces).decode()


@pytest.fixture
def hostile(run: CommandLine) -> CommandLine:
    """A record whose every text gives orders to a terminal, and to rich."""
    run.once(
        f"add-contact ann@example.com --name 'Ann Lee' --company 'Acme [deceased] Ltd{ESC}' --source 'fair{ESC}'",
        f"add-contact bo@example.com --name 'Bob [/]{ESC}'",
        f"add-purchase ann@example.com --order '7{ESC}' --product 'Widget [/red]{ESC}'",
        (
            f"add-testimonial ann@example.com --quote 'Good{ESC}' --attribution 'A.L. [bold]{ESC}'"
            f" --at '/index{ESC}' --permission 'yes{ESC}'"
        ),
        f"takedown ann@example.com --note 'away{ESC}'",
        f"takedown 'Nobody [/]{ESC}' --unknown",
    )
    return run


@pytest.mark.parametrize(
    "line",
    ["contacts", "show 1", "publications", "requests", "due", "audit", "due --format csv", "audience updates",
     "contacts --json", "show 1 --json", "show nobody"],
)  # fmt: skip
def test_no_text_from_outside_gives_the_terminal_an_order(hostile: CommandLine, line: str) -> None:
    said = on_screen(hostile.db, *line.split())

    assert not set(STYLE.sub("", said)) & {"\x1b", "\x07", "\x9b"}
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("contacts", ["Bob [/]" + SHOWN, "Acme [deceased] Ltd" + SHOWN]),
        ("show 1", ["Widget [/red]" + SHOWN, "Acme [deceased] Ltd" + SHOWN]),
        ("publications", ["A.L. [bold]" + SHOWN, "/index" + SHOWN]),
        ("requests", ["Nobody [/]" + SHOWN]),
        ("due", ["Nobody [/]" + SHOWN]),
    ],
)
def test_every_letter_of_a_text_is_on_the_screen(hostile: CommandLine, line: str, texts: list[str]) -> None:
    said = STYLE.sub("", on_screen(hostile.db, *line.split(), COLUMNS="600"))

    assert [text for text in texts if text not in said] == []


def test_a_terminal_gets_a_table_with_headings(hostile: CommandLine) -> None:
    assert "E-mail" in on_screen(hostile.db, "contacts")
    assert "E-mail" not in hostile.ok("contacts").out


def test_a_terminal_gets_colour(hostile: CommandLine) -> None:
    assert re.search(r"\x1b\[[0-9;]*3[0-7]", on_screen(hostile.db, "publications"))


def test_no_color_is_honoured(hostile: CommandLine) -> None:
    said = on_screen(hostile.db, "publications", NO_COLOR="1")

    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-7]|38;|9[0-7])", said)


def test_without_a_terminal_there_is_no_colour(hostile: CommandLine) -> None:
    assert "\x1b" not in hostile.ok("publications").out
