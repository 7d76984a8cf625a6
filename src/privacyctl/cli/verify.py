"""The command `verify`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, site_settings
from privacyctl.errors import BadInput
from privacyctl.model.ids import TaskId
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.site.verifying import LookVerdict, Verified
    from privacyctl.model.ids import CaseId
    from privacyctl.model.look import TaskAssignment
    from privacyctl.store import Store

_PAUSES = (0, 5, 10, 15, 30, *[60] * 14)
"""Seconds before each look of `verify --wait`: a quarter of an hour in all."""


def verify(
    tasks: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[TASK...]", help="Task numbers, as `due` lists them. Else all that are open."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was verified in the last 30 days: has it come back?")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Look again until it is gone, for a quarter of an hour at most.")
    ] = False,
    attest: Annotated[
        str | None,
        typer.Option(
            metavar="NOTE|@FILE", help="What you saw yourself: at which places, and that it is gone there."
        ),
    ] = None,
    with_who: options.WithWho = False,
    as_json: options.Json = False,
) -> None:
    """Look whether it is gone; only then the clock stops."""
    if attest is not None:
        if everything or wait or not tasks:
            raise BadInput(
                "--attest says what you saw of the tasks that you name",
                "privacyctl verify TASK --attest NOTE",
            )
        _attest(tasks, attest, as_json=as_json)
        return
    if everything and tasks:
        raise options.exclusive("--all", "TASK")
    from privacyctl.duties.site import verifying
    from privacyctl.output import verify as words

    with record() as store:
        named = [TaskId(task) for task in tasks or ()]
        assigned = verifying.assignments(store, named or None, everything=everything)
        result = _looked(store, assigned, _PAUSES if wait else (0,))
        with_who = with_who or stream.is_terminal()
        stream.answer(
            as_json,
            lambda: words.verified_document(result),
            lambda: words.say_verified(result, with_who=with_who),
        )
    words.hint_at_rest(result)
    if not result.are_all_gone:
        raise typer.Exit(1)


def _looked(store: Store, assigned: Sequence[TaskAssignment], pauses: Sequence[int]) -> Verified:
    """Look once after each pause, until everything is gone; what each task came to at last."""
    from privacyctl.cli import site
    from privacyctl.duties.site import verifying
    from privacyctl.output.screen.progress import telling

    settings = site_settings()
    current().is_stepwise = len(pauses) > 1
    verdicts: dict[TaskId, LookVerdict] = {}
    follow_ups = 0
    ended: list[CaseId] = []
    with telling("tasks") as tell:
        for pause in pauses:
            time.sleep(pause)
            seen = verifying.verify(store, site.checker(settings, store, tell), assigned, cdn=settings.cdn)
            verdicts |= {verdict.task.id: verdict for verdict in seen.verdicts}
            follow_ups += seen.follow_ups
            ended += seen.ended
            rest = [task for task, verdict in verdicts.items() if verdict.may_change]
            assigned = verifying.still_waiting(store, rest)
            if not assigned:
                break
            tell("waiting to look again at", len(assigned))
    return verifying.Verified(tuple(verdicts.values()), follow_ups, tuple(dict.fromkeys(ended)))


def _attest(tasks: list[int], note: str, *, as_json: bool) -> None:
    from privacyctl.cli import texts
    from privacyctl.duties.removals import removals
    from privacyctl.output import removals as words

    text = texts.note(note, "note")
    with record() as store:
        result = removals.attest(store, [TaskId(task) for task in tasks], note=text)
        stream.answer(as_json, words.marked_tasks_document, words.say_attested, result)
    words.hint_at_receipt(result.ended)
