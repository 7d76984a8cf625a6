"""Erasing one person inside a transaction of the caller's: what goes, what stays, and what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases, cases_of_nobody, late_forgetting, suppressions
from privacyctl.duties.purposes import declinable
from privacyctl.errors import Refused
from privacyctl.model.address import NORMALISATION
from privacyctl.model.contact import Contact
from privacyctl.model.erasure import ErasedKind, ErasureReason, Listing, Stays
from privacyctl.model.inbox import ReadAs
from privacyctl.model.mentions import Mentions
from privacyctl.model.publication import Kind
from privacyctl.model.request import Because, RequestKind
from privacyctl.model.request_clock import ClockState
from privacyctl.model.residue import Sought, Value
from privacyctl.store import (
    clocks,
    consent,
    contacts,
    copies,
    erasures,
    follow_ups,
    former_names,
    letters,
    looks,
    publications,
    requests,
    takedowns,
    wiping,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import TellRecipients
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.erasure import KeptOrders
    from privacyctl.model.ids import CaseId, ContactId, TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Publication
    from privacyctl.model.request import Request
    from privacyctl.store import Transaction
    from privacyctl.store.wiping import Holding

FIELDS = ("email", "name", "company", "order")
"""Whoever got one of these is told of an erasure (GDPR art. 19)."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What an erasure took away, what it left, and what is still to be done."""

    contact: ContactId
    goes: dict[ErasedKind, int]
    stays: dict[Stays, int]
    tasks: tuple[TaskId, ...]
    """Takedowns of what is still on show."""
    ended: tuple[CaseId, ...]
    """Cases that ended, since there is nothing left that they could be about."""
    emails: tuple[str, ...]
    orders: tuple[str, ...]
    tell: tuple[RecipientToTell, ...]
    listing: Listing
    values: tuple[Value, ...]
    """What is to be searched for in the bytes."""
    sought: Sought
    """By what a mention of them is known, in whatever spelling."""
    copies_until: Moment | None
    """By when the last encrypted copy is gone that may hold them; None where no copy does."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken for somebody who was erased before."""

    rows: int
    ended: tuple[CaseId, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What an older copy still held of somebody, to be searched for in its bytes."""

    values: tuple[Value, ...]
    sought: Sought


def take_away(
    tx: Transaction,
    contact: Contact,
    case: Request | None,
    because: ErasureReason,
    kept: KeptOrders | None,
    tell: TellRecipients,
    also: Sequence[CaseId] = (),
) -> Gone:
    """Erase a person. The caller has confirmed who asks, and writes the audit entry.

    `also` are cases of nobody on record that the user says are theirs.
    Raises Refused while somebody must still look for something of theirs on the site, or read what they wrote.
    """
    cases_of_nobody.must_be_nobodys(tx, also)
    of = wiping.holding(tx, contact.id, [*cases_of_nobody.surely_theirs(tx, contact), *also])
    _check_nothing_sought(tx, of)
    if case is not None:
        _check_all_read(tx, of)
    told = tuple(tell(tx, case.id, contact.id, FIELDS)) if case is not None else ()
    marks, orders = _marks(tx, contact), wiping.orders(tx, contact.id)
    listing = Listing(
        contact.id,
        tx.now,
        tuple(sorted(marks)),
        tuple(sorted(tx.fingerprints.order(ref) for ref in orders)),
        erasures.secret_id(tx),
        NORMALISATION,
        because,
    )
    stays: dict[Stays, int] = {}
    _keep_noes(tx, contact, marks)
    if because is ErasureReason.REQUEST:
        _close_for_good(tx, marks)
    tasks = take_down(tx, contact, case)
    values = [Value(text.what, text.text) for text in wiping.texts(tx, of)]
    sought = _sought(tx, contact, values)
    values += _values_on_show(tx, of)
    ended = _end(tx, of, case)
    _end_letters(tx, contact.id)
    goes = wiping.empty(tx, of)
    erasures.bar_orders(tx, orders)
    keeps_orders = kept is not None and bool(orders)
    if keeps_orders:
        stays[Stays.KEPT_ORDER] = wiping.count_orders(tx, contact.id)
        values = [value for value in values if value.what is not ErasedKind.ORDER]
    elif deleted := wiping.delete_orders(tx, contact.id):
        goes[ErasedKind.ORDER] = deleted
    erasures.add(
        tx,
        contact_id=contact.id,
        case=case.id if case else None,
        because=because,
        orders_until=kept.until if kept and keeps_orders else None,
        orders_because=kept.because if kept and keeps_orders else None,
    )
    for what, count in wiping.husk(tx, contact.id).items():
        goes[what] = goes.get(what, 0) + count
    _forget_shown(tx, of, goes)
    if contact.company is not None and late_forgetting.drop_company(tx, contact.company.id):
        goes[ErasedKind.COMPANY] = 1
        values.append(Value(ErasedKind.COMPANY, contact.company.name))
    return Gone(
        contact=contact.id,
        goes=goes,
        stays=stays | _left(tx, of, marks, orders),
        tasks=tasks,
        ended=ended,
        emails=contact.emails,
        orders=tuple(orders),
        tell=told,
        listing=listing,
        values=tuple(_not_kept(tx, of, values)),
        sought=sought,
        copies_until=copies.holding_until(tx, contact.id),
    )


def take_again(tx: Transaction, contact: Contact, also: Sequence[CaseId]) -> Again:
    """Take from an older copy what an erasure took whose entry is done again: its acts and marks are there.

    `also` are cases of nobody that the entry names. Of somebody who was erased in the copy, only their words go.
    """
    nobodys = [
        one
        for one in also
        if (case := requests.get(tx, one)) and case.contact is None and case.company is None
    ]
    of = wiping.holding(tx, contact.id, [*cases_of_nobody.surely_theirs(tx, contact), *nobodys])
    values = [Value(text.what, text.text) for text in wiping.texts(tx, of)]
    sought = _sought(tx, contact, values)
    values += _values_on_show(tx, of)
    wiping.empty(tx, of)
    if contact.erased_at is not None and not contact.is_lost:
        return Again(tuple(_not_kept(tx, of, values)), sought)
    done = erasures.of_contact(tx, contact.id)
    if done is not None and done.orders_until is not None:
        values = [value for value in values if value.what is not ErasedKind.ORDER]
    else:
        wiping.delete_orders(tx, contact.id)
    wiping.husk(tx, contact.id)
    _forget_shown(tx, of, {})
    if contact.company is not None and late_forgetting.drop_company(tx, contact.company.id):
        values.append(Value(ErasedKind.COMPANY, contact.company.name))
    return Again(tuple(_not_kept(tx, of, values)), sought)


def take_words(tx: Transaction, contact_id: ContactId, also: Sequence[CaseId]) -> Taken:
    """Take the words of cases of nobody for those of somebody who was erased before. The caller writes the entry."""
    cases_of_nobody.must_be_nobodys(tx, also)
    of = wiping.holding(tx, contact_id, also)
    _check_nothing_sought(tx, of)
    values = tuple(Value(text.what, text.text) for text in wiping.texts(tx, of))
    ended = _end(tx, of, None)
    return Taken(sum(wiping.empty(tx, of).values()), ended, values)


def _sought(tx: Transaction, contact: Contact, values: Sequence[Value]) -> Sought:
    addresses = dict.fromkeys(value.text for value in values if value.what is ErasedKind.ADDRESS)
    names = (contact.name,) if contact.name else ()
    former = former_names.marks(tx, contact.id)
    return Sought(Mentions(names, tuple(addresses)), former, tx.fingerprints.name)


def _check_nothing_sought(tx: Transaction, of: Holding) -> None:
    """Whoever is in no register is found by name and address alone, and those are about to go."""
    for case in of.cases:
        for task in takedowns.of_request(tx, case):
            if task.publication is None and task.state.is_pending:
                raise Refused(
                    f"task {task.id} wants something looked for on the site, and after an erasure nobody could",
                    f"look first, then: privacyctl verify {task.id} --attest NOTE,"
                    f" or privacyctl close {case} --because nothing-found --note TEXT",
                )


def _check_all_read(tx: Transaction, of: Holding) -> None:
    """A comment may ask for a removal, and its words are about to go."""
    for number in of.cases:
        case = requests.get(tx, number)
        if case is not None and case.is_open and case.kind is RequestKind.COMMENT:
            raise Refused(
                f"nobody has read the comment of case {number} yet, and after an erasure nobody could",
                "read it: privacyctl requests;"
                f" then: privacyctl close {number} --because seen-to --was WHAT --note TEXT",
            )


def _marks(tx: Transaction, contact: Contact) -> list[bytes]:
    """The fingerprints of every address that they have, or had before a correction."""
    now = [tx.fingerprints.address(key) for key in contacts.address_keys(tx, contact.id)]
    return list(dict.fromkeys([*now, *contacts.former_marks(tx, contact.id)]))


def _keep_noes(tx: Transaction, contact: Contact, marks: Sequence[bytes]) -> None:
    """An answer in a file and the no of a firm hang on the contact; from now on they hang on the addresses."""
    for purpose, at in suppressions.noes(tx, contact).items():
        for mark in marks:
            consent.suppress(tx, mark, purpose, at)


def _close_for_good(tx: Transaction, marks: Sequence[bytes]) -> None:
    """Whoever wants to be erased wants no mail: every address is closed to all that can be declined.

    What was closed to product news stays out of every later purpose too.
    """
    for purpose in declinable(tx, {}):
        for mark in marks:
            consent.suppress(tx, mark, purpose, tx.now, rests=True)


def take_down(tx: Transaction, contact: Contact, case: Request | None) -> tuple[TaskId, ...]:
    """Open takedowns for what is still on show; they run from the receipt of the erasure."""
    if case is not None and cases.is_on_show(tx, contact, list(Kind)):
        asked = cases.Asked(received_at=case.received_at, via=case.via)
        cases.open_case(tx, contact, contact.email, asked, case.received_at, kinds=list(Kind))
    shown = cases.matching(tx, contact, list(Kind))
    pending = [
        task for one in shown for task in takedowns.of_publication(tx, one.id) if task.state.is_pending
    ]
    return tuple(sorted(task.id for task in pending))


def _end(tx: Transaction, of: Holding, case: Request | None) -> tuple[CaseId, ...]:
    """End every other case of theirs but a takedown: there is nothing left to hand out or put right."""
    ended = []
    for number in of.cases:
        other = requests.get(tx, number)
        if other is None or not other.is_open or other.kind is RequestKind.TAKEDOWN:
            continue
        if case is not None and other.id == case.id:
            continue
        requests.close(tx, other, Because.WITHDRAWN, "")
        clocks.end(tx, other.id, ClockState.CLOSED)
        ended.append(other.id)
    return tuple(ended)


def _end_letters(tx: Transaction, contact: ContactId) -> None:
    """Say of every letter of theirs that waits that an erasure took it."""
    for letter in letters.of_contact(tx, contact):
        letters.decide(tx, letter, ReadAs.ERASED, contact=contact)


def _shown(tx: Transaction, of: Holding) -> list[Publication]:
    found = [publications.get(tx, number) for number in of.publications]
    return [one for one in found if one is not None and one.kind is Kind.TESTIMONIAL]


def _is_wanted(one: Publication) -> bool:
    """Whether its words are still needed, to find it on the page."""
    return one.removal is not None and one.removal.is_pending


def _values_on_show(tx: Transaction, of: Holding) -> list[Value]:
    """The words and places of what is off the site already, and so goes now."""
    gone = [one for one in _shown(tx, of) if not _is_wanted(one)]
    words = [Value(ErasedKind.WORDS, text) for one in gone for text in (one.quote, one.shown_as) if text]
    return words + [Value(ErasedKind.PLACE, place) for one in gone for place in one.places]


def _forget_shown(tx: Transaction, of: Holding, goes: dict[ErasedKind, int]) -> None:
    for one in _shown(tx, of):
        if not _is_wanted(one) and (one.quote or one.shown_as):
            late_forgetting.forget(tx, one)
            goes[ErasedKind.WORDS] = goes.get(ErasedKind.WORDS, 0) + 1


def _not_kept(tx: Transaction, of: Holding, values: Sequence[Value]) -> list[Value]:
    """The values, less what stands in words that must stay for now."""
    found = (publications.get(tx, number) for number in of.publications)
    wanted = [one for one in found if one is not None and _is_wanted(one)]
    texts = [text for one in wanted for text in (one.quote, one.shown_as, *one.places) if text]
    texts += [text for one in wanted for seen in looks.sightings(tx, one.id, None) for text in seen.texts]
    lines = [line for case in of.cases for line in follow_ups.of_request(tx, case) if line.asked_at is None]
    texts += [text for line in lines for text in (line.place, line.ask_at) if text]
    kept = "\n".join(texts).lower()
    return [value for value in values if value.text.lower() not in kept]


def _left(tx: Transaction, of: Holding, marks: Sequence[bytes], orders: Sequence[str]) -> dict[Stays, int]:
    wanted = [one for one in _shown(tx, of) if _is_wanted(one)]
    left = {
        Stays.SUPPRESSION: len(consent.in_force(tx, marks)),
        Stays.DECISION: len(consent.events(tx, of.contact)),
        Stays.CASE: len(of.cases),
        Stays.BARRED: len(of.publications),
        Stays.WORDS: len(wanted),
        Stays.BARRED_ORDER: len(orders),
    }
    return {what: count for what, count in left.items() if count}


def changed_meanwhile(done: str) -> Refused:
    """What is said where a record grows as often as it is looked at; `done` is what was then not done."""
    return Refused(
        f"the record changed again and again meanwhile, and nothing was {done}", "run the command again"
    )
