"""Taking back what was typed by mistake: on the record as a mistake, and never as anybody's request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from privacyctl.duties import late_forgetting, no_way_back, proofs
from privacyctl.errors import NotFound, Refused
from privacyctl.model.acts import decisions, removals, rows_before, vocabulary
from privacyctl.model.acts import requests as request_acts
from privacyctl.model.acts.undoing import ClosingAsBefore, LiftingUndone, TakedownAsBefore
from privacyctl.model.audit import acts_of
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.ids import CaseId, ContactId, PublicationId, TaskId
from privacyctl.model.request import Because
from privacyctl.model.request_clock import ClockState
from privacyctl.model.residue import Value
from privacyctl.model.takedown import TakedownState
from privacyctl.model.undoing import UNDOABLE
from privacyctl.store import audit, clocks, contacts, publications, requests, takedowns, undoings, wiping
from privacyctl.store.store import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import ByteReader, OpenRecord
    from privacyctl.model.acts.act import Act
    from privacyctl.model.acts.rows_before import RowsBefore
    from privacyctl.model.audit import Entry
    from privacyctl.store import Store, Transaction
    from privacyctl.store.undoings import HandedMeanwhile

_ABOUT = ("contacts", "companies", "publications", "purchases", "cases", "tasks", "disclosures")
"""What an entry says of the rows that it is about; the entry that undoes it says the same."""
_KINDS = {
    "consent_evidence": ErasedKind.EVIDENCE,
    "permission_text": ErasedKind.PERMISSION,
    "publication_text": ErasedKind.WORDS,
    "place": ErasedKind.PLACE,
    "purchase": ErasedKind.ORDER,
    "request_text": ErasedKind.MAIL,
    "request_message": ErasedKind.MAIL,
    "takedown_note": ErasedKind.NOTE,
}


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an entry that was typed by mistake."""

    entry: int
    act: str
    """The entry's word."""
    by: int
    """The entry that takes it back."""
    is_new: bool
    """Whether it was not undone before."""
    changed: bool
    about: dict[str, list[int]]
    """The rows that it was about."""
    off_record: ContactId | None = None
    """The contact whom it had put on record and who is off it now."""
    handed: tuple[HandedMeanwhile, ...] = ()
    """The hand-offs since then with anybody in them whom it was about."""
    values: tuple[Value, ...] = ()
    """What is gone from the record, to be searched for in the bytes."""


def undo(store: Store, number: int, note: str, *, is_dry_run: bool = False) -> Undone:
    """Take back the entry of that number; nothing of it counts any more.

    A new entry names it. Nothing append-only is deleted, and no request, clock, letter or
    decision of a person comes of it. The words that it brought and that are nobody else's are
    taken off the record. An entry that was undone stays so. Raises NotFound for a number
    that no entry has, and Refused where it cannot be taken back: for what it is, or since
    a later entry rests on it. With `is_dry_run` nothing is written.
    """
    with store.transaction() as tx:
        entry = audit.entry(tx, number) if number <= LARGEST else None
        if entry is None:
            raise NotFound(f"there is no audit entry {number}", "see their numbers: privacyctl audit")
        said = entry.read()
        about = {key: list(cast("list[int]", said[key])) for key in _ABOUT if said.get(key)}
        word = str(said["act"])
        if stands := undoings.of(tx, number):
            return Undone(number, word, stands.entry, False, False, about, stands.contact)
        done = _Slip(tx, entry, word, about, note).take_back()
        if is_dry_run:
            tx.abandon()
            return replace(done, changed=False)
        return done


def undo_and_prove(
    opened: OpenRecord, reader: ByteReader, number: int, note: str, said: Callable[[Undone], None]
) -> Proof | None:
    """Undo as `undo` does, then prove by the bytes of the closed record that its words are gone.

    `said` is called between the two. None where no words had to go.
    """
    with opened() as store:
        result = undo(store, number, note)
    said(result)
    return proofs.prove(opened, reader, (), result.values) if result.values else None


def must_be_undoable(word: str, number: int) -> None:
    """Raises Refused, with what can be done, for an entry that cannot be taken back whatever stands on record."""
    if word not in UNDOABLE:
        raise no_way_back.REFUSED.get(word, no_way_back.UNKNOWN)(number, word)


