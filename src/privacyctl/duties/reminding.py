"""Telling of what is due, for certain: each step is written down, claimed, sent, and marked once a way took it.

A crash between sending and marking has it sent once more, with the same Message-ID; none is lost. Between two runs
the claim decides, and no lock is held while something is sent.
"""

from __future__ import annotations

import contextlib
import os
import socket
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.duties import due, reminder_steps
from privacyctl.errors import NotTaken
from privacyctl.model.moment import DAY
from privacyctl.model.reminder import Reminder, Topic
from privacyctl.model.takedown import WINDOW
from privacyctl.store import copies, reminders

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from privacyctl.duties.due import Due
    from privacyctl.duties.protocols import ComposeReminder, Deliver
    from privacyctl.model.moment import Moment
    from privacyctl.model.reminder import DueStep, WayHours, WayState
    from privacyctl.model.way import Way
    from privacyctl.store import Store, Transaction
    from privacyctl.store.reminders import Unsent

LEASE = 3 * 60
"""Seconds after which a claim is free again: twice as long as the longest sending takes."""
_BESIDE_DUE = frozenset({Topic.LATE_COPY, Topic.DRILL, Topic.WEEK})
FIRST_SHOWN = 8
"""Digits of the hash of the record's first entry, which tell two records apart in a Message-ID."""


class RemindedWay(NamedTuple):
    """A way, and when it tells of what."""

    way: Way
    hours: WayHours


@dataclass(frozen=True, slots=True)
class WayFailing:
    """A way that takes nothing."""

    name: str
    fault: str
    hint: str | None
    is_news: bool
    """Whether no run has said so today."""


@dataclass
class Reminded:
    """What a run told, and what it could not tell."""

    found: Due
    told: list[tuple[DueStep, str]] = field(default_factory=list)
    """Each step with the name of the way that took it."""
    partly: list[str] = field(default_factory=list)
    """The ways whose server refused some of the addresses."""
    untold: tuple[DueStep, ...] = ()
    """The steps that no way took."""
    lacking: bool = False
    """Whether a way did not take what another took."""
    failing: tuple[WayFailing, ...] = ()


class _Claim(NamedTuple):
    """What this run sends now."""

    reminder: Reminder
    rows: tuple[int, ...]
    found: Due


def remind(
    store: Store,
    ways: Sequence[RemindedWay],
    every: int,
    compose: ComposeReminder,
    deliver: Deliver,
    *,
    is_by_cron: bool,
) -> Reminded:
    """Tell by each way what has come to a new step, the most urgent first; `every` is how often a copy is made.

    A way that fails is left alone for the rest of the run. Nothing is locked while something is sent. A run by cron
    leaves the sign of life that `due` leaves.
    """
    by, failed = _this_run(), dict[str, NotTaken]()
    done = Reminded(due.due(store, WINDOW))
    while (claim := _claim(store, ways, every, by, failed)) is not None:
        way = claim.reminder.way
        try:
            taken = deliver(compose(claim.reminder, claim.found), way)
        except NotTaken as failure:
            failed[way.name] = failure
            with _marking(store) as tx:
                reminders.mark_not_sent(tx, claim.rows, by)
                reminders.mark_failing(tx, way.name, failure.sentence, is_lasting=failure.is_lasting)
            continue
        with _marking(store) as tx:
            reminders.mark_sent(tx, claim.rows, by, way.name)
        done.told += [(step, way.name) for step in claim.reminder.steps]
        if taken.refused and way.name not in done.partly:
            done.partly.append(way.name)
    _finish(store, ways, every, by, done, failed)
    if is_by_cron:
        _leave_signs(store, done)
    return done


@contextlib.contextmanager
def _marking(store: Store) -> Iterator[Transaction]:
    with store.transaction() as tx:
        tx.is_mark = True
        yield tx


def _claim(
    store: Store, ways: Sequence[RemindedWay], every: int, by: str, failed: Container[str]
) -> _Claim | None:
    """Bring the rows up to what is due now, and take the most urgent of them; None where nothing is left to send."""
    with _marking(store) as tx:
        found = due.due(tx, WINDOW)
        steps = {one.key: one for one in reminder_steps.steps(tx, found, every)}
        waiting = _bring_up(tx, ways, steps)
        states = reminders.ways(tx)
        free = [
            one
            for one in waiting
            if one.way not in failed and not _rests(states, one.way, tx.now) and _is_free(one, by, tx.now)
        ]
        if not free:
            return None
        first = min(free, key=lambda one: (one.digest is not None, steps[one.key].seconds_left, one.id))
        rows = [one for one in free if one.way == first.way and one.digest == first.digest]
        rows = [first] if first.digest is None else rows
        reminders.claim(tx, [one.id for one in rows], by)
        way = next(one.way for one in ways if one.way.name == first.way)
        told = Reminder(
            way,
            tuple(sorted((steps[one.key] for one in rows), key=lambda one: one.seconds_left)),
            *_names(tx, first, rows),
            first.digest is not None,
            tx.head(),
        )
        return _Claim(told, tuple(one.id for one in rows), found)


def _rests(states: dict[str, WayState], way: str, now: Moment) -> bool:
    return way in states and states[way].rests(now)


