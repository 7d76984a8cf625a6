"""Addresses in attributes, scripts and data: what lies there, by the ending, and where one begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from privacyctl.model.page_part import PartKind

LONGEST = 2_000
_OF_KIND = (
    (
        PartKind.PICTURE,
        "png apng jpg jpeg jfif pjpeg gif webp avif ico cur bmp svg svgz tif tiff jxl heic heif",
    ),
    (PartKind.SCRIPT, "js mjs cjs"),
    (PartKind.STYLE, "css"),
    (
        PartKind.DATA,
        (
            "json jsonl ndjson geojson jsonld webmanifest txt text md mdx markdown csv tsv xml xsl xslt yaml yml"
            " toml vtt srt html htm xhtml shtml rss atom pdf"
        ),
    ),
)
_FONTS = frozenset("woff woff2 ttf otf eot".split())  # noqa: SIM905
_MUTE = _FONTS | frozenset(
    "wasm map mp4 m4v webm ogv ogg oga mp3 m4a wav flac aac mov avi mkv m3u8 mpd ts".split()  # noqa: SIM905
)
"""What shows no words and no picture by itself, or is not looked into."""
_DOWNLOADS = frozenset(
    "zip gz tgz bz2 xz 7z rar tar exe msi dmg pkg deb rpm appimage apk iso jar bin sig asc torrent".split()  # noqa: SIM905
)
_KINDS: dict[str, PartKind | None] = {
    **{ending: kind for kind, endings in _OF_KIND for ending in endings.split()},
    **dict.fromkeys(_MUTE | _DOWNLOADS),
}
PAGES = frozenset("html htm xhtml shtml".split())  # noqa: SIM905
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,11})(?=[?#]|$)")
_NAMED = re.compile(
    rf"\.({'|'.join(sorted((end for end, kind in _KINDS.items() if kind), key=len, reverse=True))})"
    r"(?![\w-]|\.\w)(?:\?[^\s\"'`()<>\\,;|]{0,500}+)?(?:#[^\s\"'`()<>\\,;|]{0,200}+)?",
    re.IGNORECASE,
)
_APART = re.compile(r"""[\s"'`()<>,;|{}\[\]=^*!]+""")
_WHOLE = re.compile(r"(?:https?:)?//[^/\s?#]+|\.{0,2}/(?!/)", re.IGNORECASE)
_DEED = re.compile(
    r"(?:log|sign)-?_?(?:out|off)|delete|remove|unsubscribe|cancel|reset|destroy|purge|revoke|confirm|checkout",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"[\s,]*+(\S++)")
_DESCRIPTOR = re.compile(r"(?:[^,()]|\([^)]*+\)?)*+")


class NamedAddress(NamedTuple):
    """An address in a text."""

    address: str
    at: int
    kind: PartKind
    ending: str
    is_link: bool = False
    """Whether it may be no more than a link."""


def ending_of(address: str) -> str:
    """The ending of the last part of its path, in lower case and without a dot; empty where there is none."""
    path = re.split(r"[?#]", address, maxsplit=1)[0].rpartition("/")[2]
    name, dot, ending = path.rpartition(".")
    return ending.lower() if dot and name and ending.isalnum() else ""


def kind_by_ending(address: str) -> PartKind | None:
    """What lies at an address by its ending; DATA for one without an ending; None for what shows nothing."""
    return _KINDS.get(ending_of(address), PartKind.DATA)


def is_shown_by(address: str, kind: PartKind, *, is_stated: bool) -> bool:
    """Whether what lies there may show something where it is loaded as this kind.

    A browser goes by the element: what an `<img>` names is a picture whatever it is called. But a font stands in a
    style sheet as a picture does, and a film in a frame as a page does.
    """
    ending = ending_of(address)
    unseen = {PartKind.PICTURE: _FONTS, PartKind.FRAME: _MUTE}.get(kind, ()) if is_stated else _MUTE
    return ending not in unseen


def is_mute(address: str) -> bool:
    """Whether an address ends as a font, a film, sound or a program does."""
    return ending_of(address) in _MUTE


def is_named(ending: str) -> bool:
    """Whether the ending is one of those that name a kind of file."""
    return ending in _KINDS


def is_raster(address: str) -> bool:
    """Whether an address ends as a picture of pixels does, which shows no words that can be read."""
    return _KINDS.get(ending := ending_of(address)) is PartKind.PICTURE and not ending.startswith("svg")


def is_address(text: str) -> bool:
    """Whether a text is an address by its form alone: it begins as a path or with a host."""
    return _WHOLE.match(text) is not None and len(text) <= LONGEST and not any(map(str.isspace, text))


def is_deed(address: str) -> bool:
    """Whether to ask for it may do something: to log out, to delete."""
    return _DEED.search(address) is not None


def in_text(text: str) -> Iterator[NamedAddress]:
    """The addresses in a text of any language that end as a file does which can show something."""
    begin = looked = 0
    for found in _NAMED.finditer(text):
        for apart in _APART.finditer(text, looked, found.start()):
            begin = apart.end()
        looked = found.start()
        ending = found[1].lower()
        kind = _KINDS[ending]
        if kind and 0 < found.end() - begin <= LONGEST and begin < found.start():
            yield NamedAddress(text[begin : found.end()], begin, kind, ending)


def of_srcset(value: str) -> Iterator[str]:
    """The addresses of a `srcset` (HTML, section 4.8.4.2.2); of one with commas also its parts."""
    at = 0
    while found := _CANDIDATE.match(value, at):
        at, written = found.end(), found[1]
        address = written.rstrip(",")
        if address == written:
            described = _DESCRIPTOR.match(value, at)
            at = described.end() if described else at
        if address:
            parts = address.split(",")
            yield address
            if len(parts) > 1 and (
                all(map(is_address, parts)) or all(ending_of(one) in _KINDS for one in parts)
            ):
                yield from parts
