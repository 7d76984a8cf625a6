"""Which testimonials show who a person is, beyond what promise P6 allows.

Registered, none does; but a name or a company that is put on record later may make a
standing attribution the full name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import name_lint
from privacyctl.model.publication import Kind
from privacyctl.store import contacts, publications

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.model.publication import Publication
    from privacyctl.store import Store


def exposed(store: Store, people: Iterable[ContactId]) -> tuple[Publication, ...]:
    """The testimonials of these people that may be shown, and show their full name as it is on record now."""
    shown = [one for person in people for one in publications.of_contact(store, person)]
    return tuple(
        one for one in shown if one.kind is Kind.TESTIMONIAL and not one.is_barred and shows_name(store, one)
    )


def shows_name(store: Store, one: Publication) -> bool:
    """Whether a testimonial shows its person's full name, an address or a phone number."""
    person = contacts.get(store, one.contact) if one.contact is not None else None
    if person is None or person.name is None:
        return False
    company = person.company.name if person.company else None
    return bool(name_lint.shown(person.name, company, attribution=one.shown_as, quote=one.quote or ""))


def authors(store: Store) -> frozenset[ContactId]:
    """The people with a testimonial: of no others can anything be shown."""
    return frozenset(one.contact for one in publications.testimonials(store) if one.contact is not None)
