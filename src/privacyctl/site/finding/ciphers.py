"""Texts that a script deciphers: the quotes that are read with other letters, and what nobody can read.

A quote of which each letter stands as another one, always the same, keeps its pattern: where two letters were
alike, two are alike. So it is found whatever the letters were exchanged for: the alphabet turned by 13 places,
the codes of characters with a number added, the places of letters in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from privacyctl.site.finding.needles import Needle

_LENGTH = 40
"""In characters: so much of a quote is compared."""
_FEWEST_ALIKE = 14
"""How many of these must be like one before: fewer come so by accident."""
_EXCHANGING = re.compile(
    r"charCodeAt|fromCharCode|fromCodePoint|codePointAt|indexOf|charAt|\brot_?\d|\]\s{0,9}\)\s{0,9}\.join|=>\s{0,9}\w{1,9}\["
)
"""What a script calls to exchange letters."""
_STRING = re.compile(r"\"([^\"\\\n]{24,4000})\"|'([^'\\\n]{24,4000})'|`([^`\\]{24,4000})`")
_ROW = re.compile(r"(?<![\w.])-?\d{1,5}(?:\s{0,9},\s{0,9}-?\d{1,5}){23,3999}")
_LARGEST_SHIFT = 0x8000
_DECIPHERS = re.compile(
    r"\bdecrypt\s{0,9}\(|\bdecipher\w{0,9}\s{0,9}\(|\.decompressFrom\w{1,40}\s{0,9}\(|\bcreateDecipher",
    re.ASCII,
)
_OPAQUE = re.compile(r"[\"'`](?!MI|MF|eyJ|AGFzb)([A-Za-z0-9+/_=-]{100,})[\"'`]")
"""A text in base64 that is no key (DER), no token and no program."""
_FEWEST_SIGNS = 30
"""How many different signs an enciphered text of so many has: what repeats itself is none."""


class Pattern(NamedTuple):
    """Where the letters of a quote's beginning are alike."""

    needle: Needle
    form: re.Pattern[str]
    text: str


def patterns(needles: Sequence[Needle]) -> list[Pattern]:
    """The patterns of the quotes that are to go, and are long enough to be known by one."""
    return [one for needle in needles if needle.target.is_barred for one in _pattern(needle)]


def _pattern(needle: Needle) -> Iterator[Pattern]:
    text = (needle.target.quote or "")[:_LENGTH]
    first: dict[str, int] = {}
    form = ""
    for one in text:
        form += rf"(?:\{first[one]})" if one in first else "(.)"
        first.setdefault(one, len(first) + 1)
    if len(text) - len(first) >= _FEWEST_ALIKE:
        yield Pattern(needle, re.compile(form, re.DOTALL), text)


def exchanged(text: str, sought: Sequence[Pattern]) -> list[tuple[Needle, int]]:
    """The quotes that a script shows with other letters than it holds, and where they stand."""
    if not sought or _EXCHANGING.search(text) is None:
        return []
    held = [*_strings(text)]
    return [
        (one.needle, at)
        for one in sought
        for said, at in held
        if any(_is_one(one, met) for met in one.form.finditer(said))
    ]


def _strings(text: str) -> Iterator[tuple[str, int]]:
    yield from ((found[1] or found[2] or found[3], found.start()) for found in _STRING.finditer(text))
    for found in _ROW.finditer(text):
        numbers = [int(one) for one in found[0].split(",")]
        least = min(numbers)
        if max(numbers) - least < _LARGEST_SHIFT:
            yield "".join(chr(one - least + 1) for one in numbers), found.start()


def _is_one(pattern: Pattern, met: re.Match[str]) -> bool:
    """Whether different letters stand as different ones, and not as they are."""
    return len(set(met.groups())) == len(met.groups()) and met[0] != pattern.text


def is_enciphered(text: str) -> bool:
    """Whether a script deciphers a text that it holds, which nobody can read here."""
    if _DECIPHERS.search(text) is None:
        return False
    return any(len(set(found[1])) >= _FEWEST_SIGNS for found in _OPAQUE.finditer(text))
