"""What is done about a takedown: it was removed, it was looked at, or it needed no removal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases, late_forgetting, permissions, restrictions
from privacyctl.errors import BadInput, Refused
from privacyctl.model.deadline import Rule
from privacyctl.model.moment import Moment, iso, local
from privacyctl.model.publication import Ground
from privacyctl.model.request import Because, RequestKind
from privacyctl.model.request_clock import ClockState
from privacyctl.model.takedown import LIMIT, Outcome, TakedownState, outcome
from privacyctl.store import clocks, contacts, publications, requests, scan_findings, takedowns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import TakeComment
    from privacyctl.model.ids import CaseId, PublicationId, TaskId
    from privacyctl.model.request import Request, WasAbout
    from privacyctl.model.request_clock import RequestClock
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class MarkedTasks:
    """Tasks after somebody spoke for them; `changed` names those that moved."""

    tasks: tuple[Takedown, ...]
    changed: tuple[TaskId, ...]
    outcomes: tuple[Outcome, ...]
    ended: tuple[CaseId, ...]
    """The cases of those that moved of which no task waits any more: who asked is to be told."""


@dataclass(frozen=True, slots=True)
class ClosedCase:
    """A case that was ended without a removal."""

    case: Request
    tasks: tuple[TaskId, ...]
    """The takedowns that ended with it."""
    changed: bool
    since: Moment | None = None
    """Of a comment, from when what it asked for is to be counted."""
    opened: CaseId | None = None
    """The case that a comment became; None where it asked for nothing, or for what is done at once."""


def mark_removed(store: Store, tasks: Sequence[TaskId], *, at: Moment | None, note: str) -> MarkedTasks:
    """Record that somebody removed what these tasks are about.

    It stops no clock: only evidence does. What is removed or verified already stays as it
    is. All of the tasks are marked or none. Raises NotFound and, for a closed case, Refused.
    """
    with store.transaction() as tx:
        found = [cases.must_get_task(tx, task) for task in dict.fromkeys(tasks)]
        changed = [task.id for task in found if task.state is TakedownState.OPEN]
        for task in changed:
            takedowns.mark_removed(tx, task, tx.now if at is None else at, note)
        if changed:
            tx.record("removed", tasks=changed)
        return _marked(tx, found, changed)


def attest(store: Store, tasks: Sequence[TaskId], *, note: str) -> MarkedTasks:
    """Record that somebody looked at every place and it is gone: that stops the clock.

    What is verified already stays as it is. All of the tasks are marked or none. Raises as
    `mark_removed` does.
    """
    with store.transaction() as tx:
        found = [cases.must_get_task(tx, task) for task in dict.fromkeys(tasks)]
        changed = [task.id for task in found if task.state.is_pending]
        for task in changed:
            takedowns.mark_attested(tx, task, note)
            after = cases.must_get_task(tx, task)
            if after.publication is not None:
                scan_findings.end_of(tx, after.publication)
            late_forgetting.let_go(tx, after)
        if changed:
            tx.record("attested", tasks=changed)
        return _marked(tx, found, changed)


def close(
    store: Store,
    case: CaseId,
    *,
    because: Because,
    note: str,
    was: WasAbout | None = None,
    take: TakeComment | None = None,
) -> ClosedCase:
    """End a case that needs no removal, on the record.

    What was asked by mistake, or taken back, may be shown again, and what was restricted so
    may be used again; a case that was closed before stays as it is. `was` says what a
    comment turned out to be, and `take` takes that with the comment's own receipt, so that
    nothing is lost between the two. Raises NotFound, and Refused where the
    reason does not fit, or where a comment was said to be something else before.
    """
    with store.transaction() as tx:
        request = cases.must_get(tx, case)
        since = _since(request, clocks.get(tx, case))
        if request.closed_because is not None:
            _check_same(request, since=since, was=was)
            return ClosedCase(request, (), changed=False)
        if was is not None and because is not Because.SEEN_TO:
            raise BadInput(
                f"--was says what a comment was that somebody has read, and not why a case is {because}",
                "leave it out, or: --because seen-to",
            )
        pending = [task for task in takedowns.of_request(tx, case) if task.state.is_pending]
        is_confirmed = clocks.confirmation(tx, case) is not None
        _check_reason(request, pending, because, is_confirmed=is_confirmed)
        opened = _take(tx, request, since, take, note) if take is not None else None
        requests.close(tx, request, because, note, was)
        for task in pending:
            takedowns.mark_closed(tx, task.id)
            if because.lifts_bar and task.publication is not None:
                _lift_bar(tx, task, task.publication)
            late_forgetting.let_go(tx, task)
        if request.kind is RequestKind.RESTRICTION and because.lifts_bar:
            restrictions.lift(tx, request, note)
        clocks.end(tx, case, ClockState.ANSWERED if because.is_done else ClockState.CLOSED)
        tasks = tuple(task.id for task in pending)
        tx.record(
            "case-closed" if take is None else "comment-taken",
            cases=[case] if opened is None else [case, opened],
            tasks=list(tasks),
            because=because.value,
            **({"was": was.value} if was else {}),
        )
        closed = requests.get(tx, case)
        return ClosedCase(closed or request, tasks, changed=True, since=since, opened=opened)


def _check_same(request: Request, *, since: Moment | None, was: WasAbout | None) -> None:
    """A comment that was read is not read again: what it was after all is typed as the command of that name."""
    if was in (None, request.was_about):
        return
    at = iso(request.received_at if since is None else since)
    command = was.command(request.contact, at) if request.contact is not None else None
    raise Refused(
        f"case {request.id} is closed already, as {request.was_about or request.closed_because}",
        f"if it was {was} after all: {command}"
        if command
        else f"see it: privacyctl requests; its number is {request.id}",
    )


def unread_comment(store: Store, case: CaseId) -> Request | None:
    """The case of a number, if it is a comment that nobody has closed."""
    request = requests.get(store, case)
    return request if request and request.kind is RequestKind.COMMENT and request.is_open else None


def list_requests(store: Store) -> list[Request]:
    """Every case: the open ones first, the one received first at the top; then the ended, latest first."""
    known = requests.everything(store)
    waiting = sorted((c for c in known if c.is_open), key=lambda c: (c.received_at, c.id))
    ended = sorted((c for c in known if not c.is_open), key=lambda c: (-c.received_at, -c.id))
    return waiting + ended


def _since(request: Request, clock: RequestClock | None) -> Moment | None:
    """From when what a comment asked for runs: as its own clock did; from the import where that was too late."""
    if request.kind is not RequestKind.COMMENT or clock is None:
        return None
    return request.received_at if clock.rule is Rule.OLDER else Moment(clock.due_at - LIMIT)


def _take(
    tx: Transaction, request: Request, since: Moment | None, take: TakeComment, note: str
) -> CaseId | None:
    """Take what a comment asked for: as it was written, and as of its own receipt."""
    if request.contact is None:
        raise LookupError("a comment of nobody")
    asked = cases.Asked(received_at=since, via=request.via, note=request.text or note)
    return take(tx, contacts.must_get(tx, request.contact), asked)


def _check_reason(
    request: Request, pending: Sequence[Takedown], because: Because, *, is_confirmed: bool
) -> None:
    fits = request.kind.reasons
    if because is Because.ANSWERED and request.kind.needs_proof:
        raise Refused(
            f"case {request.id} is {request.kind.with_article}: it is answered by the command that does what was asked,"
            " once it is known who asks, and then it is closed",
            f"privacyctl {request.kind.command}; or say why it ends: --because {', '.join(fits[:-1])} or {fits[-1]}",
        )
    if because not in fits:
        raise Refused(
            f"case {request.id} is {request.kind.with_article} and cannot be closed as {because}",
            f"use: --because {', '.join(fits[:-1])} or {fits[-1]}",
        )
    if because is Because.UNCONFIRMED and is_confirmed:
        raise Refused(
            f"it is confirmed who asks in case {request.id}, so it cannot be closed as unconfirmed",
            "answer it, or say why it ends: --because withdrawn",
        )
    if request.kind is RequestKind.TAKEDOWN and not pending:
        raise Refused(f"nothing of case {request.id} is open any more", "see: privacyctl requests")
    listed = [task.id for task in pending if task.publication is not None]
    if because is Because.NOTHING_FOUND and listed:
        raise Refused(
            f"task {listed[0]} is about something in the register, and only a look at the page shows that it is gone",
            f"look, then: privacyctl verify {listed[0]} --attest 'what you saw'",
        )


def _lift_bar(tx: Transaction, task: Takedown, publication_id: PublicationId) -> None:
    # Another request may still bar it; a verified one does so for good.
    if any(other.state is not TakedownState.CLOSED for other in takedowns.of_publication(tx, publication_id)):
        return
    publication = publications.get(tx, publication_id)
    if publication is None:
        raise LookupError("a task points to no publication")
    if late_forgetting.is_of_erased(tx, publication):
        raise Refused(
            f"whoever task {task.id} is about was erased, so it may not be shown again",
            f"look, then: privacyctl verify {task.id} --attest NOTE",
        )
    if publication.permission.ground is Ground.NONE:
        return  # nobody ever permitted it
    declined = permissions.said_no(tx, publication)
    permission = publication.permission
    if declined and (declined >= permission.at or permissions.is_closed(tx, publication)):
        raise Refused(
            f"they opted out of it as well, on {local(declined)}, so it may not be shown again",
            f"look, then: privacyctl verify {task.id} --attest NOTE",
        )
    publications.lift_bar(tx, publication_id)


def _marked(tx: Transaction, found: Sequence[Takedown], changed: Sequence[TaskId]) -> MarkedTasks:
    after = tuple(cases.must_get_task(tx, task.id) for task in found)
    ended = takedowns.ended(tx, [task for task in after if task.id in changed])
    return MarkedTasks(after, tuple(changed), tuple(outcome(task, tx.now) for task in after), ended)
