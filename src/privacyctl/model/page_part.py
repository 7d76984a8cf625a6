"""The parts of a page: in which of them something was seen, and which of them lie at addresses of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """What a part of a page is to the page."""

    TEXT = "text"
    """What the page's own markup says for everybody to read."""
    ATTRIBUTE = "attribute"
    REMARK = "comment"
    SCRIPT = "script"
    STYLE = "style sheet"
    DATA = "data"
    """JSON, a text, a piece of markup: what a script or an attribute names and may put into the page."""
    FRAME = "frame"
    """Another page, a picture or a document that the page shows in a frame or as an object."""
    PICTURE = "picture"
    DRAWING = "drawing"
    """Lines and words of an SVG, in the page or in a file of its own."""


@dataclass(frozen=True, slots=True)
class Subresource:
    """Something at an address of its own that a page loads, or may load, to show it."""

    address: str
    """As it stands in the page, with the page's `<base>` taken into account."""
    kind: PartKind
    """What the page takes it for; what it is, its first bytes tell."""
    line: int
    """The line of the page in which it is named, from 1."""
    is_stated: bool = True
    """Whether the page says that it loads it. A text that only looks like an address may be anything."""
    is_link: bool = False
    """Whether it may be no more than a link: what lies there is a part of the page only if a script puts it there."""
