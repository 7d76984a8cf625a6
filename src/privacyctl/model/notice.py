"""A notice: the words by which people were told of a purpose before it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment


class Basis(StrEnum):
    """The lawful basis of a purpose (GDPR art. 6(1), points b, a, f and c)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate-interests"
    LEGAL_OBLIGATION = "legal-obligation"


class Choice(StrEnum):
    """Whether data is used until the person says no, or only after they say yes."""

    OPT_IN = "opt-in"
    OPT_OUT = "opt-out"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `people` is the number of contacts it was written to; at `opens_at` the window ends."""

    id: int
    purpose: Purpose
    definition: bytes
    what_for: str
    basis: Basis
    choice: Choice
    text: str
    sha256: bytes
    announced_at: Moment
    opens_at: Moment
    people: int
