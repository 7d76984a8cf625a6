"""The rows of requests' clocks, of confirmations, and of recipients who are to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.deadline import Rule, has_no_hour
from privacyctl.model.moment import AHEAD, DAY, Moment
from privacyctl.model.request import RequestKind
from privacyctl.model.request_clock import ClockState, Confirmation, How, RequestClock, Untold
from privacyctl.model.takedown import LIMIT
from privacyctl.model.telling import Dated
from privacyctl.store.clock_signs import settled_after
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_CLOCK = f"""
    SELECT request_id, rule, due_at, state, answered_at, ahead_at, answered_behind,
           {settled_after("request_clock.entry")} AS settled_at,
           coalesce((SELECT min(r.received_at) FROM request_receipt AS r WHERE r.request_id = request.id AND
                     r.received_at < request.received_at), request.received_at) AS received_at
      FROM request_clock JOIN request ON request.id = request_id
"""


def get(store: Store, case: CaseId) -> RequestClock | None:
    """The clock of a case; None where it has none, as for a takedown."""
    row = store.row(f"{_CLOCK} WHERE request_id = ?", (case,))
    return _clock(store, row) if row else None


def waiting(store: Store, until: Moment) -> list[RequestClock]:
    """The clocks of open cases that are due by `until`, the most urgent first, but for those received in the future.

    Comments of older orders are counted apart.
    """
    rows = store.rows(
        f"""{_CLOCK} WHERE state = 'open' AND rule <> 'older'
             AND (due_at <= :until OR ahead_at IS NOT NULL OR received_at > :ahead OR received_at > settled_at)""",
        {"until": until, "ahead": store.now + AHEAD},
    )
    found = [one for row in rows if (one := _clock(store, row)).due_at <= until or one.is_ahead]
    return sorted(found, key=lambda one: (not one.is_ahead, one.due_at, one.case))


def count_older(store: Store) -> int:
    """How many comments of older orders nobody has read."""
    return int(store.value("SELECT count(*) FROM request_clock WHERE state = 'open' AND rule = 'older'"))


def is_older_news(store: Store) -> bool:
    """Whether `due --new` has not counted one of them yet, or not in this week; a mark that lies ahead is none."""
    return bool(
        store.value(
            """SELECT EXISTS (SELECT 1 FROM request_clock WHERE state = 'open' AND rule = 'older'
                 AND (told_at IS NULL OR told_at > :now OR told_at / :week < :now / :week))""",
            {"now": store.now, "week": 7 * DAY},
        )
    )


def mark_older_told(tx: Transaction) -> None:
    """Note of every comment of an older order that `due --new` printed their count."""
    tx.write(
        "UPDATE request_clock SET told_at = ?, told_left = 0 WHERE state = 'open' AND rule = 'older'",
        (tx.now,),
    )


def unread(store: Store) -> dict[ContactId, list[CaseId]]:
    """The comments and objections that wait, by whose they are: any of them may be a no to some use."""
    rows = store.rows(
        """SELECT contact_id, id FROM request_clock JOIN request ON request.id = request_id
            WHERE state = 'open' AND kind IN ('comment', 'objection') AND contact_id IS NOT NULL ORDER BY id"""
    )
    found: dict[ContactId, list[CaseId]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1])
    return found


def unread_since(store: Store, until: Moment) -> list[CaseId]:
    """The comments that wait and should have been read before `until`, those of older orders too; the oldest first."""
    rows = store.rows(
        """SELECT request_id FROM request_clock
            WHERE state = 'open' AND rule IN ('read', 'older') AND due_at < ? ORDER BY due_at, request_id""",
        (until,),
    )
    return [row[0] for row in rows]


def without(store: Store) -> list[CaseId]:
    """The cases without a clock: takedowns without a task, other requests without a day. There should be none."""
    rows = store.rows(
        """SELECT id FROM request
            WHERE CASE kind WHEN 'takedown' THEN id NOT IN (SELECT request_id FROM takedown)
                  ELSE id NOT IN (SELECT request_id FROM request_clock) END ORDER BY id"""
    )
    return [row[0] for row in rows]


def everything(store: Store) -> list[RequestClock]:
    """The clocks of all cases, but for what was typed by mistake."""
    return [
        _clock(store, row) for row in store.rows(f"{_CLOCK} WHERE {counts('request')} ORDER BY request_id")
    ]


def add(tx: Transaction, case: CaseId, rule: Rule, due_at: Moment) -> None:
    tx.do(acts.requests.ClockStarted(case, rule, due_at))


def move_earlier(tx: Transaction, case: CaseId, due_at: Moment) -> None:
    """Move the day of a case to an earlier one; never to a later."""
    stands = tx.value("SELECT due_at FROM request_clock WHERE request_id = ?", (case,))
    if due_at < stands:
        tx.do(acts.requests.ClockMoved(case, due_at))


def end(tx: Transaction, case: CaseId, state: ClockState) -> RequestClock | None:
    """Stop the clock of a case, and answer with it. Does nothing where it has none."""
    if tx.value("SELECT 1 FROM request_clock WHERE request_id = ? AND state = 'open'", (case,)):
        answered_at = tx.now if state is ClockState.ANSWERED else None
        tx.do(acts.requests.ClockStopped(case, state, answered_at, tx.behind))
    return get(tx, case)


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
        f"""SELECT follow_up.id, request_id, kind, place, due_at, follow_up.recorded_at, ahead_at,
                  {settled_after("follow_up.entry")} AS settled_at
             FROM follow_up JOIN request ON request.id = request_id
                  LEFT JOIN follow_up_text ON follow_up_id = follow_up.id
            WHERE asked_at IS NULL AND due_at IS NOT NULL AND copy = 'recipient' ORDER BY due_at, follow_up.id"""
    )
    return [_untold(row, store.now) for row in rows]


def _untold(row: Row, now: Moment) -> Untold:
    began = Dated(row["recorded_at"], row["ahead_at"], row["settled_at"])
    return Untold(
        row["id"],
        row["request_id"],
        RequestKind(row["kind"]),
        row["place"] or "",
        began.due_by(row["due_at"], now),
        counts_from=began.earliest(now),
        is_ahead=began.is_ahead(now),
    )


def _surely_due_at(rule: Rule, due_at: Moment, began: Dated) -> Moment:
    return Moment(began.surely_due_by(due_at) + (DAY if has_no_hour(rule, due_at) else 0))


def _clock(store: Store, row: Row) -> RequestClock:
    rule, due_at = Rule(row["rule"]), row["due_at"]
    # The day of a comment runs from when it was written, whenever it was imported; that of an older order's is over.
    received = Dated(row["received_at"], row["ahead_at"], row["settled_at"])
    began = received._replace(at=Moment(due_at - LIMIT)) if rule is Rule.READ else received
    is_doubted = rule is not Rule.OLDER and began.is_doubted(store.now)
    return RequestClock(
        row["request_id"],
        rule,
        due_at if rule is Rule.OLDER else began.due_by(due_at, store.now),
        ClockState(row["state"]),
        row["answered_at"],
        received_at=row["received_at"],
        answered_behind=row["answered_behind"],
        surely_due_at=_surely_due_at(rule, due_at, began)
        if is_doubted or has_no_hour(rule, due_at)
        else None,
        is_doubted=is_doubted,
        is_ahead=received.is_ahead(store.now),
        counts_from=began.earliest(store.now),
    )
