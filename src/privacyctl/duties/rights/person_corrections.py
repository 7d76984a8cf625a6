"""Putting right a person's name, company and address. Called inside the transaction of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import late_forgetting, suppressions
from privacyctl.duties.cases_of_nobody import asked_as_nobody
from privacyctl.errors import Refused
from privacyctl.model.correction import Corrected
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.residue import Value
from privacyctl.model.text import match_key
from privacyctl.store import contacts, corrections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.rights.order_corrections import WantedLine
    from privacyctl.model.address import Address
    from privacyctl.model.contact import Contact
    from privacyctl.store import Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is right, where something else is on record."""

    name: str | None = None
    company: str | None = None
    email: Address | None = None
    line: WantedLine | None = None
    """What is right of a line of an order of theirs."""


def differing(tx: Transaction, contact: Contact, wanted: Wanted) -> list[Corrected]:
    fields = []
    if wanted.name is not None and wanted.name != contact.name:
        fields.append(Corrected.NAME)
    if wanted.company is not None and (
        contact.company is None or match_key(wanted.company) != match_key(contact.company.name)
    ):
        fields.append(Corrected.COMPANY)
    if wanted.email is not None and wanted.email.key != contacts.main_key(tx, contact.id):
        owner = contacts.id_of(tx, wanted.email.key)
        if owner not in (None, contact.id):
            raise Refused(
                f"that address belongs to contact {owner}, and nothing was changed",
                "if both are one person, erase or correct the other one first",
            )
        fields.append(Corrected.EMAIL)
    return fields


def put(tx: Transaction, contact: Contact, wanted: Wanted, fields: Sequence[Corrected]) -> list[Value]:
    """Write what is right; returns what was wrong, for the search of the bytes alone."""
    old: list[Value] = []
    if Corrected.NAME in fields and wanted.name is not None:
        if contact.name is not None:
            old.append(Value(ErasedKind.NAME, contact.name))
        contacts.set_name(tx, contact.id, wanted.name)
    if Corrected.COMPANY in fields and wanted.company is not None:
        contacts.set_company(tx, contact.id, contacts.company_named(tx, wanted.company).id)
        if contact.company is not None and late_forgetting.drop_company(tx, contact.company.id):
            old.append(Value(ErasedKind.COMPANY, contact.company.name))
    if Corrected.EMAIL in fields and wanted.email is not None:
        key = contacts.main_key(tx, contact.id)
        old += [Value(ErasedKind.ADDRESS, text) for text in dict.fromkeys((contact.email, key))]
        before = asked_as_nobody(tx, contact)
        closed, noes = suppressions.of_contact(tx, contact.id), suppressions.noes(tx, contact)
        given = contacts.spelling_kept(wanted.email.given, wanted.email.key)
        corrections.set_address(tx, contact.id, key, wanted.email.key, given)
        for case in before:
            corrections.rename_asker(tx, case, wanted.email.key)
        for purpose, at in noes.items():  # whoever orders under the old address is most likely still them
            suppressions.close_unknown(tx, key, purpose, at)
        for known in closed:
            suppressions.close_contact(tx, contact.id, known.purpose, known.at)
        suppressions.spread(tx, contact.id)
    return old


def standing(contact: Contact, field: Corrected) -> str | None:
    """What stands in a field, as it was given."""
    if field is Corrected.COMPANY:
        return contact.company.name if contact.company else None
    return contact.email if field is Corrected.EMAIL else contact.name
