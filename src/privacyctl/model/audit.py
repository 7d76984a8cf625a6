"""The audit chain: an entry for each change, with its time and the numbers of the rows concerned.

The hash of an entry covers the hash before it and the entry's canonical bytes, as they are
stored. So an entry that was altered, inserted or removed breaks the chain from there on, and
a chain that was cut off at its end lacks the head that a manifest or a receipt holds. No entry
has a name or an address in it, so an erasure changes none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from privacyctl.model.moment import Moment, iso

FORMAT = 3
"""Version of `canonical`. Changing the form changes every hash after it: raise this number.

Form 1 held a word and numbers; form 2 holds the acts as well, from which the state can be worked out;
form 3 tells the sums of the rows too."""

FORMS = frozenset({1, 2, FORMAT})
"""The forms that can be read."""

GENESIS = bytes(32)
"""The hash before the first entry."""

CLOCK_SET = "clock-set"
"""The act by which a person says that the clock is right: the one entry whose time may lie before the last one's."""

_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

About = Mapping[str, "int | str | Sequence[int]"]


class Entry(NamedTuple):
    """One entry as it is stored: its number, its canonical text, and the chain's hash after it."""

    seq: int
    body: str
    hash: bytes

    def read(self) -> dict[str, object]:
        """The entry as a dict: `v`, `seq`, `at`, `act`, and the numbers of the rows concerned."""
        import json  # noqa: PLC0415

        found: dict[str, object] = json.loads(self.body)
        return found


class Head(NamedTuple):
    """The end of the chain: the number of the last entry, and the hash after it."""

    seq: int
    hash: bytes


def timed(now: Moment, last: Moment, act: str) -> tuple[Moment, dict[str, int]]:
    """The time of an entry that is written at `now` after one of `last`, and what the entry says of the clock.

    An entry's time is never before the last one's. Where the clock is behind it, the entry says by
    how many seconds: `behind`. Only `clock-set` goes back to the clock, and says how far: `back`.
    """
    behind = max(last - now, 0)
    if act == CLOCK_SET:
        return now, {"back": behind}
    return Moment(now + behind), {"behind": behind} if behind else {}


def canonical(seq: int, at: Moment, act: str, about: About, acts: str = "", sums: str = "") -> str:
    """The text of an entry: JSON with sorted keys, no spaces, ASCII only.

    `acts` is what `acts.vocabulary.written` made, `sums` what `row_sums.written` made.
    Raises ValueError for values other than numbers, lists of numbers and short lower-case
    words, which keeps personal data out of the chain.
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

    body = {"v": FORMAT, "seq": seq, "at": iso(at), "act": act, "acts": acts, "sums": sums, **about}
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def acts_of(body: bytes) -> bytes | None:
    """The acts in the canonical bytes of an entry, as `acts.vocabulary.read` takes them; None for an entry of form 1.

    The keys are sorted, so the acts come second, and are found without reading the JSON.
    """
    parts = body.split(b'"', 8)
    return parts[7] if len(parts) > 8 and parts[5] == b"acts" else None


def chained(before: bytes, body: str) -> bytes:
    """The chain's hash after an entry: SHA-256 of the hash before it and its canonical bytes."""
    import hashlib  # noqa: PLC0415  (start-up)

    return hashlib.sha256(before + body.encode()).digest()
