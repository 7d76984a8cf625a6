"""The names of folders as IMAP and Maildir write them: UTF-7 with a comma for the slash (RFC 3501, 5.1.3)."""

from __future__ import annotations

import base64
import binascii
import re

_OTHERS = re.compile(r"[^\x20-\x7e]+|&")
_ENCODED = re.compile(r"&([A-Za-z0-9+,]{0,1000})-")


def encoded(name: str) -> str:
    """The name as IMAP writes it: that of "für" is "f&APw-r"."""
    return _OTHERS.sub(_encode, name)


def decoded(name: str) -> str:
    """The name that `encoded` was made of; what cannot be read stays as it is."""
    return _ENCODED.sub(_decode, name)


def quoted(name: str) -> str:
    """The name as an argument of a command, encoded and in quotation marks."""
    return in_quotes(encoded(name))


def in_quotes(text: str) -> str:
    """A text of ASCII as a quoted string of IMAP."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encode(stretch: re.Match[str]) -> str:
    if stretch[0] == "&":
        return "&-"
    text = base64.b64encode(stretch[0].encode("utf-16-be", "surrogatepass")).decode()
    return f"&{text.rstrip('=').replace('/', ',')}-"


def _decode(stretch: re.Match[str]) -> str:
    if not stretch[1]:
        return "&"
    text = stretch[1].replace(",", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return stretch[0]
