"""The names of picture files in a page, and the names that a site's builder makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 300
_GENERIC = frozenset(
    """logo logos image img icon picture photo brand company customer client default placeholder banner
    header footer main small large dark light white black color colour favicon thumb avatar untitled
    arrow left right star stars quote check bg background spacer pixel divider""".split()  # noqa: SIM905
)
_FEWEST_LETTERS = 3
_APART = re.compile(r"""[\s"'`(),?#&=<>]+""")
_ENDING = re.compile(r"\.(?:svgz?|png|jpe?g|gif|webp|avif|ico|bmp)$", re.IGNORECASE)
_NAMED = re.compile(r"\.(?:svgz?|png|jpe?g|gif|webp|avif|ico|bmp)(?![\w.-])", re.IGNORECASE)
_MARKS = re.compile(r"[-_.@~]")
# Builders append to a file's name: a hash, a size, a density.
_BUILT = re.compile(
    r"[0-9a-f]{6,40}|\d{1,5}x\d{0,5}|x\d{1,5}|\d{1,5}(?:w|px)?|min|opt|scaled|hu(?:[0-9a-f]{6,40})?|resize|fit|fill"
    r"|q\d{1,3}|box|lanczos|[a-z]\d",
    re.IGNORECASE,
)
# A hash of eight letters in base 64. Eight lower-case letters are a word: "acme-products.svg" is another picture.
_HASH = re.compile(r"[-_.](?=[a-z_-]*[A-Z0-9])[\w-]{8}$", re.ASCII)


def pictures(text: str) -> Iterator[str]:
    """The addresses of pictures in an address, a `srcset` or a style, as they stand in it."""
    decoded = unquote(text) if "%" in text else text
    for one in dict.fromkeys((text, *_APART.split(decoded))):
        if len(one) <= _LONGEST and _ENDING.search(one):
            yield one


def named_pictures(text: str) -> Iterator[tuple[str, int]]:
    """The picture files named in a text, as (name, where it begins)."""
    begin = 0
    for found in _NAMED.finditer(text):
        for apart in _APART.finditer(text, begin, found.start()):
            begin = apart.end()
        if found.end() - begin <= _LONGEST:
            yield unquote(text[begin : found.end()]), begin


def stem_of(file: str) -> str:
    """A file's name without folders, ending and percent-encoding."""
    name = unquote(file).rpartition("/")[2]
    return name.rpartition(".")[0] or name


def stems(file: str) -> set[str]:
    """The names, in lower case, that a picture may have had before a builder appended a hash or a size."""
    stem = stem_of(file)
    found = {stem.lower()}
    if (hashed := _HASH.search(stem)) is not None:
        found.add(stem[: hashed.start()].lower())
    for mark in reversed([*_MARKS.finditer(stem)]):
        if not _BUILT.fullmatch(stem, mark.end()):
            break
        stem = stem[: mark.start()]
        found.add(stem.lower())
    return found


def is_telling(stem: str) -> bool:
    """Whether a name can identify one logo, as "logo" or "1" cannot."""
    words = set(re.split(r"[\W_\d]+", stem.lower())) - {""}
    return len(stem) > _FEWEST_LETTERS and not words <= _GENERIC
