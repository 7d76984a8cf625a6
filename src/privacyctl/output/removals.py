"""What is said of the tasks of a takedown, and of what people say of them: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local, span
from privacyctl.model.takedown import Outcome, TakedownState
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.wording import what, where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.removals.removals import MarkedTasks
    from privacyctl.model.ids import CaseId, TaskId
    from privacyctl.model.takedown import Statement, Takedown, TakedownScope
    from privacyctl.output.values import IsoMoment


class TakedownDocument(TypedDict):
    """A task: the duty to remove one publication within 24 hours."""

    task: int
    """The task's number."""
    case: int
    """The case that asks for it."""
    publication: int | None
    """The publication that is to be removed; null where nothing in the register matched."""
    kind: TakedownScope
    """What is to be removed."""
    who: str
    """Who asks, as it can be shown: an address, a company's name, or what was typed."""
    where: list[str]
    """The places where it is on show."""
    received_at: IsoMoment
    """When the written request was received."""
    due_at: IsoMoment
    """By when it must be gone: 24 hours later."""
    state: TakedownState
    """How far it is."""
    removed_at: IsoMoment | None
    """When it was removed, as somebody says."""
    claimed_at: IsoMoment | None
    """When they said so: a claim counts from then."""
    verified_at: IsoMoment | None
    """When evidence of the removal was seen; only that stops the clock."""
    attested: bool
    """Whether that evidence is a person's word, and no look."""
    came_back_at: IsoMoment | None
    """When it was seen on show again after a removal had been verified: a new breach, due at once."""
    claimed_behind: NotRequired[int]
    """By how many seconds the clock was behind the record when they said so: then the claim is not in time."""
    verified_behind: NotRequired[int]
    """By how many seconds the clock was behind the record when the evidence was seen: then it is not in time."""


class StatementDocument(TypedDict):
    """What somebody said of a task."""

    act: str
    """`removed`: they removed it; `attested`: they looked and it is gone."""
    at: IsoMoment
    """When they said so."""
    note: str | None
    """In which words; null where those were erased."""


class MarkedTaskDocument(TakedownDocument):
    """A task after somebody spoke for it."""

    outcome: Outcome
    """How the promise of 24 hours stands."""


class MarkedTasksDocument(TypedDict):
    """Tasks after somebody spoke for them."""

    tasks: list[MarkedTaskDocument]
    """The tasks that were named."""
    changed: bool
    """Whether any of them moved."""


def say_removed(result: MarkedTasks) -> None:
    for task in result.tasks:
        if task.id in result.changed:
            stream.say(f"Task {task.id}: removed, not verified yet. Due {local(task.due_at)}.")
        else:
            stream.say(f"Task {task.id} stands as it is: {task.stands}.")
    waiting = [task for task in result.tasks if task.state is TakedownState.REMOVED]
    if waiting:
        stream.say(
            f"Have it looked at: privacyctl verify {numbers(waiting)}; or say what you saw: --attest NOTE"
        )


def say_attested(result: MarkedTasks) -> None:
    for task, outcome in zip(result.tasks, result.outcomes, strict=True):
        stands = "" if task.id in result.changed else " stands as it is:"
        stream.say(
            f"Task {task.id}{stands} {task.stands} {when(task)}. The promise: {judged(task, outcome)}."
        )


def hint_at_receipt(ended: Sequence[CaseId]) -> None:
    """Who asked is to be told, where all of their case is gone."""
    if ended:
        stream.complain(
            "hint", f"tell who asked: {'; '.join(f'privacyctl receipt {case}' for case in ended)}"
        )


def numbers(tasks: Sequence[Takedown]) -> str:
    """The numbers of tasks as they are typed: 1 2 3."""
    return " ".join(str(task.id) for task in tasks)


def tasks_of(tasks: Sequence[Takedown]) -> str:
    """The same as they are said: tasks 1, 2, 3."""
    return f"task{'s' * (len(tasks) > 1)} {numbers(tasks).replace(' ', ', ')}"


def say_section(found: Sequence[Takedown], said: Mapping[TaskId, Sequence[Statement]]) -> None:
    if found:
        stream.say("")
        rows: list[table.Row] = [
            [f"task {t.id}", what(t), where(t.where), local(t.due_at), _state(t), _notes(said[t.id])]
            for t in found
        ]
        table.show(["Task", "What", "Where", "Due", "State", "Said"], rows, "Removals")


def when(task: Takedown) -> str:
    return local(task.verified_at) if task.verified_at is not None else "not yet"


def judged(task: Takedown, outcome: Outcome) -> str:
    if task.verified_at is None:
        return outcome.value
    if task.took is None:
        why = (
            f"{task.doubt.value}, so nobody can tell"
            if task.doubt
            else "the clock was wrong, and nobody can tell"
        )
        return f"{outcome.value}: {why} how long it took"
    took = span(task.verified_at - task.received_at)
    late = task.verified_at - task.due_at
    return f"{outcome.value}, in {took}" if late <= 0 else f"{outcome.value}, {span(late)} late"


def takedown_document(one: Takedown) -> TakedownDocument:
    document: TakedownDocument = {
        "task": one.id,
        "case": one.case,
        "publication": one.publication,
        "kind": one.what,
        "who": one.who,
        "where": list(one.where),
        "received_at": iso(one.received_at),
        "due_at": iso(one.due_at),
        "state": one.state,
        "removed_at": iso_or_none(one.removed_at),
        "claimed_at": iso_or_none(one.claimed_at),
        "verified_at": iso_or_none(one.verified_at),
        "attested": one.is_attested,
        "came_back_at": iso_or_none(one.came_back_at),
    }
    if one.claimed_behind:
        document["claimed_behind"] = one.claimed_behind
    if one.verified_behind:
        document["verified_behind"] = one.verified_behind
    return document


def statement_document(one: Statement) -> StatementDocument:
    return {"act": one.act, "at": iso(one.at), "note": one.note}


def marked_tasks_document(result: MarkedTasks) -> MarkedTasksDocument:
    tasks: list[MarkedTaskDocument] = [
        {**takedown_document(task), "outcome": outcome}
        for task, outcome in zip(result.tasks, result.outcomes, strict=True)
    ]
    return {"tasks": tasks, "changed": bool(result.changed)}


def _notes(said: Sequence[Statement]) -> str:
    return "; ".join(f"{one.act}: {' '.join((one.note or '').split())}" for one in said)


def _state(task: Takedown) -> table.Cell:
    style = {TakedownState.OPEN: table.WARN, TakedownState.VERIFIED: table.GOOD}.get(task.state, table.DIM)
    return table.Cell(task.stands, style)
