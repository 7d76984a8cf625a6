"""Decoding a page or a file as browsers do, and as else it may be meant.

What Chromium 156 does was asked of it: a byte order mark comes before the server's charset, and that one
before the page's own declaration. A label that the Encoding standard does not know is passed over; so is one
in single quotes in the header. "utf-16" in a page is utf-8, for the page could be read so far.
Bytes that are malformed under the charset become U+FFFD: no other charset is tried. A page that declares none
is read under the charset that its bytes look like, and under windows-1252 where they look like none or like utf-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from privacyctl import browser_charsets
from privacyctl.site.finding.markup import tokens

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"),
    (b"<\0?\0", "utf-16le"), (b"\0<\0?", "utf-16be"),
)  # fmt: skip
"""Byte order marks, and the beginning of an XML declaration in UTF-16 (XML 1.0, appendix F)."""
_DECLARATION = re.compile(
    rb"""<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([^"'>]{1,40})|@charset "([^"]{1,40})";"""
)
_META = re.compile(b"<meta[\\s/]", re.IGNORECASE)
_IN_CONTENT = re.compile(r"""charset\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s;"']++))""", re.IGNORECASE)
_HEAD = frozenset("script noscript style link meta object title base html head".split())  # noqa: SIM905
_UNCONDITIONALLY = 1_024
"""In bytes: a declaration is looked for in so many, and after them until the head of the page is over."""
_LONGEST_HEAD = 100_000
_NOT_IN_A_PAGE = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
"""What stands for a charset that a page's own declaration cannot mean (HTML, section 13.2.3.2)."""
_LOOKS_LIKE = (
    "utf-8", "windows-1251", "koi8-r", "ibm866", "iso-8859-5", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr",
    "iso-8859-7", "windows-1250", "iso-8859-2", "windows-1255", "iso-8859-8", "windows-1254", "windows-1256",
    "windows-1252",
)  # fmt: skip
"""What a page without a declaration may be written in: those that Chromium was seen to tell, and utf-8."""
_MALFORMED = "\ufffd"


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text as a browser reads it; `charset` is the label in the server's header. Never raises.

    Other than in a browser, a page without a declaration is utf-8 where it is well-formed as such: so it was
    meant, and a person can read it in spite of what the browser makes of it.
    """
    return next(readings(data, charset))


def readings(data: bytes, charset: str | None = None) -> Iterator[str]:
    """The text as a browser reads it, and then, where the bytes are malformed so, as it may be meant."""
    name, length = _named(data, charset)
    text = _decode(data[length:], name or "utf-8")
    if _MALFORMED not in text or name == "replacement":
        yield text
        return
    if name is None:
        text = _decode(data, "windows-1252")
    yield text
    yield from {other for label in _LOOKS_LIKE if (other := _decode(data, label)) != text}


def _decode(data: bytes, name: str) -> str:
    # Browsers pass over NULs in the text of a page: UTF-16 that nobody declared can be read in them.
    return browser_charsets.decode(data, name).replace("\0", "")


def _named(data: bytes, charset: str | None) -> tuple[str | None, int]:
    """The charset's name, and the length of a byte order mark."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, 0 if b"<" in mark else len(mark)
    stated = browser_charsets.name_of(charset) if charset else None
    return stated or _declared(data), 0


def _declared(data: bytes) -> str | None:
    """The charset in the page's own declaration: XML's, a style sheet's, or the first known one of a `meta`."""
    for label in _labels(data):
        if name := browser_charsets.name_of(label):
            return _NOT_IN_A_PAGE.get(name, name)
    return None


def _labels(data: bytes) -> Iterator[str]:
    if found := _DECLARATION.match(data):
        yield (found[1] or found[2]).decode("latin-1")
    if _META.search(data, 0, _LONGEST_HEAD):
        yield from _in_meta(data[:_LONGEST_HEAD].decode("latin-1"))


def _in_meta(source: str) -> Iterator[str]:
    is_over = False
    for token in tokens(source):
        if is_over and token.at >= _UNCONDITIONALLY:
            return
        if token.kind == "open" and token.name == "meta":
            stated = token.attributes
            if "charset" in stated:
                yield stated["charset"]
            elif stated.get("http-equiv", "").strip().lower() == "content-type":
                found = _IN_CONTENT.search(stated.get("content", ""))
                yield next(filter(None, found.groups()), "") if found else ""
        is_over = is_over or (token.kind == "open" and token.name not in _HEAD)
