"""What is said of takedowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.moment import local, span
from privacyctl.model.takedown import Outcome, TakedownState
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left, warn_of_cards, what, where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.removals.removals import MarkedTasks
    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.model.ids import TaskId
    from privacyctl.model.takedown import Statement, Takedown


def say_opened(result: OpenedTakedown, now: int) -> None:
    """The case, its clock, and a line a task."""
    case = result.case
    if result.is_new:
        stream.say(f"Case {case.id}, received {local(case.received_at)}, asked by {visible(case.who)}.")
    elif result.is_widened:
        stream.say(f"Case {case.id} stands already; what was not asked for before is added to it.")
    elif result.moved_earlier:
        stream.say(f"Case {case.id} stands already; its clock now starts at {local(case.received_at)}.")
    else:
        stream.say(f"Case {case.id} stands already, received {local(case.received_at)}; nothing was changed.")
    rows = []
    for task in result.tasks:
        state = task.state.value
        if task.state.is_pending:
            state = f"due {local(task.due_at)}, {left(task.seconds_left(now))}"
        rows.append([f"task {task.id}", what(task), task.who, where(task.where), state])
    stream.say(*table.aligned(rows, indent=2))


def warn_of_opened(result: OpenedTakedown, near: str) -> None:
    """What a person should look at again; `near` is whom else they may have meant."""
    if result.redacted:
        warn_of_cards(result.redacted)
    if result.case.closed_because is not None:
        stream.complain(
            "warning",
            f"case {result.case.id} was closed as {result.case.closed_because.value}; its mail does not open it again",
            "if it is asked for after all: privacyctl takedown WHO --received TIME --note TEXT",
        )
    if result.sender_differs:
        stream.complain(
            "warning",
            "the mail came from another address than the one on record",
            "answer to the address on record, not to the sender's",
        )
    if not result.is_matched and result.is_new:
        stream.complain(
            "warning",
            "nothing in the register is about who asks, so somebody must look for it on the site"
            + (f"; did you mean {near}?" if near else ""),
            "look with: privacyctl scan; when you have found and removed it: privacyctl verify TASK --attest NOTE",
        )
    if result.not_asked_for:
        numbers = ", ".join(str(number) for number in result.not_asked_for)
        stream.complain(
            "warning",
            f"their company is on show too (publication {numbers}), but they are not its listed contact",
            "if they ask for the company: privacyctl takedown COMPANY",
        )


def say_removed(result: MarkedTasks) -> None:
    for task in result.tasks:
        if task.id in result.changed:
            stream.say(f"Task {task.id}: removed, not verified yet. Due {local(task.due_at)}.")
        else:
            stream.say(f"Task {task.id} stands as it is: {task.state.value}.")
    waiting = [task.id for task in result.tasks if task.state is TakedownState.REMOVED]
    if waiting:
        stream.say(f"Have it looked at: privacyctl verify {waiting[0]}; or say what you saw: --attest NOTE")


def say_verified(result: MarkedTasks) -> None:
    for task, outcome in zip(result.tasks, result.outcomes, strict=True):
        stands = "" if task.id in result.changed else " stands as it is:"
        stream.say(f"Task {task.id}{stands} verified {when(task)}. The promise: {judged(task, outcome)}.")


def say_section(found: Sequence[Takedown], said: Mapping[TaskId, Sequence[Statement]]) -> None:
    if found:
        stream.say("")
        rows: list[table.Row] = [
            [f"task {t.id}", what(t), where(t.where), local(t.due_at), _state(t), _notes(said[t.id])]
            for t in found
        ]
        table.show(["Task", "What", "Where", "Due", "State", "Said"], rows, "Removals")


def _notes(said: Sequence[Statement]) -> str:
    return "; ".join(f"{one.act}: {' '.join((one.note or '').split())}" for one in said)


def _state(task: Takedown) -> table.Cell:
    style = {TakedownState.OPEN: table.WARN, TakedownState.VERIFIED: table.GOOD}.get(task.state, table.DIM)
    return table.Cell(task.state.value, style)


def when(task: Takedown) -> str:
    return local(task.verified_at) if task.verified_at is not None else "not yet"


def judged(task: Takedown, outcome: Outcome) -> str:
    if task.verified_at is None:
        return outcome.value
    took = span(task.verified_at - task.received_at)
    late = task.verified_at - task.due_at
    return f"{outcome.value}, in {took}" if late <= 0 else f"{outcome.value}, {span(late)} late"
