"""A notice: what people were told of a purpose before it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment


class Basis(StrEnum):
    """On what lawful ground a purpose stands (GDPR art. 6(1), points b, a, f and c)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate-interests"
    LEGAL_OBLIGATION = "legal-obligation"


class Choice(StrEnum):
    """Whether somebody is in until they say no, or out until they say yes."""

    OPT_IN = "opt-in"
    OPT_OUT = "opt-out"


@dataclass(frozen=True, slots=True)
class Notice:
    """One announcement. `people` is to how many it was written; `opens_at` ends the window to opt out."""

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
