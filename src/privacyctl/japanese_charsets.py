"""Decoding ISO-2022-JP and EUC-JP as they are written in mail and on pages.

All six of Python's codecs for ISO-2022-JP refuse what programs on Windows write under that name (㈱, ①, 髙,
half-width kana), and its EUC-JP knows no ① either. What both hold in two bytes a character is cp932 by
arithmetic, so it is moved there and decoded with that. The Encoding standard reads both in the same way.
"""

from __future__ import annotations

import codecs
import re

_ESCAPE = re.compile(rb"\x1b\([BJHI]|\x1b\$(?:\([@BD]|[@B])|[\x0e\x0f]")
_TWO_BYTES = {b"\x1b$@", b"\x1b$B", b"\x1b$(@", b"\x1b$(B"}
_JIS_X_0212 = b"\x1b$(D"
_KANA = {b"\x1b(I", b"\x0e"}
_PAIRS = re.compile(rb"(?:[\x21-\x7e][\x21-\x7e])+")
_LINES = re.compile(rb"([\x00-\x20\x7f-\xff]+)")
_AS_IN_CP932 = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
_HIGH = bytes(range(0x80, 0x100)) + bytes(range(0x80, 0x100))
"""Adds 0x80 to a byte of 7 bits."""
_AS_KANA = bytes(byte + 0x80 if 0x21 <= byte <= 0x5F else byte for byte in range(256))
_LOW = bytes(range(0x80)) + bytes(range(0x80))
_LEAD = bytes(
    (lead + 0x40 if lead > 0x9F else lead) & 0xFF
    for lead in (((byte - 0x21 & 0xFF) >> 1) + 0x81 for byte in range(256))
)
_TRAIL_OF_ODD = bytes((byte + (0x1F if byte < 0x60 else 0x20)) & 0xFF for byte in range(256))
_TRAIL_OF_EVEN = bytes((byte + 0x7E) & 0xFF for byte in range(256))


def decode_iso_2022_jp(data: bytes) -> str:
    """Decode ISO-2022-JP with all that is written under its name. Never raises.

    A line end inside a stretch of two-byte characters does not end it; a byte without its
    partner becomes U+FFFD.
    """
    pieces: list[str] = []
    state = b"\x1b(B"
    at = 0
    for escape in _ESCAPE.finditer(data):
        pieces.append(_stretch(data[at : escape.start()], state))
        state = escape[0]
        at = escape.end()
    pieces.append(_stretch(data[at:], state))
    return "".join(pieces)


def decode_euc_jp(data: bytes) -> str:
    """Decode EUC-JP, with the characters of cp932 in their places. Malformed bytes become U+FFFD."""
    return data.decode("euc_jp", "cp932-in-euc-jp").translate(_AS_IN_CP932)


def _beyond(error: UnicodeError) -> tuple[str, int]:
    """Two bytes that Python's codec does not know, as cp932 has them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) == 2 and min(pair) >= 0xA1:
        return _pairs(pair.translate(_LOW)), error.start + 2
    return "\ufffd", error.start + 1


codecs.register_error("cp932-in-euc-jp", _beyond)


def _stretch(data: bytes, state: bytes) -> str:
    if not data:
        return ""
    if state in _KANA:
        return data.translate(_AS_KANA).decode("cp932", "replace")
    if state not in _TWO_BYTES and state != _JIS_X_0212:
        return _plain(data)
    return "".join(_two_bytes(run, state) for run in _LINES.split(data) if run)


def _two_bytes(run: bytes, state: bytes) -> str:
    if not _PAIRS.match(run):
        return "\ufffd" if len(run) == 1 and 0x21 <= run[0] <= 0x7E else _plain(run)
    whole, rest = run[: len(run) // 2 * 2], "\ufffd" * (len(run) % 2)
    if state != _JIS_X_0212:
        return _pairs(whole) + rest
    three = b"".join(b"\x8f" + whole[place : place + 2].translate(_HIGH) for place in range(0, len(whole), 2))
    return three.decode("euc_jp", "replace") + rest


def _pairs(pairs: bytes) -> str:
    """Two-byte characters of JIS X 0208, of 7 bits each, with the makers' rows beside them."""
    first, second = pairs[::2], pairs[1::2]
    moved = bytearray(len(pairs))
    moved[::2] = first.translate(_LEAD)
    odd, even = second.translate(_TRAIL_OF_ODD), second.translate(_TRAIL_OF_EVEN)
    moved[1::2] = bytes(one if row & 1 else other for row, one, other in zip(first, odd, even, strict=True))
    return bytes(moved).decode("cp932", "replace")


def _plain(data: bytes) -> str:
    """One byte a character: ASCII, and half-width kana above it."""
    return data.decode("ascii") if data.isascii() else data.decode("cp932", "replace")
