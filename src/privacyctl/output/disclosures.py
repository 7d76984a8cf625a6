"""What is said of hand-offs to recipients, and the lists that they are given."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from privacyctl.model.disclosure import Direction
from privacyctl.model.moment import iso, local
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import cell, visible
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.lists.disclosures import Disclosed
    from privacyctl.duties.lists.exporting import Export
    from privacyctl.model.disclosure import Disclosure, Shared
    from privacyctl.output.documents import Document


_NUMBERS = {"quantity", "amount", "ordered_at"}
"""What we spell ourselves: a spreadsheet may read a number as one."""


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


def export_text(result: Export) -> Iterator[str]:
    """The list as CSV, a line at a time, with cells that no spreadsheet runs."""
    is_text = [name not in _NUMBERS for name in result.fields]
    rows = (
        [
            cell(value) if isinstance(value, str) and text else value
            for value, text in zip(row, is_text, strict=True)
        ]
        for row in result.rows
    )
    return stream.csv_lines(chain([result.fields], rows))


def say_exported(result: Export, file: str) -> None:
    said = _exported(result)
    stream.say(f"{said[0].upper()}{said[1:]}: {visible(file)}")


def note_exported(result: Export) -> None:
    """What is recorded, on stderr: stdout is the list."""
    stream.complain("note", _exported(result))


def note_handed_over(recipient: str, disclosure: int | None, people: int) -> None:
    """That a list was recorded as handed over, on stderr: stdout is the list."""
    if disclosure is None:
        stream.complain("note", f"nobody on record is handed over to {recipient}; nothing is recorded")
    else:
        count = plural(people, "person", "people")
        stream.complain("note", f"disclosure {disclosure}: {count} on record for {recipient}")


def disclosed_document(result: Disclosed) -> Document:
    return disclosure_document(result.disclosure) | {
        "contact": result.contact.id,
        "orders": list(result.orders),
        "empty": list(result.empty),
        "changed": result.changed,
    }


def disclosure_document(one: Disclosure) -> Document:
    return {
        "disclosure": one.id,
        "recipient": one.recipient,
        "purpose": one.purpose.value,
        "fields": list(one.fields),
        "via": one.via.value,
        "at": iso(one.at),
        "recorded_at": iso(one.recorded_at),
        "people": one.people,
    }


def export_document(result: Export) -> Document:
    return {
        "disclosure": result.disclosure,
        "recipient": result.recipient,
        "purpose": result.purpose.value,
        "fields": list(result.fields),
        "people": result.people,
        "changed": result.disclosure is not None,
    }


def export_rows(result: Export) -> list[Document]:
    return [dict(zip(result.fields, row, strict=True)) for row in result.rows]


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


def _exported(result: Export) -> str:
    if result.disclosure is None:
        return f"nobody is in the list for {result.recipient}, and nothing is recorded"
    rows, people = plural(len(result.rows), "row"), plural(result.people, "person", "people")
    return f"disclosure {result.disclosure}: {rows} about {people} for {result.recipient}"
