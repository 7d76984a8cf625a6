"""Making what comes from outside harmless on a screen and in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

# Control, format (bidi among them), line and paragraph separators, surrogates, private use
# and unassigned: what a terminal may obey, or an eye cannot see.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}

# What may be hidden: the letters and signs of ASCII never are.
_RARE, _RARE_IN_JSON = re.compile(r"[^ -~]"), re.compile(r"[^ -~\n]")

# A cell that begins so is run as a formula; the full-width forms are too, in some locales.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    """The text with every character that a terminal could obey shown as an escape."""
    return _RARE.sub(lambda found: _escape(found[0]) if _is_hidden(found[0]) else found[0], text)


def visible_json(text: str) -> str:
    r"""The same for a JSON document: hidden characters as \uXXXX, so that its values stay as they are."""
    return _RARE_IN_JSON.sub(lambda found: _json_escape(found[0]) if _is_hidden(found[0]) else found[0], text)


def cell(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs; an import of ours undoes the quote."""
    return f"'{text}" if text.startswith(_RUNS) else text


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN


def _escape(character: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    if named:
        return named
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
