"""What the attributes of an element may hold: addresses of what the page loads, words, or neither.

A rule in place of a list of names: whatever an attribute is called, a value that is an address is one, and
a value with letters in it may be words. The tables name what is known to be otherwise: links, which lead
to other pages and show nothing of them, and attributes that hold no words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from privacyctl.model.page_part import PartKind
from privacyctl.site.parts import scripts, styles
from privacyctl.site.parts.addresses import (
    PAGES,
    ending_of,
    in_text,
    is_address,
    is_deed,
    is_named,
    kind_by_ending,
    of_srcset,
)
from privacyctl.site.parts.escapes import layers
from privacyctl.site.written_addresses import tidied

MUTE = frozenset(
    """class id for name type rel role method enctype lang xml:lang hreflang dir width height size sizes rows cols
    colspan rowspan media integrity nonce crossorigin referrerpolicy loading decoding fetchpriority tabindex
    viewbox preserveaspectratio d points transform fill stroke stroke-width x y x1 y1 x2 y2 cx cy r rx ry
    charset http-equiv itemprop itemtype itemscope property xmlns version is slot part style""".split()  # noqa: SIM905
)
"""Attributes that hold no words. An address in one is read all the same, and so is a style."""
_SHOWN_BY: dict[str, dict[str, PartKind]] = {
    **{name: {"src": PartKind.FRAME} for name in ("iframe", "frame", "embed", "portal", "fencedframe")},
    "object": {"data": PartKind.FRAME},
    "script": {"src": PartKind.SCRIPT, "href": PartKind.SCRIPT, "xlink:href": PartKind.SCRIPT},
    "img": {"src": PartKind.PICTURE, "lowsrc": PartKind.PICTURE},
    "image": {"href": PartKind.PICTURE, "xlink:href": PartKind.PICTURE, "src": PartKind.PICTURE},
    "feimage": {"href": PartKind.PICTURE, "xlink:href": PartKind.PICTURE},
    "use": {"href": PartKind.DRAWING, "xlink:href": PartKind.DRAWING},
    "input": {"src": PartKind.PICTURE},
    "video": {"poster": PartKind.PICTURE},
    "track": {"src": PartKind.DATA},
}
"""Which attributes of an element say what it shows, and as what: their value is an address whatever its form."""
_NAMES = frozenset("itemtype itemid vocab typeof prefix about resource datatype profile".split())  # noqa: SIM905
"""Attributes with addresses by which something is called, and not fetched; so are those that begin with "xmlns"."""
_PICTURED = frozenset(("background", "poster"))
_LINKS: dict[str, frozenset[str]] = {
    **{name: frozenset(("href", "xlink:href", "ping")) for name in ("a", "area")},
    "base": frozenset(("href",)),
    "form": frozenset(("action",)),
    **{name: frozenset(("formaction",)) for name in ("button", "input")},
    **{name: frozenset(("cite",)) for name in ("blockquote", "q", "ins", "del")},
    **{name: frozenset(("src",)) for name in ("source", "audio", "video")},
    "html": frozenset(("manifest",)),
}
"""Addresses that lead elsewhere, or to sound and film, which no look looks into."""
_LINKING = re.compile(r"href|link|canonical|target|goto")
"""Names of attributes whose address may lead to another page, unless it names a picture or a file of data."""
_ACTING = re.compile(r"share|action|redirect|return|cart|add-to")
"""Names of attributes whose address does something, or leads away."""
_INCLUDING = re.compile(
    r"src|includ|import|fragment|partial|load|fetch|get|ajax|async|remote|frame|template|component"
)
"""Names of attributes and elements that put what lies there into the page, however many there are."""
_LOADED: dict[str, PartKind | None] = {
    "stylesheet": PartKind.STYLE, "icon": PartKind.PICTURE, "apple-touch-icon": PartKind.PICTURE,
    "apple-touch-icon-precomposed": PartKind.PICTURE, "apple-touch-startup-image": PartKind.PICTURE,
    "mask-icon": PartKind.PICTURE, "fluid-icon": PartKind.PICTURE, "image_src": PartKind.PICTURE,
    "manifest": PartKind.DATA, "import": PartKind.FRAME, "modulepreload": PartKind.SCRIPT, "preload": None,
    "prefetch": None,
}  # fmt: skip
"""What a `link` loads by its `rel`; None where its `as` or its ending says it. Every other `rel` leads elsewhere."""
_AS = {"style": PartKind.STYLE, "script": PartKind.SCRIPT, "image": PartKind.PICTURE, "worker": PartKind.SCRIPT,
       "document": PartKind.FRAME, "font": None, "audio": None, "video": None}  # fmt: skip
_META_PICTURE = re.compile(r"image|icon|logo|photo|thumbnail|tile")
_HEADER_LINK = re.compile(r"""<([^<>]*+)>((?:\s*+;\s*+[^\s;,="]++(?:\s*+=\s*+(?:"[^"]*+"|[^\s;,"]*+))?)*+)""")
_PARAMETER = re.compile(r""";\s*([^\s;,="]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))""")
_PAPERS = frozenset(("pdf", "atom", "rss"))
"""What a visitor opens by itself, as another page."""
_SEVERAL = re.compile(r"\s*[;|,]\s*")
_PATH = re.compile(
    r"(?!(?:application|audio|font|image|message|multipart|text|video)/)[a-z][\w-]{1,60}(?:/[\w-]{1,60}){1,6}"
)
"""What looks like a path below the page's own, in an attribute of the page's own name."""
_MOST_ALIKE = 12
"""Attributes of one name with more addresses of pages than this are a menu, which leads to them."""
_SWITCHES = frozenset(
    """allowfullscreen alt async autofocus autoplay checked class content controls crossorigin default defer
    disabled download draggable formnovalidate height hidden href id inert ismap itemscope loop multiple muted
    nomodule noshade novalidate nowrap open placeholder playsinline property readonly rel required reversed
    sandbox scoped seamless selected sizes src srcset style target title translate type value width""".split()  # noqa: SIM905
)
"""Attributes that stand without a value, or with an empty one."""
_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}[.,!?;:]?")
_PHRASE = re.compile(r"\s*(?:[^\W_]+(?:['’][^\W_]+)*[.,!?;:]?(?:\s+|\Z)){2,}")
_LINES = re.compile(r"[\s\d.,+\-eEMmZzLlHhVvCcSsQqTtAa]{40,}+")
_CANDIDATES = re.compile(r"\S\s+\d+(?:\.\d+)?[wxh]\s*(?:,|$)")


class Loaded(NamedTuple):
    """An address that an element loads, or may load."""

    address: str
    kind: PartKind
    is_stated: bool
    """Whether the element surely loads it."""
    is_link: bool = False
    """Whether it may be no more than a link."""


class Addresses:
    """Finds the addresses in the elements of one page."""

    def __init__(self) -> None:
        self._guessed: Counter[str] = Counter()

    def of(self, element: str, attributes: Mapping[str, str]) -> Iterator[Loaded]:
        """What an element loads, in the order of its attributes."""
        links, shown = _LINKS.get(element, frozenset()), _SHOWN_BY.get(element, {})
        for name, written in attributes.items():
            value = written.strip()
            address = tidied(value)
            if _is_no_address(name, value):
                continue
            if name in links:
                yield from _linked(element, name, address)
            elif name == "style":
                yield from _of_style(value)
            elif name in shown or name in _PICTURED:
                yield from _shown(address, shown.get(name, PartKind.PICTURE))
            elif name == "src" or name.endswith("-src"):
                yield from self._of_address(element, "src", address)
            elif "srcset" in name or (" " in value and _CANDIDATES.search(value)):
                yield from (Loaded(one, PartKind.PICTURE, is_stated=True) for one in of_srcset(value))
            elif element == "link":
                yield from _of_link(name, address, attributes)
            elif element == "meta":
                yield from _of_meta(name, address, attributes)
            else:
                yield from self._of_any(element, name, value, address)

    def _of_any(self, element: str, name: str, value: str, address: str) -> Iterator[Loaded]:
        """The addresses in an attribute that the standard does not name, or not as an address."""
        if "(" in value and "url(" in styles.unescaped_names(value).lower():
            yield from _of_style(value)
        elif len(several := _SEVERAL.split(value)) > 1 and all(map(is_address, several)):
            for one in several:
                yield from self._of_address(element, name, one)
        elif _is_one_address(name, address):
            yield from self._of_address(element, name, address)
        elif "." in value or "(" in value:
            for layer in layers(value):
                for one in scripts.named(layer, is_data=name.startswith("on")):
                    yield Loaded(one.address, one.kind, is_stated=False, is_link=one.is_link)

    def _of_address(self, element: str, name: str, value: str) -> Iterator[Loaded]:
        kind, ending = kind_by_ending(value), ending_of(value)
        if kind is PartKind.DATA and (ending in PAGES or not is_named(ending)):
            self._guessed[name] += 1
            is_including = _INCLUDING.search(name) is not None
            is_menu = self._guessed[name] > _MOST_ALIKE and not is_including
            if is_menu or (not is_including and (_ACTING.search(name) or is_deed(value))):
                return
            is_link = _LINKING.search(name) is not None and not _INCLUDING.search(element)
            if is_link or not is_address(value):
                yield Loaded(value, kind, is_stated=False, is_link=True)
                return
        if kind is PartKind.PICTURE:
            yield from (Loaded(one, kind, is_stated=True) for one in of_srcset(value))
        elif kind is not None:
            yield Loaded(value, kind, is_stated=name == "src")


def _shown(address: str, kind: PartKind) -> Iterator[Loaded]:
    yield Loaded(address, kind, is_stated=True)
    if " " in address:  # in a string of a script it may have been a line break, which browsers pass over
        yield Loaded(address.replace(" ", ""), kind, is_stated=False)


def _is_no_address(name: str, value: str) -> bool:
    is_name = name in _NAMES or name.startswith("xmlns")
    return is_name or not value or value.startswith("#") or is_drawn(value)


def _is_one_address(name: str, value: str) -> bool:
    is_file = is_named(ending_of(value)) and not any(map(str.isspace, value))
    return is_address(value) or is_file or ("-" in name and _PATH.fullmatch(value) is not None)


def _linked(element: str, name: str, address: str) -> Iterator[Loaded]:
    """The picture, or the file of data, to which a link leads: a script may show it. A page is another place."""
    ending, kind = ending_of(address), kind_by_ending(address)
    is_shown = kind is PartKind.PICTURE or (
        kind is PartKind.DATA and is_named(ending) and ending not in PAGES | _PAPERS
    )
    if element in ("a", "area") and name != "ping" and is_shown and not is_deed(address):
        yield Loaded(address, kind or PartKind.DATA, is_stated=False, is_link=True)


def is_drawn(value: str) -> bool:
    """Whether a value is nothing but the numbers and letters of lines, of which a drawing may have thousands."""
    return _LINES.fullmatch(value) is not None


def may_say(name: str, value: str) -> bool:
    """Whether an attribute may hold words."""
    return name not in MUTE and not name.startswith("on") and any(map(str.isalpha, value))


def is_phrase(value: str) -> bool:
    """Whether the value of an attribute that holds no words, such as `class`, reads as if it did."""
    if value.isascii():
        return " " in value and _PHRASE.fullmatch(value) is not None and any(map(str.isupper, value))
    return any(map(str.isalpha, value))


def words_of_tag(element: str, attributes: Mapping[str, str]) -> str:
    """The words of a tag that is none, as where markup is shown as it is written; empty of any other."""
    said = [name for name, value in attributes.items() if not value]
    words = [one for one in said if _WORD.fullmatch(one) and one not in _SWITCHES]
    return " ".join((element, *said)) if len(words) >= _FEWEST_WORDS else ""


def _of_style(value: str) -> Iterator[Loaded]:
    style = styles.read(value)
    yield from (Loaded(one, PartKind.PICTURE, is_stated=True) for one, _ in style.pictures)
    for text, _ in style.texts:
        yield from (
            Loaded(one.address, one.kind, is_stated=False)
            for one in in_text(text)
            if one.kind is PartKind.PICTURE
        )


def of_link_header(value: str) -> Iterator[Loaded]:
    """What a `Link` header loads, as a `link` element would (RFC 8288, section 3)."""
    for found in _HEADER_LINK.finditer(value):
        told = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(found[2])}
        yield from _of_link("href", tidied(found[1]), told)


def _of_link(name: str, value: str, attributes: Mapping[str, str]) -> Iterator[Loaded]:
    if not name.endswith("href"):
        return
    kinds = attributes.get("rel", "").lower().replace("/", " ").split()
    stated = next((one for one in kinds if one in _LOADED), None)
    if stated is None:
        if kind_by_ending(value) is PartKind.PICTURE:
            yield Loaded(value, PartKind.PICTURE, is_stated=True)
        return
    kind = _LOADED[stated]
    if kind is None:
        kind = _AS.get(attributes.get("as", "").lower(), kind_by_ending(value))
        if stated == "prefetch" and (kind is PartKind.FRAME or not is_named(ending_of(value))):
            return  # the page that a visitor may go to next
    if kind is not None:
        yield Loaded(value, kind, is_stated=True)


def _of_meta(name: str, value: str, attributes: Mapping[str, str]) -> Iterator[Loaded]:
    said = f"{attributes.get('property', '')} {attributes.get('name', '')} {attributes.get('itemprop', '')}".lower()
    is_picture = kind_by_ending(value) is PartKind.PICTURE or (
        _META_PICTURE.search(said) and is_address(value)
    )
    if name == "content" and is_picture and not any(map(str.isspace, value)):
        yield Loaded(value, PartKind.PICTURE, is_stated=True)
