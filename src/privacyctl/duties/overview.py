"""The day's work: all that waits, the most urgent first, and the signs of life of what must run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import due as waiting
from privacyctl.model.copies import DRILLED_WITHIN
from privacyctl.model.inbox import LOUD
from privacyctl.model.moment import DAY, Moment, span
from privacyctl.model.takedown import LIMIT, TakedownScope, TakedownState
from privacyctl.model.text import plural
from privacyctl.store import copies, looks, marks, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.due import Due
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store

_WEEK = 7 * DAY
_SITE, _LIST, _SAFE, _RIGHTS, _ANSWERS = 6, 7, 9, 10, 11
"""The promises by what they are about."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that waits for a person."""

    kind: str
    """What waits, in the words of `due --format csv`; also `copy` and `drill`, which P9 wants."""
    what: str
    """The same for a reader, without a name of a person in it."""
    next: str
    """What is typed next, after the program's name."""
    due_at: Moment | None
    """By when; None where a clock was wrong and nobody knows."""
    promise: int
    """The promise that is not kept once that moment is over."""
    task: int | None = None
    case: int | None = None
    follow_up: int | None = None
    who: str = ""
    """Whom it is about, as it can be shown; empty where nobody."""

    def seconds_left(self, now: Moment) -> int | None:
        return None if self.due_at is None else self.due_at - now

    @property
    def is_about_copies(self) -> bool:
        """Whether it is about what is kept for the case of a loss: nobody waits for it by the hour."""
        return self.promise == _SAFE

    def is_overdue(self, now: Moment) -> bool:
        return self.due_at is not None and self.due_at < now and not self.is_about_copies


@dataclass(frozen=True, slots=True)
class Life:
    """When each thing that must run ran last; None for never."""

    due: Moment | None
    """`due` with no terminal near, as cron runs it."""
    inbox: Moment | None
    """The reading of the mailbox that was not read for longest; None where the settings named none."""
    look: Moment | None
    """A look at the site."""
    copy: Moment | None
    drill: Moment | None


@dataclass(frozen=True, slots=True)
class Overview:
    """One look at the record."""

    as_of: Moment
    work: tuple[Work, ...]
    """All that waits, by the time that is left: first what was received in the future, last what is about copies."""
    life: Life
    letters: int
    """How many letters wait to be read."""

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue(self.as_of) for one in self.work)

    @property
    def not_kept(self) -> tuple[int, ...]:
        """The numbers of the promises that something overdue speaks against; `policy` alone looks at all of each."""
        late = {one.promise for one in self.work if one.is_overdue(self.as_of) or one.is_about_copies}
        return tuple(sorted(late))


def overview(store: Store, copies_every: int) -> Overview:
    """What waits, and what ran. A copy is wanted within twice `copies_every` seconds, as P9 has it."""
    now, found = store.now, waiting.due(store, LIMIT + DAY)
    run, newest = marks.last_run(store), copies.newest(store)
    life = Life(
        due=None if run is None else run.at,
        inbox=min((one.unread_since for one in sources.named(store)), default=None),
        look=looks.last_at(store),
        copy=None if newest is None else newest.made_at,
        drill=copies.last_drill(store),
    )
    work = (*_removals(found), *_requests(found), *_mail(found), *_keeping(found, life, copies_every))
    ordered = sorted(work, key=lambda one: (one.is_about_copies, one.due_at or 0, one.task or one.case or 0))
    return Overview(now, tuple(ordered), life, found.waiting_letters)


def _removals(found: Due) -> Iterator[Work]:
    for task in found.removals:
        is_ahead, is_open = task.is_ahead, task.state is TakedownState.OPEN
        then = f"removed {task.id} --note TEXT" if is_open else f"verify {task.id}"
        yield Work(
            "removal",
            f"case {task.case}, task {task.id}: {_thing(task)}{'' if is_open else ', removed, not verified'}",
            "takedown WHO --received TIME" if is_ahead else then,
            None if is_ahead else task.due_at,
            _LIST if task.what in (TakedownScope.NAME, TakedownScope.LOGO) else _SITE,
            task=task.id,
            case=task.case,
            who=task.who,
        )


