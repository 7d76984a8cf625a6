"""The text of a page: joined from stretches, each with its place in the source and the markup around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from privacyctl.model.page_part import PartKind
from privacyctl.model.publication import Kind

LINE = "\u2028"
"""Parts two lines of one unit: a `<br>`, or two inline elements with nothing between them."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the markup around a stretch of text tells about it."""

    shows: Kind | None = None
    """What the element, or one around it, exhibits: a testimonial, or (as `Kind.NAME`) a customer."""
    is_sure: bool = True
    """Whether the markup says so unambiguously."""
    exhibit: int | None = None
    """The number of the exhibit that the text is part of, in `Page.items`."""
    is_credit: bool = False
    """Whether the text stands in a caption, a cite or a quotation."""
    is_cite: bool = False
    """Whether the text stands in a caption or a cite, or is marked as the author."""
    quotation: int | None = None
    """The number of the quotation (`<blockquote>`, `<q>`) that the text is part of, in `Page.quotations`."""
    is_picture: bool = False
    """Whether the text describes a picture."""
    is_remark: bool = False
    """Whether the text is a comment in the source."""
    is_menu: bool = False
    """Whether the text stands in a menu or the head of a table, which show nobody."""
    is_value: bool = False
    """Whether the text is a value of a data file. A name that is the whole value is surely meant."""
    is_heading: bool = False
    """Whether the text stands in a heading, a title or a caption of a table."""
    is_program: bool = False
    """Whether the text is a script: what is not a string in it says nothing."""
    is_file: bool = False
    """Whether the text is the name of a file."""
    is_spare: bool = False
    """Whether a browser shows the text only without scripts (`<noscript>`), or a script by it (`<template>`)."""
    part: PartKind = PartKind.TEXT
    """In what of the page the text stands."""


@lru_cache(
    maxsize=5_000
)  # `replace` takes as long as reading a tag, and the texts of a page stand in few places
def changed(around: Around, **what: Any) -> Around:
    """The same with some fields changed."""
    return replace(around, **what)


@dataclass
class PageText:
    """A text, joined from stretches that stand apart in the source.

    Stretches that inline tags alone part are one unit: the text of the nearest block or cell.
    """

    pieces: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where each stretch begins in the source."""
    around: list[Around] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    """Each stretch's place in the visible text; for an aside, the place that it stands beside."""
    units: list[int] = field(default_factory=list)
    """The number of each stretch's unit; none is lower than the one before."""
    _starts: list[int] = field(default_factory=list)

    def add(self, piece: str, at: int, around: Around, anchor: int = 0, *, goes_on: bool = False) -> None:
        """Add a stretch; `goes_on` says whether it is of the same unit as the one before."""
        self.units.append(self.units[-1] + (not goes_on) if self.units else 0)
        self.pieces.append(piece)
        self.places.append(at)
        self.around.append(around)
        self.anchors.append(anchor)

    def whole(self) -> str:
        """The joined text. Call it before `stretch`."""
        self._starts = [0, *accumulate(map(len, self.pieces))]
        return "".join(self.pieces)

    def stretch(self, position: int) -> int:
        """The number of the stretch that holds a character of the whole text."""
        return max(bisect_right(self._starts, position, hi=max(len(self.pieces), 1)) - 1, 0)

    def bounds(self, stretch: int) -> tuple[int, int]:
        """Where a stretch begins and ends in the whole text."""
        return self._starts[stretch], self._starts[stretch + 1]

    def unit(self, position: int) -> tuple[int, int]:
        """Where the unit that holds a character begins and ends in the whole text."""
        number = self.units[self.stretch(position)]
        first, behind = bisect_left(self.units, number), bisect_right(self.units, number)
        return self._starts[first], self._starts[behind]


class SourceLines:
    """The line numbers of a source; its lines are counted at the first question."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._breaks: list[int] | None = None

    def of(self, at: int) -> int:
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._source)]
        # A text may begin with line breaks; its line is that of the first word.
        while at < len(self._source) and self._source[at].isspace():
            at += 1
        return bisect_right(self._breaks, at - 1) + 1
