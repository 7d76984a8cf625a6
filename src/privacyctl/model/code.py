"""A one-time code: sent to the address on file, it confirms that the person who asks reads mail there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.moment import AHEAD, DAY

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment

BITS = 60
"""Random bits in a code: five guesses among 2^60 codes find none."""
LIFE = 7 * DAY
"""How long a code is valid, in seconds."""
TRIES = 5
"""How many wrong answers end a code."""
SETTLED = 30 * DAY
"""Seconds for which an address must have been on file: an attacker may have had it changed yesterday."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit or like another one."""
_LENGTH = BITS // 5
_GROUP = 4
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Code:
    """A code on record, as a keyed hash; the code itself is not kept."""

    id: int
    hash: bytes
    made_at: Moment
    expires_at: Moment
    tries: int
    """Wrong answers so far."""
    ended_at: Moment | None
    """When it was used, replaced or tried too often; None while it is valid or expired."""

    def is_good(self, now: Moment) -> bool:
        """Whether it may be used. One that was made in the future was made by a clock that was wrong."""
        return self.ended_at is None and self.made_at <= now + AHEAD and now <= self.expires_at


def spell(chance: int) -> str:
    """A number below 2^60 as a code, in groups that can be read aloud: 7K3M-9QRT-02XZ."""
    signs = "".join(_ALPHABET[chance >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def hashed_text(case: CaseId, code: str) -> str:
    """The text to hash: the code, in one form however it is typed, and its case, so that it fits no other case."""
    return f"{case}\0{code.strip().upper().translate(_LIKE)}"
