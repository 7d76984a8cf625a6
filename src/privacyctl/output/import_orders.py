"""What is said of an import: what it did, what it left behind, what a person must read; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypedDict

from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.people.orders import Imported, ImportedFile


_From = TypedDict(
    "_From", {"from": Annotated[str | None, "The recipient whom it came from; null where that is not known."]}
)
"""A key that is a word of Python."""


class BadRowDocument(TypedDict):
    """A row that cannot be imported."""

    row: int
    """The line of the file on which it begins."""
    reason: str
    """Why; without a word of what stands there."""


class ImportedFileDocument(_From):
    """What became of one file."""

    file: str
    """The file's name."""
    format: str
    """The format in which it was read."""
    rows: int
    """How many rows it has."""
    left_behind: list[str]
    """The columns that were not imported."""
    card_numbers_redacted: int
    """How many card numbers were taken out."""
    totals_rows: int
    """How many rows were sums of others, and so no orders."""
    unread_answers: int
    """How many answers about product news could not be read, and count as no."""
    passed_over: dict[str, int]
    """How many rows are no orders, for each reason."""
    bad_rows: list[BadRowDocument]
    """The first thousand rows that cannot be imported."""
    bad_row_count: int
    """How many rows cannot be imported."""
    comments_left: list[int]
    """The lines, at most a thousand, with a buyer's comment that has no case, since its row was not imported."""
    comment_left_count: int
    """How many such lines there are."""
    delivery: int | None
    """Under which number it is on record that the file came from them; null where nothing in it was new."""


class ImportedDocument(TypedDict):
    """What an import did; with `--dry-run` what it would do."""

    files: list[ImportedFileDocument]
    """What became of each file."""
    created: int
    """How many purchases are new."""
    unchanged: int
    """How many stood already."""
    changed_rows: int
    """How many were changed."""
    refused: int
    """How many rows cannot be imported, in all files."""
    contacts_created: int
    """How many contacts are new."""
    answers_recorded: int
    """How many answers about product news were recorded."""
    comments: list[int]
    """The cases of buyers' comments that a person must read."""
    shows_name: list[int]
    """The publications that show the full name, now that an order brought another one."""
    dry_run: bool
    """Whether nothing was to be written."""
    changed: bool
    """Whether anything was written."""


_ROWS_SHOWN = 20
_CASES_SHOWN = 10
_LINES_NAMED = 1_000


def say_imported(result: Imported) -> None:
    """The counts on stdout; bad rows and what waits to be read as warnings."""
    would = "would be " if result.is_dry_run else ""
    stream.say(
        f"Orders: {result.created:,} {would}created, {result.unchanged:,} unchanged, "
        f"{result.changed:,} {would}changed, {result.refused:,} refused"
    )
    if result.contacts or result.answers:
        stream.say(
            f"New contacts: {result.contacts:,}. Answers about product news recorded: {result.answers:,}"
        )
    for file in result.files:
        if file.left_behind:
            names = ", ".join(visible(name) for name in file.left_behind)
            stream.say(f"Left behind of {visible(file.name)}: {names}")
        for reason, count in file.passed_over.items():
            stream.say(f"Passed over in {visible(file.name)}: {plural(count, 'row')}, {reason}")
    complain_of_rows(result)
    for file in result.files:
        _warn_of_comments_left(file)
    if result.comments and result.is_dry_run:
        stream.say(f"Comments of buyers that would wait to be read: {len(result.comments):,}")
    elif result.comments:
        shown = ", ".join(str(case) for case in result.comments[:_CASES_SHOWN])
        more = "" if len(result.comments) <= _CASES_SHOWN else ", …"
        stream.complain(
            "warning",
            f"{plural(len(result.comments), 'comment')} of buyers {'waits' if len(result.comments) == 1 else 'wait'}"
            f" to be read: {'case' if len(result.comments) == 1 else 'cases'} {shown}{more}",
            "read them: privacyctl requests",
        )
    if result.is_dry_run:
        stream.say("Nothing was changed: this was a dry run.")


def complain_of_rows(result: Imported) -> None:
    """The rows that cannot be imported, by line, and what else is odd about the files."""
    for file in result.files:
        _complain_of(file)


def _warn_of_comments_left(file: ImportedFile) -> None:
    if not file.comments_left:
        return
    shown = ", ".join(map(str, file.comments_left[:_CASES_SHOWN]))
    more = ", …" * (len(file.comments_left) > _CASES_SHOWN)
    is_one = len(file.comments_left) == 1
    stream.complain(
        "warning",
        f"{visible(file.name)}: {plural(len(file.comments_left), 'comment')} of buyers"
        f" {'stands in a row that was' if is_one else 'stand in rows that were'} not imported, and"
        f" {'is' if is_one else 'are'} on record nowhere: {'line' if is_one else 'lines'} {shown}{more}",
        "read them in the file, and take what they ask for: privacyctl takedown WHO --received TIME --note TEXT,"
        " or optout, access, correct, erase, object, restrict, question",
    )


def imported_document(result: Imported) -> ImportedDocument:
    return {
        "files": [_file_document(file, is_dry_run=result.is_dry_run) for file in result.files],
        "created": result.created,
        "unchanged": result.unchanged,
        "changed_rows": result.changed,
        "refused": result.refused,
        "contacts_created": result.contacts,
        "answers_recorded": result.answers,
        "comments": list(result.comments),
        "shows_name": [one.id for one in result.exposed],
        "dry_run": result.is_dry_run,
        "changed": not result.is_dry_run
        and bool(result.created or result.changed or result.contacts or result.answers or result.comments),
    }


def refused_document(result: Imported) -> ImportedDocument:
    """The same where bad rows stopped the import: nothing was written."""
    return {**imported_document(result), "changed": False}


def _file_document(file: ImportedFile, *, is_dry_run: bool) -> ImportedFileDocument:
    return {
        "file": file.name,
        "format": file.format,
        "rows": file.rows,
        "left_behind": list(file.left_behind),
        "card_numbers_redacted": file.redacted,
        "totals_rows": file.totals_rows,
        "unread_answers": file.unread_answers,
        "passed_over": file.passed_over,
        "bad_rows": [{"row": row, "reason": reason} for row, reason in file.bad],
        "bad_row_count": file.bad_rows,
        "comments_left": list(file.comments_left[:_LINES_NAMED]),
        "comment_left_count": len(file.comments_left),
        "from": file.sender,
        "delivery": None if is_dry_run else file.delivery,
    }


def _complain_of(file: ImportedFile) -> None:
    for row, reason in file.bad[:_ROWS_SHOWN]:
        stream.complain("bad row", f"{file.name}, line {row}: {reason}")
    hidden = file.bad_rows - min(len(file.bad), _ROWS_SHOWN)
    if hidden > 0:
        stream.complain("bad row", f"{file.name}: {hidden:,} more", "see up to a thousand of them: --json")
    if file.redacted:
        stream.complain(
            "warning",
            f"{file.name}: {plural(file.redacted, 'card number')} taken out, only the last four digits kept",
        )
    if file.unread_answers:
        stream.complain(
            "warning",
            f"{file.name}: {plural(file.unread_answers, 'answer')} about product news cannot be read and"
            f" {'counts' if file.unread_answers == 1 else 'count'} as no",
        )
