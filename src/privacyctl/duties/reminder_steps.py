"""The steps at which `remind` tells of what waits: those of `due --new`, of letters, mailboxes, copies and drills."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from privacyctl.model import request_clock, takedown
from privacyctl.model.copies import DRILLED_WITHIN
from privacyctl.model.inbox import LOUD
from privacyctl.model.moment import AHEAD, DAY, Moment
from privacyctl.model.reminder import DueStep, Topic, inbox_step, letters_step
from privacyctl.store import copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.due import Due
    from privacyctl.store import Store

_MONDAY = 0


def steps(store: Store, found: Due, every: int) -> list[DueStep]:
    """Each thing that waits, at its present step. `every` is how often a copy is to be made, in seconds.

    What came in late has its present step alone, and not those that lie behind it.
    """
    of_days = list(_of_days(store, found, every))
    today = _today(store.now)
    if of_days and today.weekday() == _MONDAY:
        of_days.append(DueStep(Topic.WEEK, 0, today.toordinal(), is_of_days=True))
    return [*_of_hours(found), *of_days]


def _of_hours(found: Due) -> Iterator[DueStep]:
    now = found.as_of
    for task in found.removals:
        left = task.seconds_left(now)
        yield DueStep(Topic.REMOVAL, task.id, takedown.step(left), left, waited=now - task.received_at)
    for comment in found.comments:
        left = comment.seconds_left(now)
        yield DueStep(Topic.COMMENT, comment.case, takedown.step(left), left, waited=now - comment.written_at)
    if found.letters is not None and found.letters.waiting:
        oldest = found.letters.waiting[0]
        waited = now - oldest.received_at
        step = letters_step(waited)
        if step is not None:
            yield DueStep(Topic.LETTERS, oldest.id, step, oldest.seconds_left(now), waited=waited)
    for source in found.sources:
        unread = now - source.unread_since
        step = inbox_step(unread, LOUD)
        yield DueStep(Topic.INBOX, source.id, step, LOUD - unread, is_of_days=not source.is_loud(now))


def _of_days(store: Store, found: Due, every: int) -> Iterator[DueStep]:
    now = found.as_of
    for one in found.requests:
        left = one.seconds_left(now)
        yield DueStep(Topic.REQUEST, one.case, request_clock.step(left), left, is_of_days=True)
    for line in found.follow_ups:
        left = line.seconds_left(now)
        yield DueStep(
            Topic.RECIPIENT, line.follow_up, request_clock.step_of_untold(left), left, is_of_days=True
        )
    week, day = now // (7 * DAY), _today(now).toordinal()
    for is_there, topic, step in (
        (found.older_comments, Topic.OLDER_COMMENTS, week),
        (found.copies, Topic.OVERSTAYED, day),
        (found.journal_copies, Topic.JOURNAL_COPY, day),
        (found.lag, Topic.JOURNAL, day),
        (is_copy_late(store, every), Topic.LATE_COPY, day),
        (is_drill_late(store), Topic.DRILL, day),
    ):
        if is_there:
            yield DueStep(topic, 0, step, is_of_days=True)


def is_copy_late(store: Store, every: int) -> bool:
    """Whether copies are made, and the newest is older than twice the time between two; one of the future is none."""
    newest = copies.newest(store)
    return newest is not None and not -AHEAD <= store.now - newest.made_at <= 2 * every


def is_drill_late(store: Store) -> bool:
    """Whether copies are made, and for 90 days nobody has practised to restore one."""
    newest, drill = copies.newest(store), copies.last_drill(store)
    if newest is None:
        return False
    return not -AHEAD <= store.now - (drill or Moment(0)) < DRILLED_WITHIN


def _today(now: Moment) -> datetime:
    return datetime.fromtimestamp(now, UTC).astimezone()
