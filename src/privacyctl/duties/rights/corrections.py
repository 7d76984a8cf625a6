"""Putting right what is wrong about somebody (promise P10): which field, never what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import last_word, names_on_show, proofs
from privacyctl.duties.rights import order_corrections, person_corrections, rights
from privacyctl.duties.who import find_contact
from privacyctl.model.correction import Corrected, OnWordOf
from privacyctl.model.disclosure import RECENT
from privacyctl.model.moment import Moment
from privacyctl.model.request import RequestKind
from privacyctl.model.residue import Value
from privacyctl.store import contacts, corrections, requests

if TYPE_CHECKING:
    from collections.abc import Callable

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import ByteReader, OpenRecord, TellRecipients
    from privacyctl.duties.rights.order_corrections import WantedLine
    from privacyctl.duties.rights.person_corrections import Wanted
    from privacyctl.duties.rights.rights import RequestLimits, RightCase
    from privacyctl.model.contact import Contact
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.ids import CaseId
    from privacyctl.model.message import Message
    from privacyctl.model.publication import Publication
    from privacyctl.model.purchase import Purchase
    from privacyctl.model.request_clock import How
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a correction."""

    contact: Contact
    """As it is now."""
    fields: tuple[Corrected, ...]
    """What was put right; empty where all of it stood already, or is not confirmed."""
    standing: RightCase | None
    """The case, where there is one."""
    changed: bool
    tell: tuple[RecipientToTell, ...] = ()
    """Recipients who were given the old value."""
    was: tuple[tuple[Corrected, str], ...] = ()
    """What stood there, for these recipients to find it by; a field that was empty has none."""
    old: tuple[Value, ...] = ()
    """What must be gone from the bytes: less than `was` where others on record have it too."""
    lists: tuple[tuple[str, Moment], ...] = ()
    """Recipients with a list that may not have been used yet, and when it was handed over."""
    asked: tuple[Corrected, ...] = ()
    """What is to be put right, where it waits."""
    line: Purchase | None = None
    """The line of an order that it is about, as it is now."""
    exposed: tuple[Publication, ...] = ()
    """Testimonials that show the full name, now that this is the name."""

    @property
    def waits(self) -> bool:
        """Whether nothing was put right yet, since it is not confirmed who asks."""
        return self.standing is not None and not self.fields

    def told_to(self, one: RecipientToTell) -> tuple[str, ...]:
        """What stood in the fields that a recipient had, and in no other."""
        return tuple(text for field, text in self.was if field.value in one.fields)

    @property
    def of_whom(self) -> str:
        """Whose fields these are: the contact's, or an order's."""
        return (
            f"order {self.line.order} of contact {self.contact.id}"
            if self.line
            else f"contact {self.contact.id}"
        )


@dataclass(frozen=True, slots=True)
class _Change:
    """The fields in which something else is on record than is right."""

    contact: Contact
    line: Purchase | None
    of_person: tuple[Corrected, ...]
    of_line: tuple[Corrected, ...]

    @property
    def fields(self) -> tuple[Corrected, ...]:
        return (*self.of_person, *self.of_line)


def correct(
    store: Store,
    contact: Contact,
    wanted: Wanted,
    word: OnWordOf,
    asked: Asked,
    limits: RequestLimits,
    how: How | None,
    tell: TellRecipients,
    because: str | None = None,
) -> Put:
    """Put fields of a person or of one of their orders right, all of it or nothing.

    On the person's word it is a case, answered at once. But another address is where
    everything is sent from then on, and whoever writes from an address that is not on file
    may be anybody: that waits until it is confirmed who asks. No import brings the old value
    back. What is right already is left as it is. `because` is why the vendor knows better
    than the person; without it Refused is raised where they put a field right themselves,
    and where the address is another contact's.
    """
    with store.transaction() as tx:
        line = order_corrections.find(tx, contact, wanted.line) if wanted.line else None
        change = _Change(
            contact,
            line,
            tuple(person_corrections.differing(tx, contact, wanted)),
            _of_line(line, wanted.line),
        )
        if not change.fields:
            return Put(contact, (), None, changed=False, line=line)
        if word is OnWordOf.VENDOR and because is None:
            last_word.check(tx, contact.id, change.of_person)
            if line is not None:
                last_word.check(tx, contact.id, change.of_line, purchase=line.id, order=line.order)
        standing, moved = _case(tx, contact, word, asked, limits, how)
        if (
            standing is not None
            and word is OnWordOf.PERSON
            and _must_wait(tx, change, standing, asked.message)
        ):
            if asked.message is not None:
                moved |= requests.add_message(tx, standing.case.id, asked.message)
            if moved:
                tx.record("correction-asked", cases=[standing.case.id], contacts=[contact.id])
            return Put(contact, (), standing, changed=moved, asked=change.fields, line=line)
        return _put_right(tx, change, wanted, word, standing, tell, because)


