"""The fast first pass, which says whether anything sought can be in these bytes at all.

A skeleton is what is left of a text without tags, entities, white space, marks, capitals and
everything beyond ASCII: its letters and digits, run together. What is sought is looked for
in the skeletons of the text and of the tags, all at once (Aho-Corasick: a thousand names
take as long as one). Where a short name is part of a longer word a second look at the bytes
themselves says so. It may see what is not there, and must never miss what is: the precise
look at a page takes a hundred times as long.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from privacyctl.model.words import join, words
from privacyctl.site.said import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from privacyctl.site.needles import Needle

_KEPT = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_LOWER = bytes(range(256)).lower()
_NAMED = re.compile(rb"&[a-zA-Z][a-zA-Z0-9]{1,31};")
_NUMBERED = re.compile(rb"&#[xX]?[0-9a-fA-F]{1,7};?")
_TAG = re.compile(rb"<[^<>]*>")
_ESCAPE = re.compile(rb"\\(?:u([0-9a-f]{4})|[nrtbf])")
_PIECE = 24
"""The most letters of one thing sought: longer ones make the automaton large and no surer."""
_SHORT = 9
"""A skeleton of fewer letters may be part of a word, and is looked at again."""
_FEWEST = 3
_SEVERAL_LETTERS = re.compile("(ae|oe|ue|aa)")
_SPLIT = re.compile(r"[^\W_]+")
# What announces an exhibit, in the skeleton of the tags or of structured data.
_ANNOUNCED = (
    "testimonial", "review", "quotation", "praise", "figureblockquote", "figureclass", "quote", "logos",
    "logowall", "clients", "customers", "trusted", "clientele", "partners", "references", "privacyctl",
)  # fmt: skip
_EXHIBIT = re.compile(
    rb"""(?:class|id|itemtype)\s*=\s*["']?[^"'>]{0,200}"""
    rb"""(?:testimonial|review|quot|praise|logos|logo[_-]?wall|client|customer|trusted|partner|reference)"""
    rb"""|<figure|data-privacyctl|"@type"\s*:\s*\[?\s*"(?:\w*review|quotation)\"""",
)


class Skeleton:
    """Everything sought, as one automaton over skeletons."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        sought: dict[bytes, re.Pattern[bytes] | None] = {}
        self._beyond_ascii: list[str] = []
        for needle in needles:
            for text, is_whole in _texts(needle):
                for piece in _pieces(text):
                    if len(piece) >= _FEWEST:
                        sought[piece] = None if len(piece) >= _SHORT or not is_whole else _alone(piece)
                    else:
                        self._beyond_ascii.append(text)
        for word in _ANNOUNCED:
            sought.setdefault(word.encode(), _EXHIBIT)
        self._confirmed = list(sought.values())
        self._automaton = BytesAhoCorasick(list(sought), implementation=Implementation.DFA)
        self._folded = {form for text in self._beyond_ascii for form in forms_of(text)[:1]}

    def may_show(self, data: bytes) -> bool:
        """Whether anything sought may stand in a page or file; never false where it does."""
        plain = data.lower()
        if b"&" in plain:
            # A named one is a letter with an accent or a mark: both are dropped anyway.
            plain = _NAMED.sub(b"~", plain)
        if b"&#" in plain:
            plain = _NUMBERED.sub(_letter, plain)
        if b"\\" in plain:
            plain = _ESCAPE.sub(_escaped, plain)
        # The text without its tags, for what is split over them; and all of it, for what stands in them.
        skeleton = (_TAG.sub(b"", plain) + plain).translate(None, _DROPPED)
        seen: set[int] = set()
        for number, _, _ in self._automaton.find_matches_as_indexes(skeleton, overlapping=True):
            if number in seen:
                continue
            seen.add(number)
            confirmed = self._confirmed[number]
            if confirmed is None or confirmed.search(plain):
                return True
        return bool(self._folded) and not data.isascii() and self._is_beyond_ascii(data)

    def _is_beyond_ascii(self, data: bytes) -> bool:
        text = html.unescape(data.decode("utf-8", "replace"))
        return not self._folded.isdisjoint(forms_of(text)) or any(
            name in text.casefold() for name in self._beyond_ascii
        )


def _letter(found: re.Match[bytes]) -> bytes:
    """A character reference as the letter that it stands for, where it has one in ASCII."""
    return html.unescape(found[0].decode("ascii")).casefold().encode("ascii", "ignore") or b"~"


def _escaped(found: re.Match[bytes]) -> bytes:
    """The same for an escape of JSON or JavaScript."""
    code = int(found[1] or b"20", 16)
    return bytes([code]).lower() if code < 0x80 else b"~"


def _texts(needle: Needle) -> Iterator[tuple[str, bool]]:
    """The texts of which one must stand in a page that shows it, and whether as whole words."""
    sought = needle.sought
    for sentence in needle.sentences:
        yield "".join(sentence), False
    if needle.short_quote:
        yield "".join(needle.short_quote), False
    if not sought.is_barred:
        return  # it is seen where something is exhibited, and its quote wherever it stands
    yield from ((name, True) for name in _orders(needle))
    if needle.attribution and sought.attribution:
        yield sought.attribution, True
    yield from ((" ".join(company), True) for company in needle.companies)
    yield from ((name, True) for name in needle.unspaced)
    if needle.file and sought.logo:
        yield sought.logo.name.rpartition(".")[0] or sought.logo.name, True
    yield from ((address, True) for address in sought.addresses)


def _orders(needle: Needle) -> Iterator[str]:
    """A full name in both orders, and what is known of a name of one word."""
    if needle.person is None:
        return
    for one, other in needle.person.pairs:
        yield f"{one} {other}"
    yield from needle.person.together
    if not needle.person.pairs:
        yield from needle.person.forms


def _pieces(text: str) -> Iterable[bytes]:
    """The skeletons under which a text may stand in a page: with accents dropped, taken off, or spelt out."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    dropped = "".join(c for c in unicodedata.normalize("NFC", text.casefold()) if c.isascii())
    folded = "".join(word.spelt for word in words(text))
    spellings = {dropped, decomposed, folded, join(folded), _SEVERAL_LETTERS.sub("", folded)}
    spellings |= {decomposed.replace(f"{letter}\u0308", f"{letter}e") for letter in "aou"}
    found = {one.encode("ascii", "ignore").translate(_LOWER, _DROPPED)[:_PIECE] for one in spellings}
    longest = max(map(len, found))
    return [one for one in found if one and len(one) * 2 >= longest] or [b""]


def _alone(piece: bytes) -> re.Pattern[bytes]:
    """The letters of a short name in the bytes of a page, with tags between them, as words of their own."""
    between = rb"(?:<[^<>]{0,300}>|[^a-z0-9<]){0,40}?"
    first, *others = [bytes([byte]) for byte in piece]
    # The first letter stands before its condition: only so the engine skips to where it is.
    begin = first + rb"(?<![a-z0-9]" + first + rb")"
    return re.compile(between.join([begin, *others]) + rb"(?![a-z0-9])")
