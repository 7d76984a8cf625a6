"""The text of a page: joined from stretches, each with its place in the source and the markup around it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from privacyctl.model.publication import Kind


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
    is_picture: bool = False
    """Whether the text describes a picture."""
    is_remark: bool = False
    """Whether the text is a comment in the source."""
    is_menu: bool = False
    """Whether the text stands in a menu or the head of a table, which show nobody."""
    is_value: bool = False
    """Whether the text is a value of a data file. A name that is the whole value is surely meant."""


@dataclass
class PageText:
    """A text, joined from stretches that stand apart in the source."""

    pieces: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where each stretch begins in the source."""
    around: list[Around] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    """Each stretch's place in the visible text; for an aside, the place that it stands beside."""
    _starts: list[int] = field(default_factory=list)

    def add(self, piece: str, at: int, around: Around, anchor: int = 0) -> None:
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
