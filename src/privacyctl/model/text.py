"""The checks of every text on its way in: one Unicode form, nothing that SQLite cannot store, no card numbers."""

from __future__ import annotations

import re
import unicodedata

from privacyctl.errors import BadInput, CardNumberRefused

LINE = 300
"""The longest one-line field, in characters: a name, a company, a product."""
PROSE = 20_000
"""The longest free text, in characters: a quote, a note, the text of a request."""
LOCATION = 2_000
"""The longest address of a page or path of a file, in characters."""

_SPACES = re.compile(r"\s+")


def line(value: str, field: str, most: int = LINE) -> str:
    """Check a typed one-line text; returns it in NFC, trimmed, its white space single.

    Raises BadInput for a text that is empty, too long, or holds NUL or a lone surrogate (SQLite
    stops at the one and refuses the other); CardNumberRefused for a card number.
    """
    return _SPACES.sub(" ", prose(value, field, most))


def prose(value: str, field: str, most: int = PROSE) -> str:
    """Check a typed free text as `line` does; line breaks are kept."""
    value = storable(value, field)
    if not value:
        raise BadInput(f"the {field} is empty", f"give the {field}, or leave the option out")
    if len(value) > most:
        raise BadInput(
            f"the {field} has {len(value)} characters, and at most {most} are kept",
            "shorten it",
        )
    from privacyctl.model.card_details import holds_card_data  # noqa: PLC0415  (its patterns: not for `due`)

    if holds_card_data(value):
        raise CardNumberRefused(field)
    return value


def storable(value: str, field: str) -> str:
    """Check a text from a file; returns it trimmed and in NFC. Raises BadInput for NUL and lone surrogates."""
    if "\0" in value:
        raise BadInput(f"the {field} holds a NUL character", "remove it; no text needs one")
    if not value.isascii():
        if any("\ud800" <= c <= "\udfff" for c in value):
            raise BadInput(
                f"the {field} is not valid text (half a surrogate pair)",
                "is the terminal or the file in UTF-8?",
            )
        value = unicodedata.normalize("NFC", value)
    return value.strip()


def match_key(value: str) -> str:
    """The form in which all spellings of a company's name, or of a word, are equal."""
    # Case folding decomposes some letters (ΐ), and some compose only in lower case: so NFC on both sides.
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())
    return _SPACES.sub(" ", folded).strip()


def plural(count: int, noun: str, many: str | None = None) -> str:
    """(1, "row") is "1 row", (2, "row") is "2 rows", (2, "company", "companies") is "2 companies"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"
