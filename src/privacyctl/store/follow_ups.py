"""The rows of follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.follow_up import Copy, FollowUp
from privacyctl.model.request import RequestKind
from privacyctl.model.telling import Dated
from privacyctl.store import clocks
from privacyctl.store.clock_signs import settled_after
from privacyctl.store.store import LARGEST

if TYPE_CHECKING:
    from privacyctl.model.follow_up import Lead
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_FOLLOW_UP = f"""
    SELECT follow_up.id, request_id, kind, copy, due_at, asked_at, follow_up.recorded_at, follow_up.ahead_at,
           {settled_after("follow_up.entry")} AS settled_at, place, ask_at, note
      FROM follow_up JOIN request ON request.id = request_id
           LEFT JOIN follow_up_text ON follow_up_id = follow_up.id
"""


def get(store: Store, follow_up: int) -> FollowUp | None:
    if follow_up > LARGEST:
        return None
    row = store.row(f"{_FOLLOW_UP} WHERE follow_up.id = ?", (follow_up,))
    return _follow_up(store, row) if row else None


def everything(store: Store) -> list[FollowUp]:
    """Every follow-up, those that still wait first."""
    rows = store.rows(f"{_FOLLOW_UP} ORDER BY asked_at IS NOT NULL, follow_up.id")
    return [_follow_up(store, row) for row in rows]


def of_request(store: Store, case: CaseId) -> list[FollowUp]:
    rows = store.rows(f"{_FOLLOW_UP} WHERE request_id = ? ORDER BY follow_up.id", (case,))
    return [_follow_up(store, row) for row in rows]


def find(store: Store, case: CaseId, lead: Lead) -> FollowUp | None:
    """The follow-up of a case about this copy; None where it has none."""
    row = store.row(
        f"{_FOLLOW_UP} WHERE request_id = ? AND copy = ? AND place = ? AND ask_at IS ?",
        (case, lead.copy.value, lead.place, lead.ask_at),
    )
    return _follow_up(store, row) if row else None


def waiting_for(store: Store, case: CaseId, recipient: str) -> FollowUp | None:
    """The follow-up of a case by which a recipient is still to be told; None where there is none."""
    row = store.row(
        f"{_FOLLOW_UP} WHERE request_id = ? AND copy = ? AND place = ? AND asked_at IS NULL",
        (case, Copy.RECIPIENT.value, recipient),
    )
    return _follow_up(store, row) if row else None


def overdue(store: Store) -> list[int]:
    """The lines by which a recipient should have been told by now of a correction or an erasure."""
    late = [one for one in clocks.untold(store) if one.due_at < store.now]
    return [one.follow_up for one in sorted(late, key=lambda one: (one.due_at, one.follow_up))]


def add(tx: Transaction, case: CaseId, lead: Lead, due_at: Moment | None = None) -> int:
    made = tx.insert(
        "follow_up",
        request_id=case,
        copy=lead.copy.value,
        due_at=due_at,
        recorded_at=tx.now,
        entry=tx.entry,
    )
    tx.insert("follow_up_text", follow_up_id=made, place=lead.place, ask_at=lead.ask_at)
    return made


def forget_asked(tx: Transaction, follow_up: int) -> None:
    """Delete the words of a follow-up that was dealt with, after an erasure.

    The fact that a recipient was told stays.
    """
    is_recipient = tx.value("SELECT copy = 'recipient' FROM follow_up WHERE id = ?", (follow_up,))
    change = "UPDATE follow_up_text SET note = NULL" if is_recipient else "DELETE FROM follow_up_text"
    tx.write(f"{change} WHERE follow_up_id = ?", (follow_up,))


def mark_asked(tx: Transaction, follow_up: int, at: Moment, note: str | None) -> None:
    tx.update("follow_up", follow_up, asked_at=at)
    if note is not None:
        tx.update("follow_up_text", follow_up, note=note)


def _follow_up(store: Store, row: Row) -> FollowUp:
    began = Dated(row["recorded_at"], row["ahead_at"], row["settled_at"])
    return FollowUp(
        id=row["id"],
        case=row["request_id"],
        kind=RequestKind(row["kind"]),
        copy=Copy(row["copy"]),
        place=row["place"] or "",
        ask_at=row["ask_at"],
        asked_at=row["asked_at"],
        note=row["note"],
        due_at=row["due_at"] and began.due_by(row["due_at"], store.now),
    )