def _bring_up(
    tx: Transaction, ways: Sequence[RemindedWay], steps: dict[tuple[Topic, int, int], DueStep]
) -> list[Unsent]:
    """Write down what is to be told now, and let go of what is over: done, or at a later step."""
    reminders.put_right(tx)
    local = datetime.fromtimestamp(tx.now, UTC).astimezone()
    day, minute = local.date().toordinal(), local.hour * 60 + local.minute
    for way, hours in ways:
        told = [one for one in steps.values() if _is_told_by(hours, one)]
        reminders.add(tx, [one for one in told if not one.is_of_days], way.name)
        is_time = minute >= hours.digest and not hours.quiet.hold(minute)
        if is_time and not reminders.is_digest_made(tx, way.name, day):
            reminders.add(tx, [one for one in told if one.is_of_days], way.name, day)
    waiting = reminders.unsent(tx)
    wanted = _wanted(waiting, ways, steps)
    reminders.drop(tx, [one.id for one in waiting if one not in wanted])
    return wanted


def _wanted(
    waiting: Sequence[Unsent], ways: Sequence[RemindedWay], steps: dict[tuple[Topic, int, int], DueStep]
) -> list[Unsent]:
    """Those of the rows whose step is the present one still, and whose way tells of it."""
    hours = {one.way.name: one.hours for one in ways}
    return [
        one
        for one in waiting
        if one.key in steps and one.way in hours and _is_told_by(hours[one.way], steps[one.key])
    ]


def _is_told_by(hours: WayHours, step: DueStep) -> bool:
    return not hours.after or (step.topic is Topic.REMOVAL and step.waited >= hours.after)


def _names(tx: Transaction, first: Unsent, rows: Sequence[Unsent]) -> tuple[str, str | None]:
    """The names of a message and of the thread that it goes on, without the domain."""
    record = copies.identity(tx)[:FIRST_SHOWN]
    topic, number, step = first.key
    if first.digest is not None:
        made_at = min(one.made_at for one in rows)
        return f"digest-{first.digest}.{first.way}.{made_at:x}.{record}", None

    def name(step: int, made_at: Moment) -> str:
        return f"{topic}-{number}.{step}.{first.way}.{made_at:x}.{record}"

    began = reminders.first_sent(tx, topic, number, first.way)
    return name(step, first.made_at), None if began is None else name(*began)


def without_ways(store: Store) -> Reminded:
    """What nobody can be told but by what is printed: as `due --new` does it, and with its marks."""
    everything = due.due(store, WINDOW)
    found = due.only_new(store, everything)
    untold = (one for one in reminder_steps.steps(store, found, 0) if one.topic not in _BESIDE_DUE)
    return Reminded(found, untold=tuple(untold))


def _finish(
    store: Store,
    ways: Sequence[RemindedWay],
    every: int,
    by: str,
    done: Reminded,
    failed: dict[str, NotTaken],
) -> None:
    """See what is left, and how the ways do."""
    names = [one.way.name for one in ways]
    with _marking(store) as tx:
        done.found = due.due(tx, WINDOW)
        steps = {one.key: one for one in reminder_steps.steps(tx, done.found, every)}
        waiting = _wanted(reminders.unsent(tx), ways, steps)
        left = [one for one in waiting if _is_free(one, by, tx.now)]
        keys = dict.fromkeys(one.key for one in left)
        done.untold = tuple(steps[key] for key in keys if not reminders.is_told(tx, key))
        done.lacking = bool(left) and not done.untold
        reminders.name_ways(tx, names)
        reminders.forget_old(tx, steps)
        states = [one for one in reminders.ways(tx).values() if one.fault is not None]
        done.failing = tuple(
            WayFailing(
                one.way,
                one.fault or "",
                failed[one.way].hint if one.way in failed else None,
                one.said_at is None or not 0 <= tx.now - one.said_at < DAY,
            )
            for one in states
        )
        reminders.mark_said(tx, [one.name for one in done.failing if one.is_news])


def _leave_signs(store: Store, done: Reminded) -> None:
    with _marking(store) as tx:
        due.leave_mark(tx, done.found)
        if not done.untold:
            reminders.mark_all_told(tx)


def _this_run() -> str:
    """What this run is called where it claims: the machine, as a number that names nobody, the process, and chance."""
    return f"{_machine()}:{os.getpid()}:{os.urandom(4).hex()}"


def _machine() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _is_free(one: Unsent, by: str, now: Moment) -> bool:
    """Whether no other run is sending it: never claimed, claimed by one that is no more, or too long ago."""
    if one.claimed_at is None or one.claimed_by is None or one.claimed_by == by:
        return True
    if not one.claimed_at <= now < one.claimed_at + LEASE:
        return True
    machine, process, _ = one.claimed_by.split(":")
    if machine != _machine():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def tried(store: Store, way: str, failure: NotTaken | None) -> None:
    """Note how a trial of a way went: one that was mended rests no more."""
    with _marking(store) as tx:
        if failure is None:
            reminders.mark_well(tx, way)
        else:
            reminders.mark_failing(tx, way, failure.sentence, is_lasting=failure.is_lasting)


def trial_word() -> str:
    """A word that nobody can guess, without letters that look alike."""
    return "".join("bdfghkmnprstvwxz"[byte % 16] for byte in os.urandom(6))
