"""A one-time code: sent to the address on file, and good for one answer from whoever reads it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment

BITS = 60
"""How much of a code is chance. Five guesses at 2^60 find nothing."""
LIFE = 7 * DAY
"""For how long a code can be answered."""
TRIES = 5
"""The wrong answers after which a code has ended."""
SETTLED = 30 * DAY
"""How long an address must have been on file to prove anything: whoever had it changed yesterday reads it today."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit or like another one."""
_LENGTH = BITS // 5
_GROUP = 4
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Code:
    """A code on record. Of the code itself only a keyed hash is kept."""

    id: int
    hash: bytes
    made_at: Moment
    expires_at: Moment
    tries: int
    """Wrong answers so far."""
    ended_at: Moment | None
    """When it was used, replaced or tried too often."""

    def is_good(self, now: Moment) -> bool:
        return self.ended_at is None and now <= self.expires_at


def spell(chance: int) -> str:
    """The code of a number below 2^60, in groups that one can read out: 7K3M-9QRT-02XZ."""
    signs = "".join(_ALPHABET[chance >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def hashed_text(case: CaseId, code: str) -> str:
    """What is hashed: the code however it is typed, with its case, so that no code fits another one."""
    return f"{case}\0{code.strip().upper().translate(_LIKE)}"
