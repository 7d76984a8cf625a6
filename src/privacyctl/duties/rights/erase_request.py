"""Erasing somebody who asked for it (promise P10), and proving it by the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import erase_person, proofs
from privacyctl.duties import who as find_who
from privacyctl.duties.rights import rights
from privacyctl.errors import BadInput, NotFound, Refused
from privacyctl.model.address import NORMALISATION, match_key
from privacyctl.model.contact import Company, Contact
from privacyctl.model.erasure import ErasedKind, ErasureReason, Listing
from privacyctl.model.mentions import Mentions
from privacyctl.model.moment import NEVER
from privacyctl.model.request import RequestKind
from privacyctl.model.residue import Sought, Value
from privacyctl.model.text import match_key as text_key
from privacyctl.store import contacts, erasures, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.erase_person import Gone, Taken
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import ByteReader, ErasedList, KeepErasures, OpenRecord, TellRecipients
    from privacyctl.duties.rights.rights import RequestLimits, RightCase
    from privacyctl.model.erasure import Erasure, KeptOrders
    from privacyctl.model.ids import CaseId, ContactId, TaskId
    from privacyctl.model.request_clock import How
    from privacyctl.store import Store, Transaction

NOTE = "erased; texts and rows: {goes}, takedowns: {tasks}, recipients to tell: {told}"
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Asking:
    """The case of an erasure, before anything is erased."""

    contact: Contact
    standing: RightCase
    is_listed: bool
    """It was erased before, and a copy from then was put back: nobody need confirm it again."""
    changed: bool
    tasks: tuple[TaskId, ...]
    """Takedowns that were opened or moved earlier just now: they need no confirmation."""

    @property
    def may_go_on(self) -> bool:
        return self.standing.is_confirmed or self.is_listed


def person(store: Store, who: str, erased_list: ErasedList) -> Contact:
    """Whom an erasure means: somebody on record, or what is left of somebody who was erased.

    An address of theirs is known again by its fingerprint alone. Raises Refused for a
    company, which has no right of its own.
    """
    try:
        found = find_who.find(store, who, erased_too=True)
    except NotFound:
        mark = store.fingerprints.address(match_key(who) or "")
        for number in erased_list.naming(mark):
            husk = contacts.get(store, number)
            if husk is not None and husk.erased_at is not None:
                return husk
        raise
    if isinstance(found, Company):
        raise Refused(
            f"'{who}' is a company, and only a person is erased",
            "erase its people one by one, and have its name and logo taken down: privacyctl takedown COMPANY",
        )
    return found


def is_known(store: Store, who: str, erased_list: ErasedList) -> bool:
    """Whether `who` is somebody on record, or who was until they were erased. Raises as `person` does but NotFound."""
    try:
        person(store, who, erased_list)
    except NotFound:
        return False
    return True


def check_reason(contact: Contact, kept: KeptOrders | None) -> None:
    """Refuse a reason that names the person: it stays on record for as long as their orders do."""
    named = (*contact.emails, *([contact.name] if contact.name else []))
    if kept is not None and any(text_key(one) in text_key(kept.because) for one in named):
        raise BadInput(
            "the reason names the person, and it stays on record with the orders",
            "say which law wants them, such as: --because 'tax law, section 147'",
        )


def ask(
    store: Store,
    contact: Contact,
    asked: Asked,
    limits: RequestLimits,
    how: How | None,
    erased_list: ErasedList,
    *,
    is_dry_run: bool = False,
) -> Asking:
    """Open the case of an erasure or find it, and note how it was confirmed who asks, where that is said.

    With `is_dry_run` it is found out what would come of it, and nothing is written.

    What is on show must be gone within 24 hours whoever asks, so its takedowns do not wait
    for the confirmation: they are opened at once, from the same receipt.
    """
    with store.transaction() as tx:
        opened = rights.open_right(tx, RequestKind.ERASURE, contact, asked, limits)
        standing = rights.confirmed(tx, opened, how)
        changed = opened.changed or standing is not opened
        tasks = erase_person.take_down(tx, contact, standing.case) if opened.changed else ()
        if changed:
            act = "erasure-confirmed" if how is not None else "erasure-asked"
            tx.record(act, cases=[standing.case.id], contacts=[contact.id], tasks=list(tasks))
        if is_dry_run:
            tx.abandon()
        return Asking(contact, standing, erased_list.lists(_identity(tx, contact)), changed, tasks)


def open_for(tx: Transaction, contact: Contact, asked: Asked, limits: RequestLimits) -> CaseId:
    """The case alone, inside a transaction of the caller's, who writes the audit entry."""
    opened = rights.open_right(tx, RequestKind.ERASURE, contact, asked, limits)
    if opened.changed:
        erase_person.take_down(tx, contact, opened.case)
    return opened.case.id


