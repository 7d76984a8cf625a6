"""A correction: which field of a contact was put right, when and on whose word. The old value is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment


class Corrected(StrEnum):
    """A field that can be corrected, of a person or of a line of an order."""

    NAME = "name"
    COMPANY = "company"
    EMAIL = "email"
    PRODUCT = "product"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    """With its currency."""
    ORDERED_AT = "ordered_at"

    @property
    def is_of_an_order(self) -> bool:
        """Whether it is a field of an order line and not of the person."""
        return self not in (Corrected.NAME, Corrected.COMPANY, Corrected.EMAIL)

    @property
    def noun(self) -> str:
        """The field as it is named in a sentence."""
        return _SAID[self][0]

    @property
    def option(self) -> str:
        """What is typed to correct it."""
        return _SAID[self][1]


_SAID = {
    Corrected.NAME: ("name", "--name NAME"),
    Corrected.COMPANY: ("company", "--company NAME"),
    Corrected.EMAIL: ("address", "--email EMAIL"),
    Corrected.PRODUCT: ("product", "--product NAME"),
    Corrected.QUANTITY: ("quantity", "--quantity NUMBER"),
    Corrected.AMOUNT: ("amount", "--amount NUMBER --currency CODE"),
    Corrected.ORDERED_AT: ("time of the order", "--on TIME"),
}


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
    purchase: int | None = None
    """The order line that it is about, while that is on record."""
