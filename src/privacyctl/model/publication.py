"""A publication: a testimonial, a company's name or a logo on show, with its places and its permission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.model.moment import outranks
from privacyctl.model.takedown import TakedownState

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId, PublicationId
    from privacyctl.model.moment import Moment


class Kind(StrEnum):
    """The kinds of publication."""

    TESTIMONIAL = "testimonial"
    NAME = "name"
    """A company's name in the list of customers."""
    LOGO = "logo"

    @property
    def purpose(self) -> Purpose:
        return Purpose.TESTIMONIAL if self is Kind.TESTIMONIAL else Purpose.CUSTOMER_LIST


class Ground(StrEnum):
    """The ground of a permission: the person's words, a mail of theirs, or the policy of that day."""

    WORDS = "words"
    MAIL = "mail"
    POLICY = "policy"
    NONE = "none"
    """Nobody permitted it: it was found on show, and is on record in order to be removed."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Why a publication may be on show. `at` is when it was given; a later no outranks it."""

    ground: Ground
    at: Moment
    text: str | None = None
    is_dated: bool = True
    """Whether somebody said when it was given; else `at` is when it was typed, and outranks no time that is known."""

    def outranks(self, other: Moment, now: Moment) -> bool:
        """Whether it is the later word than what was said at `other`."""
        return self.is_dated and outranks(self.at, other, now)


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the register."""

    id: PublicationId
    kind: Kind
    contact: ContactId | None
    """The author of a testimonial; for a name or a logo, the company's listed contact."""
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
    """The state of its latest takedown; None where it never had one."""
