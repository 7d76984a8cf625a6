"""A page's visible text, the texts beside it (titles, comments, scripts), and its exhibits.

Text that a reader sees as one line is one text here, even with tags in it. Each stretch of
it knows its place in the source, and the markup around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from privacyctl.model.publication import Kind
from privacyctl.model.target import Refresh
from privacyctl.site.finding.claims import Claim, claim, is_menu
from privacyctl.site.finding.items import ExhibitedItem
from privacyctl.site.finding.markup import Token, tokens, unescape, unescaped
from privacyctl.site.finding.page_text import LINE, Around, PageText
from privacyctl.site.refreshing import refresh_of

BLOCK = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html img input label legend li main nav
    noscript ol option p pre section select summary table tbody td tfoot th thead title tr ul video
    item entry description url loc""".split()  # noqa: SIM905
)
_PHRASING = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q rb rp
    rt rtc ruby s samp slot small source span strike strong sub sup time tspan tt u var wbr""".split()  # noqa: SIM905
)
"""Elements that part no text: what stands in one of these stands in the block or the cell around it."""
NAMED = ("alt", "title", "aria-label", "placeholder", "content", "value")
"""The attributes whose text people read or hear."""
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
_QUOTATION = frozenset(("blockquote", "q"))
_CITE = frozenset(("figcaption", "cite"))
_CREDIT = _QUOTATION | _CITE
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 title summary caption legend".split())  # noqa: SIM905
_URL = re.compile(r"""url\(\s*+["']?([^"'()\s]{1,2000})""", re.IGNORECASE)
_SIZE = re.compile(r"(?:\d+(?:\.\d+)?[wxh])?")
_MOST_SIZES = 8
_ITEMS = frozenset(("figure", "blockquote", "li", "article", "img", "tr", "td"))
_TELLING = _ITEMS | _CREDIT | _HEADINGS | {"nav", "thead"}
"""Elements that tell something of their content even without an attribute."""


@dataclass
class Page:
    """One page, as it was read."""

    visible: PageText = field(default_factory=PageText)
    asides: PageText = field(default_factory=PageText)
    """Descriptions of pictures, titles, metadata, scripts and comments, each a stretch of its own."""
    files: list[tuple[str, int, Around, int]] = field(default_factory=list)
    """Addresses in the page: (address as written, place in the source, `Around`, place in the visible text)."""
    marks: list[tuple[str, int]] = field(default_factory=list)
    """The values of `data-privacyctl`, by which the site marks publications, and their places."""
    items: list[ExhibitedItem] = field(default_factory=list)
    quotations: list[list[int]] = field(default_factory=list)
    """Where each quotation (`<blockquote>`, `<q>`) begins and ends in the visible text."""
    images: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    scripts: list[tuple[str, int]] = field(default_factory=list)
    """The texts of structured data (JSON-LD), and their places."""
    base: str = ""
    """The address that relative ones are resolved against (`<base href>`); empty without one."""
    title: str = ""
    has_script: bool = False
    has_password: bool = False
    has_frame: bool = False
    refreshes: list[Refresh] = field(default_factory=list)

    def shows(self, around: Around) -> Kind | None:
        """What a text exhibits. A quotation in a list of customers makes its item a testimonial, as a whole."""
        return self.items[around.exhibit].kind if around.exhibit is not None else around.shows


def read(source: str) -> Page:
    """Read a page's markup. Malformed markup is read as text."""
    return _PageReader().read(source)


class _PageReader:
    def __init__(self) -> None:
        self.page = Page()
        self.stack: list[tuple[str, Around]] = []
        self.around = Around()
        self.length = 0
        """The length of the visible text so far."""
        self.is_closed = self.is_apart = False
        """Whether an element was closed since the last text, and whether another one was opened after that.
        `<span>Ann Lee</span><span>CTO</span>` reads as two words, but a word in a span for each letter as one."""
        self.is_new = True
        """Whether another block or cell began since the last text."""

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
            if self.is_apart and len(self.page.visible.pieces[-1]) > 1 and len(token.text) > 1:
                self._show(LINE, token.at)
            self.is_closed = self.is_apart = False
            self._show(token.text, token.at)
            self._note(token.text)

    def _aside(self, text: str, at: int, around: Around) -> None:
        if text.strip():
            self.page.asides.add(f"{text}\n", at, around, self.length)

    def _note(self, text: str) -> None:
        """Add a text to the item that holds it."""
        if self.around.exhibit is not None and text.strip():
            self.page.items[self.around.exhibit].words.append(text)

    def _break(self, name: str, at: int) -> None:
        is_within = name in _PHRASING
        if name in BLOCK and self.page.visible.pieces[-1:] not in (["\n"], [LINE]):
            self._show(LINE if is_within else "\n", at)
        self.is_new |= not is_within

    def _show(self, text: str, at: int) -> None:
        self.page.visible.add(text, at, self.around, self.length, goes_on=not self.is_new)
        self.length += len(text)
        self.is_new = False

    def _open(self, token: Token) -> None:
        self.stack.append((token.name, self.around))
        self.is_apart = self.is_apart or (self.is_closed and bool(self.page.visible.pieces))
        if token.attributes or token.name in _TELLING:
            self.around = self._inside(token)
        if self.around.exhibit is not None:
            self.page.items[self.around.exhibit].inside.add(token.name)
        self._break(token.name, token.at)
        if token.attributes:
            self._attributes(token)

    def _close(self, token: Token) -> None:
        self.is_closed = True
        if self.stack:
            if token.name in _QUOTATION and self.around.quotation is not None:
                self.page.quotations[self.around.quotation][1] = self.length
            _, self.around = self.stack.pop()
        self._break(token.name, token.at)

    def _inside(self, token: Token) -> Around:
        """The `Around` of the texts in this element."""
        name, around, exhibit = token.name, self.around, self.around.exhibit
        if name == "thead" or is_menu(name, token.attributes):
            return Around(is_menu=True)
        # Inside a testimonial a class such as "customer-logo" makes no exhibit of its own.
        item = self.page.items[exhibit] if exhibit is not None else None
        is_settled = around.is_menu or (item is not None and item.kind is Kind.TESTIMONIAL)
        claimed = None if is_settled else claim(name, token.attributes, around.shows)
        if around.shows is Kind.NAME and name == "blockquote" and not is_settled:
            claimed = Claim(Kind.TESTIMONIAL, is_sure=around.is_sure, is_item=True)
        if item is not None and claimed is not None:
            if claimed.shows is Kind.TESTIMONIAL and claimed.is_sure:
                item.kind = Kind.TESTIMONIAL  # in a list of customers: what is inside settles what it is
            claimed = None
        shows, is_sure = (claimed.shows, claimed.is_sure) if claimed else (around.shows, around.is_sure)
        is_item = claimed.is_item if claimed else False
        is_listed = around.shows is not None and name in _ITEMS
        is_author = "author" in token.attributes.get("itemprop", "")
        # A figure without a claim is a testimonial if it holds a quotation; its end tells whether it does.
        is_figure = name == "figure" and shows is None and not around.is_menu
        if is_figure:
            shows = Kind.TESTIMONIAL
        if exhibit is None and shows is not None and (is_item or is_listed or is_figure):
            exhibit = len(self.page.items)
            self.page.items.append(ExhibitedItem(shows, token.at, is_sure, name, is_claimed=not is_figure))
        return Around(
            shows=shows,
            is_sure=is_sure and not is_figure,
            exhibit=exhibit,
            is_credit=around.is_credit or name in _CREDIT or is_author,
            is_cite=around.is_cite or name in _CITE or is_author,
            quotation=self._quotation() if name in _QUOTATION else around.quotation,
            is_menu=around.is_menu,
            is_heading=around.is_heading
            or name in _HEADINGS
            or token.attributes.get("role", "").lower() == "heading",
        )

    def _quotation(self) -> int:
        self.page.quotations.append([self.length, self.length])
        return len(self.page.quotations) - 1

    def _attributes(self, token: Token) -> None:
        page, around, found = self.page, self.around, token.attributes
        is_image = token.name in ("img", "image", "source", "picture")
        for key in NAMED:
            if text := found.get(key):
                self._aside(text, token.at, replace(around, is_picture=is_image))
                if key in ("alt", "title"):
                    self._note(text)
        for key in _FILES:
            if text := found.get(key):
                page.files.append((text, token.at, around, self.length))
                if is_image and around.exhibit is not None:
                    page.items[around.exhibit].files.append(text)
        self._unseen(token)
        if mark := found.get("data-privacyctl"):
            page.marks.append((mark, token.at))
        self._images(token)
        if token.name in ("a", "area", "link", "iframe", "frame") and (
            link := found.get("href") or found.get("src")
        ):
            page.links.append(link)
            if around.exhibit is not None and page.items[around.exhibit].link is None:
                page.items[around.exhibit].link = link
        self._about_page(token)

    def _unseen(self, token: Token) -> None:
        """Add the texts of attributes that a mail program or a script reads: an address, an island's properties."""
        for key, text in token.attributes.items():
            if key == "href" and text.lower().startswith("mailto:"):
                self._aside(text[len("mailto:") :].partition("?")[0], token.at, self.around)
            elif (key.startswith("data-") or key == "props") and " " in text:
                self._aside(unescaped(text), token.at, self.around)

    def _about_page(self, token: Token) -> None:
        """Note what a tag says of the whole page: its base, a refresh, a password field, a frame."""
        page, found = self.page, token.attributes
        page.has_script |= token.name == "script"
        page.has_frame |= token.name in ("iframe", "frame")
        if token.name == "meta" and found.get("http-equiv", "").lower() == "refresh":
            self._refresh(refresh_of(found.get("content", "")))
        if token.name == "base":
            page.base = page.base or found.get("href", "")
        page.has_password |= token.name == "input" and found.get("type", "").lower() == "password"

    def _refresh(self, refresh: Refresh | None) -> None:
        within = {name for name, _ in self.stack}
        if refresh and refresh.url and "template" not in within:
            self.page.refreshes.append(refresh._replace(is_without_scripts="noscript" in within))
            self.page.links.append(refresh.url)

    def _images(self, token: Token) -> None:
        found, images = token.attributes, self.page.images
        if token.name in ("img", "image", "source", "video", "input"):
            keys = ("src", "data-src", "href", "xlink:href", "poster")
            images += [one for key in keys if (one := found.get(key))]
        for key in ("srcset", "data-srcset"):
            if text := found.get(key):
                several = [one.rstrip(",") for one in text.split()]
                images += [one for one in several if not _SIZE.fullmatch(one)][:_MOST_SIZES]
        if "style" in found:
            images += _in_style(found["style"])

    def _raw(self, token: Token) -> None:
        if token.name == "title":
            text = unescape(token.text)
            self.page.title = self.page.title or text
            self._show(text, token.at)
            self._note(text)
        elif token.name == "script":
            self.page.has_script = True
            self.page.scripts.append((token.text, token.at))
        elif token.name == "style":
            self.page.files.append((token.text, token.at, self.around, self.length))
            self.page.images += _in_style(token.text)
        else:
            self._aside(token.text, token.at, self.around)


def _in_style(text: str) -> list[str]:
    return [one for one in _URL.findall(text) if not one.lower().startswith("data:")]
