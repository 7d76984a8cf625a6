"""Content codings (RFC 9110 section 8.4.1): decompressing a body, whole and within bounds.

Not urllib3's own decoding: it takes a gzip stream that breaks off for a whole one, and the
publication may stand in the part that is missing.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

from privacyctl.model.look_reason import LookReason


class UnreadableBody(Exception):
    """A body that cannot be read, and why. It never leaves this package."""

    def __init__(self, reason: LookReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def decode(sent: bytes, coding: str, *, most: int) -> bytes:
    """Undo one coding; "" and "identity" change nothing.

    Raises UnreadableBody for more than `most` bytes (no more than that is expanded), for a stream
    that is damaged or breaks off, and for a coding that was not asked for.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity") or not sent:
        return sent
    if coding not in _CODINGS:
        raise UnreadableBody(LookReason.NOT_TEXT)
    try:
        body, is_whole = _CODINGS[coding](sent, most + 1)
    except (zlib.error, brotli.error):
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


_CODINGS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