def foresee(
    store: Store,
    contact: Contact,
    asked: Asked,
    limits: RequestLimits,
    kept: KeptOrders | None,
    tell: TellRecipients,
    also: Sequence[CaseId] = (),
) -> Gone:
    """What an erasure would take away and leave, found out by doing it and letting it go."""
    with store.transaction() as tx:
        case = rights.open_right(tx, RequestKind.ERASURE, contact, asked, limits).case
        erase_person.take_down(tx, contact, case)  # as `ask` does first
        gone = erase_person.take_away(
            tx, contacts.must_get(tx, contact.id), case, ErasureReason.REQUEST, kept, tell, also
        )
        tx.abandon()
        return gone


def erase(
    store: Store,
    contact: Contact,
    case: CaseId,
    foreseen: Gone,
    kept: KeptOrders | None,
    tell: TellRecipients,
    keep: KeepErasures,
    also: Sequence[CaseId] = (),
) -> Gone:
    """Erase a person whose case is confirmed, in one transaction, and answer the case.

    Before anything is deleted, `keep` lists it beside the data file. Where the record grew
    between the two, by an import say, it is listed once more.
    """
    listing = foreseen.listing
    for _ in range(_TRIES):
        keep([listing])
        with store.transaction() as tx:
            request = requests.get(tx, case)
            if request is None or not request.is_open:
                raise Refused(f"case {case} was ended meanwhile", "see: privacyctl requests")
            known = contacts.must_get(tx, contact.id)
            gone = erase_person.take_away(tx, known, request, ErasureReason.REQUEST, kept, tell, also)
            if not listing.covers(gone.listing):
                listing = gone.listing
                tx.abandon()
                continue
            note = NOTE.format(goes=sum(gone.goes.values()), tasks=len(gone.tasks), told=len(gone.tell))
            rights.answer(tx, request, note)
            tx.record(
                "erased",
                contacts=[contact.id],
                cases=[case, *gone.ended],
                tasks=list(gone.tasks),
                rows=sum(gone.goes.values()),
                told=len(gone.tell),
                orders=gone.goes.get(ErasedKind.ORDER, 0),
                barred=erasures.count_barred(tx),
            )
            return gone
    raise erase_person.changed_meanwhile("erased")


def erase_and_prove(
    opened: OpenRecord,
    reader: ByteReader,
    contact: Contact,
    case: CaseId,
    foreseen: Gone,
    kept: KeptOrders | None,
    tell: TellRecipients,
    keep: KeepErasures,
    said: Callable[[Gone], None],
    also: Sequence[CaseId] = (),
) -> Proof:
    """Erase a person as `erase` does, then prove by the bytes of the closed record that nothing is left.

    `said` is called between the two: whom to tell, and where the person is written to, is
    known in that moment alone, and stays said whatever the search comes to.
    """
    with opened() as store:
        gone = erase(store, contact, case, foreseen, kept, tell, keep, also)
    said(gone)
    return proofs.prove(opened, reader, [gone.contact], gone.values, gone.sought)


def take_words_and_prove(
    opened: OpenRecord,
    reader: ByteReader,
    contact: Contact,
    also: Sequence[CaseId],
    said: Callable[[Taken], None],
) -> Proof:
    """Take the words of more cases for somebody who was erased before, then prove that they are gone.

    Said twice, done once. Raises NotFound and Refused as `cases_of_nobody.must_be_nobodys` says.
    """
    with opened() as store, store.transaction() as tx:
        taken = erase_person.take_words(tx, contact.id, also)
        if taken.rows or taken.ended:
            tx.record(
                "erased-words", contacts=[contact.id], cases=sorted({*also, *taken.ended}), rows=taken.rows
            )
    said(taken)
    return proofs.prove(opened, reader, [contact.id], taken.values)


def prove_again(
    opened: OpenRecord, reader: ByteReader, contact: Contact, who: str
) -> tuple[Erasure, Proof | None]:
    """The erasure of somebody who was erased before, and its proof where that was still to be made.

    An address is needed for that, since nothing on record says what to search for: raises
    BadInput where `who` is none.
    """
    with opened() as store:
        done = _must_get(store, contact.id)
    if done.proved_at is not None:
        return done, None
    if "@" not in who:
        raise BadInput(
            f"contact {contact.id} was erased, and that nothing is left is not proved yet",
            "give an address of theirs, to be searched for: privacyctl erase ADDRESS",
        )
    address = who.strip()
    sought = Sought(Mentions((), (address,)))
    proof = proofs.prove(opened, reader, [contact.id], [Value(ErasedKind.ADDRESS, address)], sought)
    with opened() as store:
        return _must_get(store, contact.id), proof


def _must_get(store: Store, contact_id: ContactId) -> Erasure:
    """The erasure of somebody who was erased."""
    found = erasures.of_contact(store, contact_id)
    if found is None:
        raise LookupError("somebody was erased without a row that says so")
    return found


def _identity(store: Store, contact: Contact) -> Listing:
    """What the list must hold for this very person to have been erased before."""
    marks = [store.fingerprints.address(key) for key in contacts.address_keys(store, contact.id)]
    return Listing(
        contact.id, NEVER, tuple(marks), (), erasures.secret_id(store), NORMALISATION, ErasureReason.REQUEST
    )
