"""What every text goes through on its way in: one form, no traps, no card numbers."""

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
    """A typed one-line text in NFC, trimmed, its white space single.

    Raises BadInput where it is empty, too long, or holds NUL or half a surrogate pair
    (SQLite stops at the one and refuses the other); CardNumberRefused for a card number.
    """
    return _SPACES.sub(" ", prose(value, field, most))


def prose(value: str, field: str, most: int = PROSE) -> str:
    """A typed free text in NFC, trimmed; refused as `line` refuses, line breaks kept."""
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
    """Text from a file, trimmed and in NFC. Raises BadInput for NUL and lone surrogates."""
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
    """The form under which two spellings of a company or a word are the same."""
    # Folding takes some letters apart (ΐ), and some are joined only once they are small.
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())
    return _SPACES.sub(" ", folded).strip()
