"""Bodies that are written as text: `data:` addresses, and runs of base64 or of hexadecimal digits.

A run that comes to neither text, a picture, a PDF nor one of these compressed shows nothing: keys, hashes
and fonts are such runs.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
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
_LETTER = re.compile(r"""(["'`])([^"'`\\\n]{1,2})\1""")
_NEAR, _FEWEST_APART = 60, 8
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_BINARY = re.compile(r"(?:[01]{8})+")
_BASE32 = re.compile(r"[A-Z2-7]+|[a-z2-7]+")
_BASE32_RESTS = (2, 4, 5, 7)
_FEWEST_INFLATED, _MOST_INFLATED = 20, 5_000_000
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
_ENDS = b"\n\r"
_RUNS = bytes(b"1"[0] if byte in _IN_BASE64 else byte if byte in _ENDS else 0 for byte in range(256))
_END_OF_RUN = re.compile(rb"[^1]")
_BREAK = re.compile(rb"\r?\n(?=1)")
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
        for decode, some in _ways(written):
            if _is_readable(decode(some[:_BEGINNING]), is_whole=len(some) <= _BEGINNING):
                yield Body(decode(some), at, is_stated=False)
                break
        else:
            if (text_of := _inflated(_of_base64(written))) is not None:
                yield Body(text_of, at, is_stated=False)
    if said := [*_short(text), *_letters_apart(text)]:
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


def _letters_apart(text: str) -> Iterator[str]:
    """What strings of a letter or two come to that stand near each other, whatever a script or a style is between."""
    said, end = "", 0
    for found in _LETTER.finditer(text):
        if found.start() - end > _NEAR and said:
            yield from _enough(said)
            said = ""
        said, end = said + found[2], found.end()
    yield from _enough(said)


def _enough(said: str) -> Iterator[str]:
    if len(said) >= _FEWEST_APART and sum(map(str.isalpha, said)) >= _MOSTLY * len(said):
        yield said


def _said(data: bytes) -> str:
    """The words that these bytes say; empty where they are none."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    is_said = text.isprintable() and sum(map(str.isalpha, text)) >= max(_FEWEST_LETTERS, _MOSTLY * len(text))
    return text if is_said else ""


def _ways(written: str) -> Iterator[tuple[Callable[[str], bytes], str]]:
    """The ways in which a run may be decoded, and what of it: marks before a run look like its first signs."""
    if _BINARY.fullmatch(written):
        yield _of_binary, written
    if _HEX.fullmatch(written):
        yield bytes.fromhex, written
        return
    yield _of_base64, written
    if (bare := written.lstrip("+/-_")) != written:
        yield _of_base64, bare
    yield _of_base64, written[::-1]
    if _BASE32.fullmatch(written):
        yield _of_base32, written


def _of_binary(written: str) -> bytes:
    return bytes(int(written[at : at + 8], 2) for at in range(0, len(written), 8))


def _of_base32(written: str) -> bytes:
    """Decode RFC 4648 section 6 as far as it goes."""
    written = written.upper()
    whole = written[: len(written) // 8 * 8]
    rest = written[len(whole) :]
    return base64.b32decode(whole + (rest + "=" * (-len(rest) % 8) if len(rest) in _BASE32_RESTS else ""))


def _inflated(data: bytes) -> bytes | None:
    """The text that is compressed without a head of a stream (RFC 1951); None where it is none."""
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, _MOST_INFLATED)
    except zlib.error:
        return None
    return (
        found if len(found) >= _FEWEST_INFLATED and _is_readable(found[:_BEGINNING], is_whole=False) else None
    )


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
        while end - at in _LINE and (cut := _BREAK.match(marked, end)):
            at, end = cut.end(), _end_of_run(marked, cut.end())
        yield start, text[start:end]
        at = marked.find(_SHORTEST, end)


def _end_of_run(marked: bytes, at: int) -> int:
    """Where a run ends: at the next character that is none of its own."""
    found = _END_OF_RUN.search(marked, at)
    return found.start() if found else len(marked)


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
