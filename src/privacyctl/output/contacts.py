"""What is said of people on record: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.address import domain_shown
from privacyctl.model.moment import iso, iso_or_none
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.people.contacts import AddedContact
    from privacyctl.model.consent import Purpose
    from privacyctl.model.contact import Company, Contact
    from privacyctl.output.values import IsoMoment


class ContactDocument(TypedDict):
    """A contact."""

    id: int
    """The contact's number."""
    email: str | None
    """The main address; null once they were erased."""
    aliases: list[str]
    """Their further addresses."""
    name: str | None
    """The full name, which is never published."""
    company: str | None
    """The name of the firm that they act for."""
    source: str
    """Where their data came from: `typed`, or what `--source` or the import said."""
    received_at: IsoMoment
    """When they first came on record."""
    erased_at: IsoMoment | None
    """Since when only the number is left; null of somebody who was not erased."""


class CompanyDocument(TypedDict):
    """A company."""

    id: int
    """The company's number."""
    company: str
    """Its name."""


class AddedContactDocument(TypedDict):
    """A contact that was put on record or added to."""

    contact: ContactDocument
    """The contact as it is now."""
    changed: bool
    """Whether anything was written."""
    changes: list[str]
    """The fields that were filled in or replaced: `email`, `name`, `company`, `alias`."""
    suppressed: list[Purpose]
    """The purposes that an address of theirs was opted out of already, and that are closed to all of them now."""
    shows_name: list[int]
    """The publications that show the full name, now that this is the name on record."""


class ContactsDocument(TypedDict):
    """The contacts that match."""

    contacts: list[ContactDocument]
    """Those that are listed, as many as `--limit` allows."""
    total: int
    """How many match."""


def say_added_contact(result: AddedContact) -> None:
    one = result.contact
    if result.is_new:
        stream.say(f"Contact {one.id}: {visible(_called(one))}")
    elif result.changes:
        stream.say(f"Contact {one.id}: {', '.join(result.changes)} added. {visible(_called(one))}")
    else:
        stream.say(f"Contact {one.id} stands as it is: {visible(_called(one))}")
    if result.closed:
        purposes = ", ".join(purpose.value for purpose in result.closed)
        stream.say(f"An address of theirs was opted out already, and now all of them are: {purposes}")


def say_contacts(found: Sequence[Contact], total: int, text: str | None) -> None:
    if not found:
        if stream.is_terminal():
            stream.say("Nobody is on record." if text is None else "Nobody on record matches.")
        return
    rows = [[str(one.id), email(one), one.name, one.company.name if one.company else None] for one in found]
    table.show(["No.", "E-mail", "Name", "Company"], rows)
    if total > len(found):
        stream.complain(
            "note", f"{len(found):,} of {total:,} are listed", "see more: --limit N, or name a TEXT"
        )


def email(one: Contact) -> str:
    """The main address; with the letters that its domain is really written in, where those are others."""
    domain = domain_shown(one.email)
    return f"{one.email} [{domain}]" if domain and "xn--" in domain else one.email


def contact_document(one: Contact) -> ContactDocument:
    return {
        "id": one.id,
        "email": one.emails[0] if one.emails else None,
        "aliases": list(one.emails[1:]),
        "name": one.name,
        "company": one.company.name if one.company else None,
        "source": one.source,
        "received_at": iso(one.received_at),
        "erased_at": iso_or_none(one.erased_at),
    }


def company_document(one: Company) -> CompanyDocument:
    return {"id": one.id, "company": one.name}


def added_contact_document(result: AddedContact) -> AddedContactDocument:
    return {
        "contact": contact_document(result.contact),
        "changed": bool(result.changes),
        "changes": list(result.changes),
        "suppressed": list(result.closed),
        "shows_name": [one.id for one in result.exposed],
    }


def contacts_document(found: Sequence[Contact], total: int) -> ContactsDocument:
    return {"contacts": [contact_document(one) for one in found], "total": total}


def _called(one: Contact) -> str:
    more = [part for part in (one.name, one.company.name if one.company else None) if part]
    aliases = f" (also {', '.join(one.emails[1:])})" if one.emails[1:] else ""
    return f"{email(one)}{aliases}{', ' if more else ''}{', '.join(more)}"
