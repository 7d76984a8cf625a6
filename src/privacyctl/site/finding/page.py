"""A page's visible text, the texts beside it (titles, comments, scripts), and its exhibits.

Text that a reader sees as one line is one text here, even with tags in it. Each stretch of
it knows its place in the source, and the markup around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from privacyctl.model.page_part import PartKind
from privacyctl.model.publication import Kind
from privacyctl.model.target import Refresh
from privacyctl.site.finding.beside import BesideReader, InnerMarkup
from privacyctl.site.finding.claims import Claim, claim, is_menu
from privacyctl.site.finding.items import ExhibitedItem
from privacyctl.site.finding.markup import Token, tokens
from privacyctl.site.finding.page_text import LINE, Around, PageText, changed
from privacyctl.site.parts.attributes import Loaded
from privacyctl.site.parts.escapes import unescape
from privacyctl.site.refreshing import refresh_of

BLOCK = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html img input label legend li main nav
    noscript ol option p pre section select summary table tbody td template tfoot th thead title tr ul video
    item entry description url loc""".split()  # noqa: SIM905
)
_PHRASING = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q rb rp
    rt rtc ruby s samp slot small source span strike strong sub sup time tspan tt u var wbr""".split()  # noqa: SIM905
)
"""Elements that part no text: what stands in one of these stands in the block or the cell around it."""
_QUOTATION = frozenset(("blockquote", "q"))
_CITE = frozenset(("figcaption", "cite"))
_CREDIT = _QUOTATION | _CITE
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 title summary caption legend".split())  # noqa: SIM905
_ITEMS = frozenset(("figure", "blockquote", "li", "article", "img", "tr", "td"))
_SHEET = re.compile(
    r"""<\?xml-stylesheet\b[^>]{0,500}?\bhref\s{0,9}=\s{0,9}["']([^"'>]{1,2000})[^>]{0,500}\?>"""
)
"""What turns XML into a page (Associating Style Sheets with XML documents)."""
_PROLOGUE = 5_000
_SPARE = frozenset(("noscript", "template"))
_TELLING = _ITEMS | _CREDIT | _HEADINGS | _SPARE | {"nav", "thead"}
"""Elements that tell something of their content even without an attribute."""
_CLAIMING = frozenset(("class", "id", "itemtype", "itemprop", "role"))
"""The attributes by which any other element does."""
_ABOVE = frozenset(("rt", "rp", "rtc"))
"""What stands above or beside the letters of a word, which go on behind it."""
_APART = 10**7
"""Between the places of two inner texts: farther than any two texts are near each other."""
_DEEPEST = 4
"""Markup in a value of markup in a value, and so on."""


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
    within: PageText = field(default_factory=PageText)
    """The text of markup in attributes, scripts and comments."""
    inner: list[InnerMarkup] = field(default_factory=list)
    """The texts that `within` is read from."""
    loads: list[tuple[Loaded, int]] = field(default_factory=list)
    """What lies at addresses of its own and is, or may be, a part of the page; with its place in the source."""
    folders: set[str] = field(default_factory=set)
    """Paths to which a script adds the names of files."""
    computes: bool = False
    """Whether a script fetches from addresses that it works out when it runs."""
    is_deeper: bool = False
    """Whether it holds markup in markup in markup, deeper than was read."""
    links: list[str] = field(default_factory=list)
    scripts: list[tuple[str, int]] = field(default_factory=list)
    """The texts of structured data (JSON-LD), and their places."""
    base: str = ""
    """The address that relative ones are resolved against (`<base href>`); empty without one."""
    title: str = ""
    has_script: bool = False
    has_password: bool = False
    refreshes: list[Refresh] = field(default_factory=list)

    def shows(self, around: Around) -> Kind | None:
        """What a text exhibits. A quotation in a list of customers makes its item a testimonial, as a whole."""
        return self.items[around.exhibit].kind if around.exhibit is not None else around.shows

    def add_aside(self, text: str, at: int, around: Around, anchor: int) -> None:
        """Add a text that stands beside the visible one."""
        if text.strip():
            self.asides.add(f"{text}\n", at, around, anchor)

    def note(self, text: str, exhibit: int | None) -> None:
        """Add a text to the item that holds it."""
        if exhibit is not None and text.strip():
            self.items[exhibit].words.append(text)


def read(source: str, wants: Callable[[str], bool] = lambda _: True) -> Page:
    """Read a page's markup. Malformed markup is read as text.

    `wants` says of a text within it, such as a script's, whether it may show something: then it is
    read as markup too.
    """
    return _read(source, wants, Around(), 0)


def read_style(source: str) -> Page:
    """Read a style sheet, which shows what stands in its strings."""
    page = Page()
    BesideReader(page).style(source, 0, Around(), 0)
    return page


def read_addresses(page: Page, source: str, *, is_data: bool) -> None:
    """Add what a script or a data file loads."""
    BesideReader(page).addresses(source, 0, is_data=is_data)


def _read(source: str, wants: Callable[[str], bool], around: Around, depth: int) -> Page:
    page = _PageReader(around).read(source)
    for found in _SHEET.finditer(source[:_PROLOGUE]):
        kind = PartKind.STYLE if "css" in found[0] else PartKind.DATA
        page.loads.append((Loaded(unescape(found[1]), kind, is_stated=True), found.start()))
    for number, inner in enumerate(page.inner):
        if wants(inner.text):
            if depth < _DEEPEST:
                within = _read(
                    inner.text, wants, changed(inner.around, exhibit=None, quotation=None), depth + 1
                )
                _add_inner(page, within, inner.at, (number + 1) * _APART)
            else:
                page.is_deeper = True
    page.inner.clear()
    return page


