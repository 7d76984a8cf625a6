"""The audit chain: what was done, when, to which numbers. Never a name or an address.

Each entry's hash covers the hash before it and the entry's own canonical bytes, which are
what is stored. So an entry that was altered, inserted or taken out breaks the chain from
there on, and a chain whose end was cut off no longer holds the head that a manifest or a
receipt wrote down. Erasing a person changes no entry: there is nothing of theirs in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import iso

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment

FORMAT = 1
"""Version of `canonical`. Changing the form changes every hash after it: raise this number."""

GENESIS = bytes(32)
"""What stands before the first entry."""

_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

About = Mapping[str, "int | str | Sequence[int]"]


class Entry(NamedTuple):
    """One entry as it is stored: its number, its canonical text, the chain's hash after it."""

    seq: int
    body: str
    hash: bytes

    def read(self) -> dict[str, object]:
        """What the entry says: `v`, `seq`, `at`, `act`, and the numbers it is about."""
        import json  # noqa: PLC0415

        found: dict[str, object] = json.loads(self.body)
        return found


class Head(NamedTuple):
    """The end of the chain: how many entries there are and the hash after the last."""

    seq: int
    hash: bytes


def canonical(seq: int, at: Moment, act: str, about: About) -> str:
    """The text of an entry: JSON with sorted keys, no spaces, ASCII only.

    Raises ValueError for anything but numbers, lists of numbers, and short lower-case
    words: that is how personal data is kept out of the chain for good.
    """
    for key, value in [("act", act), *about.items()]:
        if isinstance(value, str):
            is_safe = _WORD.fullmatch(value) is not None
        elif isinstance(value, list):
            is_safe = all(type(number) is int for number in value)
        else:
            is_safe = type(value) is int
        if not is_safe:
            raise ValueError(f"an audit entry's {key!r} may hold only numbers and known words")
    import json  # noqa: PLC0415  (start-up: `due` needs the head of the chain and no more)

    body = {"v": FORMAT, "seq": seq, "at": iso(at), "act": act, **about}
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def chained(before: bytes, body: str) -> bytes:
    """The chain's hash after an entry: SHA-256 of the hash before it and its canonical bytes."""
    import hashlib  # noqa: PLC0415  (start-up)

    return hashlib.sha256(before + body.encode()).digest()


def first_broken(entries: Iterable[tuple[int, bytes, bytes]]) -> int | None:
    """The number of the first entry that does not hold, or None where all do.

    An entry is its number, its canonical bytes and the chain's hash after it. A missing
    entry is reported as the number that should have stood there.
    """
    from hashlib import sha256  # noqa: PLC0415

    fresh = sha256().copy  # a copy is made in half the time that a new one takes
    before, expected = GENESIS, 1
    for seq, body, stored in entries:
        chain = fresh()
        chain.update(before + body)
        before = chain.digest()
        if seq != expected or before != stored:
            return expected
        expected += 1
    return None
