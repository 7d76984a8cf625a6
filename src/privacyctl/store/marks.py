"""What `due` leaves behind: when it ran, and of each thing that waits when it was told and how much was left.

A mark is no act of anybody's, and has no audit entry.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import DAY, Moment
from privacyctl.model.telling import Mark
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.store import Store, Transaction

SILENT = 35 * DAY
"""Seconds after the last sign of life from which on a clock is not believed: it may have jumped."""


class Waits(StrEnum):
    """What waits and is told of by `due`, by its table."""

    TAKEDOWN = "takedown"
    CLOCK = "request_clock"
    FOLLOW_UP = "follow_up"


_KEY = {Waits.TAKEDOWN: "id", Waits.CLOCK: "request_id", Waits.FOLLOW_UP: "id"}


class Run(NamedTuple):
    """When `due` last ran without a terminal, as cron runs it."""

    at: Moment
    steady_from: Moment
    """Since when no run was more than `SILENT` after the one before."""


def of(store: Store, table: Waits, numbers: Sequence[int]) -> dict[int, Mark]:
    """For each of these rows that `due --new` printed, when that was and how much was left."""
    key = _KEY[table]
    rows = store.rows(
        f"""SELECT {key}, told_at, told_left FROM {table}
             WHERE {key} IN ({placeholders(numbers)}) AND told_at IS NOT NULL""",
        numbers,
    )
    return {row[0]: Mark(row[1], row[2]) for row in rows}


def told(tx: Transaction, table: Waits, left: Sequence[tuple[int, int]]) -> None:
    """Note for each (row, seconds left) that `due --new` printed it now."""
    tx.write_many(
        f"UPDATE {table} SET told_at = ?, told_left = ? WHERE {_KEY[table]} = ?",
        [(tx.now, seconds, number) for number, seconds in left],
    )


def ahead(tx: Transaction, table: Waits, numbers: Sequence[int]) -> None:
    """Note for these rows that their clocks begin in the future; the earliest such note stands."""
    tx.write_many(
        f"""UPDATE {table} SET ahead_at = :now
             WHERE {_KEY[table]} = :number AND (ahead_at IS NULL OR ahead_at > :now)""",
        [{"now": tx.now, "number": number} for number in numbers],
    )


def last_run(store: Store) -> Run | None:
    """When `due` last ran; None for never."""
    row = store.row("SELECT at, coalesce(steady_from, at) FROM due_run")
    return Run(row[0], row[1]) if row else None


def ran(tx: Transaction) -> None:
    """Note that `due` runs now. After a long silence, or under a clock that went back, it begins anew."""
    last = last_run(tx)
    is_steady = last is not None and last.at <= tx.now <= last.at + SILENT
    steady_from = last.steady_from if last is not None and is_steady else tx.now
    tx.write(
        """INSERT INTO due_run (id, at, steady_from) VALUES (1, :now, :from)
           ON CONFLICT (id) DO UPDATE SET at = :now, steady_from = :from""",
        {"now": tx.now, "from": steady_from},
    )
