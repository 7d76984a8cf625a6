"""The words of `takedown`: the case, its clock, and a line a task; and the same as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.output.first_looks import first_look_documents
from privacyctl.output.removals import numbers, takedown_document
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left, looked_for, warn_of_cards, warn_of_sender, what, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.duties.site.first_looks import FirstLooked
    from privacyctl.output.first_looks import FirstLookDocument
    from privacyctl.output.removals import TakedownDocument
    from privacyctl.output.values import IsoMoment


class OpenedTakedownDocument(TypedDict):
    """The case that a written request opened, or that stood already."""

    case: int
    """The case's number."""
    who: str
    """Who asks, as it can be shown."""
    received_at: IsoMoment
    """When the request was received: the clock runs from then."""
    due_at: IsoMoment | None
    """When the first of its tasks is due; null where it has none."""
    tasks: list[TakedownDocument]
    """A task for each thing that is to be removed."""
    matched: bool
    """Whether it concerns something in the register; else somebody must look for it on the site."""
    moved_earlier: bool
    """Whether an earlier receipt than the one on record moved the clock."""
    widened: bool
    """Whether something that this mail had not asked for before joined its case."""
    card_numbers_redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    """Whether anything was written."""
    looks: list[FirstLookDocument]
    """The looks at what is to be removed, right after the request was taken; empty where there is nowhere to look."""


def say_opened(result: OpenedTakedown, now: int, *, at_once: bool = False) -> None:
    """The case, its clock, and a line a task; and what to do next, but where it is done `at_once`.

    What to do about what is in no register is said by `warn_of_opened`.
    """
    case = result.case
    if result.is_new:
        stream.say(f"Case {case.id}, received {local(case.received_at)}, asked by {visible(case.who)}.")
    elif result.is_widened:
        stream.say(f"Case {case.id} is open already; what was not asked for before is added to it.")
    elif result.moved_earlier:
        stream.say(f"Case {case.id} is open already; its clock now starts at {local(case.received_at)}.")
    elif result.is_joined:
        stream.say(
            f"Case {case.id} is open already, received {local(case.received_at)}; the words of this mail joined it."
        )
    else:
        stream.say(
            f"Case {case.id} is open already, received {local(case.received_at)}; nothing was changed."
        )
    rows: list[table.Row] = []
    for task in result.tasks:
        state = task.stands
        if task.state.is_pending:
            state = f"due {local(task.due_at)}, {left(task.seconds_left(now))}"
        rows.append([f"task {task.id}", what(task), task.who, where(task.where), state])
    table.lines(rows, indent=2)
    waiting = [task for task in result.tasks if task.state.is_pending and task.publication is not None]
    if waiting and not at_once:
        stream.say(f"Take it out and deploy, then: privacyctl verify {numbers(waiting)}")


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
    warn_of_sender(differs=result.sender_differs)
    if not result.is_matched and result.is_new:
        stream.complain(
            "warning",
            "nothing in the register is about who asks: find by hand what shows them;"
            f" {looked_for(result.case)}" + (f"; did you mean {near}?" if near else ""),
            "look with: privacyctl scan; name what you find: "
            f"privacyctl takedown --entry FILE:LINE --case {result.case.id}; "
            "what you removed by hand: privacyctl verify TASK --attest NOTE",
        )
    if result.not_asked_for:
        numbers = ", ".join(str(number) for number in result.not_asked_for)
        stream.complain(
            "warning",
            f"their company is on show too (publication {numbers}), but they are not its listed contact",
            "if they ask for the company: privacyctl takedown COMPANY",
        )


def opened_takedown_document(result: OpenedTakedown, looked: Sequence[FirstLooked]) -> OpenedTakedownDocument:
    tasks = [takedown_document(task) for task in result.tasks]
    return {
        "case": result.case.id,
        "who": result.case.who,
        "received_at": iso(result.case.received_at),
        "due_at": min((task["due_at"] for task in tasks), default=None),
        "tasks": tasks,
        "matched": result.is_matched,
        "moved_earlier": result.moved_earlier,
        "widened": result.is_widened,
        "card_numbers_redacted": result.redacted,
        "changed": result.changed,
        "looks": first_look_documents(looked),
    }
