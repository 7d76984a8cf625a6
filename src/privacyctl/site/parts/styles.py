"""Reading a style sheet, or the value of a `style` attribute: the texts that it can show, and the addresses in it.

Selectors, names and numbers show nothing: what a sheet can show stands in its strings and in the values of
custom properties. Comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from privacyctl.site.parts.escapes import of_style

_PIECE = re.compile(
    r"""/\*.*?(?:\*/|\Z)
    |(?P<import>@import\b)
    |url\(\s*+(?P<url>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|(?:[^)\\"']|\\.)*+)\s*+\)?
    |(?P<set>image-set\()
    |(?P<string>"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?)
    |(?<![\w-])(?:--[\w-]++|(?:additive-)?symbols)\s*+:(?P<custom>(?:(?!url\(|image-set\()[^;{}"'()])*+)
    |(?P<end>[;{}])""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_REMARK = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_FEWEST_WORDS = 4
_OF_A_FRAGMENT = "#"
_NAME = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?
    |\\(?:(?:0{0,4}([46][1-9a-fA-F]|[57][0-9aA]|3[0-9]|2[dD]))(?:\r\n|[ \t\n\f]|(?![0-9a-fA-F]))|([g-zG-Z_-]))""",
    re.VERBOSE | re.DOTALL,
)
"""A string or a remark, which stay; or an escaped letter, digit or hyphen of a name."""


@dataclass
class Style:
    """What a style sheet holds that can be shown."""

    texts: list[tuple[str, int]] = field(default_factory=list)
    """Its strings and the values of its custom properties, each with its place; neighbouring strings are one."""
    pictures: list[tuple[str, int]] = field(default_factory=list)
    """The addresses of `url()` and the strings of `image-set()`."""
    sheets: list[tuple[str, int]] = field(default_factory=list)
    """The addresses of imported sheets."""


def read(source: str) -> Style:
    """Read a style sheet. Never raises: what is malformed is passed over, as browsers do."""
    style, is_importing, is_set, last_end = Style(), False, False, -1
    source = unescaped_names(source)
    for piece in _PIECE.finditer(source):
        kind, at = piece.lastgroup, piece.start()
        if kind == "import":
            is_importing = True
        elif kind == "set":
            is_set = True
        elif kind == "end":
            is_importing = is_set = False
        elif kind is not None:
            text = of_style(_unquoted(piece[kind].strip()))
            if kind == "url" or is_importing or is_set:
                address = text.strip()
                if address and not address.startswith(_OF_A_FRAGMENT):
                    (style.sheets if is_importing else style.pictures).append((address, at))
                is_importing = False
            elif kind == "string" and last_end >= 0 and not source[last_end:at].strip():
                before, place = style.texts[-1]
                style.texts[-1] = (before + text, place)
            elif text.strip():
                style.texts.append((text, at))
            last_end = piece.end() if kind == "string" and style.texts else -1
    return style


def remarks(source: str) -> Iterator[str]:
    """The comments of a style sheet, but those of a few words, which name a part of it."""
    yield from (found[1] for found in _REMARK.finditer(source) if len(found[1].split()) >= _FEWEST_WORDS)


def unescaped_names(source: str) -> str:
    """The sheet with the escapes in the names of functions, properties and rules taken out."""
    return _NAME.sub(_meant, source) if "\\" in source else source


def _meant(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2] or found[0]


def _unquoted(text: str) -> str:
    return text[1:].removesuffix(text[0]) if text[:1] in ("'", '"') else text
