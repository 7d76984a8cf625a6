"""Rows of codes of characters, as a script has them: to base 2, 8, 10 or 16, with whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LARGEST = 0x10FFFF
_PARTED = r"""[\s"'`,.;:|/_+-]{1,12}+"""
_BETWEEN = frozenset(b" \t\r\n\"'`,.;:|/_+-0123456789abcdefABCDEFx")
_MARKS = bytes(b"1"[0] if byte in _BETWEEN else 0 for byte in range(256))
_SHORTEST = b"1" * 29
_FEWEST = 9
"""More codes than the first: fewer come to words by accident."""
_BASES = tuple(
    (
        base,
        re.compile(rf"(?<![\w.,])(?<!, ){code}(?:{_PARTED}{code}){{{_FEWEST},}}+(?!\w|, ?\w)"),
        re.compile(code),
    )
    # A part of a longer row is none: these are the bytes of something else.
    for base, code in (
        (10, r"(?:0x[0-9a-fA-F]{2,6}|[0-9]{2,7})(?!\w)"),
        (2, r"[01]{7,8}(?!\w)"),
        (16, r"[0-9a-fA-F]{2,5}(?!\w)"),
        (8, r"[0-7]{2,3}(?!\w)"),
    )
)
_FEW = re.compile(
    r"(?<![\w.,])(?:0x[0-9a-fA-F]{2,6}|[0-9]{2,7})(?:(?:\s{0,9},\s{0,9}| )(?:0x[0-9a-fA-F]{2,6}|[0-9]{2,7})){3,}+"
)
"""A row where characters are made of their codes: it may have fewer."""
_NUMBER = re.compile(r"0x[0-9a-fA-F]{1,6}|[0-9]{1,7}")
_MAKING = "fromC"
"""As in `fromCharCode`."""
_MOSTLY = 0.8
"""The part of a row that must be letters and spaces as characters: paths of drawings are none."""


def character(code: int) -> str:
    """The character of a code; a space for one of a control, of half a pair, or of none."""
    is_none = code < 0x20 or 0xD800 <= code <= 0xDFFF or code > LARGEST
    return " " if is_none else chr(code)


def spelt(numbers: str) -> str:
    """What the numbers of a call to `fromCharCode` come to."""
    return "".join(character(int(one, 16 if one[:2] == "0x" else 10)) for one in _NUMBER.findall(numbers))


def has_row(text: str) -> bool:
    """Whether a row of codes in it comes to words."""
    return next(_rows(text), None) is not None or (_MAKING in text and any(map(_said, _FEW.finditer(text))))


def read(text: str) -> str:
    """The text with the words of each row in its place, as a string."""
    pieces, at = [], 0
    for start, end, said in _rows(text):
        pieces += [text[at:start], f"`{said}`"]
        at = end
    text = "".join((*pieces, text[at:])) if pieces else text
    return _FEW.sub(lambda found: _said(found) or found[0], text) if _MAKING in text else text


def _said(found: re.Match[str]) -> str:
    said = spelt(found[0])
    return f"`{said}`" if _says(said) else ""


def _says(said: str) -> bool:
    is_text = sum(one.isalpha() or one == " " for one in said) >= _MOSTLY * len(said)
    return is_text and "  " not in said


def _rows(text: str) -> Iterator[tuple[int, int, str]]:
    """The rows that come to words: where each begins and ends, and its words."""
    # Not a regular expression: that takes twenty times as long for a script without any row.
    marked = text.encode("latin-1", "replace").translate(_MARKS)
    start = marked.find(_SHORTEST)
    while start >= 0:
        end = marked.find(0, start)
        end = len(marked) if end < 0 else end
        start = max(marked.rfind(0, 0, start) + 1, 0)
        yield from _of_stretch(text, start, end)
        start = marked.find(_SHORTEST, end)


def _of_stretch(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The rows of a stretch, by the base in which they have the most letters of ASCII; what the others come to last."""
    readings = []
    for base, row, code in _BASES:
        found = [
            (one.start(), one.end(), "".join(_character(code, base) for code in code.findall(one[0])))
            for one in row.finditer(text, start, end)
        ]
        if rows := [one for one in found if _says(one[2])]:
            readings.append(rows)
    readings.sort(key=_ascii_letters, reverse=True)
    for rows in readings[:1]:
        first, last, said = rows[-1]
        others = "` `".join((said, *(said for other in readings[1:] for _, _, said in other)))
        yield from (*rows[:-1], (first, last, others))


def _ascii_letters(rows: Sequence[tuple[int, int, str]]) -> int:
    return sum(one.isascii() and one.isalpha() for _, _, said in rows for one in said)


def _character(written: str, base: int) -> str:
    return character(int(written, 16 if written[:2] == "0x" else base))