def _add_inner(page: Page, inner: Page, at: int, anchor: int) -> None:
    """Add what was read within a page, at one place, and near nothing else in it."""
    for text, into in (
        (inner.visible, page.within),
        (inner.within, page.within),
        (inner.asides, page.asides),
    ):
        unit = -1
        for piece, around, number, beside in zip(
            text.pieces, text.around, text.units, text.anchors, strict=True
        ):
            inside = changed(around, exhibit=None, quotation=None)
            into.add(piece, at, inside, anchor + beside % _APART, goes_on=number == unit)
            unit = number
        if text.pieces:
            into.add("\n", at, Around(), anchor)
    page.files += [(file, at, changed(around, exhibit=None), anchor) for file, _, around, _ in inner.files]
    page.marks += [(mark, at) for mark, _ in inner.marks]
    page.loads += [(loaded, at) for loaded, _ in inner.loads]
    page.scripts += [(script, at) for script, _ in inner.scripts]
    page.folders |= inner.folders
    page.computes |= inner.computes
    page.is_deeper |= inner.is_deeper


class _PageReader:
    def __init__(self, around: Around) -> None:
        self.page = Page()
        self.beside = BesideReader(self.page)
        self.stack: list[tuple[str, Around]] = []
        self.around = around
        self.length = 0
        """The length of the visible text so far."""
        self.is_closed = self.is_apart = False
        """Whether an element was closed since the last text, and whether another one was opened after that.
        `<span>Ann Lee</span><span>CTO</span>` reads as two words, but a word in a span for each letter as one."""
        self.is_new = True
        """Whether another block or cell began since the last text."""
        self.above = 0
        """How many elements that stand above a word are open."""
        self.script_type = ""

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
                self.beside.remark(token.text, token.at, self.length)
        self.beside.end()
        return self.page

    def _say(self, token: Token) -> None:
        if token.text and self.above:
            self.page.add_aside(token.text, token.at, self.around, self.length)
        elif token.text:
            if self.is_apart and len(self.page.visible.pieces[-1]) > 1 and len(token.text) > 1:
                self._show(LINE, token.at)
            self.is_closed = self.is_apart = False
            self._show(token.text, token.at)
            self.page.note(token.text, self.around.exhibit)

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
        if token.name in _TELLING or not _CLAIMING.isdisjoint(token.attributes):
            self.around = self._inside(token)
        self.above += token.name in _ABOVE
        if self.around.exhibit is not None:
            self.page.items[self.around.exhibit].inside.add(token.name)
        self._break(token.name, token.at)
        if token.attributes:
            self._attributes(token)

    def _close(self, token: Token) -> None:
        self.is_closed = True
        self.above -= token.name in _ABOVE
        if self.stack:
            if token.name in _QUOTATION and self.around.quotation is not None:
                self.page.quotations[self.around.quotation][1] = self.length
            _, self.around = self.stack.pop()
        self._break(token.name, token.at)

    def _inside(self, token: Token) -> Around:
        """The `Around` of the texts in this element."""
        name, around, exhibit = token.name, self.around, self.around.exhibit
        if name == "thead" or is_menu(name, token.attributes):
            return Around(is_menu=True, is_spare=around.is_spare, part=around.part)
        # Inside a testimonial a class such as "customer-logo" makes no exhibit of its own.
        item = self.page.items[exhibit] if exhibit is not None else None
        is_settled = around.is_menu or (item is not None and item.kind is Kind.TESTIMONIAL)
        claimed = claim(name, token.attributes, around.shows) if token.attributes and not is_settled else None
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
            is_remark=around.is_remark,
            is_program=around.is_program,
            is_spare=around.is_spare or (name in _SPARE and "shadowrootmode" not in token.attributes),
            part=around.part,
        )

    def _quotation(self) -> int:
        self.page.quotations.append([self.length, self.length])
        return len(self.page.quotations) - 1

    def _attributes(self, token: Token) -> None:
        page, around, found = self.page, self.around, token.attributes
        self.beside.attributes(token, around, self.length)
        if mark := found.get("data-privacyctl"):
            page.marks.append((mark, token.at))
        if token.name in ("a", "area", "link", "iframe", "frame") and (
            link := found.get("href") or found.get("src")
        ):
            page.links.append(link)
            if around.exhibit is not None and page.items[around.exhibit].link is None:
                page.items[around.exhibit].link = link
        self._about_page(token)

    def _about_page(self, token: Token) -> None:
        """Note what a tag says of the whole page: its base, a refresh, a password field."""
        page, found = self.page, token.attributes
        page.has_script |= token.name == "script"
        self.script_type = found.get("type", "").lower() if token.name == "script" else self.script_type
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

    def _raw(self, token: Token) -> None:
        around = self.around
        if token.name == "title":
            text = unescape(token.text)
            self.page.title = self.page.title or text
            self._show(text, token.at)
            self.page.note(text, around.exhibit)
        elif token.name == "script":
            self.page.has_script = True
            self.page.scripts.append((token.text, token.at))
            around = changed(around, part=PartKind.SCRIPT)
            self.beside.script(token.text, token.at, around, self.length, self.script_type)
        elif token.name == "style":
            self.beside.style(token.text, token.at, around, self.length)
        else:
            self.page.add_aside(token.text, token.at, around, self.length)
