"""Where the lines of a text begin and end. A line ends in LF, CRLF or CR, and a text may mix these."""

from __future__ import annotations

import re

BREAK = r"(?:\r\n|\n|\r)"
_BREAK = re.compile(BREAK)
_BLANK = re.compile(rf"[ \t]*+(?:{BREAK}|\Z)")
_COMMENT = re.compile(r"[ \t]*+#")


def line_at(text: str, at: int) -> int:
    """The number of the line on which this character stands, from 1."""
    return breaks(text, 0, at) + 1


def breaks(text: str, start: int, end: int) -> int:
    """How many lines end between two places. `end` must not lie between a CR and its LF."""
    newlines = text.count("\n", start, end)
    return newlines + text.count("\r", start, end) - text.count("\r\n", start, end)


def line_start(text: str, at: int) -> int:
    """Where the line of this character begins."""
    found, width = -1, 100
    low = at
    while found < 0 and low:
        # Not searched to the top of the file at once: one of CR and LF may not occur in it.
        low, width = max(at - width, 0), width * 2
        found = max(text.rfind("\n", low, at), text.rfind("\r", low, at))
    return found + 1


def line_end(text: str, at: int) -> int:
    """Where the line of the character before `at` ends, its line break included."""
    if at and text[at - 1] in "\r\n":
        return at
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def blank_below(text: str, at: int) -> int:
    """Where the blank lines that begin at `at` end."""
    while at < len(text) and (blank := _BLANK.match(text, at)):
        at = blank.end()
    return at


def blank_above(text: str, at: int, top: int) -> int:
    """Where the blank lines that end at `at` begin; never above `top`, which is the start of a line."""
    while at > top:
        above = line_start(text, _before_break(text, at))
        if text[above:at].strip(" \t\r\n"):
            break
        at = above
    return at


def comments_above(text: str, at: int, top: int) -> int:
    """Where the comment lines that end at `at` begin, with no blank line among them; never above `top`."""
    while at > top:
        above = line_start(text, _before_break(text, at))
        if not _COMMENT.match(text, above, at):
            break
        at = above
    return at


def without_last_break(text: str) -> str:
    """The text without its last line's line break."""
    return text[: _before_break(text, len(text))]


def _before_break(text: str, at: int) -> int:
    if text.endswith("\r\n", 0, at):
        return at - 2
    return at - 1 if text.endswith(("\r", "\n"), 0, at) else at