def correct_and_prove(
    opened: OpenRecord,
    reader: ByteReader,
    who: str,
    wanted: Wanted,
    word: OnWordOf,
    asked: Asked,
    limits: RequestLimits,
    how: How | None,
    tell: TellRecipients,
    said: Callable[[Put], None],
    because: str | None = None,
) -> Proof | None:
    """Correct as `correct` does, then prove by the bytes of the closed record that the old is gone.

    `said` is called between the two: what the recipients are told is known in that moment
    alone, and stays said whatever the search comes to. None where nothing old is to be searched for.
    """
    with opened() as store:
        result = correct(store, find_contact(store, who), wanted, word, asked, limits, how, tell, because)
    said(result)
    return proofs.prove(opened, reader, (), result.old) if result.old else None


def ask_first(store: Store, who: str, asked: Asked, limits: RequestLimits) -> RightCase:
    """Open the case of somebody on record who asks for a correction, or find it; nothing is put right yet."""
    with store.transaction() as tx:
        contact = find_contact(tx, who)
        standing = rights.open_right(tx, RequestKind.RECTIFICATION, contact, asked, limits)
        if standing.changed:
            tx.record("correction-asked", cases=[standing.case.id], contacts=[contact.id])
        return standing


def _case(
    tx: Transaction,
    contact: Contact,
    word: OnWordOf,
    asked: Asked,
    limits: RequestLimits,
    how: How | None,
) -> tuple[RightCase | None, bool]:
    """The case of a correction, and whether it was touched; none where we saw it ourselves and told nobody."""
    if word is OnWordOf.VENDOR and not corrections.was_handed_over(tx, contact.id):
        return None, False
    opened = rights.open_right(tx, RequestKind.RECTIFICATION, contact, asked, limits)
    standing = rights.confirmed(tx, opened, how)
    return standing, opened.changed or standing is not opened


def _must_wait(tx: Transaction, change: _Change, standing: RightCase, message: Message | None) -> bool:
    """Whether it must be confirmed first who asks: for another address, and where a stranger's mail asks."""
    if standing.is_confirmed:
        return False
    return Corrected.EMAIL in change.fields or _is_strangers(tx, change.contact, standing, message)


def _is_strangers(tx: Transaction, contact: Contact, standing: RightCase, message: Message | None) -> bool:
    """Whether the mail that asks, or else every mail of the case, is from no address on file."""
    known = set(contacts.address_keys(tx, contact.id))
    if message is not None:
        return not message.writers or not {address.key for address in message.writers} <= known
    senders = requests.senders(tx, standing.case.id)
    return bool(senders) and not known & set(senders)


def _put_right(
    tx: Transaction,
    change: _Change,
    wanted: Wanted,
    word: OnWordOf,
    standing: RightCase | None,
    tell: TellRecipients,
    because: str | None,
) -> Put:
    contact, line, fields = change.contact, change.line, change.fields
    case = standing.case.id if standing else None
    told = _tell(tx, case, change, tell) if case is not None else ()
    lists = (
        corrections.lists_since(tx, contact.id, Moment(tx.now - RECENT)) if Corrected.EMAIL in fields else []
    )
    stood = [(field, person_corrections.standing(contact, field)) for field in change.of_person]
    stood += [(field, order_corrections.standing(line, field)) for field in change.of_line if line]
    was = tuple((field, text) for field, text in stood if text)
    old = person_corrections.put(tx, contact, wanted, change.of_person)
    for field in change.of_person:
        corrections.add(tx, contact.id, field, word, case, because=because)
    if line is not None and wanted.line is not None:
        line, wrong = order_corrections.put(
            tx, line, wanted.line, change.of_line, word, case, because=because
        )
        old += wrong
    if standing is not None:
        recipients = "recipient" if len(told) == 1 else "recipients"
        note = f"put right: {', '.join(fields)}; {len(told)} {recipients} to tell"
        rights.answer(tx, standing.case, note)
    tx.record(
        "corrected",
        contacts=[contact.id],
        cases=[case] if case is not None else [],
        purchases=[line.id] if line is not None and change.of_line else [],
        told=len(told),
        **{field.value: 1 for field in fields},
    )
    return Put(
        contact=contacts.must_get(tx, contact.id),
        fields=fields,
        standing=standing,
        changed=True,
        tell=told,
        was=was,
        old=tuple(old),
        lists=tuple(lists),
        line=line,
        exposed=names_on_show.exposed(tx, [contact.id] if change.of_person else ()),
    )


def _tell(
    tx: Transaction, case: CaseId, change: _Change, tell: TellRecipients
) -> tuple[RecipientToTell, ...]:
    """The recipients of a field of the person, and those of this very order."""
    told: list[RecipientToTell] = []
    if change.of_person:
        told += tell(tx, case, change.contact.id, [field.value for field in change.of_person])
    if change.line is not None and change.of_line:
        names = order_corrections.told_fields(change.of_line)
        told += tell(tx, case, change.contact.id, names, change.line.order)
    return tuple(told)


def _of_line(line: Purchase | None, wanted: WantedLine | None) -> tuple[Corrected, ...]:
    return order_corrections.differing(line, wanted) if line and wanted else ()
