"""The marks of what a row says in words or of whom: no entry may name that, so each names a keyed hash of it.

The words of a permission, the people of a notice and of a hand-off, and where it was looked are
marked so. What the vendor wrote, the text of a notice and a version of the policy, has a SHA-256 in
its row and its entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.store import Store


def of_words(store: Store, text: str, mail: bytes | None) -> bytes:
    """The mark of the words of a permission, with the SHA-256 of the mail that they came in."""
    return store.fingerprints.content(f"words\n{mail.hex() if mail else ''}\n{text}")


def of_people(store: Store, people: Iterable[int]) -> bytes:
    """The mark of the people that a notice was written to."""
    return store.fingerprints.content(f"people\n{_numbers(people)}")


def of_hand_off(store: Store, recipient: str, fields: str, people: Iterable[int]) -> bytes:
    """The mark of a disclosure: to which recipient, which fields, about whom."""
    return store.fingerprints.content(f"hand-off\n{recipient}\n{fields}\n{_numbers(people)}")


def of_look(
    store: Store, places: tuple[str, str | None, str | None, str | None], sketch: bytes | None
) -> bytes:
    """The mark of where it was looked (place, address, final address, file), and of the sketch of the page."""
    said = "\n".join(one or "" for one in places)
    return store.fingerprints.content(f"look\n{said}\n{sketch.hex() if sketch else ''}")


def _numbers(people: Iterable[int]) -> str:
    return " ".join(map(str, sorted(people)))
