"""Whether two image files show the same logo, after resizing, recompression, padding or minifying.

A picture (PNG, JPEG, GIF, WebP, AVIF, BMP, ICO) is recognised by where it grows darker and
lighter, a drawing (SVG) by where its lines run. A picture is never compared with a drawing.

The bounds were set on 2,303 logos of software firms and services, 400 pixels wide. Of sixteen
changed copies each of 300 (a quarter to double the size, JPEG at quality 40, WebP at 50, 32
colours, padding, another tint) 97.5 in a hundred are SURE and 1.8 PERHAPS; most of the rest are
white logos put on white. Of 2.6 million pairs of different files 15 are SURE, 14 of them the
same mark under two names, and 95 PERHAPS.
"""

from __future__ import annotations

import struct
from enum import Enum
from hashlib import sha256
from itertools import pairwise
from math import log2
from typing import NamedTuple

from privacyctl.site.logos import drawings, pictures
from privacyctl.site.logos.pictures import SIDE, Picture, UnreadablePicture

LARGEST = 5_000_000
"""In bytes: a larger file is not read."""

_PICTURE, _DRAWING, _TEXT = 1, 2, 3
"""The first byte of a likeness. Another way to work one out takes another number."""
_STEPS = 2 * SIDE * (SIDE - 1)
_MASK = 2 * _STEPS // 8
_LAYOUT = struct.Struct(f"BB3s{_MASK}s{_MASK}s")
"""Kind, proportions, tint or hash of the text, and which steps from cell to cell are strong, and which slight."""
_STRONG, _SLIGHT = 0.3, 0.1
"""Parts of a large step, from which a step counts as strong, and from which as slight. A step between
the two is no evidence for either."""
_LEAST_STEP = 4
_LARGE = _STEPS // 20
"""Which step all others are measured by: this one, counted from the largest down."""
_PER_DOUBLING, _MOST_STRETCHED = 16, 5
"""Proportions are stored as a logarithm, in units to a doubling; two may differ by so many: about a quarter."""
_TINTS, _MOST_TINTED = 100, 20
_SURE, _PERHAPS = 0.03, 0.15
"""The largest part of both logos' strong steps that the other may lack."""
_FEWEST_STEPS = 80
"""With fewer strong steps it is a disc, a square or a bar, as many logos are."""


class Alike(Enum):
    """How alike two logos are."""

    SURE = "sure"
    PERHAPS = "perhaps"


def likeness(data: bytes) -> bytes | None:
    """The likeness of an image file: features that survive resizing and recompression.

    None for a file that is no picture, and for a picture without structure.
    """
    if len(data) > LARGEST:
        return None
    if not drawings.is_svg(data):
        picture = pictures.read(data)
        return _likeness(picture) if picture else None
    drawing = drawings.read(data)
    if drawing is None:
        return None
    text = sha256(drawing.text.encode()).digest() if drawing.text else b""
    image = drawings.picture(drawing.lines)
    drawn = _likeness(Picture(image), text[:3]) if image else None
    return drawn or (bytes([_TEXT]) + text if text else None)


class Likenesses(NamedTuple):
    """The likenesses of all pictures in a file."""

    whole: list[bytes]
    """Of each frame."""
    parts: list[bytes]
    """Of those that stand side by side in one. Letters and dots are among them: only what is SURE counts."""


def likenesses(data: bytes) -> Likenesses:
    """The likenesses of all pictures in a file.

    Raises UnreadablePicture where one of them could not be read.
    """
    if len(data) > LARGEST:
        raise UnreadablePicture
    if drawings.is_svg(data):
        if drawings.read(data) is None:
            raise UnreadablePicture
        drawn = likeness(data)
        return Likenesses([drawn] if drawn else [], [])
    frames = list(pictures.frames(data))
    parts = [part for picture in frames for part in pictures.side_by_side(picture)]
    return Likenesses(
        *([one for one in dict.fromkeys(map(_likeness, some)) if one] for some in (frames, parts))
    )


def is_of_drawing(likeness: bytes | None) -> bool:
    """Whether it is the likeness of a drawing, which no picture is ever like."""
    return likeness is not None and likeness[0] in (_DRAWING, _TEXT)


def how_alike(one: bytes, other: bytes) -> Alike | None:
    """Compare two likenesses; None where they are not alike. A plain shape, or other colours, is never SURE."""
    if one[:1] == bytes([_TEXT]):
        return Alike.SURE if one == other else None
    if one[:1] != other[:1] or not len(one) == len(other) == _LAYOUT.size:
        return None
    kind, stretch, hint, strong, slight = _read(one)
    _, other_stretch, other_hint, other_strong, other_slight = _read(other)
    if abs(stretch - other_stretch) > _MOST_STRETCHED or (kind == _DRAWING and hint != other_hint):
        return None
    lacking = (strong & ~other_slight).bit_count() + (other_strong & ~slight).bit_count()
    counts = strong.bit_count(), other_strong.bit_count()
    if lacking > _PERHAPS * sum(counts):
        return None
    is_plain = min(counts) < _FEWEST_STEPS
    is_recoloured = kind == _PICTURE and any(
        abs(tint - other_tint) > _MOST_TINTED for tint, other_tint in zip(hint, other_hint, strict=True)
    )
    is_doubtful = is_plain or is_recoloured or lacking > _SURE * sum(counts)
    return Alike.PERHAPS if is_doubtful else Alike.SURE


def _likeness(picture: Picture, text: bytes | None = None) -> bytes | None:
    small = pictures.small(picture)
    if small is None:
        return None
    rows = [small.cells[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    steps += [below - above for pair in pairwise(rows) for above, below in zip(*pair, strict=True)]
    large = sorted(map(abs, steps))[-_LARGE]
    if large < _LEAST_STEP:
        return None
    tint = bytes(round((1 + one) * _TINTS) for one in small.tint)
    kind, hint = (_PICTURE, tint) if text is None else (_DRAWING, text)
    stretch = min(max(128 + round(_PER_DOUBLING * log2(small.proportions)), 0), 255)
    masks = (_mask(steps, large * part) for part in (_STRONG, _SLIGHT))
    return _LAYOUT.pack(kind, stretch, hint, *masks)


def _mask(steps: list[float], least: float) -> bytes:
    """A bit for each step up of at least this size, then one for each step down."""
    bits = [step > least for step in steps] + [step < -least for step in steps]
    return int("".join("01"[bit] for bit in bits), 2).to_bytes(_MASK)


def _read(likeness: bytes) -> tuple[int, int, bytes, int, int]:
    kind, stretch, hint, strong, slight = _LAYOUT.unpack(likeness)
    return kind, stretch, hint, int.from_bytes(strong), int.from_bytes(slight)
