"""Sitemaps (sitemaps.org): the addresses listed in them.

Not read by an XML parser: many sitemaps are malformed XML (an unescaped `&`), and a parser
expands entities, which can be used to attack it. A document type is refused.
"""

from __future__ import annotations

import html
import re

from privacyctl.model.look_reason import LookReason
from privacyctl.site.decoding import UnreadableBody, decode

_BEGINNING = 2_000
_ROOT = re.compile(r"<(?:[\w-]{1,30}:)?(?:urlset|sitemapindex)[\s>]")
_PLACE = re.compile(r"<(?:[\w-]{1,30}:)?loc>\s{0,99}(?:<!\[CDATA\[)?([^<]{1,2100})")


def read(data: bytes, *, most: int) -> list[str] | None:
    """The addresses in a sitemap or an index of sitemaps; None for data that is neither.

    Gzip is decompressed, to at most `most` bytes. Raises UnreadableBody where there are more, for
    damaged data and for a document type.
    """
    if data.startswith(b"\x1f\x8b"):
        data = decode(data, "gzip", most=most)
    text = data.decode("utf-8-sig", "replace")
    if _ROOT.search(text, 0, _BEGINNING) is None:
        return None
    if "<!DOCTYPE" in text:
        raise UnreadableBody(LookReason.NOT_TEXT)
    return [html.unescape(place[1]).removesuffix("]]>").strip() for place in _PLACE.finditer(text)]
