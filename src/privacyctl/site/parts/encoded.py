"""Bodies that are written as text: `data:` addresses, and runs of base64 or of hexadecimal digits.

A run that comes to neither text, a picture, a PDF nor one of these compressed shows nothing: keys, hashes
and fonts are such runs.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category
from urllib.parse import unquote_to_bytes

from privacyctl.site.body_kinds import BodyKind, kind_of

_BEGINNING = 64
"""In characters: so many of a run tell whether the whole is worth decoding."""
_DATA = re.compile(
    r"data:(?:[\w.+-]{1,60}/[\w.+-]{1,100})?(?P<how>(?:\s{0,9};[^,;\"'<>]{0,100}+){0,9})\s{0,9},",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset=([\w.:-]{1,40})", re.IGNORECASE)
_UNQUOTED = re.compile(r"[^\s\"'`)<>]*+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_%\-\s]*+(?:=|%3[dD]){0,2}")
_STRING = re.compile(r"""["'`]([A-Za-z0-9+/_-][A-Za-z0-9+/ _-]{2,2000}={0,2})["'`]""")
_FEWEST_SIGNS, _FEWEST_LETTERS, _MOSTLY = 4, 2, 0.7
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_SHORTEST = b"1" * 40
_NUMBERS = re.compile(
    r"(?<![\w.,-])-?(?:0[xX][0-9a-fA-F]{1,2}|\d{1,3})(?:\s{0,9},\s{0,9}-?(?:0[xX][0-9a-fA-F]{1,2}|\d{1,3})){19,}+(?![\w.])"
)
"""A row of bytes as numbers: of an array in a script, or in JSON."""
_NUMBER = re.compile(r"-?\w+")
_NUMERALS = frozenset(b"0123456789abcdefABCDEFxX, -\n")
_ROWS = bytes(b"1"[0] if byte in _NUMERALS else 0 for byte in range(256))
_SHORTEST_ROW = b"1" * 39
_LINE = range(60, 81)
"""In characters: a long run may be cut into lines of such a length."""
_IN_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
_RUNS = bytes(b"1"[0] if byte in _IN_BASE64 else b"\n"[0] if byte == b"\n"[0] else 0 for byte in range(256))
_CLOSED_BY = {'"': '"', "'": "'", "`": "`", "(": ")"}
_URL_SAFE = str.maketrans("-_", "+/")
_READABLE = frozenset((BodyKind.TEXT, BodyKind.DRAWING, BodyKind.PICTURE, BodyKind.PDF, BodyKind.GZIP))


class Body(NamedTuple):
    """A body that a text holds."""

    data: bytes
    at: int
    """Where it begins in the text, in characters."""
    is_stated: bool
    """Whether it is a `data:` address, which says that it is a body; a run may be anything."""
    charset: str | None = None
    """The charset that a `data:` address states."""

    @property
    def is_deflated(self) -> bool:
        """Whether it begins as a zlib stream does (RFC 1950)."""
        return self.data[:2] in _ZLIB


def bodies(text: str) -> Iterator[Body]:
    """The bodies in a text, decoded, in no order. A run is left out where its beginning says that it shows nothing."""
    taken: list[tuple[int, int]] = []
    for body, end in _stated(text) if "data:" in text or "DATA:" in text else ():
        taken.append((body.at, end))
        yield body
    for at, data in _numbered(text):
        if kind_of(data) is not BodyKind.TEXT and _is_readable(data, is_whole=True):
            yield Body(data, at, is_stated=False)
    for at, written in _runs(text):
        near = bisect_left(taken, (at,)) - 1
        if near >= 0 and at < taken[near][1]:
            continue
        decode = bytes.fromhex if _HEX.fullmatch(written) else _of_base64
        if _is_readable(decode(written[:_BEGINNING]), is_whole=len(written) <= _BEGINNING):
            yield Body(decode(written), at, is_stated=False)
    if said := list(_short(text)):
        yield Body("".join(f"<p>{html.escape(one)}</p>" for one in said).encode(), 0, is_stated=False)


def _short(text: str) -> Iterator[str]:
    """What whole strings and values come to that are too short for a run, or are parted: a name, or a word of a quote.

    Few strings of programs come to letters by accident, and what these say is nothing.
    """
    for found in _STRING.finditer(text):
        written = found[1].replace(" ", "")
        is_run = len(written) >= len(_SHORTEST) and " " not in found[1]
        if is_run or len(written) < _FEWEST_SIGNS:
            continue
        for decode in (bytes.fromhex, _of_base64) if _HEX.fullmatch(written) else (_of_base64,):
            said = _said(decode(written))
            if said:
                yield said


def _said(data: bytes) -> str:
    """The words that these bytes say; empty where they are none."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    is_said = text.isprintable() and sum(map(str.isalpha, text)) >= max(_FEWEST_LETTERS, _MOSTLY * len(text))
    return text if is_said else ""


def _numbered(text: str) -> Iterator[tuple[int, bytes]]:
    """The rows of bytes that are written as numbers. Codes of characters are for `escapes`."""
    if _SHORTEST_ROW in text.encode("latin-1", "replace").translate(_ROWS):
        for found in _NUMBERS.finditer(text):
            numbers = [int(one, 0) if "x" in one.lower() else int(one) for one in _NUMBER.findall(found[0])]
            if all(-128 <= one <= 255 for one in numbers):
                yield found.start(), bytes(one % 256 for one in numbers)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """The runs of base64 and of hexadecimal digits, each with its place."""
    # Not a regular expression: that takes twenty times as long for a page without any run.
    marked = text.encode("latin-1", "replace").translate(_RUNS)
    at = marked.find(_SHORTEST)
    while at >= 0:
        start, end = at, _end_of_run(marked, at)
        while end - at in _LINE and marked[end : end + 1] == b"\n" and marked[end + 1 : end + 2] == b"1":
            at, end = end + 1, _end_of_run(marked, end + 1)
        yield start, text[start:end]
        at = marked.find(_SHORTEST, end)


def _end_of_run(marked: bytes, at: int) -> int:
    """Where a run ends: at the next character that is none of its own."""
    ends = [end for end in (marked.find(0, at), marked.find(b"\n", at)) if end >= 0]
    return min(ends, default=len(marked))


def _stated(text: str) -> Iterator[tuple[Body, int]]:
    """The bodies of `data:` addresses (RFC 2397), and where each address ends in the text."""
    ends: dict[str, int] = {}
    at = 0
    while found := _DATA.search(text, at):
        start, mark = found.end(), _CLOSED_BY.get(text[max(found.start() - 1, 0) : found.start()], "")
        if not at and not text[: found.start()].strip():  # the whole text is the address
            at = len(text)
        elif found["how"].lower().rstrip().endswith("base64"):
            at = _end(_BASE64, text, start)
        else:
            if mark and ends.get(mark, 0) < start:
                end = text.find(mark, start)
                ends[mark] = end if end >= 0 else len(text)
            at = ends[mark] if mark else _end(_UNQUOTED, text, start)
        data, stated = unquote_to_bytes(text[start:at]), _CHARSET.search(found["how"])
        if found["how"].lower().rstrip().endswith("base64"):
            data = _of_base64(data.decode("latin-1"))
        yield Body(data, found.start(), is_stated=True, charset=stated[1] if stated else None), at


def _end(form: re.Pattern[str], text: str, start: int) -> int:
    found = form.match(text, start)
    return found.end() if found else start


def _of_base64(written: str) -> bytes:
    """Decode as far as it goes; empty where it is no base64."""
    plain = "".join(written.split()).rstrip("=").translate(_URL_SAFE)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def _is_readable(beginning: bytes, *, is_whole: bool) -> bool:
    """Whether what begins so may be a text, a picture or a document."""
    kind = kind_of(beginning)
    if kind is not BodyKind.TEXT:
        return kind in _READABLE or beginning[:2] in _ZLIB
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in beginning[1:4]:
        return True
    try:
        text = beginning.decode()
    except UnicodeDecodeError as error:
        if is_whole or error.start < len(beginning) - 3:
            return False
        text = beginning[: error.start].decode()
    # Marks of direction and joiners are no printable characters, and stand in many a text.
    return bool(text) and all(one.isprintable() or one.isspace() or category(one) == "Cf" for one in text)


_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
