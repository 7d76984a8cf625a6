"""What is due: the one thing that cron asks, every few minutes, for years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from privacyctl.model import request_clock
from privacyctl.model.deadline import Rule
from privacyctl.model.moment import AHEAD, DAY, HOUR, Moment
from privacyctl.model.request_clock import NOTICE, Unanswered, UnreadComment
from privacyctl.model.takedown import LIMIT, step
from privacyctl.model.telling import is_news
from privacyctl.store import clocks, copies, letters, marks, requests, sources, takedowns
from privacyctl.store.journal import tail
from privacyctl.store.marks import Waits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from privacyctl.model.inbox import SourceState
    from privacyctl.model.request import Request
    from privacyctl.model.request_clock import RequestClock, Untold
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction
    from privacyctl.store.copies import Overstayed
    from privacyctl.store.journal.standing import Lag
    from privacyctl.store.journal.tail import JournalCopyLag
    from privacyctl.store.letters import Waiting

_ALL = 100 * 365 * DAY
"""Seconds within which everything that waits is due."""
PATIENCE = 60
"""Seconds for which the journal may lag: a command that writes brings it up after its commit."""
REMINDED = 6 * HOUR
"""Seconds after which `due --new` tells again of a mailbox that cannot be read; hourly once that is urgent."""
STALE = 6 * 3600
"""Seconds after which a silent cron is worth a warning: a quarter of the promise."""


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """The letters that wait for a person."""

    waiting: tuple[Waiting, ...]

    @property
    def count(self) -> int:
        return len(self.waiting)

    @property
    def oldest_at(self) -> Moment | None:
        return self.waiting[0].received_at if self.waiting else None

    def seconds_left(self, now: Moment) -> int:
        """Until the day of the oldest is over, if it asks for a removal."""
        return self.waiting[0].seconds_left(now) if self.waiting else LIMIT


@dataclass(frozen=True, slots=True)
class Due:
    """What waits: removals for evidence, comments for a reader, requests for an answer, recipients for word.

    The most urgent first.
    """

    as_of: Moment
    within: int
    removals: tuple[Takedown, ...]
    requests: tuple[Unanswered, ...]
    """Those that are to be answered, from seven days before their day."""
    follow_ups: tuple[Untold, ...]
    """The recipients who wait to be told."""
    comments: tuple[UnreadComment, ...]
    """The comments of buyers that nobody has read, from their first minute."""
    older_comments: int
    """How many more there are that were older than their 24 hours when they were imported."""
    behind: int = 0
    """By how many seconds the clock is behind the last entry of the record."""
    copies: tuple[Overstayed, ...] = ()
    """The folders with copies of the record that should be gone."""
    journal_copies: tuple[JournalCopyLag, ...] = ()
    """The folders whose copy of the journal is behind."""
    letters: WaitingLetters | None = None
    """The letters that wait; None where no mailbox was ever read."""
    sources: tuple[SourceState, ...] = ()
    """The mailboxes that cannot be read, where that is to be told by now."""
    lag: Lag | None = None
    """How far the journal is behind the record; None where it is not, or for a moment only."""

    @property
    def is_empty(self) -> bool:
        waits = self.removals or self.requests or self.follow_ups or self.comments or self.older_comments
        return not (
            waits or self.copies or self.lag or self.journal_copies or self.waiting_letters or self.sources
        )

    @property
    def waiting_letters(self) -> int:
        return self.letters.count if self.letters else 0

    def beyond(self, other: Due) -> Due:
        """Only what `other` does not have, by number and time."""
        letters = {_letter(one) for one in _waiting(other)}
        more: dict[str, Any] = {
            "letters": WaitingLetters(tuple(one for one in _waiting(self) if _letter(one) not in letters))
        }
        for kind, key in _KNOWN_BY.items():
            known = {key(one) for one in getattr(other, kind)}
            more[kind] = tuple(one for one in getattr(self, kind) if key(one) not in known)
        return replace(self, **more)

    def with_those_of(self, other: Due) -> Due:
        """What waits here and there; of one number there may be two, and both are due."""
        both: dict[str, Any] = {
            kind: tuple(sorted((*getattr(self, kind), *getattr(other, kind)), key=_day)) for kind in _KNOWN_BY
        }
        if self.letters or other.letters:
            waiting = sorted((*_waiting(self), *_waiting(other)), key=attrgetter("received_at", "id"))
            both["letters"] = WaitingLetters(tuple(waiting))
        return replace(self, **both)

    @property
    def names(self) -> list[str]:
        """The numbers by which commands know what waits here."""
        waiting: tuple[Unanswered | UnreadComment | Untold, ...] = (
            *self.requests,
            *self.comments,
            *self.follow_ups,
        )
        cases = dict.fromkeys(f"case {one.case}" for one in waiting)
        letters = (f"letter {one.id}" for one in _waiting(self))
        return [*(f"task {task.id}" for task in self.removals), *cases, *letters]


_KNOWN_BY: Mapping[str, Callable[[Any], object]] = {
    "removals": attrgetter("id", "received_at"),
    "requests": attrgetter("case", "rule", "received_at"),
    "follow_ups": attrgetter("follow_up", "due_at"),
    "comments": attrgetter("case", "written_at"),
}
"""What tells two things that wait apart, in a record and in another that has parted from it."""


def _waiting(found: Due) -> tuple[Waiting, ...]:
    return found.letters.waiting if found.letters else ()


_letter = attrgetter("id", "received_at")


def _day(one: Takedown | Unanswered | Untold | UnreadComment) -> Moment:
    return one.due_at


def due(store: Store, within: int, lag: Lag | None = None) -> Due:
    """The takedowns due within so many seconds; what is overdue always; by what is left, whatever the state.

    Requests have seven days of their own at least, and a recipient is listed until it was told.
    """
    waiting = clocks.waiting(store, Moment(store.now + max(NOTICE, within)))
    return Due(
        store.now,
        within,
        tuple(takedowns.pending(store, Moment(store.now + within))),
        tuple(_unanswered(store, clock) for clock in waiting if clock.rule is not Rule.READ),
        tuple(clocks.untold(store)),
        tuple(_unread(store, clock) for clock in waiting if clock.rule is Rule.READ),
        clocks.count_older(store),
        store.behind,
        tuple(copies.overstayed(store)),
        tuple(one for one in tail.copies_behind(tail.beside(store.path)) if store.now - one.since > PATIENCE),
        _letters(store),
        tuple(one for one in sources.failing(store) if one.is_told(store.now)),
        lag if lag is not None and store.now - lag.since > PATIENCE else None,
    )


def only_new(store: Store, found: Due) -> Due:
    """Keep only those that moved on since they were last told of.

    A removal, and a comment: at intake, with 12, 4 and 1 hours left, and hourly once
    overdue. A request: with 7, 3 and 1 days left, and daily once overdue. A recipient: at
    once, on the day, and daily after it. The comments of older orders: when one came, and
    once a week. Copies that should be gone, and a journal that lags: once a day. `mark` notes that they were told.
    """
    now, last = found.as_of, marks.last_run(store)
    is_new_day = last is None or last.at > now or last.at // DAY != now // DAY
    told = marks.of(store, Waits.TAKEDOWN, [task.id for task in found.removals])
    asked = marks.of(
        store, Waits.CLOCK, [*(one.case for one in found.requests), *(one.case for one in found.comments)]
    )
    untold = marks.of(store, Waits.FOLLOW_UP, [one.follow_up for one in found.follow_ups])
    return replace(
        found,
        removals=tuple(
            t
            for t in found.removals
            if is_news(step, t.seconds_left(now), told.get(t.id), now, t.counts_from)
        ),
        requests=tuple(
            r
            for r in found.requests
            if is_news(request_clock.step, r.seconds_left(now), asked.get(r.case), now, r.counts_from)
        ),
        follow_ups=tuple(
            f
            for f in found.follow_ups
            if is_news(
                request_clock.step_of_untold,
                f.seconds_left(now),
                untold.get(f.follow_up),
                now,
                f.counts_from,
            )
        ),
        comments=tuple(
            c
            for c in found.comments
            if is_news(step, c.seconds_left(now), asked.get(c.case), now, c.written_at)
        ),
        older_comments=found.older_comments if clocks.is_older_news(store) else 0,
        letters=found.letters if _is_letter_news(found) else None,
        sources=tuple(_news_of_sources(store, found)),
        copies=found.copies if is_new_day else (),
        journal_copies=found.journal_copies if is_new_day else (),
        lag=found.lag if is_new_day else None,
    )


def marked_impossibly(store: Store) -> list[str]:
    """What waits and bears a mark of being told that `due` cannot have left there, by the numbers of commands."""
    found, now = due(store, _ALL), store.now
    waits = (
        (
            Waits.TAKEDOWN,
            [(f"task {t.id}", t.id, t.seconds_left(now), t.counts_from) for t in found.removals],
        ),
        (
            Waits.CLOCK,
            [(f"case {r.case}", r.case, r.seconds_left(now), r.counts_from) for r in found.requests],
        ),
        (
            Waits.CLOCK,
            [(f"case {c.case}", c.case, c.seconds_left(now), c.written_at) for c in found.comments],
        ),
        (
            Waits.FOLLOW_UP,
            [
                (f"follow-up {f.follow_up}", f.follow_up, f.seconds_left(now), f.counts_from)
                for f in found.follow_ups
            ],
        ),
    )
    names = []
    for table, rows in waits:
        told = marks.of(store, table, [number for _, number, _, _ in rows])
        names += [
            name
            for name, number, left, began_at in rows
            if number in told and not told[number].is_possible(left, began_at, now)
        ]
    letters_ = found.letters.waiting if found.letters else ()
    return names + [
        f"letter {one.id}"
        for one in letters_
        if one.told is not None and not one.told.is_possible(one.seconds_left(now), one.received_at, now)
    ]


def mark(store: Store, found: Due, told: Due | None) -> None:
    """Leave a mark that `due` ran, of what lies ahead in `found`, and of what it `told`; the list was printed before.

    Told first and marked after: killed in between, it is told twice, never not at all.
    """
    now = found.as_of
    with store.transaction() as tx:
        tx.is_mark = True
        leave_mark(tx, found)
        if told is not None:
            marks.told(tx, Waits.TAKEDOWN, [(task.id, task.seconds_left(now)) for task in told.removals])
            marks.told(tx, Waits.CLOCK, [(one.case, one.seconds_left(now)) for one in told.requests])
            marks.told(tx, Waits.CLOCK, [(one.case, one.seconds_left(now)) for one in told.comments])
            marks.told(
                tx, Waits.FOLLOW_UP, [(one.follow_up, one.seconds_left(now)) for one in told.follow_ups]
            )
            if told.letters is not None and found.letters is not None:
                waiting = found.letters.waiting
                letters.told(tx, [(one.id, one.seconds_left(now)) for one in waiting])
            sources.mark_told(tx, [one.id for one in told.sources])
            if told.older_comments:
                clocks.mark_older_told(tx)


def leave_mark(tx: Transaction, found: Due) -> None:
    """Note that somebody was told now of what waits, or would have been, and what of it lies ahead."""
    marks.ran(tx)
    marks.ahead(tx, Waits.TAKEDOWN, [task.id for task in found.removals if task.is_ahead])
    marks.ahead(tx, Waits.CLOCK, [one.case for one in found.requests if one.is_ahead])
    marks.ahead(tx, Waits.CLOCK, [one.case for one in found.comments if one.is_ahead])
    marks.ahead(tx, Waits.FOLLOW_UP, [one.follow_up for one in found.follow_ups if one.is_ahead])


def _letters(store: Store) -> WaitingLetters | None:
    waiting = letters.waiting(store)
    return WaitingLetters(tuple(waiting)) if waiting or sources.is_any(store) else None


def _is_letter_news(found: Due) -> bool:
    """Whether a letter came, or one that waits has come to a new step."""
    now = found.as_of
    return any(
        is_news(step, one.seconds_left(now), one.told, now, one.received_at)
        for one in (found.letters.waiting if found.letters else ())
    )


def _news_of_sources(store: Store, found: Due) -> list[SourceState]:
    """The mailboxes that cannot be read: at once, every six hours, and hourly after twelve."""
    told = sources.told(store, found.as_of)
    return [
        one
        for one in found.sources
        if one.id not in told
        or found.as_of - told[one.id] >= (HOUR if one.is_loud(found.as_of) else REMINDED)
    ]


class Silence(NamedTuple):
    """That cron has not run `due`, where that is worth a warning."""

    seconds: int | None
    """Since its last run; None where it never ran though a takedown is open. Below 0 it ran in the future."""


def silence(store: Store) -> Silence | None:
    """Whether cron has not run `due` for so long that it is worth a warning. A run in the future is no run."""
    last = marks.last_run(store)
    if last is None:
        return Silence(None) if takedowns.count_pending(store) else None
    quiet = store.now - last.at
    return Silence(quiet) if quiet > STALE or quiet < -AHEAD else None


def _case(store: Store, clock: RequestClock) -> Request:
    request = requests.get(store, clock.case)
    if request is None:
        raise LookupError("a clock without its case")
    return request


def _unread(store: Store, clock: RequestClock) -> UnreadComment:
    written_at = Moment(clock.due_at - LIMIT)
    return UnreadComment(
        clock.case,
        _case(store, clock).who,
        written_at,
        clock.due_at,
        surely_due_at=clock.surely_due_at,
        is_ahead=clock.is_ahead,
    )


def _unanswered(store: Store, clock: RequestClock) -> Unanswered:
    request = _case(store, clock)
    return Unanswered(
        case=request.id,
        kind=request.kind,
        who=request.who,
        rule=clock.rule,
        received_at=request.received_at,
        due_at=clock.due_at,
        is_confirmed=clocks.confirmation(store, request.id) is not None,
        counts_from=clock.counts_from,
        surely_due_at=clock.surely_due_at,
        is_ahead=clock.is_ahead,
    )
