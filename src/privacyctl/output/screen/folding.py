"""Folding a line to the width of a terminal: at spaces alone, so that no word and no address is broken."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

UNBOUNDED = 1_000_000
"""The width of a terminal that does not say how wide it is: it folds by itself."""

# What stays on one line where a line has the room, the largest first: a cell of a row, which
# two spaces set off; a command, which is to be copied; a word.
_UNITS = (
    re.compile("[^ ]+(?: [^ ]+)*"),
    re.compile(r"(?:(?:\*/\d+ \* \* \* \* )?[^ ]*privacyctl (?=[a-z-])[^;,)`]*)?[^ ]+"),
    re.compile("[^ ]+"),
)


def columns(terminal: TextIO) -> int:
    """The width of a terminal; a COLUMNS in the environment outranks what the terminal says."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(terminal.fileno()).columns or UNBOUNDED
    except (OSError, ValueError):  # no terminal of the system's, as in a test
        return UNBOUNDED


def folded(line: str, width: int) -> list[str]:
    """The line in pieces of at most `width` columns, but that what has no space in it is never broken.

    The pieces below the first are set in by two spaces more than the first.
    """
    under = hanging(line)
    pieces = [line[begin:end] for begin, end in pieces_of(line, width, under)]
    return [pieces[0], *(" " * under + piece for piece in pieces[1:])]


def hanging(line: str) -> int:
    """By how many spaces the pieces of a line are set in below its first."""
    return len(line) - len(line.lstrip(" ")) + 2


def pieces_of(line: str, width: int, under: int) -> list[tuple[int, int]]:
    """Where the pieces of a line begin and end."""
    if room(line) <= width:
        return [(0, len(line))]
    found: list[tuple[int, int]] = []
    begin, until, free = 0, 0, width
    for start, end in _units(line, 0, len(line), 0, width - under):
        if until and room(line[begin:end]) > free:
            found.append((begin, until))
            begin, free = start, width - under
        until = end
    return [*found, (begin, until)]


def room(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for one that joins the one before."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _units(line: str, start: int, end: int, level: int, most: int) -> Iterator[tuple[int, int]]:
    for unit in _UNITS[level].finditer(line, start, end):
        # A crontab's line is copied whole: with a line break in it cron refuses it.
        if level + 1 == len(_UNITS) or room(unit[0]) <= most or unit[0].startswith("*/"):
            yield unit.span()
        else:
            yield from _units(line, *unit.span(), level + 1, most)
