"""A publication: one thing on show about someone, with its places and its permission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.model.takedown import TakedownState

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId, PublicationId
    from privacyctl.model.moment import Moment


class Kind(StrEnum):
    """What is on show."""

    TESTIMONIAL = "testimonial"
    NAME = "name"
    """A company's name in the list of customers."""
    LOGO = "logo"

    @property
    def purpose(self) -> Purpose:
        return Purpose.TESTIMONIAL if self is Kind.TESTIMONIAL else Purpose.CUSTOMER_LIST


class Ground(StrEnum):
    """On what it is on show: the person's words, a mail of theirs, or the policy of that day."""

    WORDS = "words"
    MAIL = "mail"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Permission:
    """`at` is when it was given, by the person's word; a newer no outranks it."""

    ground: Ground
    at: Moment
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the register."""

    id: PublicationId
    kind: Kind
    contact: ContactId | None
    """Whose words they are; for a name or a logo, the listed contact of the company."""
    company: int | None
    shown_as: str
    """The attribution of a testimonial, the company's name, or the logo's file name."""
    quote: str | None
    places: tuple[str, ...]
    permission: Permission
    added_at: Moment
    is_barred: bool
    """Somebody asked for its removal: it must not be shown again without a newer permission."""
    removal: TakedownState | None
    """How far its latest takedown is; None where nobody asked for one."""
