"""The rows of takedowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.ids import TaskId
from privacyctl.model.moment import AHEAD, NEVER, Moment
from privacyctl.model.takedown import ClockDoubt, Statement, Takedown, TakedownScope, TakedownState, deadline
from privacyctl.model.telling import Dated
from privacyctl.store.clock_signs import settled_after
from privacyctl.store.contacts import called
from privacyctl.store.store import LARGEST, placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.model.ids import CaseId, ContactId, PublicationId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_ALWAYS = Moment(2**62)
_PROVED_BY = """(SELECT max(entry) FROM (
    SELECT entry FROM look WHERE look.takedown_id = takedown.id AND look.at = takedown.verified_at
    UNION ALL SELECT entry FROM takedown_event AS said
               WHERE said.takedown_id = takedown.id AND said.recorded_at = takedown.verified_at))"""
_TAKEDOWN = f"""
    SELECT takedown.id, takedown.request_id, takedown.publication_id, takedown.what,
           takedown.received_at, takedown.due_at, takedown.state, takedown.removed_at,
           takedown.claimed_at, takedown.verified_at, takedown.came_back_at,
           takedown.ahead_at, takedown.claimed_behind, takedown.verified_behind,
           {settled_after("takedown.entry")} AS settled_at,
           CASE WHEN takedown.verified_at IS NOT NULL THEN {settled_after(_PROVED_BY)} END AS proof_settled_at,
           coalesce(publication.company_id, request.company_id) AS company_id,
           coalesce(publication.contact_id, request.contact_id) AS contact_id, publication.kind,
           EXISTS (SELECT 1 FROM takedown_event WHERE takedown_event.takedown_id = takedown.id
                      AND act = 'attested' AND recorded_at = takedown.verified_at) AS is_attested
      FROM takedown JOIN request ON request.id = takedown.request_id
      LEFT JOIN publication ON publication.id = takedown.publication_id
