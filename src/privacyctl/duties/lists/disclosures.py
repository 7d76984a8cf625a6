"""Disclosures: what is handed to a recipient, who has what of a person's, and who is to be told.

The contract is checked before anything is written; what is not in it is refused (promise P3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import restrictions
from privacyctl.duties.lists.audience import Judge
from privacyctl.duties.purposes import must_be_open
from privacyctl.duties.who import no_order
from privacyctl.errors import BadInput, Refused
from privacyctl.model.consent import Purpose, Standing
from privacyctl.model.disclosure import (
    ORDER_FIELDS,
    Contract,
    Handed,
    Holder,
    RecipientToTell,
    Shared,
    ordered,
)
from privacyctl.model.follow_up import TELL_WITHIN, Copy, Lead
from privacyctl.model.moment import Moment
from privacyctl.store import contacts, disclosures, follow_ups, purchases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from privacyctl.model.contact import Contact
    from privacyctl.model.disclosure import Disclosure
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.purchase import Purchase
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What `disclose` recorded or found."""

    disclosure: Disclosure
    contact: Contact
    orders: tuple[str, ...]
    empty: tuple[str, ...]
    """The fields that were named and that nothing is on record in: nothing of them was handed over."""
    changed: bool


def disclose(
    store: Store,
    contract: Contract,
    contact: Contact,
    definition: Definition,
    fields: Sequence[str],
    *,
    order: str | None = None,
    at: Moment | None = None,
    everyone: bool,
) -> Disclosed:
    """Put on record that a recipient was given these fields of a person.

    Fields of an order are those of all their orders unless one is named. The same hand-off
    again changes nothing, unless it is said to have been at another time. Raises Refused
    for what the contract does not name, for an order of somebody who has none, and for a
    purpose that the person is not to be written to about; NotFound for an order that is not theirs.
    """
    purpose = definition.purpose
    contract.must_allow(purpose, fields)
    of_orders = [name for name in fields if name in ORDER_FIELDS]
    if order is not None and not of_orders:
        raise BadInput(
            "--order says which order, and no field of an order is named",
            f"name one, such as product: {', '.join(ORDER_FIELDS)}",
        )
    with store.transaction() as tx:
        contact = contacts.must_get(tx, contact.id)
        _must_be_allowed(tx, contact, definition, everyone=everyone)
        lines = _lines(tx, contact, order) if of_orders else []
        empty = _empty(contact, lines, fields)
        given = tuple(name for name in fields if name not in empty)
        if not given:
            raise Refused(
                f"nothing is on record of contact {contact.id} in: {', '.join(empty)}",
                f"see: privacyctl show {contact.id}",
            )
        if purpose is Purpose.ORDER and not purchases.of_contact(tx, contact.id):
            raise Refused(
                f"contact {contact.id} has no order on record, so that nothing completes one",
                "put the order on record first: privacyctl add-purchase EMAIL --order NUMBER --product PRODUCT",
            )
        known = _identical(tx, contract, contact, purpose, given, lines, at)
        if known is not None:
            return Disclosed(known, contact, _references(lines), empty, changed=False)
        made = disclosures.add(
            tx,
            contract.recipient,
            purpose,
            given,
            Handed.TYPED,
            at=tx.now if at is None else at,
            people=[contact.id],
            orders=[line.id for line in lines],
        )
        tx.record("disclosed", disclosures=[made], via=Handed.TYPED.value, contacts=[contact.id])
        return Disclosed(_must_get(tx, made), contact, _references(lines), empty, changed=True)


def of_contact(store: Store, contact_id: ContactId) -> tuple[Shared, ...]:
    """All that passed between recipients and us about a person: what we gave, then what we were given."""
    return tuple(disclosures.of_contact(store, contact_id))


def recipients_of(
    store: Store, contact_id: ContactId, fields: Collection[str], order: str | None = None
) -> tuple[Holder, ...]:
    """Who has any of these fields of a person's, or of one order, given by us or delivered by them to us."""
    held: dict[str, tuple[set[str], dict[str, None]]] = {}
    for one in disclosures.of_contact(store, contact_id):
        if order is not None and order not in one.orders:
            continue
        if shared := set(one.fields) & set(fields):
            known, orders = held.setdefault(one.recipient, (set(), {}))
            known |= shared
            orders.update(dict.fromkeys(one.orders))
    return tuple(
        Holder(name, ordered(known), tuple(orders)) for name, (known, orders) in sorted(held.items())
    )


