"""What is said of a copy: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.keeping.backup import BackedUp
    from privacyctl.duties.keeping.copies import Tidied
    from privacyctl.output.values import IsoMoment, Sha256


class PlacedDocument(TypedDict):
    """What became of the copy in one folder."""

    folder: str
    """The folder."""
    read_back: bool
    """Whether it lies there, and was read back from there as it was given."""
    trouble: str | None
    """Why it does not; null where it does."""


class TidiedDocument(TypedDict):
    """What was found in a folder of copies, and what went."""

    folder: str
    """The folder."""
    copies: int
    """How many copies of this record lie there now."""
    deleted: list[str]
    """The names of those that were past their day, and were deleted."""
    kept: str | None
    """The newest that reads back, where it is past its day too: it is never deleted."""
    trouble: str | None
    """Why the folder is out of reach, or something in it could not be deleted; else null."""


class BackedUpDocument(TypedDict):
    """A copy of the record, and where it lies."""

    name: str
    """The name of the archive, the same in each folder."""
    made_at: IsoMoment
    """As of when it holds the record."""
    seq: int
    """The last audit entry that it holds."""
    head: Sha256
    """The chain's hash after that entry."""
    delete_after: IsoMoment
    """When it is to be gone."""
    targets: list[PlacedDocument]
    """Each folder that it was to be placed in."""
    tidied: list[TidiedDocument]
    """Each folder in which copies were looked for."""
    journal: str | None
    """Why the journal would not bring back what is done from now on; null where it is sound."""


def say(made: BackedUp) -> None:
    for one in made.placed:
        if one.trouble is None:
            stream.say(f"{visible(one.folder)}: {made.name}, read back")
    say_tidied(made.tidied)
    if made.is_anywhere:
        stream.say(f"It holds entry {made.head.seq}, and goes after {local(made.delete_after)}.")


def say_tidied(tidied: Sequence[Tidied]) -> None:
    for one in tidied:
        if one.deleted:
            stream.say(
                f"{visible(one.folder)}: {plural(len(one.deleted), 'older copy', 'older copies')} deleted"
            )


def warn(made: BackedUp, on_same_disk: Sequence[Path]) -> None:
    """Say what is wrong with a copy or a folder, on standard error."""
    for one in made.placed:
        if one.trouble is not None:
            stream.complain(
                "error", f"there is no copy in {one.folder}: {one.trouble.sentence}", one.trouble.hint
            )
    for folder in on_same_disk:
        stream.complain(
            "warning",
            f"{folder} is on the disk of the record, and is lost with it",
            "name a folder on another disk: [backup] targets",
        )
    if made.journal is not None:
        stream.complain(
            "error",
            f"{made.journal.sentence}: what is done from now on could not be brought back",
            made.journal.hint,
        )
    failed = {one.folder for one in made.placed if one.trouble is not None}
    warn_of_tidied([one for one in made.tidied if one.trouble is None or one.folder not in failed])


def warn_of_tidied(tidied: Sequence[Tidied]) -> None:
    for one in tidied:
        if one.trouble is not None:
            stream.complain(
                "error",
                f"copies in {one.folder} could not be looked at: {one.trouble.sentence}",
                one.trouble.hint,
            )
        if one.unlooked is not None:
            stream.complain(
                "warning", f"nothing was deleted in {one.folder}: {one.unlooked}", "set the clock"
            )
        if one.kept is not None:
            stream.complain(
                "warning",
                f"the newest copy in {one.folder} that reads back is past its day, and stays",
                "make a new one: privacyctl backup",
            )


def document(made: BackedUp) -> BackedUpDocument:
    return {
        "name": made.name,
        "made_at": iso(made.made_at),
        "seq": made.head.seq,
        "head": made.head.hash.hex(),
        "delete_after": iso(made.delete_after),
        "targets": [
            {
                "folder": one.folder,
                "read_back": one.trouble is None,
                "trouble": one.trouble.sentence if one.trouble else None,
            }
            for one in made.placed
        ],
        "tidied": [tidied_document(one) for one in made.tidied],
        "journal": made.journal.sentence if made.journal else None,
    }


def tidied_document(one: Tidied) -> TidiedDocument:
    return {
        "folder": one.folder,
        "copies": len(one.there),
        "deleted": list(one.deleted),
        "kept": one.kept,
        "trouble": one.trouble.sentence if one.trouble else one.unlooked,
    }
