"""Putting right what is wrong about somebody (promise P10): which field, never what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import late_forgetting, proofs, suppressions
from privacyctl.duties.erase_person import asked_as_nobody
from privacyctl.duties.rights import rights
from privacyctl.duties.who import find_contact
from privacyctl.errors import Refused
from privacyctl.model.correction import Corrected, OnWordOf
from privacyctl.model.disclosure import RECENT
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.moment import Moment
from privacyctl.model.request import RequestKind
from privacyctl.model.residue import Value
from privacyctl.model.text import match_key
from privacyctl.store import contacts, corrections

if TYPE_CHECKING:
    from collections.abc import Callable

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import ByteReader, OpenRecord, TellRecipients
    from privacyctl.duties.rights.rights import RequestLimits, RightCase
    from privacyctl.model.address import Address
    from privacyctl.model.contact import Contact
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.request_clock import How
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is right, where something else is on record."""

    name: str | None = None
    company: str | None = None
    email: Address | None = None


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

    @property
    def waits(self) -> bool:
        """Whether nothing was put right yet, since it is not confirmed who asks."""
        return self.standing is not None and not self.fields

    def told_to(self, one: RecipientToTell) -> tuple[str, ...]:
        """What stood in the fields that a recipient had, and in no other."""
        return tuple(text for field, text in self.was if field.value in one.fields)


def correct(
    store: Store,
    contact: Contact,
    wanted: Wanted,
    word: OnWordOf,
    asked: Asked,
    limits: RequestLimits,
    how: How | None,
    tell: TellRecipients,
) -> Put:
    """Put a name, a company or the main address right, all of it or nothing.

    On the person's word it is a case, answered at once; but another address is where
    everything is sent from then on, so it waits until it is confirmed who asks. No import
    brings the old value back. What is right already is left as it is.
    Raises Refused where the address is another contact's.
    """
    with store.transaction() as tx:
        fields = _differing(tx, contact, wanted)
        if not fields:
            return Put(contact, (), None, changed=False)
        standing, moved = _case(tx, contact, word, asked, limits, how)
        if (
            standing is not None
            and Corrected.EMAIL in fields
            and not standing.is_confirmed
            and word is OnWordOf.PERSON
        ):
            if moved:
                tx.record("correction-asked", cases=[standing.case.id], contacts=[contact.id])
            return Put(contact, (), standing, changed=moved)
        case = standing.case.id if standing else None
        names = [field.value for field in fields]
        told = tuple(tell(tx, case, contact.id, names)) if case is not None else ()
        lists = (
            corrections.lists_since(tx, contact.id, Moment(tx.now - RECENT))
            if Corrected.EMAIL in fields
            else []
        )
        was = tuple((field, text) for field in fields if (text := _standing(contact, field)))
        old = _put(tx, contact, wanted, fields)
        for field in fields:
            corrections.add(tx, contact.id, field, word, case)
        if standing is not None:
            recipients = "recipient" if len(told) == 1 else "recipients"
            note = f"put right: {', '.join(fields)}; {len(told)} {recipients} to tell"
            rights.answer(tx, standing.case, note)
        tx.record(
            "corrected",
            contacts=[contact.id],
            cases=[case] if case is not None else [],
            told=len(told),
            **{field.value: 1 for field in fields},
        )
        after = contacts.must_get(tx, contact.id)
        return Put(after, tuple(fields), standing, True, told, was, tuple(old), tuple(lists))


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
) -> Proof | None:
    """Correct as `correct` does, then prove by the bytes of the closed record that the old is gone.

    `said` is called between the two: what the recipients are told is known in that moment
    alone, and stays said whatever the search comes to. None where nothing old is to be searched for.
    """
    with opened() as store:
        result = correct(store, find_contact(store, who), wanted, word, asked, limits, how, tell)
    said(result)
    return proofs.prove(opened, reader, (), result.old) if result.old else None


def _differing(tx: Transaction, contact: Contact, wanted: Wanted) -> list[Corrected]:
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


def _standing(contact: Contact, field: Corrected) -> str | None:
    """What stands in a field, as it was given."""
    if field is Corrected.COMPANY:
        return contact.company.name if contact.company else None
    return contact.email if field is Corrected.EMAIL else contact.name


def _put(tx: Transaction, contact: Contact, wanted: Wanted, fields: list[Corrected]) -> list[Value]:
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
