"""A unified diff of a text that lost some lines, for the screen.

Not by `difflib`: it looks for the shortest diff, in a time that may grow with the square of the lines.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from privacyctl.site.data.files import DataFile
from privacyctl.site.data.lines import BREAK

_AROUND = 3
"""How many unchanged lines are shown above and below each change."""

Mark = tuple[str, str]
"""The sign at the beginning of a line of the diff ("-", "+" or " "), and the line."""


def diff(file: DataFile, new: bytes | None) -> Iterator[str]:
    """The lines of a unified diff, without line breaks. Control characters are left as they are.

    The file's path in it starts at the site's source folder. No lines where nothing changed.
    """
    marks = list(_marks(_lines(file.data), _lines(new or b"")))
    hunks = _hunks([at for at, (sign, _) in enumerate(marks) if sign != " "], len(marks))
    if not hunks:
        return
    name = os.path.relpath(file.path, file.source.root)
    yield f"--- {name}"
    yield f"+++ {'/dev/null' if new is None else name}"
    old_line = new_line = at = 0
    for start, end in hunks:
        # Between two hunks both sides are the same.
        old_line, new_line = old_line + start - at, new_line + start - at
        hunk = marks[start:end]
        old, fresh = (sum(sign != other for sign, _ in hunk) for other in "+-")
        yield f"@@ -{_range(old_line, old)} +{_range(new_line, fresh)} @@"
        yield from map("".join, hunk)
        old_line, new_line, at = old_line + old, new_line + fresh, end


def _lines(data: bytes) -> list[str]:
    lines = re.split(BREAK, data.decode("utf-8-sig"))
    return lines if lines[-1] else lines[:-1]


def _marks(before: Sequence[str], after: Sequence[str]) -> Iterator[Mark]:
    places = defaultdict(list)
    for at, line in enumerate(before):
        places[line].append(at)
    at, added = 0, list[Mark]()
    for line in after:
        among = places[line]
        following = bisect_left(among, at)
        if following == len(among):
            added.append(("+", line))
            continue
        yield from (("-", gone) for gone in before[at : among[following]])
        yield from added
        added.clear()
        yield " ", line
        at = among[following] + 1
    yield from (("-", gone) for gone in before[at:])
    yield from added


def _hunks(changes: Sequence[int], length: int) -> list[tuple[int, int]]:
    hunks: list[tuple[int, int]] = []
    for at in changes:
        start, end = max(at - _AROUND, 0), min(at + 1 + _AROUND, length)
        if hunks and start <= hunks[-1][1]:
            hunks[-1] = hunks[-1][0], end
        else:
            hunks.append((start, end))
    return hunks


def _range(before: int, count: int) -> str:
    # An empty range is named by the line before it.
    return f"{before + 1 if count else before},{count}"
