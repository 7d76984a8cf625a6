"""What is said of an objection, a restriction or a question: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.model.request import RequestKind
from privacyctl.model.text import plural
from privacyctl.output import letters
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import (
    left,
    say_letter,
    warn_of_cards,
    warn_of_mistyped,
    warn_of_sender,
    warn_of_unknown,
)

if TYPE_CHECKING:
    from privacyctl.duties.rights.plain_requests import Lifted, PlainRequest
    from privacyctl.model.deadline import Rule
    from privacyctl.model.request_clock import ClockState
    from privacyctl.output.letters import Signed
    from privacyctl.output.values import IsoMoment


class PlainRequestDocument(TypedDict):
    """The case of an objection, a restriction or a question."""

    case: int
    """The case's number."""
    kind: RequestKind
    """What was asked for."""
    who: str
    """Who asks, as it can be shown."""
    rule: Rule
    """What gives it its day: a law, or the settings."""
    received_at: IsoMoment
    """The earliest receipt that is known: the day is counted from then."""
    due_at: IsoMoment
    """By when it must be answered."""
    state: ClockState
    """Whether it waits."""
    restricted_since: IsoMoment | None
    """From when on their data is used for their orders alone; null where nothing is restricted."""
    tasks: list[int]
    """The removals of what was on show of somebody whose data is restricted now."""
    letter: str
    """What may be answered to whoever wrote: the same whether they are on record or not."""
    moved_earlier: bool
    """Whether an earlier receipt than the one on record moved the clock."""
    near: list[int]
    """The contacts whom an address that is not on record may mean."""
    sender_differs: bool
    """Whether the mail came from another address than those on file."""
    card_numbers_redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    """Whether anything was written."""


class LiftedDocument(TypedDict):
    """A restriction that was lifted."""

    who: str
    """Whose it was, as it was typed."""
    cases: list[int]
    """The cases that ended with it."""
    changed: bool
    """Whether anything was written: false where nothing was restricted."""


def say(result: PlainRequest, signed: Signed, now: int) -> None:
    case, clock = result.case, result.clock
    if case.closed_because is not None and case.closed_at is not None:
        stream.say(
            f"Case {case.id} was closed as {case.closed_because.value} on {local(case.closed_at)};"
            " nothing was changed.",
            f"If they ask anew, say it as they do: privacyctl {case.kind.taken_by} WHO --note TEXT --received TIME",
        )
    else:
        stands = "" if result.is_new else " is open already"
        asked = f", {case.kind.with_article} of {visible(case.who)}" if result.is_new else ""
        stream.say(
            f"Case {case.id}{stands}{asked}, received {local(case.received_at)}: to be answered by"
            f" {local(clock.due_at)}, {left(clock.seconds_left(now))}."
        )
    if result.restricted_since is not None:
        stream.say(
            f"Their data is kept since {local(result.restricted_since)}, and used for their orders alone.",
            f"Once they were told that it ends: privacyctl restrict {_named(result)} --lift --note TEXT",
        )
    if result.tasks:
        tasks = ", ".join(str(task) for task in result.tasks)
        stream.say(
            f"What is on show of theirs is to be taken off within 24 hours of the receipt: task {tasks}."
        )
    if case.closed_because is None:
        stream.say(f"When it is answered: privacyctl {case.kind.command.replace('CASE', str(case.id))}")
        say_letter("What you may answer to whoever wrote:", letters.taken(result, signed))


def warn(result: PlainRequest, near: str) -> None:
    """What a person should look at again; `near` is whom else they may have meant."""
    if result.redacted:
        warn_of_cards(result.redacted)
    warn_of_sender(differs=result.sender_differs)
    if not result.is_on_record:
        stream.complain("note", "that address is not on record; the case waits all the same")
        warn_of_unknown(result.case, near)
    if result.is_new and result.case.kind is RequestKind.OBJECTION:
        who = _named(result)
        stream.complain(
            "note",
            "an objection to the news is an opt-out, and is done at once",
            f"where it is to the news as well: privacyctl object {who} --purpose updates",
        )


def document(result: PlainRequest, signed: Signed) -> PlainRequestDocument:
    return {
        "case": result.case.id,
        "kind": result.case.kind,
        "who": result.case.who,
        "rule": result.clock.rule,
        "received_at": iso(result.case.received_at),
        "due_at": iso(result.clock.due_at),
        "state": result.clock.state,
        "restricted_since": iso_or_none(result.restricted_since),
        "tasks": list(result.tasks),
        "letter": letters.taken(result, signed),
        "moved_earlier": result.moved_earlier,
        "near": list(result.near),
        "sender_differs": result.sender_differs,
        "card_numbers_redacted": result.redacted,
        "changed": result.changed,
    }


def say_lifted(result: Lifted) -> None:
    if not result.changed:
        stream.say("Nothing is restricted there; nothing was changed.")
        return
    ended = f" {plural(len(result.cases), 'case')} ended with it." if result.cases else ""
    stream.say(
        f"The restriction is lifted.{ended}",
        "What they said no to stays shut, and what was taken off the site stays off.",
    )


def warn_of_lifted(result: Lifted, near: str) -> None:
    """That a case ended without an answer: that they were told of the end is none to what they asked.

    `near` is whom an address may mean under which nothing was restricted.
    """
    if near:
        warn_of_mistyped(near)
    for case in result.cases:
        stream.complain(
            "warning",
            f"nothing on record answers case {case}, which ended with it",
            f"tell them what came of it; next time, before it is lifted: privacyctl close {case} --because answered"
            " --note TEXT",
        )


def lifted_document(result: Lifted) -> LiftedDocument:
    return {"who": result.who, "cases": list(result.cases), "changed": result.changed}


def _named(result: PlainRequest) -> str:
    """Whom a command names: never an address, which cron's mail and a log would keep."""
    return str(result.case.contact) if result.case.contact is not None else "WHO"