def _thing(task: Takedown) -> str:
    if task.publication is None:
        return "all that shows them" if task.what is TakedownScope.ALL else f"their {task.what.value}"
    places = task.where[0] if len(task.where) == 1 else plural(len(task.where), "place")
    return f"{task.what.value}, {places}"


def _requests(found: Due) -> Iterator[Work]:
    now = found.as_of
    for comment in found.comments:
        yield Work(
            "comment",
            f"case {comment.case}: a buyer's comment, to be read",
            f"close {comment.case} --because seen-to",
            None if comment.is_ahead else comment.due_at,
            _ANSWERS,
            case=comment.case,
            who=comment.who,
        )
    for one in found.requests:
        is_known = one.is_confirmed or not one.kind.needs_proof
        answer = one.kind.command.replace("CASE", str(one.case))
        yield Work(
            one.kind.value,
            f"case {one.case}: {one.kind.value}{'' if is_known else ', not confirmed'}",
            f"{one.kind.taken_by} WHO --received TIME"
            if one.is_ahead
            else (answer if is_known else f"confirm {one.case} --how code"),
            None if one.is_ahead else one.due_at,
            _RIGHTS if one.kind.needs_proof else _ANSWERS,
            case=one.case,
            who=one.who,
        )
    for line in found.follow_ups:
        yield Work(
            "follow-up",
            f"case {line.case}: tell {line.recipient} {line.kind.of_what}",
            f"follow-up {line.follow_up} --asked",
            None if line.is_ahead else line.due_at,
            _RIGHTS,
            case=line.case,
            follow_up=line.follow_up,
        )
    if found.older_comments:
        comments = plural(found.older_comments, "comment")
        yield Work(
            "older-comments",
            f"{comments} of older orders, to be read",
            "requests",
            Moment(now + _WEEK),
            _ANSWERS,
        )


def _mail(found: Due) -> Iterator[Work]:
    now, letters = found.as_of, found.letters
    if letters is not None and (oldest := letters.oldest_at) is not None:
        waits = "1 letter waits" if letters.count == 1 else f"{letters.count} letters wait, the oldest"
        yield Work(
            "letters",
            f"{waits} {span(max(now - oldest, 0))}: if it asks for a removal",
            "triage",
            Moment(now + letters.seconds_left(now)),
            _ANSWERS,
        )
    for source in found.sources:
        loud_at = Moment(source.unread_since + LOUD)
        yield Work("inbox", f"the inbox '{source.name}' cannot be read", "inbox", loud_at, _ANSWERS)


def _keeping(found: Due, life: Life, every: int) -> Iterator[Work]:
    now = found.as_of
    for stays in found.copies:
        what = f"{plural(stays.copies, 'copy', 'copies')} should be gone, in {stays.folder}"
        yield Work("copies", what, "purge", stays.since, _SAFE)
    for copy in found.journal_copies:
        yield Work(
            "journal-copy",
            f"the journal's copy in {copy.folder} is behind",
            "journal --copy",
            copy.since,
            _SAFE,
        )
    if life.copy is None:
        yield Work("copy", "no copy of the record was read back", "backup", now, _SAFE)
    elif not 0 <= now - life.copy < 2 * every:
        old = f"the newest copy is {span(now - life.copy)} old"
        yield Work("copy", old, "backup", Moment(life.copy + 2 * every), _SAFE)
    if life.copy is not None and (life.drill is None or now - life.drill >= DRILLED_WITHIN):
        last = (
            "nobody has practised a restore"
            if life.drill is None
            else f"the last drill was {span(now - life.drill)} ago"
        )
        yield Work("drill", last, "restore FILE --identity KEYFILE --dry-run", now, _SAFE)
