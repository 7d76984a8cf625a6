"""Erased values to search for in the bytes of files, and the result of a search.

A value may stand in a file in several spellings: an address as it was given, in lower case,
percent-encoded in a link, or with its domain in the other form; a name in NFC or NFD. The
case of ASCII letters is ignored, so every form here is in lower case.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from privacyctl.model.address import both_domains
from privacyctl.model.erasure import ErasedKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHORTEST = 5
"""In bytes: a shorter value stands in a large file by chance, among its hashes."""
SHORTEST_ORDER = 6
_TEXT_SEARCHED = 60
"""How many characters of a free text are searched for: enough to be unique, and to lie in one page of the file."""
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


def searchable(values: Iterable[Value]) -> tuple[list[Value], int]:
    """The values to search for, each once, and the number of values that are too short to be searched for."""
    found = {_cut(value): None for value in values}
    kept = [one for one in found if len(one.text.encode()) >= _shortest(one.what)]
    return kept, len(found) - len(kept)


def forms(value: Value) -> set[bytes]:
    """The spellings of a value, as bytes with ASCII letters in lower case."""
    spellings = {value.text, value.text.lower(), unicodedata.normalize("NFD", value.text)}
    spellings |= {unicodedata.normalize("NFD", value.text.lower())}
    if value.what is ErasedKind.ADDRESS:
        spellings |= set(both_domains(value.text))
        spellings |= {one.lower() for one in spellings}
        spellings |= {quote(one, safe="") for one in spellings}
    return {one.encode().lower() for one in spellings}


def _shortest(what: ErasedKind) -> int:
    return SHORTEST_ORDER if what is ErasedKind.ORDER else SHORTEST


def _cut(value: Value) -> Value:
    return value if value.what in _EXACT else Value(value.what, value.text[:_TEXT_SEARCHED].strip())
