"""A correction: which field of a contact was put right, when and on whose word. The old value is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment


class Corrected(StrEnum):
    """A field that can be corrected."""

    NAME = "name"
    COMPANY = "company"
    EMAIL = "email"


class OnWordOf(StrEnum):
    """On whose word a field was corrected."""

    PERSON = "person"
    """The person's own: they asked (GDPR art. 16)."""
    VENDOR = "vendor"
    """The vendor's: they saw that it was wrong (GDPR art. 5(1)(d))."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field that was put right."""

    id: int
    contact: ContactId
    field: Corrected
    word: OnWordOf
    case: CaseId | None
    at: Moment
