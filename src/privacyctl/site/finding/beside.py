"""What stands beside a page's text: in attributes, scripts, styles and comments. Words, files, and what the page loads.

Nothing is taken for unable to show something by its name alone: `parts.attributes` has the few that are known.
What may be markup in a value or a script is noted in `Page.inner`, and read after the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.page_part import PartKind
from privacyctl.site.finding.file_names import pictures
from privacyctl.site.finding.page_text import Around, changed
from privacyctl.site.parts import scripts, styles
from privacyctl.site.parts.addresses import is_address, kind_by_ending
from privacyctl.site.parts.attributes import Addresses, Loaded, is_drawn, may_say
from privacyctl.site.parts.escapes import layers

if TYPE_CHECKING:
    from privacyctl.site.finding.markup import Token
    from privacyctl.site.finding.page import Page

NAMED = ("alt", "title", "aria-label", "placeholder", "content", "value")
"""The attributes whose text people read or hear, as of a picture or a field."""
_FILES = frozenset("src srcset href poster data data-src data-srcset xlink:href style content".split())  # noqa: SIM905
"""The attributes whose file may name a person or a company, whatever its ending is."""
_PICTURES = frozenset(("img", "image", "source", "picture"))
_SCHEME = re.compile(r"(?!https?:|file:|blob:|about:)([a-zA-Z][a-zA-Z0-9+-]{1,20}):")
_MARKUP = re.compile(r"<[a-zA-Z!/?]")
_DATA_TYPES = ("json", "ld+json", "speculationrules")
# An address with a brace is a template's: "/img/${name}.png".
_UNLOADED = ("data:", "javascript:", "about:", "blob:", "mailto:", "tel:", "#")


class InnerMarkup(NamedTuple):
    """A text in a page that may be markup."""

    text: str
    at: int
    around: Around


class BesideReader:
    """Reads what one page has beside its text, into the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._addresses = Addresses()

    def attributes(self, token: Token, around: Around, anchor: int) -> None:
        """Read the attributes of one element."""
        beside = changed(around, part=PartKind.ATTRIBUTE, is_picture=token.name in _PICTURES)
        for key, text in token.attributes.items():
            if text and not is_drawn(text):
                self._attribute(key, text, token.at, beside, anchor)
        for loaded in self._addresses.of(token.name, token.attributes):
            self._load(loaded, token.at)

    def _attribute(self, key: str, text: str, at: int, around: Around, anchor: int) -> None:
        page = self.page
        if key in _FILES or ("." in text and any(pictures(text))):
            page.files.append((text, at, around, anchor))
            if around.is_picture and around.exhibit is not None:
                page.items[around.exhibit].files.append(text)
        if key in ("alt", "title"):
            page.note(text, around.exhibit)
        if key in NAMED:
            page.add_aside(text, at, around, anchor)
        elif key == "style":
            self._style(text, at, around, anchor)
        elif key.startswith("on"):
            self.script(text, at, around, anchor)
        elif ":" in text and (found := _SCHEME.match(text)):
            page.add_aside(text[found.end() :], at, around, anchor)
        elif may_say(key, text) and not is_address(text):
            is_data = text.lstrip()[:1] in ("{", "[")
            said = changed(around, is_program=True) if is_data else around
            for layer in layers(text):
                page.add_aside(layer, at, said, anchor)
        self._markup(text, at, around)

    def script(self, text: str, at: int, around: Around, anchor: int, kind: str = "") -> None:
        """Read a script, or the data in one; `kind` is its type. The words of an element are added by `structured`."""
        around = changed(around, is_picture=False, is_program=True)
        if around.part is PartKind.ATTRIBUTE:
            self.page.add_aside(text, at, around, anchor)
        self.addresses(text, at, is_data=kind.rpartition("/")[2] in _DATA_TYPES)
        self._markup(text, at, around)

    def addresses(self, text: str, at: int, *, is_data: bool) -> None:
        """Note what a script loads."""
        for layer in layers(text):
            for one in scripts.named(layer, is_data=is_data):
                self._load(Loaded(one.address, one.kind, is_stated=False), at)
            self.page.folders |= set(() if is_data else scripts.folders(layer))
            self.page.computes |= not is_data and scripts.computes(layer)

    def style(self, text: str, at: int, around: Around, anchor: int) -> None:
        """Read a style sheet."""
        self.page.files.append((text, at, around, anchor))
        self._style(text, at, changed(around, part=PartKind.STYLE), anchor)

    def _style(self, text: str, at: int, around: Around, anchor: int) -> None:
        style = styles.read(text)
        for said, _ in style.texts:
            self.page.add_aside(said, at, around, anchor)
        if around.part is PartKind.STYLE:
            for address, _ in style.pictures:
                self._load(Loaded(address, PartKind.PICTURE, is_stated=True), at)
            for address, _ in style.sheets:
                self._load(Loaded(address, PartKind.STYLE, is_stated=True), at)

    def remark(self, text: str, at: int, anchor: int) -> None:
        """Read a comment. It shows nothing by itself; a script may take its data from it."""
        around = Around(is_remark=True, part=PartKind.REMARK)
        self.page.add_aside(text, at, around, anchor)
        self._markup(text, at, around)

    def _markup(self, text: str, at: int, around: Around) -> None:
        """Note a text as one that may be markup, in whatever layer of escapes."""
        for layer in layers(text):
            if "<" in layer and _MARKUP.search(layer):
                self.page.inner.append(InnerMarkup(layer, at, changed(around, is_program=False)))

    def _load(self, loaded: Loaded, at: int) -> None:
        address = loaded.address
        if not (address.lower().startswith(_UNLOADED) or "{" in address or kind_by_ending(address) is None):
            self.page.loads.append((loaded, at))
