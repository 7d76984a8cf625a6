"""Reading what comes from outside: never more of it than a bound.

A file may be larger than the memory, end nowhere, or have one line. So nothing is read whole
before it is measured: `read_file` for what is needed whole, `Lines` for what is read line by line.
tests/test_layers.py holds that no other file reads to an end that it does not know.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from privacyctl.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINES = 10_000_000
LONGEST_LINE = 10_000
"""The longest line of a plain list, in characters; an address has 254 at most."""
_LONGEST_OVERLONG = 1_000_000_000
"""What has no line end in so many characters is no text, and may never end."""
MOST_ON_STDIN = 100_000_000
"""The most that is kept of standard input, in bytes: unlike a file it is read before the record is opened."""
_PIECE = 1 << 16
_PIECES = "give the list in pieces"


def read_file(path: Path, most: int) -> bytes | None:
    """All bytes of a file; None where there are more than `most`. Raises OSError."""
    if path.stat().st_size > most:
        return None
    with path.open("rb") as file:  # it may be a pipe, or grow meanwhile
        data = file.read(most + 1)
    return data if len(data) <= most else None


def read_stdin() -> bytes:
    """All bytes of standard input. Raises BadInput where there are more than `MOST_ON_STDIN`."""
    data: bytes = sys.stdin.buffer.read(MOST_ON_STDIN + 1)
    must_fit(len(data))
    return data


def must_fit(size: int) -> None:
    """Raises BadInput for more bytes than are kept of standard input."""
    if size > MOST_ON_STDIN:
        raise BadInput(f"the list on standard input is larger than {MOST_ON_STDIN // 1_000_000} MB", _PIECES)


@dataclass
class Lines:
    """The lines of a text, one by one. `name` is what the text is called where it has too many."""

    name: Path | str
    text: IO[str]
    number: int = 0
    """Of the line that was read last, counted from 1."""

    def next(self, longest: int) -> str | None:
        """The next line with its end, "" after the last, None for a line of more than `longest` characters.

        What a longer line has more is passed over in pieces. Raises BadInput after
        `MOST_LINES`, and UnicodeDecodeError as the text does.
        """
        name = self.name
        line = self.text.readline(longest + 1)
        if not line:
            return line
        self.number += 1
        if self.number > MOST_LINES:
            raise BadInput(f"{name} has more than {MOST_LINES:,} lines", _PIECES)
        if len(line) <= longest or line.endswith(("\n", "\r")):
            return line
        passed = len(line)
        while line and not line.endswith(("\n", "\r")):
            if passed > _LONGEST_OVERLONG:
                raise BadInput(f"{name} has a line that does not end", "is it a list?")
            line = self.text.readline(_PIECE)
            passed += len(line)
        return None
