"""Finding whom the user means. Never guessing: no match and several matches are errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Ambiguous, BadInput, NotFound, Refused
from privacyctl.model.address import match_key as address_key
from privacyctl.model.address import parse_address
from privacyctl.model.companies import LEGAL_FORMS, spelling
from privacyctl.model.contact import Company, Contact, contact_number
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import local
from privacyctl.model.text import match_key, storable
from privacyctl.store import contacts, corrections

if TYPE_CHECKING:
    from privacyctl.store import Store

_NEAR = 3
_NAMESAKES = 100
_SHORTEST = 3
"""Fewer letters are in half of all names."""
_COMPARED = 20_000
"""So many names are compared letter by letter: some tenths of a second."""
_ALIKE = 0.75
"""The part of two spellings that must agree, from 0 to 1."""
_SLIP = 0.8
"""The same of one side of an address: a letter too many in three, or one changed and one left out in eight."""


def find(store: Store, who: str, *, erased_too: bool = False) -> Contact | Company:
    """The contact or company that an address, a contact number or a company's name means.

    Raises NotFound with the nearest ones, BadInput for a malformed address, Ambiguous for
    a number that is a company's name as well, and Refused for somebody who was erased,
    unless `erased_too` wants to see what is left.
    """
    who = naming(storable(who, "name"))
    if "@" in who:
        return _by_address(store, who)
    company = contacts.company(store, who)
    if (number := contact_number(who)) is not None:
        contact = contacts.get(store, number)
        if contact and company:
            raise Ambiguous(
                f"'{who}' is a contact's number and a company's name", "give the contact's e-mail address"
            )
        if contact and contact.is_taken_back and not erased_too:
            raise Refused(
                f"contact {contact.id} was on record by mistake, and a number alone is left",
                f"see what became of it: privacyctl audit {contact.id}",
            )
        if contact and contact.is_lost and not erased_too:
            raise Refused(
                f"contact {contact.id} was lost with a disk, and a restore brought back the number alone",
                f"add them again, under a new number; see what is known: privacyctl show {contact.id}",
            )
        if contact and contact.erased_at is not None and not erased_too:
            raise Refused(
                f"contact {contact.id} was erased on {local(contact.erased_at)}, and a number alone is left",
                f"see what stays: privacyctl show {contact.id}",
            )
        if contact:
            return contact
    if company is None:
        raise nobody_called(who, nearest(store, who))
    return company


def naming(who: str) -> str:
    """The same words. Raises BadInput for a dash, a dot, a blank: without a letter or a digit nobody is named."""
    if not any(character.isalnum() for character in who):
        raise BadInput(f"'{who}' names nobody", _hint())
    return who


class Near(NamedTuple):
    """What on record looks most like what was typed. False where nothing does."""

    contacts: tuple[ContactId, ...] = ()
    companies: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.contacts or self.companies)


def nobody_called(who: str, near: Near) -> NotFound:
    """What is said of a name that nothing on record has."""
    return NotFound(
        f"nothing on record is called '{who}'", _hint(), near=near.contacts, near_companies=near.companies
    )


def find_contact(store: Store, who: str) -> Contact:
    """As `find`, where only a person will do."""
    found = find(store, who)
    if isinstance(found, Company):
        raise no_person(who)
    return found


def unknown_address(address: str, alike: tuple[int, ...] = (), *, may_be_added: bool = False) -> NotFound:
    """What is said of an address that is nobody's on record; `alike` are contacts.

    Only a command by which somebody does more with us says how they are put on record:
    whoever asks to be erased is not.
    """
    return NotFound(
        f"no contact has the address {address}",
        f"see `privacyctl contacts`, or: privacyctl add-contact {address}"
        if may_be_added
        else "see `privacyctl contacts`",
        near=alike,
    )


def no_person(company: str) -> BadInput:
    """What is said of a company where only a person will do."""
    return BadInput(f"'{company}' is a company, and a person is needed here", "give an e-mail address")


def no_order(contact: ContactId, order: str) -> NotFound:
    """What is said of an order that is not on record for a person."""
    return NotFound(f"contact {contact} has no order {order}", f"see: privacyctl show {contact}")


def owner(store: Store, address_key: str) -> ContactId | None:
    """Whose address it is, or was before a correction; None for nobody on record."""
    contact_id = contacts.id_of(store, address_key)
    if contact_id is None and (former := corrections.former_owner(store, address_key)):
        return former.contact
    return contact_id


def near(store: Store, who: str) -> tuple[ContactId, ...]:
    """The numbers of the contacts that look most like what was typed."""
    return nearest(store, who).contacts


def nearest(store: Store, who: str) -> Near:
    """The contacts and companies that look most like what was typed: by its words, or spelt nearly so."""
    who = who.strip()
    if "@" in who:
        return Near(near_address(store, who))
    attempts = [who, *who.replace(",", " ").split()]
    people: list[ContactId] = []
    firms: list[int] = []
    for attempt in attempts:
        if len(attempt) >= _SHORTEST and match_key(attempt) not in LEGAL_FORMS:
            people = people or [one.id for one in contacts.search(store, attempt, _NEAR)[0]]
            firms = firms or contacts.companies_like(store, attempt, _NEAR)
    if not people and not firms:
        people = [ContactId(number) for number in _close(who, contacts.some_names(store, _COMPARED))]
        companies = contacts.some_companies(store, _COMPARED)
        firms = _close(_bare(who), {_bare(name): number for name, number in companies.items()})
    return Near(tuple(people), tuple(firms))


def near_address(store: Store, who: str) -> tuple[ContactId, ...]:
    """Whom an address means that was mistyped on one side of its "@": nobody for one that is on record.

    The side that is right must be the very same: half of all vendors' buyers are info@ somewhere.
    """
    key = address_key(who) or ""
    local, _, domain = key.rpartition("@")
    if not local or not domain or owner(store, key) is not None:
        return ()
    found: dict[ContactId, None] = {}
    for other, contact in contacts.addresses_beside(store, local, domain, _COMPARED):
        its_local, _, its_domain = other.rpartition("@")
        one, two = (local, its_local) if its_domain == domain else (domain, its_domain)
        if _is_slip(one, two) or (its_local == local and _is_same_name(domain, its_domain)):
            found.setdefault(contact)
    return tuple(found)[:_NEAR]


def _is_slip(one: str, two: str) -> bool:
    """Whether two spellings differ by one letter, two that changed places, or little beside their length."""
    from difflib import SequenceMatcher  # noqa: PLC0415  (for an address that may be mistyped alone)

    if min(len(one), len(two)) < _SHORTEST:
        return False
    if len(one) == len(two):
        differing = [at for at in range(len(one)) if one[at] != two[at]]
        swapped = len(differing) == 2 and sorted(one[at] for at in differing) == sorted(
            two[at] for at in differing
        )
        if len(differing) == 1 or swapped:
            return True
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= _SLIP and matcher.quick_ratio() >= _SLIP and matcher.ratio() >= _SLIP


def _is_same_name(one: str, two: str) -> bool:
    """Whether two domains differ by their last label alone: acme.com, acme.de."""
    return one != two and one.rpartition(".")[0] == two.rpartition(".")[0] != ""


def called(store: Store, name: str) -> Near:
    """The contacts of this very name. A company of the name is what `find` finds."""
    key = match_key(name)
    alike = contacts.search(store, " ".join(name.split()), _NAMESAKES)[0]
    return Near(tuple(one.id for one in alike if match_key(one.name or "") == key)[:_NEAR])


def _bare(name: str) -> str:
    """A name without its legal form, which any two firms may share."""
    found = spelling(name)
    return found.name if found else name


def _close(who: str, names: dict[str, int]) -> list[int]:
    """Those whose names are spelt nearly so."""
    from difflib import get_close_matches  # noqa: PLC0415  (for a name that was mistyped alone)

    return [names[name] for name in get_close_matches(match_key(who), names, _NEAR, _ALIKE)]


def _by_address(store: Store, who: str) -> Contact:
    contact_id = owner(store, parse_address(who).key)
    if contact_id is None:
        raise unknown_address(who, near(store, who))
    return contacts.must_get(store, contact_id)


def _hint() -> str:
    return "give an e-mail address, a contact number or a company's name; see `privacyctl contacts`"