def tell_recipients(
    tx: Transaction,
    case: CaseId,
    contact_id: ContactId,
    fields: Collection[str],
    contracts: Mapping[str, Contract],
    order: str | None = None,
) -> tuple[RecipientToTell, ...]:
    """Have everybody who has these fields of a person, or of one order, be told of a correction or an erasure.

    GDPR art. 19.

    Each becomes a follow-up of the case, due within seven days; one that waits already is
    not made anew. Called inside a transaction of the caller's, who writes the audit entry,
    and before an erasure takes the orders away: they say who delivered what.
    """
    return follow_ups_for(tx, case, recipients_of(tx, contact_id, fields, order), contracts)


def follow_ups_for(
    tx: Transaction, case: CaseId, holders: Iterable[Holder], contracts: Mapping[str, Contract]
) -> tuple[RecipientToTell, ...]:
    """The follow-ups by which these recipients are told; where, their contract says if it is known."""
    told = []
    for one in holders:
        contract = contracts.get(one.recipient)
        ask_at = contract.ask_at if contract else None
        waiting = follow_ups.waiting_for(tx, case, one.recipient)
        if waiting is not None:
            number = waiting.id
        else:
            lead = Lead(Copy.RECIPIENT, one.recipient, ask_at)
            number = follow_ups.add(tx, case, lead, due_at=Moment(tx.now + TELL_WITHIN))
        told.append(RecipientToTell(one.recipient, ask_at, one.fields, one.orders, number))
    return tuple(told)


def _must_be_allowed(store: Store, contact: Contact, definition: Definition, *, everyone: bool) -> None:
    """A hand-off for news to somebody who opted out of news would be a breach, whoever sends it."""
    purpose = definition.purpose
    if purpose is Purpose.ORDER:
        return
    restrictions.must_not_be(store, contact)
    found = Judge(store, must_be_open(store, definition), everyone=everyone).of_keys(
        contacts.address_keys(store, contact.id)
    )
    bad = next((one for one in found if one is not Standing.ALLOWED), None)
    if bad is not None:
        raise Refused(
            f"contact {contact.id} is not to be used for '{purpose.value}': {bad.value}",
            "only their own permission changes that: privacyctl optin",
        )


def _lines(store: Store, contact: Contact, order: str | None) -> list[Purchase]:
    lines = purchases.of_contact(store, contact.id)
    if order is None:
        return lines
    found = [line for line in lines if line.order == order]
    if not found:
        raise no_order(contact.id, order)
    return found


def _empty(contact: Contact, lines: Sequence[Purchase], fields: Sequence[str]) -> tuple[str, ...]:
    """Those of the fields that nothing is on record in."""
    company = contact.company.name if contact.company else None
    of_person = {"email": contact.emails, "name": contact.name, "company": company}
    return tuple(
        name
        for name in fields
        if not (
            of_person[name]
            if name in of_person
            else [line for line in lines if getattr(line, name) is not None]
        )
    )


def _identical(
    store: Store,
    contract: Contract,
    contact: Contact,
    purpose: Purpose,
    fields: tuple[str, ...],
    lines: Sequence[Purchase],
    at: Moment | None,
) -> Disclosure | None:
    """The hand-off on record that says the same of this person."""
    orders = disclosures.orders_of(store, contact.id)
    wanted = {line.id for line in lines}
    return next(
        (
            one
            for one in disclosures.about(store, contact.id)
            if (one.recipient, one.purpose, one.fields) == (contract.recipient, purpose, fields)
            and {number for number, _ in orders.get(one.id, [])} == wanted
            and at in (None, one.at)
        ),
        None,
    )


def _references(lines: Sequence[Purchase]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.order for line in lines))


def _must_get(store: Store, disclosure: int) -> Disclosure:
    found = disclosures.get(store, disclosure)
    if found is None:
        raise LookupError("a disclosure that was just recorded is not there")
    return found
