"""A text parted or put together otherwise than its markup has it, as one who reads it may.

A data file into its values, a text into its lines; letters and lines that stand side by side into words; what
stands in an element of markup in a program's string by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from privacyctl.site.finding.page_text import LINE, Around, PageText, changed

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUE = re.compile(r"""((?:["'\n;{}\[\]]|: |, |\t)+)""")
_SPACED = re.compile(r"(?<!\w)\w(?:[ \xa0\u2000-\u200a\u202f]\w(?!\w)){2,}+")
"""Letters with a space between: a heading is widened so, and a PDF says its letters where each of them stands."""
_BETWEEN = re.compile(r"(?<=\w)[ \xa0\u2000-\u200a\u202f](?=\w)")
_LONGEST_ELEMENT = 200
"""In characters: a longer text is none in which a name stands by itself."""


def values(text: PageText, *, is_program: bool) -> PageText:
    """The text of a data file, split into its values."""
    apart = PageText()
    for piece, at, around, anchor in _stretches(text):
        inside, passed = changed(around, is_value=not is_program, is_program=is_program), 0
        for value in _VALUE.split(piece):
            if value:
                apart.add(value, at + passed, inside, anchor + passed)
            passed += len(value)
    return apart


def elements(text: PageText) -> PageText:
    """The short texts of the elements that stand in the strings of a program or of data."""
    apart = PageText()
    if not text.units or text.units[-1] == 0:  # no markup in it
        return apart
    sizes = Counter[int]()
    for number, piece in zip(text.units, text.pieces, strict=True):
        sizes[number] += len(piece)
    last = -1
    for number, (piece, at, around, anchor) in zip(text.units, _stretches(text), strict=True):
        if sizes[number] <= _LONGEST_ELEMENT:
            apart.add(piece, at, around, anchor, goes_on=number == last)
            last = number
    return apart


def by_lines(text: PageText) -> PageText:
    """The text with each line as a unit of its own."""
    apart = PageText()
    for piece, at, around, anchor in _stretches(text):
        passed = 0
        for line in piece.splitlines(keepends=True):
            apart.add(line, at + passed, around, anchor + passed)
            passed += len(line)
    return apart


def lines_joined(text: PageText) -> PageText:
    """The units of a text in which inline elements stand side by side, as a browser shows them: without a gap."""
    joined, cut = (
        PageText(),
        {text.units[number] for number, piece in enumerate(text.pieces) if piece == LINE},
    )
    for number, (unit, piece) in enumerate(zip(text.units, text.pieces, strict=True)):
        if unit in cut and piece != LINE:
            is_next = number > 0 and text.units[number - 1] == unit and bool(joined.pieces)
            joined.add(
                piece if is_next else f"\n{piece}",
                text.places[number],
                text.around[number],
                text.anchors[number],
            )
    return joined


def drawn_together(text: PageText) -> PageText:
    """The stretches that have words with a space between their letters, without these; two spaces part two words."""
    joined = PageText()
    for piece, at, around, anchor in _stretches(text):
        if _SPACED.search(piece):
            together = _SPACED.sub(lambda found: _BETWEEN.sub("", found[0]), piece)
            joined.add(f"{together}\n", at, around, anchor)
    return joined


def _stretches(text: PageText) -> Iterator[tuple[str, int, Around, int]]:
    return zip(text.pieces, text.places, text.around, text.anchors, strict=True)
