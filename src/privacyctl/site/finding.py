"""Finding what is sought in a page, a file or a picture: the precise look that `scan` and `verify` share."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from privacyctl.model.publication import Kind
from privacyctl.model.sought import By, Exhibit, Seen, Sighting, Sought
from privacyctl.site import page as pages
from privacyctl.site import said
from privacyctl.site.charsets import decoded, is_text
from privacyctl.site.logos import Alike, how_alike, likeness
from privacyctl.site.matching import BESIDE, Hit, Search
from privacyctl.site.needles import Needle, needles
from privacyctl.site.page import Around, Item, Page, Text
from privacyctl.site.said import Said
from privacyctl.site.skeleton import Skeleton

LARGEST = 5_000_000
"""The most that is read of one page or file, in bytes."""
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp", ".svg", ".svgz"))
_DATA = frozenset((".json", ".yaml", ".yml", ".toml", ".csv", ".tsv", ".js", ".mjs", ".webmanifest"))
# Anything else that holds markup is a template or a program, and shows nothing by itself.
_PAGES = frozenset(("", ".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"))
_ESCAPED = frozenset((".json", ".js", ".mjs", ".webmanifest"))
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_VALUE = re.compile(r"""(["'\n;{}\[\]]|: |, |\t)""")
_SHORTEST_PAGE = 15
"""A page with scripts that shows fewer words shows nothing until they have run."""
_LONGEST_WALL = 200
_WALL = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you are (?:a )?human|just a moment"
    r"|checking your browser|access denied|attention required|unusual traffic|enable (?:javascript and )?cookies",
    re.IGNORECASE,
)
_STRUCTURED = frozenset(("Review", "Quotation", "UserReview", "CriticReview"))
_MOST_NODES = 50_000
_FAR = -(10**9)
"""Beside nothing on the page: what belongs together in structured data is in one exhibit."""


class Finder:
    """Looks for the same things in many pages. Made once: that takes longer than a look."""

    def __init__(self, soughts: Sequence[Sought]) -> None:
        self.soughts = tuple(soughts)
        self._needles = needles(soughts)
        self._by_form: dict[str, list[int]] = {}
        self._always = [number for number, one in enumerate(self._needles) if one.is_looked_for_anyway]
        for number, one in enumerate(self._needles):
            for form in one.first_forms():
                self._by_form.setdefault(form, []).append(number)
        self._skeleton = Skeleton(self._needles)
        self._logos = [one for one in soughts if one.logo is not None]

    def may_show(self, data: bytes) -> bool:
        """Whether it is worth a look: false only where `look` would find nothing."""
        return self._skeleton.may_show(data)

    def look(
        self, data: bytes, name: str, content_type: str | None = None, charset: str | None = None
    ) -> Seen:
        """What of the sought stands there. `name` is a path or an address; never raises, whatever the bytes."""
        ending = PurePosixPath(name.partition("?")[0].lower()).suffix
        is_svg = ending in (".svg", ".svgz") or (content_type or "").startswith("image/svg")
        sightings: list[Sighting] = []
        if self._logos and (ending in PICTURES or (content_type or "").startswith("image/")):
            sightings += self._as_logo(data)
        if is_svg or (is_text(data) and ending not in PICTURES):
            return self._as_text(decoded(data[:LARGEST], charset), ending, sightings)
        return Seen(tuple(sightings))

    def _candidates(self, page: Page, *texts: Said) -> list[Needle]:
        """Those of which a first word stands in one of the texts; of a thousand, a few."""
        numbers = set(range(len(self._needles))) if page.marks else set(self._always)
        for text in texts:
            for form in self._by_form.keys() & text.index.keys():
                numbers.update(self._by_form[form])
        return [self._needles[number] for number in sorted(numbers)]

    def named(self, path: str) -> list[Sighting]:
        """What the name of a file itself shows: a logo's, or a person's full name."""
        page = Page()
        page.files.append((path, 0, Around(), 0))
        _read_file_name(page, path, 0, Around(), 0)
        hits = Search(page, (said.read(page.asides),)).run(self._needles)
        return [_sighting(hit, 1, hits) for hit in hits]

    def _as_logo(self, data: bytes) -> Iterator[Sighting]:
        digest, looks = hashlib.sha256(data).digest(), likeness(data)
        for one in self._logos:
            if one.logo is None:
                continue
            if one.logo.sha256 == digest:
                yield Sighting(one, By.LOGO, 1, one.logo.name, is_sure=True)
            elif looks is not None and one.logo.likeness is not None:
                alike = how_alike(looks, one.logo.likeness)
                if alike is not None:
                    yield Sighting(one, By.LOGO, 1, one.logo.name, is_sure=alike is Alike.SURE)

    def _as_text(self, source: str, ending: str, pictured: list[Sighting]) -> Seen:
        if ending in _ESCAPED:
            source = _unescaped(source)
        page = pages.read(source)
        if ending in _DATA:
            page.visible = _values(page.visible)
        for text, at in page.scripts:
            _read_script(page, text, at)
        for file, at, around, anchor in page.files:
            _read_file_name(page, file, at, around, anchor)
        visible = said.read(page.visible)
        asides = said.read(page.asides)
        hits = Search(page, (visible, asides)).run(self._candidates(page, visible, asides))
        lines = _Lines(source)
        shown = visible.whole if len(visible.forms) <= _LONGEST_WALL else ""
        return Seen(
            sightings=(*pictured, *_once(_sighting(hit, lines.of(hit.at), hits) for hit in hits)),
            exhibits=tuple(_exhibits(page, hits, lines)) if ending in _PAGES else (),
            words=len(visible.forms),
            is_script_only=page.has_script and len(visible.forms) < _SHORTEST_PAGE,
            is_login=page.has_password,
            is_wall=_WALL.search(shown) is not None,
            images=tuple(dict.fromkeys(page.images)),
            links=tuple(dict.fromkeys(page.links)),
        )


