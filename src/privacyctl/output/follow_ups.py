"""What is said of follow-ups, the copies that lie out of reach: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.follow_up import Copy
from privacyctl.model.moment import iso_or_none, local
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.removals.follow_ups import FollowedUp
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.request import RequestKind
    from privacyctl.output.values import IsoMoment


class FollowUpDocument(TypedDict):
    """A copy that lies out of reach, and whom one asks to remove it."""

    follow_up: int
    """The follow-up's number."""
    case: int
    """The case that it belongs to."""
    kind: RequestKind
    """What that case asks for."""
    copy: Copy
    """What holds the copy."""
    place: str
    """What may still be seen there: an address, or words; empty once it was erased."""
    ask_at: str | None
    """Where one asks for its removal: an address, or words."""
    due_at: IsoMoment | None
    """By when a recipient is to be told; null of a copy that one only asks about."""
    asked_at: IsoMoment | None
    """When it was asked for, or the recipient told; null while it waits."""
    note: str | None
    """Whom one asked, and what they answered."""


class FollowUpsDocument(TypedDict):
    """The follow-ups."""

    follow_ups: list[FollowUpDocument]
    """Those of one case, or of all."""


class FollowedUpDocument(TypedDict):
    """Follow-ups that were added or asked about."""

    follow_ups: list[FollowUpDocument]
    """The follow-ups as they are now."""
    changed: bool
    """Whether anything was written."""


_HEADERS = ["No.", "Case", "Copy", "What may be seen", "Ask at", "State", "Note"]


def say_follow_ups(found: Sequence[FollowUp]) -> None:
    if not found and stream.is_terminal():
        stream.say("There are no copies to ask about.")
    elif found:
        table.show(_HEADERS, [_row(one) for one in found])


def say_followed_up(result: FollowedUp) -> None:
    for one in result.lines:
        stands = "" if one.id in result.changed else " stands as it is"
        stream.say(
            f"Follow-up {one.id} of case {one.case}{stands}: {visible(one.place)}, {_asked(one).text}."
        )


def follow_up_document(one: FollowUp) -> FollowUpDocument:
    return {
        "follow_up": one.id,
        "case": one.case,
        "kind": one.kind,
        "copy": one.copy,
        "place": one.place,
        "ask_at": one.ask_at,
        "due_at": iso_or_none(one.due_at),
        "asked_at": iso_or_none(one.asked_at),
        "note": one.note,
    }


def follow_ups_document(found: Sequence[FollowUp]) -> FollowUpsDocument:
    return {"follow_ups": [follow_up_document(one) for one in found]}


def followed_up_document(result: FollowedUp) -> FollowedUpDocument:
    return {"follow_ups": [follow_up_document(one) for one in result.lines], "changed": bool(result.changed)}


def _row(one: FollowUp) -> table.Row:
    return [str(one.id), f"case {one.case}", one.copy.value, one.place, one.ask_at, _asked(one), one.note]


def _asked(one: FollowUp) -> table.Cell:
    """Asked, never gone: nobody can know."""
    is_recipient = one.copy is Copy.RECIPIENT
    verb = f"told {one.kind.of_what}" if is_recipient else "asked"
    if one.asked_at is not None:
        return table.Cell(f"{verb} {local(one.asked_at)}", table.DIM)
    by = f", by {local(one.due_at)}" if one.due_at is not None else ""
    return table.Cell(f"not {verb} yet{by}", table.WARN)
