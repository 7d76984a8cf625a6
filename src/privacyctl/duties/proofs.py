"""Proving that nothing is left: whose a value is that was found, and what is then done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import Untrusted
from privacyctl.model.erasure import What
from privacyctl.model.residue import Hit, Searched, forms
from privacyctl.store import erasing, health

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from privacyctl.model.residue import Value
    from privacyctl.store import Store

    Opened = Callable[[], AbstractContextManager[Store]]
    Search = Callable[[Iterable[Value]], Searched]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search of the bytes after an erasure came to."""

    searched: Searched
    shared: int
    """Values that others on record have too."""
    residue: tuple[Hit, ...]
    """What was found in our own files and is nobody's any more."""
    elsewhere: tuple[Hit, ...]
    """What was found in the user's own files."""
    copies: int
    """Copies laid aside by upgrades that were deleted: they held it all."""

    @property
    def is_proved(self) -> bool:
        return not self.residue and not self.searched.unread


class ResidueFound(Untrusted):
    """Something erased is still in the bytes."""


def prove(
    opened: Opened, search: Search, is_ours: Callable[[Path], bool], people: Sequence[int], values: Sequence[Value],
    copies: int,
) -> Proof:  # fmt: skip
    """Search for every value, rewrite the data file once where one is left, and search again.

    The record must be closed: `opened` opens it only while nothing is searched. A value
    that rows of others explain is no residue.
    """
    searched = search(values)
    shared, residue = _judged(opened, people, searched, is_ours)
    if residue:
        with opened() as store:
            store.rewrite()
        searched = search(values)
        shared, residue = _judged(opened, people, searched, is_ours)
    elsewhere = tuple(hit for hit in searched.hits if not is_ours(hit.file))
    return Proof(searched, len(shared), residue, elsewhere, copies)


def _judged(
    opened: Opened, people: Sequence[int], searched: Searched, is_ours: Callable[[Path], bool]
) -> tuple[set[Value], tuple[Hit, ...]]:
    """The values that live rows of others explain, and the hits that nothing does."""
    ours = [hit for hit in searched.hits if is_ours(hit.file)]
    if not ours:
        return set(), ()
    with opened() as store, store.snapshot():
        theirs = "\n".join(
            text.text.lower()
            for one in people
            for text in erasing.texts(store, erasing.holding(store, one, ()))
        )
        shared = {
            value
            for value in {hit.value for hit in ours}
            if value.text.lower() not in theirs
            and health.holds(
                store, [form.decode() for form in forms(value)], ours_too=value.what is not What.ADDRESS
            )
        }
    return shared, tuple(hit for hit in ours if hit.value not in shared)