class _Slip:
    """An entry that was typed by mistake, inside the transaction that takes it back."""

    def __init__(
        self, tx: Transaction, entry: Entry, word: str, about: dict[str, list[int]], note: str
    ) -> None:
        self.tx, self.number, self.word, self.about, self.note = tx, entry.seq, word, about, note
        must_be_undoable(word, self.number)
        told = acts_of(entry.body.encode())
        if told is None:
            raise no_way_back.OLDER(self.number, word)
        self.acts: list[Act] = vocabulary.read(told.decode("ascii")) if told else []
        self.before: RowsBefore = rows_before.rows_before(
            self.number, self.acts, audit.chain(tx), undoings.apart(tx)
        )

    def take_back(self) -> Undone:
        """Write what takes the entry back, and the audit entry."""
        tx, number = self.tx, self.number
        self._check_acts()
        self._check_nothing_rests()
        people = [ContactId(one) for one in self.about.get("contacts", ())]
        handed = undoings.told_of_notice(tx, number) + undoings.handed_since(tx, people, number)
        off_record = self._off_record()
        values = self._values(off_record)
        self._check_note(values)
        shown = [PublicationId(one) for one in self.about.get("publications", ())]
        undoings.unlist(tx, shown, number)
        publications_made = [PublicationId(one) for one in undoings.made_by(tx, "publication", number)]
        undoings.add(tx, number, off_record)
        undoings.add_note(tx, number, self.note, people[0] if len(people) == 1 and not off_record else None)
        for publication in publications_made:
            publications.let_go(tx, publication, None)
        companies = undoings.leave_company(tx, number)
        if off_record is not None and (known := contacts.must_get(tx, off_record)).company:
            companies = sorted({*companies, known.company.id} & set(undoings.made_by(tx, "company", number)))
        undoings.take_out(tx, number)
        self._invert()
        for publication in publications_made:
            publications.bar(tx, publication)
        if off_record is not None:
            wiping.empty(tx, wiping.holding(tx, off_record, ()))
            wiping.husk(tx, off_record, "undone")
        for company in companies:
            if (name := contacts.company_by_id(tx, company).name) and late_forgetting.drop_company(
                tx, company
            ):
                values.append(Value(ErasedKind.COMPANY, name))
        tx.record("undone", undoes=number, **self.about)
        unique = {one.disclosure: one for one in handed}
        return Undone(
            number, self.word, tx.entry, True, True, self.about, off_record, tuple(unique.values()),
            tuple(dict.fromkeys(values)),
        )  # fmt: skip

    def _check_acts(self) -> None:
        """Raise Refused for what has no way back, whatever the entry's word."""
        if not self.acts and self.word in {"correction-asked", "erasure-asked"}:
            raise no_way_back.ADDED(self.number, self.word)
        for act in self.acts:
            if isinstance(
                act, (removals.TakedownMoved, request_acts.ClockMoved, request_acts.EarlierReceiptFound)
            ):
                raise no_way_back.EARLIER(self.number, self.word)
            if isinstance(act, decisions.DecisionOutranked):
                raise no_way_back.OUTRANKED(self.number, self.word)

    def _check_nothing_rests(self) -> None:
        """Raise Refused where a later entry changed the same rows, or names one of them."""
        if self.before.later:
            (table, row), later = min(self.before.later.items(), key=lambda one: one[1])
            raise self._rests(later, table, row)
        if self.word == "purchase-added" and not undoings.made_by(self.tx, "purchase", self.number):
            raise no_way_back.GONE(self.number, self.word)
        if (case := undoings.overdue(self.tx, self.number)) is not None:
            raise Refused(
                f"entry {self.number} ({self.word}) cannot be undone: the time of case {case} is over",
                f"say what came of it: privacyctl close {case} --because mistake --note TEXT",
            )
        if (line := undoings.still_to_be_told(self.tx, self.number)) is not None:
            raise Refused(
                f"entry {self.number} ({self.word}) cannot be undone: follow-up {line} waits, of a recipient"
                " who is to be told",
                "end that first, by what came of it:"
                f" privacyctl follow-up {line} --asked --note 'nothing was handed over'",
            )
        nouns = ["publication", "purchase", "request", "notice"]
        nouns += ["contact"] if self.word == "contact-added" else []
        found = [undoings.resting(self.tx, noun, self.number) for noun in nouns]
        found.append(undoings.used_under(self.tx, self.number))
        if resting := min((one for one in found if one is not None), default=None):
            raise self._rests(resting.entry, resting.what, resting.number)

    def _rests(self, later: int, table: str, row: int) -> Refused:
        entry = audit.entry(self.tx, later)
        word = str(entry.read()["act"]) if entry else "unknown"
        return Refused(
            f"entry {self.number} ({self.word}) cannot be undone: entry {later} ({word}) rests on it",
            f"undo that one first: privacyctl undo {later} --note TEXT"
            if word in UNDOABLE
            else f"to take them off the record: privacyctl erase {row}"
            if table == "contact"
            else f"see what that one did: privacyctl audit; it is entry {later}",
        )

    def _off_record(self) -> ContactId | None:
        """The contact whom the entry put on record; None where somebody stood before, or more is known of them."""
        made = undoings.made_by(self.tx, "contact", self.number)
        if not made or undoings.resting(self.tx, "contact", self.number) is not None:
            return None
        return ContactId(made[0])

    def _values(self, off_record: ContactId | None) -> list[Value]:
        values = [Value(_KINDS[table], text) for table, text in undoings.texts(self.tx, self.number)]
        if off_record is not None:
            of = wiping.holding(self.tx, off_record, ())
            values += [Value(one.what, one.text) for one in wiping.texts(self.tx, of)]
        # A note of an earlier undoing goes with its contact, and may say what this one says: that stays.
        return list(
            dict.fromkeys(one for one in values if (one.what, one.text) != (ErasedKind.NOTE, self.note))
        )

    def _check_note(self, values: Sequence[Value]) -> None:
        """The note stays on record, and so must not hold what goes."""
        said = self.note.casefold()
        if any(len(one.text) >= 4 and one.text.casefold() in said for one in values):
            raise Refused(
                "the note holds words that are to go from the record, and the note stays",
                "say it without them: --note 'typed by mistake'",
            )

    def _invert(self) -> None:
        """End what the entry made, and set what it changed to what stood before."""
        for table, number in sorted(self.before.made, key=lambda one: (one[0] != "request", one)):
            self._end(table, number)
        for table, number in sorted(self.before.changed):
            was = self.before.values.get((table, number), {})
            if table == "publication":
                one, at = PublicationId(number), was.get("barred_at")
                self.tx.do(removals.BarLifted(one) if at is None else removals.PublicationBarred(one, at))
            elif table == "takedown":
                self.tx.do(_takedown_before(TaskId(number), was))
            elif table == "suppression":
                self._close_as_before(number, was)

    def _end(self, table: str, number: int) -> None:
        tx = self.tx
        if table == "request" and (request := requests.get(tx, CaseId(number))):
            requests.close(tx, request, Because.MISTAKE, self.note)
        elif table == "request_clock":
            clocks.end(tx, CaseId(number), ClockState.CLOSED)
        elif table == "takedown":
            takedowns.mark_closed(tx, TaskId(number))
        elif table == "suppression" and undoings.closes(tx, number):
            tx.do(decisions.PurposeReopened(number, tx.now))

    def _close_as_before(self, number: int, was: dict[str, Any]) -> None:
        mine = [act for act in self.acts if getattr(act, "number", None) == number]
        if any(isinstance(act, decisions.PurposeReopened) for act in mine):
            self.tx.do(LiftingUndone(number))
        if any(isinstance(act, decisions.PurposeClosedAnew) for act in mine):
            if "at" not in was:
                raise no_way_back.OLDER(self.number, self.word)
            self.tx.do(ClosingAsBefore(number, was["at"]))


def _takedown_before(task: TaskId, was: dict[str, Any]) -> Act:
    """The task as the entries before told it; what none told is as an open task has it."""
    return TakedownAsBefore(
        task,
        TakedownState(was.get("state", TakedownState.OPEN)),
        was.get("removed_at"),
        was.get("claimed_at"),
        was.get("claimed_behind", 0),
        was.get("verified_at"),
        was.get("verified_behind", 0),
    )
