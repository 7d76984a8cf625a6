"""The list that a recipient is given: as CSV, and as JSON."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import cell, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from privacyctl.duties.lists.exporting import Export, Value
    from privacyctl.model.consent import Purpose

_NUMBERS = {"quantity", "amount", "ordered_at"}
"""What we spell ourselves: a spreadsheet may read a number as one."""


class ExportDocument(TypedDict):
    """A list that is on record as handed over."""

    disclosure: int | None
    """The number of the hand-off on record; null where nobody was in it."""
    recipient: str
    """Who gets it."""
    purpose: Purpose
    """What they get it for."""
    fields: list[str]
    """Its columns: those of the recipient's contract."""
    people: int
    """How many people it is about."""
    left_out: NotRequired[int]
    """How many rows are left out, since others delivered these orders, or nobody did: `--all` has them."""
    dry_run: NotRequired[Literal[True]]
    """It is only shown, since `--dry-run` was typed: nothing is recorded, so nothing may be handed over."""
    changed: bool
    """Whether anything was written."""


class ExportedRowsDocument(ExportDocument):
    """A list, here as JSON."""

    rows: list[dict[str, Value]]
    """The rows: for each of the fields its value, or null."""


class ExportedFileDocument(ExportDocument):
    """A list that was written to a file: `--out`."""

    file: str
    """The path of the file."""


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


def say_exported(result: Export, file: Path) -> None:
    said = _exported(result)
    where = "not written" if result.is_dry_run else visible(str(file))
    stream.say(f"{said[0].upper()}{said[1:]}: {where}")


def write_export(result: Export) -> None:
    """The list on stdout, and what is recorded on stderr."""
    stream.write_lines(export_text(result))
    stream.complain("note", _exported(result))


def note_left_out(result: Export) -> None:
    """Say how many rows the recipient is not given, since it did not deliver these orders."""
    if result.left_out:
        rows = plural(result.left_out, "row")
        stream.complain(
            "note",
            f"{rows} left out, of orders that {result.recipient} did not deliver",
            "to hand these over too: add --all",
        )


def exported_rows_document(result: Export) -> ExportedRowsDocument:
    rows = [dict(zip(result.fields, row, strict=True)) for row in result.rows]
    return {**_export_document(result), "rows": rows}


def exported_file_document(result: Export, file: Path) -> ExportedFileDocument:
    return {**_export_document(result), "file": str(file)}


def _export_document(result: Export) -> ExportDocument:
    document: ExportDocument = {
        "disclosure": result.disclosure,
        "recipient": result.recipient,
        "purpose": result.purpose,
        "fields": list(result.fields),
        "people": result.people,
        "changed": result.disclosure is not None,
    }
    if result.left_out:
        document["left_out"] = result.left_out
    if result.is_dry_run:
        document["dry_run"] = True
    return document


def _exported(result: Export) -> str:
    if not result.people:
        return f"nobody is in the list for {result.recipient}, and nothing is recorded"
    rows, people = plural(len(result.rows), "row"), plural(result.people, "person", "people")
    if result.is_dry_run:
        return (
            f"{rows} about {people} for {result.recipient}; a dry run, so nothing is recorded and"
            " nothing is to be handed over"
        )
    return f"disclosure {result.disclosure}: {rows} about {people} for {result.recipient}"
