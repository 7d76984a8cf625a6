"""Finding whom the user means. Never guessing: no match and several matches are errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Ambiguous, BadInput, NotFound, Refused
from privacyctl.model.address import parse_address
from privacyctl.model.contact import Company, Contact
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import local
from privacyctl.model.text import storable
from privacyctl.store import contacts, corrections

if TYPE_CHECKING:
    from privacyctl.store import Store

_NEAR = 3


def find(store: Store, who: str, *, erased_too: bool = False) -> Contact | Company:
    """The contact or company that an address, a contact number or a company's name means.

    Raises NotFound with the nearest ones, BadInput for a malformed address, Ambiguous for
    a number that is a company's name as well, and Refused for somebody who was erased,
    unless `erased_too` wants to see what is left.
    """
    who = storable(who, "name")
    if "@" in who:
        return _by_address(store, who)
    company = contacts.company(store, who)
    if who.isascii() and who.isdigit():
        contact = contacts.get(store, ContactId(int(who))) if len(who) < 16 else None
        if contact and company:
            raise Ambiguous(
                f"'{who}' is a contact's number and a company's name", "give the contact's e-mail address"
            )
        if contact and contact.erased_at is not None and not erased_too:
            raise Refused(
                f"contact {contact.id} was erased on {local(contact.erased_at)}, and a number alone is left",
                f"see what stays: privacyctl show {contact.id}",
            )
        if contact:
            return contact
    if company is None:
        raise NotFound(f"nothing on record is called '{who}'", _hint(), near=near(store, who))
    return company


def find_contact(store: Store, who: str) -> Contact:
    """As `find`, where only a person will do."""
    found = find(store, who)
    if isinstance(found, Company):
        raise no_person(who)
    return found


def unknown_address(address: str, alike: tuple[int, ...] = ()) -> NotFound:
    """What is said of an address that is nobody's on record; `alike` are contacts."""
    return NotFound(
        f"no contact has the address {address}",
        f"see `privacyctl contacts`, or: privacyctl add-contact {address}",
        near=alike,
    )


def no_person(company: str) -> BadInput:
    """What is said of a company where only a person will do."""
    return BadInput(f"'{company}' is a company, and a person is needed here", "give an e-mail address")


def no_order(contact: ContactId, order: str) -> NotFound:
    """What is said of an order that is not on record for a person."""
    return NotFound(f"contact {contact} has no order {order}", f"see: privacyctl show {contact}")


def near(store: Store, who: str) -> tuple[ContactId, ...]:
    """The numbers of the contacts that look most like what was typed."""
    who = who.strip()
    attempts = [who, who.partition("@")[0], *who.replace(",", " ").split()]
    for attempt in attempts:
        if len(attempt) >= 3:
            found, _ = contacts.search(store, attempt, _NEAR)
            if found:
                return tuple(contact.id for contact in found)
    return ()


def _by_address(store: Store, who: str) -> Contact:
    address = parse_address(who)
    contact_id = contacts.id_of(store, address.key)
    if contact_id is None and (former := corrections.former_owner(store, address.key)):
        contact_id = former.contact
    if contact_id is None:
        raise unknown_address(who, near(store, who))
    return contacts.must_get(store, contact_id)


def _hint() -> str:
    return "give an e-mail address, a contact number or a company's name; see `privacyctl contacts`"
