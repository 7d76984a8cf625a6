"""An erasure: what goes, what stays and why, and whether the bytes were searched afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody was erased."""

    REQUEST = "request"
    """They asked (GDPR art. 17)."""
    RETENTION = "retention"
    """It was kept for as long as was promised, and no longer (GDPR art. 5(1)(e))."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure, as the record keeps it: numbers and times, nothing of whom it was about."""

    id: int
    contact: int
    case: int | None
    because: Reason
    at: int
    orders_until: int | None
    """Until when the order lines stay, without name and address; None where they went as well."""
    orders_because: str | None
    proved_at: int | None
    """When the bytes were searched and nothing was found; None while that is still to be done."""
