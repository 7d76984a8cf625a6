"""Knowing a logo again that was resized or recompressed: what its picture looks like."""

from __future__ import annotations

import io
import warnings
from enum import Enum

from PIL import Image

_SIDE = 16
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO")
_LARGEST = 5_000_000
_MOST_PIXELS = 40_000_000
_SURE, _PERHAPS = 0.06, 0.12


class Alike(Enum):
    """How alike two logos are."""

    SURE = "sure"
    PERHAPS = "perhaps"


def likeness(data: bytes) -> bytes | None:
    """What survives resizing and recompression; None for what is no picture, or has no structure."""
    if len(data) > _LARGEST:
        return None
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            clear = image.convert("RGBA")
    except Exception:  # noqa: BLE001  (Pillow's decoders raise whatever comes to them)
        return None
    flat = Image.new("RGBA", clear.size, "white")
    flat.alpha_composite(clear)
    small = flat.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    pixels = small.tobytes()
    rows = [pixels[at : at + _SIDE + 1] for at in range(0, len(pixels), _SIDE + 1)]
    bits = [one > other for row in rows for one, other in zip(row, row[1:], strict=False)]
    if not any(bits):
        return None
    return b"\1" + sum(bit << at for at, bit in enumerate(bits)).to_bytes(len(bits) // 8)


def how_alike(one: bytes, other: bytes) -> Alike | None:
    """Whether two likenesses are of the same logo."""
    if one[:1] != other[:1] or len(one) != len(other):
        return None
    apart = (int.from_bytes(one[1:]) ^ int.from_bytes(other[1:])).bit_count() / (8 * (len(one) - 1))
    return Alike.SURE if apart <= _SURE else Alike.PERHAPS if apart <= _PERHAPS else None
