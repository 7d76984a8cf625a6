"""Where a quote begins that no '>' marks: the line that says who wrote what is below, and when.

Below it may stand the sender's own words all the same, so the words are cut only where what is
below is known to be ours; elsewhere the border is marked.
"""

from __future__ import annotations

import re

from privacyctl.mail.unquoted import says_who_wrote

_MOST_LINES = 3
_LONGEST = 400
_ENDS = re.compile(r"(?:[:：]|wrote\s*-{2,}|[-–—]{3,})\s*$")
_SEPARATOR = re.compile(
    r".{0,20}(reply above this line|(type|write|enter) your reply above|antwort(en)? .{0,30}oberhalb|"
    r"répon\w+ au-?dessus|"
    r"respond\w* .{0,20}(encima|arriba|acima)|"
    r"rispond\w* .{0,20}sopra|antwoord .{0,20}boven|この行より上|##-.{3,120}-##).{0,120}",
    re.IGNORECASE,
)


def border(text: str) -> tuple[int, str] | None:
    """Where in a text the words of others may begin, and the lines that say so; None without such a line.

    Nothing is found above which no words stand: an answer below its quote is all that there is.
    """
    at = 0
    has_words = False
    starts: list[tuple[int, str]] = []
    for line in text.split("\n"):
        starts.append((at, line[: _LONGEST + 1].strip()))
        at += len(line) + 1
    for place, (start, line) in enumerate(starts):
        if line and has_words:
            if _SEPARATOR.fullmatch(line):
                return start, line
            if (joined := _attribution(starts, place)) is not None:
                return start, joined
        has_words = has_words or any(c.isalpha() for c in line)
    return None


def separator_above(text: str) -> str:
    """The text below a help desk's separator at its top; the text itself without one."""
    lines = text.split("\n")
    for place, line in enumerate(lines[:12]):
        if _SEPARATOR.fullmatch(line.strip()[:_LONGEST]):
            return "\n".join(lines[place + 1 :])
    return text


def _attribution(lines: list[tuple[int, str]], place: int) -> str | None:
    joined = ""
    for _, line in lines[place : place + _MOST_LINES]:
        if not line:
            return None
        joined = f"{joined} {line}".strip()
        if len(joined) > _LONGEST:
            return None
        bare = joined.strip("-–—| ")
        if (_ENDS.search(joined) or joined != bare) and says_who_wrote(bare):
            return joined
    return None
