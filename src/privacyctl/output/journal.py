"""What is said of the journal: its lines as they stand, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.duties.keeping.journal import WrittenAnew
    from privacyctl.model.copies import JournalCopy


class JournalDocument(TypedDict):
    """Lines of the journal."""

    lines: list[str]
    """Each line as it stands in the file; it is a JSON document itself."""


class WrittenAnewDocument(TypedDict):
    """The journal was written anew from the record."""

    changed: bool
    """Always true."""
    journal: str
    """The file."""
    entries: int
    """How many entries it has."""
    laid_aside: str | None
    """Where the damaged one lies; null where there was none."""


class JournalCopyDocument(TypedDict):
    """A folder that gets the journal."""

    folder: str
    """The folder."""
    trouble: str | None
    """Why the copy there could not be brought up; null where it was."""


class CopiedJournalDocument(TypedDict):
    """The copies of the journal."""

    copies: list[JournalCopyDocument]
    """Each folder of the settings; none where another command is at it just now."""


def say_copied(done: Sequence[JournalCopy]) -> None:
    for one in done:
        if one.trouble is None:
            stream.say(f"{visible(str(one.folder))}: as far as the journal")
        else:
            stream.complain("error", f"the journal could not be copied to {one.folder}: {one.trouble}")


def copied_document(done: Sequence[JournalCopy]) -> CopiedJournalDocument:
    return {"copies": [{"folder": str(one.folder), "trouble": one.trouble} for one in done]}


def say(lines: Iterable[str]) -> None:
    stream.write_lines(f"{line}\n" for line in lines)


def document(lines: Sequence[str]) -> JournalDocument:
    return {"lines": list(lines)}


def say_anew(made: WrittenAnew) -> None:
    stream.say(f"{made.path} was written anew from the record, to entry {made.entries}.")
    if made.laid_aside is not None:
        stream.say(f"The damaged one is {made.laid_aside}.")


def anew_document(made: WrittenAnew) -> WrittenAnewDocument:
    return {
        "changed": True,
        "journal": str(made.path),
        "entries": made.entries,
        "laid_aside": str(made.laid_aside) if made.laid_aside else None,
    }
