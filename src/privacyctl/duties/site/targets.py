"""What to look for on the site: each publication, and those who asked and are in no register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.model.contact import ERASED_COMPANY
from privacyctl.model.publication import Ground, Kind
from privacyctl.model.takedown import TakedownScope, TakedownState
from privacyctl.model.target import Target
from privacyctl.store import contacts, publications, requests, takedowns

if TYPE_CHECKING:
    from privacyctl.model.contact import Contact
    from privacyctl.model.publication import Publication
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store


def everything(store: Store) -> list[Target]:
    """All publications, barred or not, and whoever asked for a removal and is in no register.

    Those whose request was carried out too: what of theirs is on show then is no unknown entry.
    """
    found = [
        *(of_publication(store, one) for one in publications.everything(store) if not _is_slip(one)),
        *(
            of_task(store, task)
            for task in takedowns.unmatched(store)
            if not _is_permitted_since(store, task)
        ),
    ]
    return [one for one in found if one.has_words]


def _is_slip(one: Publication) -> bool:
    """Whether it was put on record to be removed, and its case was closed: then it says nothing of the site."""
    return one.permission.ground is Ground.NONE and one.removal is TakedownState.CLOSED


def _is_permitted_since(store: Store, task: Takedown) -> bool:
    """Whether they permitted something after a request that was carried out."""
    request = requests.get(store, task.case) if not task.state.is_pending else None
    if request is None:
        return False
    of = publications.of_contact(store, request.contact) if request.contact is not None else []
    of += publications.of_company(store, request.company) if request.company is not None else []
    return any(not one.is_barred and one.permission.at > task.received_at for one in of)


def permitted(store: Store) -> list[Target]:
    """What may be shown."""
    return [of_publication(store, one) for one in publications.everything(store) if not one.is_barred]


def of_task(store: Store, task: Takedown) -> Target:
    """What a takedown is about: its publication, or whoever asked and is in no register."""
    publication = publications.get(store, task.publication) if task.publication is not None else None
    if publication is not None:
        return of_publication(store, publication)
    request = requests.get(store, task.case)
    if request is None:
        raise LookupError("a task points to no case")
    return replace(_of_request(store, request, task.what), task=task.id)


def of_publication(store: Store, one: Publication) -> Target:
    person = contacts.must_get(store, one.contact) if one.contact is not None else None
    if one.kind is Kind.TESTIMONIAL:
        return Target(
            publication=one.id,
            kind=one.kind,
            is_barred=one.is_barred,
            quote=one.quote,
            attribution=one.shown_as or None,
            person=person.name if person else None,
            company=_company_of(person),
            subject=one.contact,
        )
    return Target(
        publication=one.id,
        kind=one.kind,
        is_barred=one.is_barred,
        company=_name_of(store, one.company),
        logo=publications.logo_mark(store, one.id),
        subject=one.company,
    )


def _name_of(store: Store, company_id: int | None) -> str | None:
    """A company's name; None for one that was erased."""
    if company_id is None:
        return None
    name = contacts.company_by_id(store, company_id).name
    return name if name != ERASED_COMPANY else None


def _of_request(store: Store, request: Request, what: TakedownScope) -> Target:
    kind = None if what is TakedownScope.ALL else Kind(what.value)
    if request.company is not None:
        return Target(None, kind, is_barred=True, company=_name_of(store, request.company))
    if request.contact is not None:
        person = contacts.must_get(store, request.contact)
        return Target(
            None,
            kind,
            is_barred=True,
            person=person.name or request.claimed_name,
            company=_company_of(person) if kind is not Kind.TESTIMONIAL else None,
            addresses=person.emails,
            is_claimed=person.name is None,
        )
    typed, wrote = request.who, (request.asked_from,) if request.asked_from else ()
    if "@" in typed:
        claimed = request.claimed_name
        return Target(None, kind, is_barred=True, person=claimed, addresses=(typed,), is_claimed=True)
    return Target(None, kind, is_barred=True, person=typed, company=typed, addresses=wrote)


def _company_of(person: Contact | None) -> str | None:
    return person.company.name if person and person.company else None
