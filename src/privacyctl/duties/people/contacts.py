"""Putting people on record, and showing everything that is held on one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import last_word, names_on_show, suppressions
from privacyctl.duties.cases import asked_before
from privacyctl.errors import Refused
from privacyctl.model.contact import Company, Contact
from privacyctl.model.correction import Corrected
from privacyctl.store import (
    consent,
    contacts,
    corrections,
    disclosures,
    erasures,
    looks,
    publications,
    purchases,
    requests,
    takedowns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.address import Address
    from privacyctl.model.consent import ConsentEvent, Purpose
    from privacyctl.model.disclosure import Shared
    from privacyctl.model.erasure import Erasure
    from privacyctl.model.ids import ContactId, TaskId
    from privacyctl.model.look import Looked
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Publication
    from privacyctl.model.purchase import Purchase
    from privacyctl.model.request import Request
    from privacyctl.model.suppression import Suppression
    from privacyctl.model.takedown import Statement, Takedown
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class AddedContact:
    """What `add_contact` made or found. `changes` names the fields; empty where nothing changed."""

    contact: Contact
    is_new: bool
    changes: tuple[str, ...]
    closed: tuple[Purpose, ...]
    """Purposes that an address brought along as closed."""
    exposed: tuple[Publication, ...] = ()
    """Testimonials that show the full name, now that this is the name."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on one person or company."""

    subject: Contact | Company
    people: tuple[Contact, ...]
    purchases: tuple[Purchase, ...]
    consent: tuple[ConsentEvent, ...]
    suppressions: tuple[Suppression, ...]
    publications: tuple[Publication, ...]
    requests: tuple[Request, ...]
    takedowns: tuple[Takedown, ...]
    said: dict[TaskId, list[Statement]]
    """What was said of each takedown, by its number."""
    looks: dict[TaskId, list[Looked]]
    """The looks at each takedown, by its number."""
    disclosures: tuple[Shared, ...]
    """What passed between recipients and us."""
    erasure: Erasure | None = None
    """Where they were erased: when, why, and whether that is proved."""


def add_contact(
    store: Store,
    address: Address,
    *,
    aliases: Sequence[Address] = (),
    name: str | None = None,
    company: str | None = None,
    source: str = "typed",
    received_at: Moment | None = None,
    replace: bool = False,
) -> AddedContact:
    """Put somebody on record, or add to what is known of them.

    A second time it fills in what was missing; a name or company that differs from the
    one on record is refused unless `replace` says so, and for good where the person put it
    right themselves. Typed words outrank every import.
    Raises Refused where the addresses belong to different contacts.
    """
    with store.transaction() as tx:
        known = _owner(tx, [address, *aliases])
        changes: list[str] = []
        company_id = contacts.company_named(tx, company).id if company else None
        if known is None:
            contact_id = contacts.add(
                tx,
                address,
                name=name,
                company_id=company_id,
                source=source,
                received_at=tx.now if received_at is None else received_at,
            )
            changes += ["email", *(["name"] if name else []), *(["company"] if company else [])]
        else:
            contact_id = known.id
            changes += _fill_in(tx, known, name=name, company_id=company_id, replace=replace)
        changes += _add_aliases(tx, contact_id, [address, *aliases])
        closed = suppressions.spread(tx, contact_id)
        if changes:
            tx.record("contact-added" if known is None else "contact-changed", contacts=[contact_id])
        return AddedContact(
            contacts.must_get(tx, contact_id),
            known is None,
            tuple(dict.fromkeys(changes)),
            tuple(closed),
            names_on_show.exposed(tx, [contact_id] if {"name", "company"} & set(changes) else ()),
        )


