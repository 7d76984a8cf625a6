"""What is said of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.follow_up import Copy
from privacyctl.model.moment import iso, local
from privacyctl.model.request import Because, RequestKind
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.removals.follow_ups import FollowedUp
    from privacyctl.duties.removals.removals import ClosedCase
    from privacyctl.duties.rights.rights import Day
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.ids import CaseId
    from privacyctl.model.request import Request

_HEADERS = ["Case", "What", "Who", "Received", "State", "Text"]
_LINE_HEADERS = ["No.", "Case", "Copy", "What may be seen", "Ask at", "State", "Note"]
_EXCERPT = 120


def say_requests(found: Sequence[Request], days: Mapping[CaseId, Day]) -> None:
    if not found and stream.is_terminal():
        stream.say("There are no cases.")
    elif found:
        table.show(_HEADERS, [_row(one, days.get(one.id)) for one in found])


def day_document(day: Day | None) -> dict[str, Any]:
    """The keys that `requests --json` adds for a case with a day of its own; null for others."""
    clock, known = (day.clock, day.confirmation) if day else (None, None)
    return {
        "rule": clock.rule.value if clock else None,
        "due_at": iso(clock.due_at) if clock else None,
        "answered_at": iso(clock.answered_at) if clock and clock.answered_at is not None else None,
        "confirmed": known is not None if clock else None,
        "confirmed_by": known.how.value if known else None,
    }


def say_section(found: Sequence[Request]) -> None:
    if found:
        stream.say("")
        table.show(_HEADERS, [_row(one) for one in found], "Requests")


def say_closed(result: ClosedCase) -> None:
    case = result.case
    if not result.changed:
        stream.say(f"Case {case.id} was closed already, as {case.closed_because}; nothing was changed.")
        return
    tasks = f"; {plural(len(result.tasks), 'task')} ended with it" if result.tasks else ""
    stream.say(f"Case {case.id} is closed as {case.closed_because}{tasks}.")


def say_follow_ups(found: Sequence[FollowUp]) -> None:
    if not found and stream.is_terminal():
        stream.say("There are no copies to ask about.")
    elif found:
        table.show(_LINE_HEADERS, [_line(one) for one in found])


def say_followed_up(result: FollowedUp) -> None:
    for one in result.lines:
        stands = "" if one.id in result.changed else " stands as it is"
        stream.say(
            f"Follow-up {one.id} of case {one.case}{stands}: {visible(one.place)}, {_asked(one).text}."
        )


def _line(one: FollowUp) -> table.Row:
    return [str(one.id), f"case {one.case}", one.copy.value, one.place, one.ask_at, _asked(one), one.note]


def _asked(one: FollowUp) -> table.Cell:
    """Asked, never gone: nobody can know."""
    is_recipient = one.copy is Copy.RECIPIENT
    verb = f"told {one.kind.of_what}" if is_recipient else "asked"
    if one.asked_at is not None:
        return table.Cell(f"{verb} {local(one.asked_at)}", table.DIM)
    by = f", by {local(one.due_at)}" if one.due_at is not None else ""
    return table.Cell(f"not {verb} yet{by}", table.WARN)


def _row(one: Request, day: Day | None = None) -> table.Row:
    return [
        f"case {one.id}",
        one.kind.value,
        one.who,
        local(one.received_at),
        _state(one, day),
        _excerpt(one.text),
    ]


def _state(one: Request, day: Day | None) -> table.Cell:
    if one.closed_because is Because.ANSWERED and one.closed_at is not None:
        return table.Cell(f"answered {local(one.closed_at)}", table.GOOD)
    if one.closed_because is not None:
        return table.Cell(f"closed: {one.closed_because.value}", table.DIM)
    if one.kind is RequestKind.COMMENT:
        return table.Cell("needs a human eye", table.WARN)
    if one.is_open and day is not None:
        known = f"confirmed by {day.confirmation.how.value}" if day.confirmation else "not confirmed"
        return table.Cell(f"open: answer by {local(day.clock.due_at)}; {known}", table.WARN)
    if one.is_open:
        tasks = f": {plural(one.open_tasks, 'task')}" if one.kind is RequestKind.TAKEDOWN else ""
        return table.Cell(f"open{tasks}", table.WARN)
    return table.Cell("done", table.GOOD)


def _excerpt(text: str | None) -> str:
    shown = visible(" ".join((text or "").split()))
    return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"
