"""What is said of hand-offs to recipients: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.disclosure import Direction
from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.lists.disclosures import Disclosed
    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Handed, Shared
    from privacyctl.output.values import IsoMoment


class SharedDocument(TypedDict):
    """A hand-off as far as it is about one person, whichever way it went."""

    direction: Direction
    """Which way the data went."""
    number: int
    """The number of the disclosure, or of the delivery where it came from them."""
    contact: int
    """Whom it is about."""
    recipient: str
    """Who got it, or whom it came from."""
    purpose: Purpose | None
    """What they got it for; null of what came from them."""
    fields: list[str]
    """What passed."""
    at: IsoMoment
    """When."""
    orders: list[str]
    """The person's order numbers that it was about, while those are on record."""


class DisclosedDocument(TypedDict):
    """A hand-off of one person's data that is on record."""

    disclosure: int
    """The disclosure's number."""
    recipient: str
    """Who got it."""
    purpose: Purpose
    """What they got it for."""
    fields: list[str]
    """What they got."""
    via: Handed
    """By which command it was handed over or recorded."""
    at: IsoMoment
    """When they got it."""
    recorded_at: IsoMoment
    """When it was written down."""
    people: int
    """How many people it was about."""
    contact: int
    """Whom it is about."""
    orders: list[str]
    """The order numbers that it was about."""
    empty: list[str]
    """The fields that were named and that nothing is on record in: they are no part of it."""
    changed: bool
    """Whether anything was written."""


def say_disclosed(result: Disclosed) -> None:
    one = result.disclosure
    stands = "" if result.changed else " stands as it is"
    orders = f", {_orders(result.orders)}" if result.orders else ""
    stream.say(
        f"Disclosure {one.id}{stands}: {', '.join(one.fields)} of contact {result.contact.id}"
        f" to {one.recipient} for {one.purpose.value}, {local(one.at)}{orders}"
    )
    if result.empty:
        stream.say(f"Nothing is on record in: {', '.join(result.empty)}. It is not part of what was given.")


def say_section(found: Sequence[Shared]) -> None:
    """Who got what of somebody, and who had it before us."""
    if found:
        stream.say("")
        headers = ["Recipient", "What", "What for", "When", "Orders"]
        table.show(headers, [_shared(one) for one in found], "Shared with")


def note_handed_over(recipient: str, disclosure: int | None, people: int) -> None:
    """That a list was recorded as handed over, on stderr: stdout is the list."""
    if disclosure is None:
        stream.complain("note", f"nobody on record is handed over to {recipient}; nothing is recorded")
    else:
        count = plural(people, "person", "people")
        stream.complain("note", f"disclosure {disclosure}: {count} on record for {recipient}")


def disclosed_document(result: Disclosed) -> DisclosedDocument:
    one = result.disclosure
    return {
        "disclosure": one.id,
        "recipient": one.recipient,
        "purpose": one.purpose,
        "fields": list(one.fields),
        "via": one.via,
        "at": iso(one.at),
        "recorded_at": iso(one.recorded_at),
        "people": one.people,
        "contact": result.contact.id,
        "orders": list(result.orders),
        "empty": list(result.empty),
        "changed": result.changed,
    }


def shared_document(one: Shared) -> SharedDocument:
    return {
        "direction": one.direction,
        "number": one.number,
        "contact": one.contact,
        "recipient": one.recipient,
        "purpose": one.purpose,
        "fields": list(one.fields),
        "at": iso(one.at),
        "orders": list(one.orders),
    }


def _shared(one: Shared) -> table.Row:
    came = one.direction is Direction.FROM
    return [
        one.recipient,
        ", ".join(one.fields),
        one.purpose.value if one.purpose else "came from them" if came else None,
        local(one.at),
        ", ".join(one.orders) or None,
    ]


def _orders(orders: Sequence[str]) -> str:
    noun = "order" if len(orders) == 1 else "orders"
    return f"{noun} {', '.join(visible(one) for one in orders)}"
