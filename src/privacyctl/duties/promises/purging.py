"""Keeping only what is necessary (promise P2): what is past its time goes, with the same proof as an erasure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import clock, erase_person, proofs, restrictions
from privacyctl.model.consent import Purpose
from privacyctl.model.erasure import ErasedKind, ErasureReason
from privacyctl.model.finding_kind import RowId
from privacyctl.model.mentions import Mentions
from privacyctl.model.moment import DAY, Moment
from privacyctl.model.residue import Sought, Value
from privacyctl.store import askers, contacts, erasures, letters, made_files, purging, requests
from privacyctl.store import wiping as rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import ByteReader, KeepErasures, OpenRecord
    from privacyctl.model.erasure import Listing
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.store import Store, Transaction

TEXTS_KEPT = 90 * DAY
"""How long after its case was closed what was written in it is kept (DESIGN, invariant 7)."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Purged:
    """What was past its time, in numbers."""

    texts: int
    """Cases and letters whose texts went."""
    codes: int
    orders: int
    """Order lines."""
    people: tuple[ContactId, ...]
    """Contacts whom no purpose needed any more."""
    listings: tuple[Listing, ...]
    values: tuple[Value, ...]
    sought: Sought
    """By what a mention of the people is known, in whatever spelling."""
    rows: tuple[RowId, ...]
    """The cases, order lines and contacts that went."""

    @property
    def is_anything(self) -> bool:
        return bool(self.texts or self.codes or self.orders or self.people)

    def covers(self, other: Purged) -> bool:
        return all(any(one.covers(wanted) for one in self.listings) for wanted in other.listings)


def foresee(store: Store, before: Mapping[Purpose, int], *, grace: int = 0) -> Purged:
    """What is past its time, and for so many seconds more, found out by letting it go and taking that back."""
    with store.transaction() as tx:
        found = _purge(tx, {purpose: moment - grace for purpose, moment in before.items()}, grace)
        tx.abandon()
        return found


def purge(store: Store, before: Mapping[Purpose, int], foreseen: Purged, keep: KeepErasures) -> Purged:
    """Let go of what is past its time, in one transaction; whoever is erased by it is listed first.

    `before` names for each purpose with a retention the moment before which data is past
    it. Without one for orders neither an order line nor a contact is ever past its time; nor
    is what is held on somebody whose data is restricted (GDPR art. 18(2)).
    """
    for _ in range(_TRIES):
        if foreseen.listings:
            keep(foreseen.listings)
        with store.transaction() as tx:
            done = _purge(tx, before)
            if not foreseen.covers(done):
                foreseen = done
                tx.abandon()
                continue
            if done.is_anything:
                tx.record(
                    "purged",
                    contacts=list(done.people),
                    texts=done.texts,
                    codes=done.codes,
                    orders=done.orders,
                    barred=erasures.count_barred(tx),
                )
            return done
    raise erase_person.changed_meanwhile("purged")


def purge_and_prove(
    opened: OpenRecord,
    reader: ByteReader,
    before: Mapping[Purpose, int],
    keep: KeepErasures,
    said: Callable[[Purged], None],
) -> Proof | None:
    """Purge as `purge` does, then prove by the bytes of the closed record that nothing is left.

    `said` is called between the two, with what went. None where nothing is to be searched for.
    Raises Refused where something would go and the clock may be ahead.
    """
    _prove_earlier(opened, reader)
    with opened() as store:
        result = foresee(store, before)
        if result.is_anything:
            clock.must_have_come(store, store.now, "nothing is deleted for good")
            result = purge(store, before, result, keep)
    said(result)
    return (
        proofs.prove(opened, reader, result.people, result.values, result.sought) if result.values else None
    )


def _prove_earlier(opened: OpenRecord, reader: ByteReader) -> None:
    """Prove what a purge erased that was killed before its proof, and delete what any killed command left.

    Nobody knows any more what to search for. But the file is written anew, and so holds
    nothing of these people.
    """
    with opened() as store:
        written = made_files.folders(store)
        done = [one for one in erasures.unproved(store) if one.because is ErasureReason.RETENTION]
        if done:
            store.rewrite()
            reader.drop_copies()
            made = made_files.of_contacts(store, [one.contact for one in done])
            reader.standing(made, [one.contact for one in done], proofs.NOBODY, ())
            made_files.forget_paths(store, [one.id for one in made])
            proofs.mark_proved(store, [one.contact for one in done])
    reader.drop_leftovers(written)


def _purge(tx: Transaction, before: Mapping[Purpose, int], grace: int = 0) -> Purged:
    until = Moment(tx.now - TEXTS_KEPT)
    restricted = restrictions.restricted(tx)
    written = purging.old_texts(tx, until, restricted)
    values = [Value(ErasedKind.MAIL, text) for _, text in written]
    gone_rows = [RowId("case", case) for case in dict.fromkeys(case for case, _ in written)]
    of_letters = letters.old_texts(tx, until)
    values += [Value(ErasedKind.MAIL, text) for _, text in of_letters]
    gone_rows += [RowId("letter", letter) for letter in dict.fromkeys(letter for letter, _ in of_letters)]
    texts, codes = purging.drop_texts(tx, until, restricted), purging.drop_codes(tx)
    texts += letters.drop_texts(tx, until)
    lines = 0
    for husk in purging.no_longer_kept(tx, tx.now - grace):
        kept = rows.orders(tx, husk)
        values += [Value(ErasedKind.ORDER, ref) for ref in kept]
        gone_rows += [RowId("purchase", line) for line in purging.lines_of(tx, kept)]
        lines += rows.delete_orders(tx, husk)
        erasures.orders_gone(tx, husk)
    gone = []
    if Purpose.ORDER in before:
        old = purging.old_orders(tx, before[Purpose.ORDER], restricted)
        values += [Value(ErasedKind.ORDER, ref) for ref in old]
        gone_rows += [RowId("purchase", line) for line in purging.lines_of(tx, old)]
        erasures.bar_orders(tx, old)
        lines += purging.drop_orders(tx, old)
        waited_for = _waited_for_as_nobody(tx)
        for number in purging.unneeded(tx, before):
            if number in waited_for or number in restricted:
                continue
            contact = contacts.must_get(tx, number)
            gone.append(
                erase_person.take_away(tx, contact, None, ErasureReason.RETENTION, None, _tell_nobody)
            )
    return Purged(
        texts=texts,
        codes=codes,
        orders=lines,
        people=tuple(one.contact for one in gone),
        listings=tuple(one.listing for one in gone),
        values=(*values, *(value for one in gone for value in one.values)),
        sought=_together(gone),
        rows=(*gone_rows, *(RowId("contact", one.contact) for one in gone)),
    )


def _together(gone: Sequence[erase_person.Gone]) -> Sought:
    """All of them in one search: a mention is named by its row, and nobody is named with it."""
    each = [one.sought for one in gone]
    return Sought(
        Mentions(
            tuple(name for one in each for name in one.mentions.names),
            tuple(address for one in each for address in one.mentions.addresses),
        ),
        frozenset(mark for one in each for mark in one.former),
        each[0].fingerprint if each else None,
    )


def _waited_for_as_nobody(tx: Transaction) -> set[ContactId]:
    """Those whose case from before they were on record waits."""
    cases = [(case, asker.contact) for case, asker in askers.everybody(tx) if asker.contact is not None]
    return {contact for case, contact in cases if (one := requests.get(tx, case)) and one.is_open}


def _tell_nobody(
    _tx: Transaction, _case: CaseId, _contact: ContactId, _fields: Sequence[str], _order: str | None = None
) -> tuple[()]:
    return ()
