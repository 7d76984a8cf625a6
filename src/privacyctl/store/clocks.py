"""The rows of requests' clocks, of confirmations, and of recipients who are to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.deadline import Rule
from privacyctl.model.request import RequestKind
from privacyctl.model.request_clock import ClockState, Confirmation, How, RequestClock, Untold
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_CLOCK = "SELECT request_id, rule, due_at, state, answered_at FROM request_clock"


def get(store: Store, case: CaseId) -> RequestClock | None:
    """The clock of a case; None where it has none, as for a takedown."""
    row = store.row(f"{_CLOCK} WHERE request_id = ?", (case,))
    return _clock(row) if row else None


def waiting(store: Store, until: Moment) -> list[RequestClock]:
    """The clocks of open cases that are due by `until`, the most urgent first."""
    rows = store.rows(f"{_CLOCK} WHERE state = 'open' AND due_at <= ? ORDER BY due_at, request_id", (until,))
    return [_clock(row) for row in rows]


def everything(store: Store) -> list[RequestClock]:
    return [_clock(row) for row in store.rows(f"{_CLOCK} ORDER BY request_id")]


def add(tx: Transaction, case: CaseId, rule: Rule, due_at: Moment) -> None:
    tx.do(acts.requests.ClockStarted(case, rule, due_at))


def move_earlier(tx: Transaction, case: CaseId, due_at: Moment) -> None:
    tx.do(acts.requests.ClockMoved(case, due_at))


def end(tx: Transaction, case: CaseId, state: ClockState) -> None:
    """Stop the clock of a case. Does nothing where it has none."""
    if tx.value("SELECT 1 FROM request_clock WHERE request_id = ? AND state = 'open'", (case,)):
        tx.do(acts.requests.ClockStopped(case, state, tx.now if state is ClockState.ANSWERED else None))


def told(store: Store, cases: Sequence[CaseId]) -> dict[CaseId, int]:
    """For each case the last step that `due --new` printed."""
    marks = placeholders(cases)
    rows = store.rows(f"SELECT request_id, told FROM request_clock WHERE request_id IN ({marks})", cases)
    return {row["request_id"]: row["told"] for row in rows}


def mark_told(tx: Transaction, steps: Sequence[tuple[int, int]]) -> None:
    """Note for each (case, step) that `due --new` printed it."""
    tx.write_many(
        "UPDATE request_clock SET told = max(told, ?) WHERE request_id = ?",
        [(step, case) for case, step in steps],
    )


def confirmation(store: Store, case: CaseId) -> Confirmation | None:
    """The confirmation of the person who asks; None without one.

    While the case is open, a change of their address outside the case voids the confirmation:
    the answer goes to the new address, and nobody has confirmed who reads it.
    """
    row = store.row(
        """SELECT how, at FROM confirmation JOIN request ON request.id = confirmation.request_id
            WHERE confirmation.request_id = ?
              AND (EXISTS (SELECT 1 FROM request_closing WHERE request_id = request.id)
                   OR NOT EXISTS (SELECT 1 FROM correction
                                   WHERE contact_id = request.contact_id AND field = 'email'
                                     AND correction.entry > confirmation.entry
                                     AND correction.request_id IS NOT request.id))
            ORDER BY confirmation.id DESC LIMIT 1""",
        (case,),
    )
    return Confirmation(How(row["how"]), row["at"]) if row else None


def confirm(tx: Transaction, case: CaseId, how: How) -> None:
    """Add a confirmation. An earlier one that was voided stays on record."""
    tx.insert("confirmation", request_id=case, how=how.value, at=tx.now, entry=tx.entry)


def untold(store: Store) -> list[Untold]:
    """The recipients who are still to be told, the most urgent first."""
    rows = store.rows(
        """SELECT follow_up.id, request_id, kind, place, due_at
             FROM follow_up JOIN request ON request.id = request_id
                  LEFT JOIN follow_up_text ON follow_up_id = follow_up.id
            WHERE asked_at IS NULL AND due_at IS NOT NULL AND copy = 'recipient' ORDER BY due_at, follow_up.id"""
    )
    return [
        Untold(row["id"], row["request_id"], RequestKind(row["kind"]), row["place"] or "", row["due_at"])
        for row in rows
    ]


def told_of_untold(store: Store, follow_ups: Sequence[int]) -> dict[int, int]:
    """For each follow-up the last step that `due --new` printed."""
    marks = placeholders(follow_ups)
    rows = store.rows(f"SELECT id, told FROM follow_up WHERE id IN ({marks})", follow_ups)
    return {row["id"]: row["told"] for row in rows}


def mark_untold_told(tx: Transaction, steps: Sequence[tuple[int, int]]) -> None:
    """Note for each (follow-up, step) that `due --new` printed it."""
    tx.write_many(
        "UPDATE follow_up SET told = max(told, ?) WHERE id = ?", [(step, number) for number, step in steps]
    )


def _clock(row: Row) -> RequestClock:
    return RequestClock(
        row["request_id"], Rule(row["rule"]), row["due_at"], ClockState(row["state"]), row["answered_at"]
    )
