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
from privacyctl.site.parts.addresses import in_text, is_address, is_shown_by
from privacyctl.site.parts.attributes import (
    MUTE,
    Addresses,
    Loaded,
    is_drawn,
    is_phrase,
    may_say,
    words_of_tag,
)
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
_MAPPED = re.compile(r""":\s*"((?:\.{0,2}/|https?:)[^"\s]*[^"\s/])\"""")
"""What a map of imports says that a module's name stands for."""
_AIMED = {"a": ("href", "target"), "area": ("href", "target"), "form": ("action", "target"),
          "button": ("formaction", "formtarget"), "input": ("formaction", "formtarget")}  # fmt: skip
"""The attributes by which an element leads somewhere, and into which frame."""
_TEMPLATE = re.compile(r"\$\{|\{\{|\{%|^\{")
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
        self._frames: set[str] = set()
        """The names of frames."""
        self._aimed: list[tuple[str, str, int]] = []
        """What leads somewhere: into which frame, where, and its place."""
        self._target = ""

    def attributes(self, token: Token, around: Around, anchor: int) -> None:
        """Read the attributes of one element."""
        beside = changed(around, part=PartKind.ATTRIBUTE, is_picture=token.name in _PICTURES)
        for key, text in token.attributes.items():
            if text and not is_drawn(text):
                self._attribute(key, text, token.at, beside, anchor)
        # A style sheet may show a value, whatever else it is for; and an example the words of a tag.
        remarks = [text for key, text in token.attributes.items() if key in MUTE and is_phrase(text)]
        for text in (*remarks, words_of_tag(token.name, token.attributes)):
            self.page.add_aside(text, token.at, changed(beside, is_remark=True), anchor)
        for loaded in self._addresses.of(token.name, token.attributes):
            self._load(loaded, token.at)
        self._aim(token)

    def _aim(self, token: Token) -> None:
        """Note which frames there are, and what leads into one of them."""
        name, found = token.name, token.attributes
        if name in ("iframe", "frame", "object", "embed"):
            self._frames.add(found.get("name", ""))
        elif name == "base":
            self._target = found.get("target", "")
        elif name in _AIMED and (address := found.get(_AIMED[name][0])):
            self._aimed.append((found.get(_AIMED[name][1], self._target), address, token.at))

    def end(self) -> None:
        """Note what a click loads into a frame of the same page: it is shown there as what the frame names."""
        for target, address, at in self._aimed:
            if target and target in self._frames:
                self._load(Loaded(address, PartKind.FRAME, is_stated=False), at)

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
            (self.script if found[1].lower() == "javascript" else page.add_aside)(
                text[found.end() :], at, around, anchor
            )
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
        is_data = kind.rpartition("/")[2] in _DATA_TYPES
        for found in _MAPPED.finditer(text) if kind == "importmap" else ():
            self._load(Loaded(found[1], PartKind.SCRIPT, is_stated=False), at)
        leaves = not is_data and around.part is not PartKind.ATTRIBUTE
        self.addresses(text, at, is_data=is_data, leaves=leaves)
        self._markup(text, at, around)

    def addresses(self, text: str, at: int, *, is_data: bool, leaves: bool = False) -> None:
        """Note what a script loads; `leaves` is whether it runs by itself, and the page it goes on to is shown too."""
        for layer in layers(text):
            for one in scripts.named(layer, is_data=is_data):
                self._load(Loaded(one.address, one.kind, is_stated=False, is_link=one.is_link), at)
            for one in scripts.left_for(layer) if leaves else ():
                self._load(Loaded(one.address, one.kind, is_stated=False), at)
            self.page.folders |= set(() if is_data else scripts.folders(layer))
            self.page.computes |= not is_data and scripts.computes(layer)

    def style(self, text: str, at: int, around: Around, anchor: int) -> None:
        """Read a style sheet. Of an element a browser may take its content for markup, or show its source."""
        self.page.files.append((text, at, around, anchor))
        for remark in styles.remarks(text):
            self.remark(remark, at, anchor)
        self._markup(text, at, changed(around, is_remark=True))
        self._style(text, at, changed(around, part=PartKind.STYLE), anchor)

    def _style(self, text: str, at: int, around: Around, anchor: int) -> None:
        style = styles.read(text)
        for said, _ in style.texts:
            self.page.add_aside(said, at, around, anchor)
        if around.part is PartKind.STYLE:
            for address, _ in style.pictures:
                self._load(Loaded(address, PartKind.PICTURE, is_stated=True), at)
            for said, _ in style.texts:  # for `image-set(var(--logo) 1x)`
                for one in in_text(said):
                    if one.kind is PartKind.PICTURE:
                        self._load(Loaded(one.address, one.kind, is_stated=False), at)
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
        is_template = _TEMPLATE.search(address) or ("{" in address and not loaded.is_stated)
        if not (address.lower().startswith(_UNLOADED) or is_template) and is_shown_by(
            address, loaded.kind, is_stated=loaded.is_stated
        ):
            self.page.loads.append((loaded, at))
