"""Decoding a page or a file, by the encodings that it may have."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# HTML looks for it in the first 1,024 bytes, XML in the first line.
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset\s*=\s*["']?|<\?xml[^>]{0,200}?encoding\s*=\s*["'])([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_BEGINNING = 4_096
_MANY_NULS = 0.2


def decoded(data: bytes, charset: str | None = None) -> str:
    """Decode: by byte order mark, the server's charset, the page's own declaration, UTF-8, windows-1252.

    Never raises: a charset that does not fit is skipped, as browsers do.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _DECLARED.search(data[:_BEGINNING])
    for named in (charset, declared[1].decode("ascii") if declared else None, "utf-8"):
        if named:
            try:
                return data.decode(named)
            except (LookupError, UnicodeError, ValueError):
                continue
    return data.decode("windows-1252", "replace")


def is_text(data: bytes) -> bool:
    """Whether the bytes are a text at all, and not a picture, a font or an archive."""
    beginning = data[:_BEGINNING]
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return beginning.count(0) <= _MANY_NULS * len(beginning) and not beginning.startswith(b"%PDF-")