def show(store: Store, subject: Contact | Company) -> Dossier:
    """Gather what is held on a person; on a company, what is held on it and its people."""
    if isinstance(subject, Company):
        return _show_company(store, subject)
    asked = {r.id: r for r in (*requests.of_contact(store, subject.id), *asked_before(store, subject))}
    tasks = {t.id: t for t in takedowns.of_subject(store, [subject.id], [])}
    tasks |= {t.id: t for case in asked for t in takedowns.of_request(store, case)}
    return Dossier(
        subject=subject,
        people=(subject,),
        purchases=tuple(purchases.of_contact(store, subject.id)),
        consent=tuple(consent.events(store, subject.id)),
        suppressions=tuple(suppressions.bearing_on(store, subject)),
        publications=tuple(publications.of_contact(store, subject.id)),
        requests=tuple(asked[i] for i in sorted(asked)),
        takedowns=tuple(tasks[i] for i in sorted(tasks)),
        said={i: takedowns.statements(store, i) for i in sorted(tasks)},
        looks={i: looks.of_tasks(store, [i]) for i in sorted(tasks)},
        disclosures=tuple(disclosures.of_contact(store, subject.id)),
        erasure=erasures.of_contact(store, subject.id) if subject.erased_at is not None else None,
    )


def _show_company(store: Store, company: Company) -> Dossier:
    people = tuple(contacts.must_get(store, i) for i in contacts.of_company(store, company.id))
    ids = [person.id for person in people]
    shown = {p.id: p for i in ids for p in publications.of_contact(store, i)}
    shown |= {p.id: p for p in publications.of_company(store, company.id)}
    events = [*consent.company_events(store, company.id), *(e for i in ids for e in consent.events(store, i))]
    cases = {r.id: r for r in requests.of_company(store, company.id)}
    cases |= {r.id: r for i in ids for r in requests.of_contact(store, i)}
    tasks = tuple(takedowns.of_subject(store, ids, [company.id]))
    return Dossier(
        subject=company,
        people=people,
        purchases=tuple(p for i in ids for p in purchases.of_contact(store, i)),
        consent=tuple(events),
        suppressions=tuple(suppressions.of_company(store, company.name)),
        publications=tuple(shown[i] for i in sorted(shown)),
        requests=tuple(cases[i] for i in sorted(cases)),
        takedowns=tasks,
        said={task.id: takedowns.statements(store, task.id) for task in tasks},
        looks={task.id: looks.of_tasks(store, [task.id]) for task in tasks},
        disclosures=tuple(one for i in ids for one in disclosures.of_contact(store, i)),
    )


def _owner(tx: Transaction, addresses: Sequence[Address]) -> Contact | None:
    owners = {i for a in addresses if (i := contacts.id_of(tx, a.key)) is not None}
    if len(owners) > 1:
        numbers = " and ".join(str(i) for i in sorted(owners))
        raise Refused(
            f"these addresses belong to different contacts ({numbers})",
            "leave out the one that is somebody else's",
        )
    return contacts.must_get(tx, owners.pop()) if owners else None


def _fill_in(
    tx: Transaction, known: Contact, *, name: str | None, company_id: int | None, replace: bool
) -> list[str]:
    changes = []
    if name and (name != known.name or not contacts.is_typed(tx, known.id, "name")):
        if known.name and name != known.name:
            _must_replace(tx, known, Corrected.NAME, replace=replace)
        contacts.set_name(tx, known.id, name)
        changes.append("name")
    current = known.company.id if known.company else None
    if company_id is not None and (company_id != current or not contacts.is_typed(tx, known.id, "company")):
        if current is not None and company_id != current:
            _must_replace(tx, known, Corrected.COMPANY, replace=replace)
        contacts.set_company(tx, known.id, company_id)
        changes.append("company")
    return changes


def _must_replace(tx: Transaction, known: Contact, field: Corrected, *, replace: bool) -> None:
    last_word.check(tx, known.id, [field])
    if not replace:
        raise Refused(
            f"contact {known.id} is on record with another {field.value}, and nothing was changed",
            "add --replace to put the new one in its place",
        )


def _add_aliases(tx: Transaction, contact_id: ContactId, addresses: Sequence[Address]) -> list[str]:
    known = set(contacts.address_keys(tx, contact_id))
    new = {a.key: a for a in addresses if a.key not in known}
    for address in new.values():
        former = corrections.former_owner(tx, address.key)
        if former is not None and former.contact == contact_id:
            last_word.check(tx, contact_id, [Corrected.EMAIL])
        contacts.add_address(tx, contact_id, address)
    return ["alias"] if new else []
