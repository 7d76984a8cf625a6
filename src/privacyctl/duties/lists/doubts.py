"""Whom a company's no may cover: companies that are spelt nearly as one that said no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.store import audience, consent, contacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class InDoubt:
    """A company that may be the one that said no, and its people, who are out until it is known."""

    company: int
    contacts: tuple[ContactId, ...]


def in_doubt(store: Store, purpose: Purpose) -> tuple[InDoubt, ...]:
    """The companies in doubt for a purpose, with those of their people who have not said yes themselves since."""
    found: dict[int, set[ContactId]] = {}
    for one in (purpose, *([Purpose.UPDATES] if purpose.is_own else [])):
        for company, closed in audience.closed_companies(store, one).items():
            if closed.is_doubtful:
                people = contacts.of_company(store, company)
                out = {
                    person for person in people if not consent.has_own_yes_since(store, person, one, closed)
                }
                found.setdefault(company, set()).update(out)
    return tuple(
        InDoubt(company, tuple(sorted(people))) for company, people in sorted(found.items()) if people
    )


def people(found: Iterable[InDoubt]) -> list[ContactId]:
    """Everybody in doubt, in the order of their numbers."""
    return sorted({person for one in found for person in one.contacts})
