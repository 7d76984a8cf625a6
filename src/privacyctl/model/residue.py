"""What must not be found in the bytes after an erasure, and what a search for it came to.

A value stands in a file in more than one spelling: an address as it was given, in lower
case, in a link (percent-encoded), with its domain in either form; a name composed or not.
ASCII letters are compared without regard to case, so every form here is in lower case.
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
"""Bytes: what is shorter stands in any file by chance, among the hashes of a large one."""
SHORTEST_ORDER = 6
_TEXT_SEARCHED = 60
"""Characters of a free text: enough to be nobody else's, and short enough to lie in one page of the file."""
_EXACT = (ErasedKind.ADDRESS, ErasedKind.NAME, ErasedKind.COMPANY, ErasedKind.ORDER)


class Value(NamedTuple):
    """One erased value. Held in memory for the search, and never written or logged."""

    what: ErasedKind
    text: str


@dataclass(frozen=True, slots=True)
class ResidueHit:
    """A value that was found in a file."""

    value: Value
    file: Path


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search of the bytes came to."""

    files: int
    bytes: int
    values: int
    unsearchable: int
    """Values that are too short to be searched for."""
    hits: tuple[ResidueHit, ...]
    unread: tuple[Path, ...]
    """Files that could not be read."""


def searchable(values: Iterable[Value]) -> tuple[list[Value], int]:
    """The values that can be searched for, each once, and how many cannot: they are too short."""
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
