"""A contact is a data subject on record; a company is the firm that contacts act for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.model.ids import ContactId
from privacyctl.model.text import line

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment

ERASED, ERASED_COMPANY = "an erased person", "an erased company"
"""How an erased person, or an erased firm, is named: only their number is left."""
LOST, NAMELESS = "lost", "a person whose name is lost"
"""The source of a contact of whom a restore brought back the number alone, and how they are named."""


NOBODY = ContactId(0)
"""The number of no contact."""
_NUMBER = re.compile(r"(?:contact\b)?[\s#+:.]*(\d+)(?:\.0*)?", re.IGNORECASE)


def contact_number(who: str) -> ContactId | None:
    """The contact's number that words for WHO are: `1`, `contact 1` as hints have it, `#1`, `１`. None for a name."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", who).strip())
    if found is None:
        return None
    return ContactId(int(found[1])) if len(found[1]) < 16 else NOBODY


def company_name(text: str) -> str:
    """Check a company's name that was typed.

    Raises BadInput for an address or a bare number: as WHO these name a contact, so the
    company could not be named.
    """
    name = line(text, "company")
    if "@" in name or contact_number(name) is not None:
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
    """A person who bought from the vendor or wrote to them. `emails` has the main address first."""

    id: ContactId
    emails: tuple[str, ...]
    name: str | None
    company: Company | None
    source: str
    received_at: Moment
    erased_at: Moment | None = None
    """When the contact was erased: address, name and company are gone, and the number is left."""

    @property
    def is_taken_back(self) -> bool:
        """Whether they were put on record by mistake, and nobody asked for an erasure."""
        return self.source == "undone"

    @property
    def is_lost(self) -> bool:
        """Whether a restore brought back their number alone: nobody erased them."""
        return self.source == LOST

    @property
    def email(self) -> str:
        """The main address; for an erased person `ERASED`, for one who was lost `NAMELESS`."""
        return self.emails[0] if self.emails else NAMELESS if self.is_lost else ERASED
