"""Compressed bodies, and content codings (RFC 9110 section 8.4.1): decompressed whole and within bounds.

Not urllib3's own decoding: it takes a gzip stream that breaks off for a whole one, and the
publication may stand in the part that is missing.
"""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from privacyctl.model.look_reason import LookReason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


_MOST_MEMORY = 100_000_000
"""In bytes: xz with its largest setting takes as much."""


class UnreadableBody(Exception):
    """A body that cannot be had, and why. It never leaves this package."""

    def __init__(self, reason: LookReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def decode(sent: bytes, codings: str, *, most: int) -> bytes:
    """Undo the codings, which are parted by commas, the last one first; "" and "identity" change nothing.

    Raises UnreadableBody for more than `most` bytes (no more than that is expanded), for a stream
    that is damaged or breaks off, and for a coding that was not asked for.
    """
    body = sent
    for coding in reversed(codings.lower().split(",")):
        body = _decode(body, coding.strip(), most)
    return body


def _decode(sent: bytes, coding: str, most: int) -> bytes:
    if coding in ("", "identity") or not sent:
        return sent
    if coding not in _CODINGS:
        raise UnreadableBody(LookReason.NOT_TEXT)
    try:
        body, is_whole = _CODINGS[coding](sent, most + 1)
    except (zlib.error, brotli.error, zstd.ZstdError, lzma.LZMAError, OSError, EOFError):
        raise UnreadableBody(LookReason.NO_ANSWER) from None
    if len(body) > most:
        raise UnreadableBody(LookReason.TOO_LARGE)
    if not is_whole:
        raise UnreadableBody(LookReason.NO_ANSWER)
    return body


def _gzip(sent: bytes, limit: int) -> tuple[bytes, bool]:
    return _inflate(sent, limit, 16 + zlib.MAX_WBITS)


def _deflate(sent: bytes, limit: int) -> tuple[bytes, bool]:
    # "deflate" means a zlib stream; some servers leave out the zlib header, and browsers accept that.
    has_header = sent[0] & 15 == zlib.DEFLATED and int.from_bytes(sent[:2]) % 31 == 0
    return _inflate(sent, limit, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _inflate(sent: bytes, limit: int, form: int) -> tuple[bytes, bool]:
    stream = zlib.decompressobj(form)
    body = stream.decompress(sent, limit)
    # Browsers disagree on whether a second stream after the first is part of the page.
    return body, stream.eof and not stream.unused_data.strip(b"\0\r\n ")


def _brotli(sent: bytes, limit: int) -> tuple[bytes, bool]:
    stream = brotli.Decompressor()
    body = stream.process(sent, output_buffer_limit=limit)
    return body, stream.is_finished()


class _Stream(Protocol):
    """What decompresses bytes of one form, and knows where their stream ends."""

    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def _stream(begun: Callable[[], _Stream]) -> Callable[[bytes, int], tuple[bytes, bool]]:
    def decompressed(sent: bytes, limit: int) -> tuple[bytes, bool]:
        stream = begun()
        body = stream.decompress(sent, limit)
        return body, stream.eof

    return decompressed


_CODINGS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _stream(zstd.ZstdDecompressor),
    "xz": _stream(lambda: lzma.LZMADecompressor(memlimit=_MOST_MEMORY)),
    "bzip2": _stream(bz2.BZ2Decompressor),
}
"""The last two are no content codings: files are compressed so."""
