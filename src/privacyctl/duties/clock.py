"""Whether the clock can be believed, and what a person says of it.

A clock that is behind the last entry is seen at once. One that is ahead is not: it can only be
known that nothing was heard of the record for long, and what is done now for good may come too soon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import Refused
from privacyctl.model.audit import CLOCK_SET
from privacyctl.model.moment import local, span
from privacyctl.store import clock_signs, marks
from privacyctl.store.marks import SILENT

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class ClockSet:
    """That a person says that the clock is right."""

    changed: bool
    """Whether there was anything to say it of."""
    back: int
    """By how many seconds the clock was behind the last entry."""
    silent_since: Moment | None
    """Since when the record had been silent, where that was for too long; else None."""


def set_right(store: Store) -> ClockSet:
    """Record that the clock is right: from this entry on the times of entries count anew.

    Changes nothing where the clock is neither behind the record nor long after its last sign of life.
    """
    with store.transaction() as tx:
        back, since = tx.behind, silent_since(tx)
        if not back and since is None:
            return ClockSet(False, 0, None)
        clock_signs.add_clock_set(tx)
        tx.record(CLOCK_SET)
        return ClockSet(True, back, since)


def silent_since(store: Store) -> Moment | None:
    """The last sign of life before a silence of more than 35 days that nobody has accounted for; None without one.

    Entries are signs, and so are the runs of `due` where cron has kept it running. A silence is
    forgotten once the record has been alive for 35 days after it, or a person says that the clock is right.
    """
    run = marks.last_run(store)
    after = store.now
    for sign in clock_signs.signs(store):
        if sign.at > store.now:
            return None  # the clock is behind, and said to be
        if after - sign.at > SILENT and not _is_bridged(run, sign.at, after):
            return sign.at
        if sign.is_clock_set or store.now - sign.at > SILENT:
            return None
        after = sign.at
    return None


def must_have_come(store: Store, moment: Moment, what: str) -> None:
    """Raises Refused where it is not sure that a moment has passed by now: the record was silent when it came.

    `what` is a clause that says what is not done.
    """
    since = silent_since(store)
    if since is not None and moment > since:
        raise Refused(
            f"the clock may be wrong: it is {span(store.now - since)} ahead of all that the record knows"
            f" (the last is of {local(since)}), so {what}",
            "look at the clock: date; if it is right: privacyctl doctor --clock-is-right",
        )


def must_not_be_behind(store: Store, what: str) -> None:
    """Raises Refused under a clock that is behind the record: people would have less time than they are told.

    `what` is a clause that says what is not done.
    """
    if store.behind:
        raise Refused(
            f"the clock is {span(store.behind)} behind the record, so {what}",
            "set the clock, or if it is right: privacyctl doctor --clock-is-right",
        )


def _is_bridged(run: marks.Run | None, before: Moment, after: Moment) -> bool:
    """Whether cron ran `due` all the while between two moments."""
    return run is not None and run.steady_from <= before + SILENT and after - SILENT <= run.at <= after
