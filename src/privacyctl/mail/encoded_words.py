"""A header's value as a reader sees it: encoded words (RFC 2047) and raw bytes, decoded."""

from __future__ import annotations

import base64
import re
from quopri import decodestring

from privacyctl.mail import characters

_WORD = re.compile(r"=\?([^\s?*=]{1,60})(?:\*[^\s?]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def plain(value: str, label: str | None = None) -> str:
    """The value with its encoded words decoded; `label` is the body's charset, for bytes without one. Never raises.

    Adjacent words of one charset are joined before they are decoded: some programs cut them
    in the middle of a character.
    """
    value = readable(value, label)
    pieces: list[str] = []
    charset: str | None = None
    waiting = b""
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        same = word[1].lower()
        if waiting and (between.strip() or same != charset):
            pieces.append(characters.decode(waiting, charset))
            waiting = b""
        if between.strip() or at == 0:
            pieces.append(between)
        waiting += _bytes(word[2].lower(), word[3])
        charset = same
        at = word.end()
    if waiting:
        pieces.append(characters.decode(waiting, charset))
    pieces.append(value[at:])
    return "".join(pieces).replace("\0", "")


def readable(value: str, label: str | None = None) -> str:
    """A header with raw bytes (RFC 6532, and programs that encode nothing) as text."""
    if value.isascii() and "\x1b" not in value:
        return value
    return characters.decode(value.encode("utf-8", "surrogateescape"), label)


def _bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding == "q":
        return decodestring(raw, header=True)
    whole = _NOT_BASE64.sub(b"", raw)
    return base64.b64decode(whole[: len(whole) - (len(whole) % 4 == 1)] + b"=" * (-len(whole) % 4))
