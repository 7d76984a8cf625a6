"""What is said of cases: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.model.request import Because, RequestKind, WasAbout
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.removals.removals import ClosedCase
    from privacyctl.duties.rights.rights import Day
    from privacyctl.model.consent import Via
    from privacyctl.model.deadline import Rule
    from privacyctl.model.ids import CaseId
    from privacyctl.model.request import Request
    from privacyctl.model.request_clock import How
    from privacyctl.output.values import IsoMoment


class RequestDocument(TypedDict):
    """A case: what somebody asked for in writing."""

    case: int
    """The case's number."""
    kind: RequestKind
    """What was asked for."""
    who: str
    """Who asks, as it can be shown: an address, a company's name, or what was typed."""
    contact: int | None
    """Their contact number; null of a company, and of somebody who is not on record."""
    received_at: IsoMoment
    """The earliest receipt that is known: the clock runs from then."""
    recorded_at: IsoMoment
    """When it was written down."""
    via: Via
    """How it reached the vendor."""
    text: str | None
    """What they wrote, or a note of it; null once it is no longer kept."""
    open: bool
    """Whether it still waits."""
    closed_because: Because | None
    """Why it was ended without a removal; null where it was not."""
    closed_at: IsoMoment | None
    """When it was ended so."""
    closing_note: str | None
    """What was found or agreed."""
    dated_at: IsoMoment | None
    """The `Date` of the mail: its sender's claim, and no clock starts at it."""
    tasks: list[int]
    """The numbers of its takedowns."""


class ListedRequestDocument(RequestDocument):
    """A case in the list. Every case but a takedown's has a day of its own; that one's are the days of its tasks."""

    rule: Rule | None
    """What gives it its day: a law, the settings, or the 24 hours of a comment."""
    due_at: IsoMoment | None
    """By when it must be answered, or a comment read."""
    answered_at: IsoMoment | None
    """When what was asked for was done."""
    confirmed: bool | None
    """Whether it is known who asks."""
    confirmed_by: How | None
    """How that is known."""


class RequestsDocument(TypedDict):
    """The cases."""

    requests: list[ListedRequestDocument]
    """The cases, the open ones first."""


class ClosedCaseDocument(TypedDict):
    """A case that was ended without a removal."""

    was: WasAbout | None
    """What a comment turned out to be; null where nobody said."""
    next: str | None
    """What is typed to go on with what the comment asked for; null where it asked for nothing."""
    opened: int | None
    """The case that the comment became; null where it asked for nothing, or for what is done at once."""

    case: RequestDocument
    """The case as it is now."""
    tasks: list[int]
    """The takedowns that ended with it."""
    changed: bool
    """Whether anything was written."""


_HEADERS = ["Case", "What", "Who", "Received", "State", "Text"]
_EXCERPT = 120


def say_requests(found: Sequence[Request], days: Mapping[CaseId, Day]) -> None:
    if not found and stream.is_terminal():
        stream.say("There are no cases.")
    elif found:
        table.show(_HEADERS, [_row(one, days.get(one.id)) for one in found])


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
    if (command := _next(result)) is None:
        return
    if result.opened is not None:
        stream.say(
            f"What it asked for is case {result.opened}, with the comment's own receipt: it stays in `due`."
        )
    stream.say(f"To go on, or to say more of it: {command}")


def asked_of(comment: Request) -> str:
    """What a person is asked of a comment: what it says stands above it."""
    said = visible(comment.text or "without a word")
    return f"Case {comment.id}, {visible(comment.who)}:\n\n  {said}\n\nWhat was it ({'|'.join(WasAbout)})"


def _next(result: ClosedCase) -> str | None:
    """What takes what a comment asked for, as it is typed."""
    case = result.case
    if case.was_about is None or case.contact is None:
        return None
    return case.was_about.command(
        case.contact, iso(case.received_at if result.since is None else result.since)
    )


def request_document(one: Request) -> RequestDocument:
    return {
        "case": one.id,
        "kind": one.kind,
        "who": one.who,
        "contact": one.contact,
        "received_at": iso(one.received_at),
        "recorded_at": iso(one.recorded_at),
        "via": one.via,
        "text": one.text,
        "open": one.is_open,
        "closed_because": one.closed_because,
        "closed_at": iso_or_none(one.closed_at),
        "closing_note": one.closing_note,
        "dated_at": iso_or_none(one.dated_at),
        "tasks": list(one.tasks),
    }


def requests_document(found: Sequence[Request], days: Mapping[CaseId, Day]) -> RequestsDocument:
    return {"requests": [_listed_document(one, days.get(one.id)) for one in found]}


def _listed_document(one: Request, day: Day | None) -> ListedRequestDocument:
    clock, known = (day.clock, day.confirmation) if day else (None, None)
    return {
        **request_document(one),
        "rule": clock.rule if clock else None,
        "due_at": iso(clock.due_at) if clock else None,
        "answered_at": iso_or_none(clock.answered_at) if clock else None,
        "confirmed": known is not None if clock else None,
        "confirmed_by": known.how if known else None,
    }


def closed_case_document(result: ClosedCase) -> ClosedCaseDocument:
    return {
        "case": request_document(result.case),
        "tasks": list(result.tasks),
        "was": result.case.was_about,
        "next": _next(result),
        "opened": result.opened,
        "changed": result.changed,
    }


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
    if one.closed_because is not None:
        return _ended(one, one.closed_because)
    if one.kind is RequestKind.COMMENT:
        due = f" by {local(day.clock.due_at)}" if day is not None else ""
        return table.Cell(f"to be read{due}", table.WARN)
    if one.is_open and day is not None:
        known = f"; confirmed by {day.confirmation.how.value}" if day.confirmation else "; not confirmed"
        proof = known if one.kind.needs_proof else ""
        return table.Cell(f"open: answer by {local(day.clock.due_at)}{proof}", table.WARN)
    if one.is_open:
        tasks = f": {plural(one.open_tasks, 'task')}" if one.kind is RequestKind.TAKEDOWN else ""
        return table.Cell(f"open{tasks}", table.WARN)
    return table.Cell("done", table.GOOD)


def _ended(one: Request, because: Because) -> table.Cell:
    if because is not Because.ANSWERED or one.closed_at is None:
        return table.Cell(f"closed: {because.value}", table.DIM)
    if one.is_answered_unsaid:
        how = "closed by hand as answered" if one.is_closed_by_hand else "ended as it was lifted"
        return table.Cell(f"{how}: no answer is on record", table.WARN)
    return table.Cell(f"answered {local(one.closed_at)}", table.GOOD)


def _excerpt(text: str | None) -> str:
    shown = visible(" ".join((text or "").split()))
    return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"
