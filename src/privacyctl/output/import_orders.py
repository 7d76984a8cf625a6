"""What is said of an import: what it did, what it left behind, and what a person must read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from privacyctl.duties.people.orders import Imported, ImportedFile

_ROWS_SHOWN = 20
_CASES_SHOWN = 10


def say_imported(result: Imported) -> None:
    """The counts on stdout; bad rows and what needs a human eye as warnings."""
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
    if result.comments and result.is_dry_run:
        stream.say(f"Comments of buyers that would need a human eye: {len(result.comments):,}")
    elif result.comments:
        shown = ", ".join(str(case) for case in result.comments[:_CASES_SHOWN])
        more = "" if len(result.comments) <= _CASES_SHOWN else ", …"
        stream.complain(
            "warning",
            f"{plural(len(result.comments), 'comment')} of buyers {'needs' if len(result.comments) == 1 else 'need'}"
            f" a human eye: {'case' if len(result.comments) == 1 else 'cases'} {shown}{more}",
            "read them: privacyctl requests",
        )
    if result.is_dry_run:
        stream.say("Nothing was changed: this was a dry run.")


def complain_of_rows(result: Imported) -> None:
    """The rows that cannot be imported, by line, and what else is odd about the files."""
    for file in result.files:
        _complain_of(file)


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
