"""Erased values to search for in the bytes of files, and the result of a search.

A value may stand in a file in several spellings: an address as it was given, in lower case,
percent-encoded in a link, or with its domain in the other form; a name in NFC or NFD. The
case of ASCII letters is ignored, so every form here is in lower case.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from privacyctl.model.address import both_domains
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.mentions import former_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from privacyctl.model.finding_kind import RowId
    from privacyctl.model.mentions import Mentions

SHORTEST = 5
"""In bytes: a shorter value stands in a large file by chance, among its hashes."""
SHORTEST_ORDER = 6
_TEXT_SEARCHED = 60
"""How many characters of a free text are searched for: enough to be unique, and to lie in one page of the file."""
_FORMS_KEPT = 500_000
_GAPS = ("  ", "\u00a0", "&nbsp;", "+")
"""What may stand between the words of a name in place of a space."""
_EXACT = (ErasedKind.ADDRESS, ErasedKind.NAME, ErasedKind.COMPANY, ErasedKind.ORDER)


class Value(NamedTuple):
    """One erased value. It is kept in memory during the search, and never written or logged."""

    what: ErasedKind
    text: str


@dataclass(frozen=True, slots=True)
class ResidueHit:
    """A value that was found in a file."""

    value: Value
    file: Path


@dataclass(frozen=True, slots=True)
class Searched:
    """The result of a search of the bytes."""

    files: int
    bytes: int
    values: int
    unsearchable: int
    """Values that are too short to be searched for."""
    hits: tuple[ResidueHit, ...]
    unread: tuple[Path, ...]
    """Files that could not be read."""
    mentions: tuple[Path, ...] = ()
    """Files of the user's own that mention them in another spelling: a doubt."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of erased people, by which a text is looked at for a mention of them."""

    mentions: Mentions
    former: frozenset[bytes] = frozenset()
    """The keyed hashes of the forms of their former names."""
    fingerprint: Callable[[str], bytes] | None = None
    """Makes such a hash of a form."""
    _known: dict[tuple[str, ...], bool] = field(default_factory=dict, compare=False, repr=False)
    """Whether a form is one of theirs, for the forms that came again and again."""

    def was_in(self, text: str) -> bool:
        """Whether a former name of theirs stands in a text."""
        if not self.former or self.fingerprint is None:
            return False
        return any(self._is_former(form) for form in former_forms(text))

    def _is_former(self, form: tuple[str, ...]) -> bool:
        found = self._known.get(form)
        if found is None and self.fingerprint is not None:
            if len(self._known) >= _FORMS_KEPT:
                self._known.clear()
            found = self._known[form] = self.fingerprint(" ".join(form)) in self.former
        return bool(found)

    @property
    def values(self) -> tuple[Value, ...]:
        return (
            *(Value(ErasedKind.NAME, name) for name in self.mentions.names),
            *(Value(ErasedKind.ADDRESS, address) for address in self.mentions.addresses),
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of others that mentions somebody who was erased."""

    row: RowId
    is_sure: bool
    """Whether a value stands in it as it stood on record; else in another spelling, or a former name."""


def searchable(values: Iterable[Value]) -> tuple[list[Value], int]:
    """The values to search for, each once, and the number of values that are too short to be searched for."""
    found = {_cut(value): None for value in values}
    kept = [one for one in found if len(one.text.encode()) >= _shortest(one.what)]
    return kept, len(found) - len(kept)


def forms(value: Value) -> set[bytes]:
    """The spellings of a value, as bytes with ASCII letters in lower case."""
    spellings = {value.text, value.text.lower(), unicodedata.normalize("NFD", value.text)}
    spellings |= {unicodedata.normalize("NFD", value.text.lower())}
    if (
        value.what in _EXACT and not value.text.isascii()
    ):  # capitals, and what HTML and JSON make of its letters
        upper = value.text.upper()
        spellings |= {upper, unicodedata.normalize("NFD", upper), value.text.casefold()}
        spellings |= {
            one.encode("ascii", "xmlcharrefreplace").decode()
            for one in (value.text, value.text.lower(), upper)
        }
        spellings |= {json.dumps(one)[1:-1] for one in (value.text, value.text.lower(), upper)}
    if value.what is ErasedKind.NAME and " " in value.text:
        spellings |= {value.text.replace(" ", gap) for gap in _GAPS} | {quote(value.text, safe="")}
    if value.what is ErasedKind.ADDRESS:
        spellings |= set(both_domains(value.text))
        spellings |= {one.lower() for one in spellings}
        spellings |= {quote(one, safe="") for one in spellings}
    return {one.encode().lower() for one in spellings}


def _shortest(what: ErasedKind) -> int:
    return SHORTEST_ORDER if what is ErasedKind.ORDER else SHORTEST


def _cut(value: Value) -> Value:
    return value if value.what in _EXACT else Value(value.what, value.text[:_TEXT_SEARCHED].strip())
