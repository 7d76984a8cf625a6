"""What is due: the one thing that cron asks, every few minutes, for years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.model.takedown import step
from privacyctl.store import takedowns

if TYPE_CHECKING:
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store

STALE = 6 * 3600
"""Seconds after which a silent cron is worth a warning: a quarter of the promise."""


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for evidence and is due within a window, the most urgent first."""

    as_of: int
    within: int
    removals: tuple[Takedown, ...]


def due(store: Store, within: int) -> Due:
    """The takedowns due within so many seconds; what is overdue always, what is removed last."""
    return Due(store.now, within, tuple(takedowns.pending(store, store.now + within)))


def only_new(store: Store, found: Due) -> Due:
    """Keep only those that moved on since they were last told of.

    That is at intake, with 12, 4 and 1 hours left, and hourly once overdue. `mark` notes
    that they were told.
    """
    told = takedowns.told(store, [task.id for task in found.removals])
    moved = [t for t in found.removals if step(t.seconds_left(found.as_of)) > told[t.id]]
    return replace(found, removals=tuple(moved))


def mark(store: Store, found: Due | None) -> None:
    """Leave a mark that `due` ran, and of what it told; the list was printed before.

    Told first and marked after: killed in between, it is told twice, never not at all.
    """
    with store.transaction() as tx:
        tx.is_mark = True
        takedowns.mark_run(tx)
        if found is not None:
            takedowns.mark_told(
                tx, [(task.id, step(task.seconds_left(found.as_of))) for task in found.removals]
            )


def silence(store: Store) -> int | None:
    """For how many seconds cron has not run `due`, where that is worth a warning.

    -1 where it never ran though a takedown is open.
    """
    last = takedowns.last_run(store)
    if last is None:
        return -1 if takedowns.count_pending(store) else None
    quiet = store.now - last
    return quiet if quiet > STALE else None
