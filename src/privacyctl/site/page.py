"""A page as a reader and a machine see it: its visible text, the texts beside it, what it exhibits.

Text that is one line to the eye is one text here, whatever tags stand in it. Each stretch
of it knows where it stands in the source and what the markup around it says of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from privacyctl.model.publication import Kind
from privacyctl.site.markup import Token, tokens

_BLOCK = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html img input label legend li main nav
    noscript ol option p pre section select summary table tbody td tfoot th thead title tr ul video
    item entry description url loc""".split()  # noqa: SIM905
)
_NAMED = ("alt", "title", "aria-label", "placeholder", "content", "value")
_FILES = (
    "src",
    "srcset",
    "href",
    "poster",
    "data",
    "data-src",
    "data-srcset",
    "xlink:href",
    "style",
    "content",
)
_CREDIT = frozenset(("figcaption", "cite", "blockquote", "q"))
_SPLIT = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_PRAISE = frozenset(
    ("testimonial", "testimonials", "review", "reviews", "quote", "quotes", "quotation", "praise")
)
_CLIENTS = frozenset(
    ("logos", "clients", "client", "customers", "customer", "trusted", "logowall", "clientele")
)
_OTHERS = frozenset(("partners", "partner", "references", "reference"))
_SEVERAL = frozenset(
    "list grid section wrapper wrap container slider carousel wall row block area items page swiper".split()  # noqa: SIM905
)
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{")
_ITEMS = frozenset(("figure", "blockquote", "li", "article", "img", "tr", "td"))


@dataclass(frozen=True, slots=True)
class Around:
    """What the markup around a stretch of text says of it."""

    shows: Kind | None = None
    """What the element or one around it exhibits: a testimonial, or (as a name) a customer."""
    is_sure: bool = True
    """Whether it says so plainly."""
    exhibit: int | None = None
    """Of which exhibit it is part."""
    is_credit: bool = False
    """Whether it stands in a caption, a cite or a quotation."""
    is_picture: bool = False
    """Whether it describes a picture."""
    is_remark: bool = False
    """A comment in the source."""
    is_value: bool = False
    """A value of a data file: one that is a name alone is surely meant."""


@dataclass
class Text:
    """A text, put together of stretches that stand apart in the source."""

    pieces: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where each stretch begins in the source."""
    around: list[Around] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    """Where in the visible text each stretch stands, or stands beside."""
    _starts: list[int] = field(default_factory=list)

    def add(self, piece: str, at: int, around: Around, anchor: int = 0) -> None:
        self.pieces.append(piece)
        self.places.append(at)
        self.around.append(around)
        self.anchors.append(anchor)

    def whole(self) -> str:
        """The text; from now on `stretch` knows where each of its characters comes from."""
        self._starts = [0, *accumulate(map(len, self.pieces))]
        return "".join(self.pieces)

    def stretch(self, position: int) -> int:
        """The number of the stretch that a character of the whole text is part of."""
        return max(bisect_right(self._starts, position, hi=max(len(self.pieces), 1)) - 1, 0)

    def bounds(self, stretch: int) -> tuple[int, int]:
        """Where a stretch begins and ends in the whole text."""
        return self._starts[stretch], self._starts[stretch + 1]


@dataclass
class Item:
    """Something that the markup itself shows as a testimonial or a customer."""

    kind: Kind
    at: int
    is_sure: bool
    element: str
    has_quotation: bool = False
    words: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def is_real(self) -> bool:
        """Whether anything is shown there: no template's placeholder, no empty element."""
        if self.element == "figure" and self.kind is Kind.TESTIMONIAL and not self.has_quotation:
            return False
        return bool(self.text) and not _TEMPLATE.search(self.text)


@dataclass
class Page:
    """What was read of one page."""

    visible: Text = field(default_factory=Text)
    asides: Text = field(default_factory=Text)
    """Descriptions of pictures, titles, metadata, scripts, comments: each a stretch of its own."""
    files: list[tuple[str, int, Around, int]] = field(default_factory=list)
    """Addresses as they stand there: the address, where, what is around it, beside what."""
    marks: list[tuple[str, int]] = field(default_factory=list)
    """The site's own marks of publications, `data-privacyctl`."""
    items: list[Item] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    scripts: list[tuple[str, int]] = field(default_factory=list)
    """The texts of structured data (JSON-LD)."""
    has_script: bool = False
    has_password: bool = False


def read(source: str) -> Page:
    """Read the markup of a page. What is no markup is text."""
    return _Reader().read(source)


class _Reader:
    def __init__(self) -> None:
        self.page = Page()
        self.stack: list[tuple[str, Around]] = []
        self.around = Around()
        self.length = 0
        """Of the visible text so far."""
        self.hidden = 0

    def read(self, source: str) -> Page:
        for token in tokens(source):
            if token.kind == "text":
                self._say(token)
            elif token.kind == "open":
                self._open(token)
            elif token.kind == "close":
                self._close(token)
            elif token.kind == "raw":
                self._raw(token)
            else:
                self._aside(token.text, token.at, Around(is_remark=True))
        return self.page

    def _say(self, token: Token) -> None:
        if token.text:
            self.page.visible.add(token.text, token.at, self.around, self.length)
            self.length += len(token.text)
            self._note(token.text)

    def _aside(self, text: str, at: int, around: Around) -> None:
        if text.strip():
            self.page.asides.add(f"{text}\n", at, around, self.length)

    def _note(self, text: str) -> None:
        """Add a text to the item that it is part of."""
        if self.around.exhibit is not None and text.strip():
            self.page.items[self.around.exhibit].words.append(text)

    def _break(self, name: str, at: int) -> None:
        if name in _BLOCK:
            self.page.visible.add("\n", at, self.around, self.length)
            self.length += 1

    def _open(self, token: Token) -> None:
        self.stack.append((token.name, self.around))
        if token.attributes or token.name in _ITEMS or token.name in _CREDIT:
            self.around = self._inside(token)
        self._break(token.name, token.at)
        if token.attributes:
            self._attributes(token)

    def _close(self, token: Token) -> None:
        if self.stack:
            _, self.around = self.stack.pop()
        self._break(token.name, token.at)

    def _inside(self, token: Token) -> Around:
        """What is around whatever stands in this element."""
        name, attributes, around = token.name, token.attributes, self.around
        shows, is_sure, is_item = _claims(name, attributes)
        shows, is_sure = (shows, is_sure) if shows else (around.shows, around.is_sure)
        exhibit = around.exhibit
        if name == "blockquote" and exhibit is not None:
            self.page.items[exhibit].has_quotation = True
        if exhibit is None and shows and (is_item or (around.shows and name in _ITEMS)):
            exhibit = len(self.page.items)
            self.page.items.append(
                Item(
                    shows, token.at, is_sure, name, has_quotation=name != "figure" or around.shows is not None
                )
            )
        return Around(
            shows=shows,
            is_sure=is_sure,
            exhibit=exhibit,
            is_credit=around.is_credit or name in _CREDIT or "author" in attributes.get("itemprop", ""),
        )

    def _attributes(self, token: Token) -> None:
        page, around, found = self.page, self.around, token.attributes
        is_image = token.name in ("img", "image", "source", "picture")
        for key in _NAMED:
            if text := found.get(key):
                shown = Around(
                    around.shows, around.is_sure, around.exhibit, around.is_credit, is_picture=is_image
                )
                self._aside(text, token.at, shown)
                if key in ("alt", "title"):
                    self._note(text)
        for key in _FILES:
            if text := found.get(key):
                page.files.append((text, token.at, around, self.length))
                if is_image and around.exhibit is not None:
                    page.items[around.exhibit].files.append(text)
        if mark := found.get("data-privacyctl"):
            page.marks.append((mark, token.at))
        if token.name in ("img", "image", "source"):
            page.images += [one for key in ("src", "data-src", "xlink:href") if (one := found.get(key))]
            page.images += [part.split()[0] for part in found.get("srcset", "").split(",") if part.split()][
                :8
            ]
        elif token.name in ("a", "area", "link", "iframe", "frame") and (
            link := found.get("href") or found.get("src")
        ):
            page.links.append(link)
        page.has_script |= token.name == "script"
        page.has_password |= token.name == "input" and found.get("type", "").lower() == "password"

    def _raw(self, token: Token) -> None:
        if token.name == "title":
            self.page.visible.add(token.text, token.at, self.around, self.length)
            self.length += len(token.text)
        elif token.name == "script":
            self.page.has_script = True
            self.page.scripts.append((token.text, token.at))
        elif token.name == "style":
            self.page.files.append((token.text, token.at, self.around, self.length))
        else:
            self._aside(token.text, token.at, self.around)


def _claims(name: str, attributes: dict[str, str]) -> tuple[Kind | None, bool, bool]:
    """What an element says that it shows, whether plainly, and whether it is one item of it."""
    kind = attributes.get("itemtype", "").rstrip("/").rpartition("/")[2]
    if kind in ("Review", "Quotation"):
        return Kind.TESTIMONIAL, True, True
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    said = {word.lower() for word in _SPLIT.split(named[:1_000])} if named.strip() else set()
    if said & _PRAISE:
        is_one = not said & _SEVERAL and bool(said & {"testimonial", "review", "quote", "quotation"})
        return (
            Kind.TESTIMONIAL,
            True,
            is_one and name not in ("ul", "ol", "section", "body", "main", "a", "link"),
        )
    if name in ("body", "html", "a", "link", "nav"):
        return None, True, False
    if said & _CLIENTS or {"logo", "wall"} <= said:
        return Kind.NAME, True, False
    if said & _OTHERS:
        return Kind.NAME, False, False
    return (Kind.TESTIMONIAL, True, True) if name == "figure" else (None, True, False)
