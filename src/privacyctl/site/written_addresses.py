"""An address as it is written, before anybody knows where it leads: pages and those who fetch them read it alike."""

from __future__ import annotations

import re

_DROPPED = str.maketrans("", "", "\t\n\r")


def tidied(text: str) -> str:
    """An address as browsers take it (URL Standard, section 4.4): without line breaks, a backslash is a slash."""
    text = text.strip().translate(_DROPPED)
    if "\\" in text:
        query = re.search(r"[?#]|\Z", text)
        end = query.start() if query else len(text)
        text = text[:end].replace("\\", "/") + text[end:]
    return text
