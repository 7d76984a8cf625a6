"""A contact is a data subject on record; a company is the firm that contacts act for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.model.text import line

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment

ERASED, ERASED_COMPANY = "an erased person", "an erased company"
"""What is said of somebody, or a firm, of whom a number alone is left."""


def company_name(text: str) -> str:
    """A typed company's name.

    Raises BadInput for an address or a bare number: WHO would take it for a contact, and
    the company could never be named again.
    """
    name = line(text, "company")
    if "@" in name or (name.isascii() and name.isdigit()):
        raise BadInput(
            "a company's name is no address and no bare number", "give the name as the firm writes it"
        )
    return name


@dataclass(frozen=True, slots=True)
class Company:
    """A firm, found again under any capitalisation and spacing of its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom the vendor sold to or who wrote. `emails` has the main address first."""

    id: ContactId
    emails: tuple[str, ...]
    name: str | None
    company: Company | None
    source: str
    received_at: Moment
    erased_at: Moment | None = None
    """Since when only the number is left; then there is no address, no name and no company."""

    @property
    def email(self) -> str:
        """The main address, or that they were erased."""
        return self.emails[0] if self.emails else ERASED
