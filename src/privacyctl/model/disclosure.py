"""A recipient, and a disclosure: who got which fields of whom, when and for which purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from privacyctl.model.consent import Purpose


class Handed(StrEnum):
    """By which command something was handed over."""

    TYPED = "typed"
    EXPORT = "export"
    AUDIENCE = "audience"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One hand-off to one recipient."""

    id: int
    recipient: str
    purpose: Purpose
    fields: tuple[str, ...]
    via: Handed
    at: int
    recorded_at: int
    people: int
    """How many people it was about."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of orders that came from a recipient."""

    id: int
    recipient: str
    fields: tuple[str, ...]
    at: int
