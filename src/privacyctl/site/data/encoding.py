"""From a data file's bytes to its text, and back to the same bytes."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from privacyctl.errors import not_utf8


def decoded(data: bytes, path: Path) -> str:
    """The text, without a byte order mark. Raises BadInput for bytes that are not UTF-8."""
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # UTF-16 is full of them
        raise not_utf8(path)
    return text


def encoded(text: str, like: bytes) -> bytes:
    """The bytes of a text; with a byte order mark if the original bytes, `like`, had one."""
    return (BOM_UTF8 if like.startswith(BOM_UTF8) else b"") + text.encode()
