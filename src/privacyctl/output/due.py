"""What `due` says, in each of its forms. The plain form is read at three in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import HOUR, iso, local, span
from privacyctl.model.takedown import State
from privacyctl.output import stream, table
from privacyctl.output.visible import cell
from privacyctl.output.wording import left, what, where

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.model.takedown import Takedown

OK, WARNING, CRITICAL, UNKNOWN = 0, 1, 2, 3
"""Exit statuses of a monitoring plugin."""


def say(found: Due, *, with_who: bool) -> None:
    """A line a removal, the most urgent first; silent where nobody sits and nothing is due."""
    if not found.removals:
        if stream.is_terminal():
            stream.say(f"Nothing is due within {span(found.within)}.")
        return
    table.lines(
        [
            [
                f"task {task.id}",
                what(task),
                *([task.who] if with_who else []),
                where(task.where),
                f"due {local(task.due_at)}",
                _left(task, found.as_of),
            ]
            for task in found.removals
        ]
    )


def document(result: Due) -> dict[str, Any]:
    """What `--json` prints. The keys are a promise: add, never rename."""
    return {
        "as_of": iso(result.as_of),
        "within": result.within,
        "removals": [
            {
                "task": task.id,
                "case": task.case,
                "kind": task.what.value,
                "who": task.who,
                "where": list(task.where),
                "received_at": iso(task.received_at),
                "due_at": iso(task.due_at),
                "seconds_left": task.seconds_left(result.as_of),
                "state": task.state.value,
            }
            for task in result.removals
        ],
    }


def say_csv(found: Due) -> None:
    """One row a removal, for a spreadsheet."""
    import csv  # noqa: PLC0415  (start-up: cron runs `due` every few minutes)
    import io  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["task", "case", "kind", "who", "where", "received_at", "due_at", "seconds_left", "state"]
    )
    for task in found.removals:
        writer.writerow(
            [
                task.id,
                task.case,
                task.what.value,
                cell(task.who),
                cell(" ".join(task.where)),
                iso(task.received_at),
                iso(task.due_at),
                task.seconds_left(found.as_of),
                task.state.value,
            ]
        )
    stream.write_lines(out.getvalue().splitlines(keepends=True))


def say_monitoring(found: Due) -> int:
    """One line for a monitoring system, without a name in it; returns the plugin's exit status."""
    overdue = sum(task.seconds_left(found.as_of) < 0 for task in found.removals)
    soon = sum(task.seconds_left(found.as_of) >= 0 and task.state is State.OPEN for task in found.removals)
    unverified = sum(task.state is State.REMOVED for task in found.removals)
    status = CRITICAL if overdue else WARNING if found.removals else OK
    word = ("OK", "WARNING", "CRITICAL")[status]
    hours = f"{found.within // HOUR}h" if found.within % HOUR == 0 else f"{found.within // 60}m"
    stream.say(
        f"PRIVACY {word} - {overdue} overdue, {soon} due within {hours}, {unverified} removed but not verified"
        f" | overdue={overdue};;0;0 due_soon={soon};0;;0 unverified={unverified};0;;0"
    )
    return status


def _left(task: Takedown, now: int) -> table.Cell:
    seconds = task.seconds_left(now)
    if task.state is State.REMOVED:
        return table.Cell(
            f"{left(seconds)}; removed, not verified", table.ALARM if seconds < 0 else table.DIM
        )
    near = table.WARN if seconds <= 4 * HOUR else ""
    return table.Cell(left(seconds), table.ALARM if seconds < 0 else near)
