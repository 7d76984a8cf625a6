"""A contact is a data subject on record; a company is the firm that contacts act for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """A firm, found again under any capitalisation and spacing of its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom the vendor sold to or who wrote. `emails` has the main address first."""

    id: int
    emails: tuple[str, ...]
    name: str | None
    company: Company | None
    source: str
    received_at: int

    @property
    def email(self) -> str:
        return self.emails[0]