"""


def get(store: Store, task: TaskId) -> Takedown | None:
    if task > LARGEST:
        return None
    row = store.row(f"{_TAKEDOWN} WHERE takedown.id = ?", (task,))
    return _takedown(store, row) if row else None


def pending(store: Store, until: Moment) -> list[Takedown]:
    """The takedowns that wait for evidence and are due by `until`, the most urgent first.

    Before them stand those that were received in the future: by when they are due nobody knows.
    """
    began = "coalesce(takedown.came_back_at, takedown.received_at)"
    rows = store.rows(
        f"""{_TAKEDOWN} WHERE takedown.state IN ('open', 'removed')
              AND (takedown.due_at <= :until OR takedown.ahead_at IS NOT NULL OR {began} > :ahead
                   OR {began} > settled_at)
            ORDER BY takedown.due_at, takedown.id""",
        {"until": until, "ahead": store.now + AHEAD},
    )
    found = [_takedown(store, row) for row in rows]
    if any(task.due_at != row["due_at"] for task, row in zip(found, rows, strict=True)):
        found = [task for task in found if task.due_at <= until or task.is_ahead]
        found.sort(key=lambda t: (not t.is_ahead, t.due_at, t.id))
    return found


def since(store: Store, moment: Moment, *, of_testimonials: bool) -> list[Takedown]:
    """The takedowns received or ended since `moment`, or still waiting: of testimonials, or of names and logos.

    A takedown without a publication counts among testimonials where a person asked, and among
    names and logos where a company did.
    """
    rows = store.rows(
        f"""{_TAKEDOWN} LEFT JOIN request_closing ON request_closing.request_id = request.id
            WHERE (takedown.state IN ('open', 'removed') OR takedown.received_at >= :since
                   OR takedown.verified_at >= :since OR request_closing.at >= :since)
              AND coalesce(publication.kind = 'testimonial', takedown.what = 'testimonial'
                           OR (takedown.what = 'all' AND request.company_id IS NULL)) = :of_testimonials
            ORDER BY takedown.id""",
        {"since": moment, "of_testimonials": of_testimonials},
    )
    return [_takedown(store, row) for row in rows]


def waiting(store: Store) -> list[Takedown]:
    """All takedowns that wait for evidence, with any deadline."""
    return pending(store, _ALWAYS)


def ended_of_erased(store: Store) -> list[Takedown]:
    """The takedowns that wait for nothing any more, of publications of people who were erased."""
    rows = store.rows(
        f"""{_TAKEDOWN} JOIN contact ON contact.id = publication.contact_id
            WHERE takedown.state NOT IN ('open', 'removed') AND erased_at IS NOT NULL ORDER BY takedown.id"""
    )
    return [_takedown(store, row) for row in rows]


def unmatched(store: Store) -> list[Takedown]:
    """The takedowns of what is in no register, but for those that were asked by mistake or taken back."""
    rows = store.rows(
        f"""{_TAKEDOWN} WHERE takedown.publication_id IS NULL AND NOT EXISTS (
                SELECT 1 FROM request_closing WHERE request_closing.request_id = takedown.request_id
                   AND because IN ('mistake', 'withdrawn'))
            ORDER BY takedown.id"""
    )
    return [_takedown(store, row) for row in rows]


def asking(store: Store) -> list[CaseId]:
    """The cases that ask for a removal, open or carried out, but for what was a mistake or taken back."""
    rows = store.rows(
        """SELECT id FROM request WHERE kind = 'takedown' AND NOT EXISTS (
                SELECT 1 FROM request_closing WHERE request_id = request.id AND because IN ('mistake', 'withdrawn'))
            ORDER BY id"""
    )
    return [row[0] for row in rows]


def verified_since(store: Store, since: Moment) -> list[Takedown]:
    """The takedowns verified since `since` and not seen on show again since, in the order of their numbers."""
    rows = store.rows(
        f"""{_TAKEDOWN} WHERE takedown.state = 'verified' AND takedown.verified_at >= ?
            AND NOT EXISTS (SELECT 1 FROM takedown AS later WHERE later.id > takedown.id
                             AND later.publication_id = takedown.publication_id)
            ORDER BY takedown.id""",
        (since,),
    )
    return [_takedown(store, row) for row in rows]


def count_pending(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM takedown WHERE state IN ('open', 'removed')"))


def of_request(store: Store, request_id: CaseId) -> list[Takedown]:
    rows = store.rows(f"{_TAKEDOWN} WHERE takedown.request_id = ? ORDER BY takedown.id", (request_id,))
    return [_takedown(store, row) for row in rows]


def ended(store: Store, tasks: Iterable[Takedown]) -> tuple[CaseId, ...]:
    """Those cases of these tasks of which no task waits for evidence any more."""
    cases = sorted({task.case for task in tasks})
    return tuple(case for case in cases if not any(t.state.is_pending for t in of_request(store, case)))


def of_publication(store: Store, publication_id: PublicationId) -> list[Takedown]:
    """The takedowns of a publication, the latest first."""
    rows = store.rows(
        f"{_TAKEDOWN} WHERE takedown.publication_id = ? ORDER BY takedown.id DESC", (publication_id,)
    )
    return [_takedown(store, row) for row in rows]


def of_subject(store: Store, contacts: Sequence[ContactId], companies: Sequence[int]) -> list[Takedown]:
    """The takedowns of publications about these contacts and companies, or of their own cases."""
    rows = store.rows(
        f"""{_TAKEDOWN}
            WHERE takedown.id IN (
                  SELECT takedown.id FROM takedown JOIN request ON request.id = request_id
                   WHERE contact_id IN ({placeholders(contacts)}) OR company_id IN ({placeholders(companies)})
                  UNION
                  SELECT takedown.id FROM takedown JOIN publication ON publication.id = publication_id
                   WHERE contact_id IN ({placeholders(contacts)}) OR company_id IN ({placeholders(companies)}))
            ORDER BY takedown.id""",
        (*contacts, *companies, *contacts, *companies),
    )
    return [_takedown(store, row) for row in rows]


def add(
    tx: Transaction,
    *,
    request_id: CaseId,
    publication_id: PublicationId | None,
    what: TakedownScope,
    received_at: Moment,
) -> TaskId:
    task = TaskId(tx.next_number("takedown"))
    tx.do(acts.removals.TakedownOpened(task, request_id, publication_id, what, received_at))
    return task


def add_again(tx: Transaction, gone: Takedown) -> TaskId:
    """Open a new takedown for a publication that is on show again: of the same case and receipt, due at once."""
    task = TaskId(tx.next_number("takedown"))
    tx.do(
        acts.removals.TakedownReturned(task, gone.case, gone.publication, gone.what, gone.received_at, tx.now)
    )
    return task


def match(tx: Transaction, task: TaskId, publication_id: PublicationId, what: TakedownScope) -> None:
    """Say what a task is about that waited for something to be found. Its clock runs on."""
    tx.do(acts.removals.TakedownMatched(task, publication_id, what))


def move_earlier(tx: Transaction, task: Takedown, received_at: Moment) -> None:
    """Set an earlier receipt; a trigger refuses a later one. A takedown of what came back is due already."""
    due_at = deadline(received_at) if task.came_back_at is None else task.came_back_at
    tx.do(acts.removals.TakedownMoved(task.id, received_at, due_at))


def mark_removed(tx: Transaction, task: TaskId, at: Moment, note: str) -> None:
    _add_event(tx, task, "removed", at, note)
    tx.do(acts.removals.RemovalClaimed(task, at, tx.now, tx.behind))


def mark_attested(tx: Transaction, task: TaskId, note: str) -> None:
    """Record a person's statement that they looked and saw it gone. The evidence counts from now on."""
    _add_event(tx, task, "attested", tx.now, note)
    tx.do(acts.removals.RemovalAttested(task, tx.now, tx.behind))