class _Lines:
    """Which line of the source a character is on; counted only where something was found."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._breaks: list[int] | None = None

    def of(self, at: int) -> int:
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._source)]
        # A text may begin with the line breaks before its first word.
        while at < len(self._source) and self._source[at].isspace():
            at += 1
        return bisect_right(self._breaks, at - 1) + 1


def _sighting(hit: Hit, line: int, hits: Sequence[Hit]) -> Sighting:
    is_beside = hit.by is By.NAME and any(
        other.needle is hit.needle
        and other.by is By.QUOTE
        and (
            (hit.around.exhibit is not None and other.around.exhibit == hit.around.exhibit)
            or abs(other.anchor - hit.anchor) <= BESIDE
        )
        for other in hits
    )
    return Sighting(hit.needle.sought, hit.by, line, hit.snippet, hit.is_sure, is_beside)


def _once(found: Iterator[Sighting]) -> Iterator[Sighting]:
    """Each sought once a line and a way of knowing it; a sure sighting before a doubtful one."""
    best: dict[tuple[int, By, int], Sighting] = {}
    for one in found:
        key = (id(one.sought), one.by, one.line)
        known = best.get(key)
        if known is None or (one.is_sure, one.is_beside_quote) > (known.is_sure, known.is_beside_quote):
            best[key] = one
    yield from best.values()


def _exhibits(page: Page, hits: Sequence[Hit], lines: _Lines) -> Iterator[Exhibit]:
    for number, item in enumerate(page.items):
        if item.is_real:
            theirs = [hit for hit in hits if hit.around.exhibit == number and _fits(item, hit)]
            shows = tuple({id(hit.needle.sought): hit.needle.sought for hit in theirs}.values())
            yield Exhibit(item.kind, lines.of(item.at), item.text[:100], shows, item.is_sure)


def _fits(item: Item, hit: Hit) -> bool:
    return (item.kind is Kind.TESTIMONIAL) == (
        hit.needle.sought.kind is Kind.TESTIMONIAL
    ) or hit.needle.sought.kind is None


def _values(text: Text) -> Text:
    """The text of a data file, taken apart into its values."""
    apart = Text()
    for piece, at, around, anchor in zip(text.pieces, text.places, text.around, text.anchors, strict=True):
        passed = 0
        for value in _VALUE.split(piece):
            if value:
                apart.add(value, at + passed, replace(around, is_value=True), anchor + passed)
            passed += len(value)
    return apart


def _unescaped(source: str) -> str:
    """JSON's and JavaScript's escapes resolved; none of them becomes a line break, so that lines still count."""

    def meant(found: re.Match[str]) -> str:
        if found[1]:
            code = int(found[1], 16)
            return " " if code < 0x20 or 0xD800 <= code <= 0xDFFF else chr(code)
        return {"n": " ", "r": " ", "t": " ", "b": " ", "f": " "}.get(found[2], found[2])

    return _ESCAPE.sub(meant, source) if "\\" in source else source


def _read_script(page: Page, text: str, at: int) -> None:
    """Structured data shows what it says; any other script may build the page from what stands in it."""
    beginning = text.lstrip()[:1]
    if beginning not in ("{", "["):
        page.asides.add(f"{_unescaped(text)}\n", at, Around(), _FAR)
        return
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        page.asides.add(f"{_unescaped(text)}\n", at, Around(), _FAR)
        return
    _structured(page, document, at)


def _structured(page: Page, document: Any, at: int) -> None:
    waiting: list[tuple[Any, Around]] = [(document, Around())]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node, around = waiting.pop()
        seen += 1
        if isinstance(node, dict):
            kinds = node.get("@type")
            if _STRUCTURED & set(
                kinds if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []
            ):
                item = Item(Kind.TESTIMONIAL, at, is_sure=True, element="script", has_quotation=True)
                page.items.append(item)
                around = Around(shows=Kind.TESTIMONIAL, exhibit=len(page.items) - 1, is_credit=True)
            waiting += [
                (value, around) for key, value in reversed(node.items()) if not str(key).startswith("@")
            ]
        elif isinstance(node, list):
            waiting += [(value, around) for value in reversed(node)]
        elif isinstance(node, str):
            page.asides.add(f"{node}\n", at, around, _FAR * seen)
            if around.exhibit is not None:
                page.items[around.exhibit].words.append(node)


def _read_file_name(page: Page, file: str, at: int, around: Around, anchor: int) -> None:
    """A file's name may say whose it is: /img/ann-lee.jpg."""
    if len(file) > 500 or "." not in file:
        return
    stem, dot, ending = unquote(file.partition("?")[0]).rpartition("/")[2].rpartition(".")
    if dot:
        words = re.sub(r"[-_+.~@]+", " ", stem)
        is_shown = around.shows is not None and around.is_sure  # "box.svg" may be any box
        is_picture = f".{ending.lower()}" in PICTURES
        shown = Around(around.shows, is_shown, around.exhibit, around.is_credit, is_picture=is_picture)
        page.asides.add(f"{words.title() if words.islower() else words}\n", at, shown, anchor)
