"""The refresh by which a page sends a browser on: `Refresh` as a header, and as `<meta http-equiv=refresh>`."""

from __future__ import annotations

import re

from privacyctl.model.target import Refresh

_REFRESH = re.compile(
    r"\s*+([0-9]++|(?=\.[0-9]))[0-9.]*+(?:\Z|(?=[;,\s])\s*+[;,]?+\s*+(.*+))", re.DOTALL | re.ASCII
)
_BEFORE_ADDRESS = re.compile(r"url\s*+=\s*+", re.ASCII | re.IGNORECASE)


def refresh_of(content: str) -> Refresh | None:
    """Parse a refresh as HTML has it (section 4.2.5.3), and Chromium; None for what sends nobody on.

    The address is empty where the page is only loaded anew.
    """
    found = _REFRESH.match(content)
    if found is None:
        return None
    address = found[2] or ""
    if before := _BEFORE_ADDRESS.match(address):
        address = address[before.end() :]
    if address[:1] in ('"', "'"):
        address = address[1:].partition(address[0])[0]
    return Refresh(int(found[1].lstrip("0")[:9] or 0), address.strip())