def mark_verified(tx: Transaction, task: TaskId) -> None:
    """Note that looks at every place found it gone; `store.looks` has the looks, which are written first."""
    tx.do(acts.removals.RemovalVerified(task, tx.now, tx.behind))


def mark_closed(tx: Transaction, task: TaskId) -> None:
    """Note that a task ended with its case, which is closed first."""
    tx.do(acts.removals.TakedownClosed(task))


def statements(store: Store, task: TaskId) -> list[Statement]:
    """The statements about a task, in the order in which they were recorded."""
    rows = store.rows(
        f"""SELECT act, at, text FROM takedown_event LEFT JOIN takedown_note ON event_id = takedown_event.id
            WHERE {counts("takedown_event")} AND takedown_id = ? ORDER BY takedown_event.id""",
        (task,),
    )
    return [Statement(row["act"], row["at"], row["text"]) for row in rows]


def _add_event(tx: Transaction, task: TaskId, act: str, at: Moment, note: str) -> None:
    event_id = tx.insert(
        "takedown_event", takedown_id=task, act=act, at=at, recorded_at=tx.now, entry=tx.entry
    )
    tx.insert("takedown_note", event_id=event_id, text=note)


def _takedown(store: Store, row: Row) -> Takedown:
    began_at = row["received_at"] if row["came_back_at"] is None else row["came_back_at"]
    began = Dated(began_at, row["ahead_at"], row["settled_at"])
    proof = Dated(row["verified_at"] or NEVER, None, row["proof_settled_at"])
    is_doubted = began.is_doubted(store.now)
    doubt = ClockDoubt.PROOF if proof.is_doubted(store.now) else ClockDoubt.RECEIPT if is_doubted else None
    return Takedown(
        id=row["id"],
        case=row["request_id"],
        publication=row["publication_id"],
        what=TakedownScope(row["what"]),
        who=_who(store, row),
        where=tuple(
            place[0]
            for place in store.rows(
                "SELECT location FROM place WHERE publication_id = ? ORDER BY location",
                (row["publication_id"],),
            )
        ),
        received_at=row["received_at"],
        due_at=began.due_by(row["due_at"], store.now),
        state=TakedownState(row["state"]),
        removed_at=row["removed_at"],
        claimed_at=row["claimed_at"],
        verified_at=row["verified_at"],
        came_back_at=row["came_back_at"],
        claimed_behind=row["claimed_behind"],
        verified_behind=row["verified_behind"],
        is_attested=bool(row["is_attested"]),
        surely_due_at=began.surely_due_by(row["due_at"]) if is_doubted else None,
        seen_by=proof.latest if proof.latest < proof.at else None,
        doubt=doubt,
        is_ahead=began.is_ahead(store.now),
    )


def _who(store: Store, row: Row) -> str:
    """Whom the takedown is about: a company's name, or a person's address."""
    if row["company_id"] is not None and row["kind"] != "testimonial":
        return str(store.value("SELECT name FROM company WHERE id = ?", (row["company_id"],)))
    if row["contact_id"] is not None:
        return called(store, row["contact_id"])
    return str(
        store.value("SELECT who FROM request_text WHERE request_id = ?", (row["request_id"],))
        or "not on record"
    )
