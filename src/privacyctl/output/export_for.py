"""The list that a recipient is given: as CSV, and as JSON."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypedDict

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
    stream.say(f"{said[0].upper()}{said[1:]}: {visible(str(file))}")


def write_export(result: Export) -> None:
    """The list on stdout, and what is recorded on stderr."""
    stream.write_lines(export_text(result))
    stream.complain("note", _exported(result))


def exported_rows_document(result: Export) -> ExportedRowsDocument:
    rows = [dict(zip(result.fields, row, strict=True)) for row in result.rows]
    return {**_export_document(result), "rows": rows}


def exported_file_document(result: Export, file: Path) -> ExportedFileDocument:
    return {**_export_document(result), "file": str(file)}


def _export_document(result: Export) -> ExportDocument:
    return {
        "disclosure": result.disclosure,
        "recipient": result.recipient,
        "purpose": result.purpose,
        "fields": list(result.fields),
        "people": result.people,
        "changed": result.disclosure is not None,
    }


def _exported(result: Export) -> str:
    if result.disclosure is None:
        return f"nobody is in the list for {result.recipient}, and nothing is recorded"
    rows, people = plural(len(result.rows), "row"), plural(result.people, "person", "people")
    return f"disclosure {result.disclosure}: {rows} about {people} for {result.recipient}"
