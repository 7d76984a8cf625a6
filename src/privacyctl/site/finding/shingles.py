"""The shingles of a page: runs of three words as keyed hashes, by which the page is known again.

Scripts that write no spaces between words have runs of two characters in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from privacyctl.model.words import UNSPACED
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from privacyctl.model.target import Target

_RUN, _CHARACTERS = 3, 2
_BYTES = 8


@dataclass(frozen=True)
class Shingles:
    """The shingles of one text, each with the place where it begins."""

    units: list[str]
    """The forms of its words; of a script without spaces its characters."""
    places: list[tuple[int, int]]
    """Of each shingle the number of its first unit, and how many units it has."""
    hashes: list[int]
    _own: dict[int, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def all(self) -> frozenset[int]:
        return frozenset(self.hashes)

    def without(self, texts: Iterable[Shingles]) -> set[int]:
        """The hashes of those shingles that share no word with a place where one of these texts stands.

        So they are the same when the text was taken out of the page, and nothing else.
        """
        taken = bytearray(len(self.units))
        for text in texts:
            self._take(text, taken)
        return {
            number
            for (at, length), number in zip(self.places, self.hashes, strict=True)
            if not any(taken[at : at + length])
        }

    def _take(self, text: Shingles, taken: bytearray) -> None:
        for (at, length), number in zip(self.places, self.hashes, strict=True):
            if number in text.all:
                taken[at : at + length] = b"\1" * length
        length = len(text.units)
        if 0 < length < _RUN:
            for at in range(len(self.units) - length + 1):
                if self.units[at : at + length] == text.units:
                    taken[at : at + length] = b"\1" * length


def shingles(forms: Iterable[str], key: bytes) -> Shingles:
    """The shingles of a text whose words have these forms, hashed under the key."""
    units = list(_units(forms))
    hasher = partial(blake2b, digest_size=_BYTES, key=key)
    places = list(_places(units))
    hashes = [
        int.from_bytes(hasher(" ".join(units[at : at + length]).encode("utf-8", "surrogatepass")).digest())
        for at, length in places
    ]
    return Shingles(units, places, hashes)


def hashed(text: str, key: bytes) -> int:
    """The hash of a short text such as a title, whatever its capitals and spaces; 0 for one without a word."""
    forms = forms_of(text)
    if not forms:
        return 0
    return int.from_bytes(
        blake2b("\n".join(forms).encode("utf-8", "surrogatepass"), digest_size=_BYTES, key=key).digest()
    )


def own_texts(target: Target, key: bytes) -> list[Shingles]:
    """The texts that go from a page with a publication: its words, and the names beside them."""
    texts = (target.quote, target.attribution, target.person, target.company)
    return [shingles(forms_of(text), key) for text in texts if text]


def _units(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        if UNSPACED.search(form):
            yield from form
        else:
            yield form


def _places(units: Sequence[str]) -> Iterator[tuple[int, int]]:
    is_character = [len(unit) == 1 and UNSPACED.match(unit) is not None for unit in units]
    for at in range(len(units)):
        length = _CHARACTERS if is_character[at] else _RUN
        run = is_character[at : at + length]
        if len(run) == length and (all(run) if is_character[at] else not any(run)):
            yield at, length
