"""What is said of a search of the bytes for what was erased: in words, and as JSON."""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.finding_kind import RowId
from privacyctl.model.made import MadeKind
from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.proofs import Proof
    from privacyctl.model.made import StandingFile
    from privacyctl.output.values import IsoMoment

_SHOWN = 20
"""How many rows or files are named in a line."""


class MentionDocument(TypedDict):
    """A row of others that mentions somebody who was erased, and that stays."""

    row: str
    """What it is: a case, a contact, a publication, a company, an entry."""
    number: int
    """Its number."""
    sure: bool
    """Whether a value stands in it as it stood on record; else in another spelling, or a former name."""
    perhaps_theirs: bool
    """Whether it is a case of nobody on record, so that it may be theirs: `erase WHO --case N`."""


class StandingDocument(TypedDict):
    """A file that a command wrote, that still stands, and that is to be deleted."""

    path: str
    """Where it lies; nobody knows it after this, where it is the answer to one person."""
    kind: MadeKind
    """Which command wrote it."""
    made_at: IsoMoment
    """When."""
    sure: bool
    """Whether it is their own, or holds a value as it stood on record; else it seems to mention them."""


class ProofDocument(TypedDict):
    """A search of the bytes for what was erased."""

    bytes: int
    """How many bytes were searched."""
    files: int
    """In how many files."""
    values: int
    """For how many values."""
    too_short: int
    """How many values are too short to be searched for."""
    shared: int
    """How many values others on record have too, so that they are still there."""
    found: int
    """How many finds there were in the record's own files of what is nobody's any more: none where it is proved."""
    elsewhere: list[str]
    """The names of files of the user's own in which something was found."""
    elsewhere_perhaps: list[str]
    """The names of files of the user's own that seem to mention them, in another spelling."""
    copies_deleted: int
    """How many copies that upgrades had laid aside were deleted, since they held it all."""
    shared_in: list[str]
    """The rows of others in which the shared values stand: "case 3", "contact 5"."""
    mentions: list[MentionDocument]
    """The rows of others that mention them, in any spelling: they stay."""
    made: list[StandingDocument]
    """The files that you made with them in it, and that still stand: delete them."""
    leftovers: list[str]
    """What killed commands left and could not be deleted."""


def say_proof(proof: Proof) -> None:
    searched = proof.searched
    if searched.values or not searched.unsearchable:
        where = f"{plural(searched.files, 'file')}, {_size(searched.bytes)}"
        values = plural(searched.values, "value")
        stream.say(
            f"Checked: {len(proof.residue)} of {values} left in the data file or beside it ({where})."
            if proof.residue
            else f"Checked: none of {values} is left in the data file or beside it ({where})."
        )
    if searched.unsearchable:
        stream.say(f"Too short to be searched for: {plural(searched.unsearchable, 'value')}.")
    if proof.shared:
        where = f" ({_rows(proof.places)})" if proof.places else ""
        stream.say(f"On record for others too, and so still there: {plural(proof.shared, 'value')}{where}.")
    theirs = {RowId("case", case) for case in proof.perhaps}
    if others := [one.row for one in proof.mentions if one.row not in theirs | set(proof.places)]:
        stream.say(f"Mentioned in what is others', and so stays: {_rows(others)}.")
    for case in proof.perhaps:
        stream.say(
            f"Perhaps theirs: case {case} is of nobody on record, and mentions them. If it is theirs:"
            f" privacyctl erase {proof.people[0] if len(proof.people) == 1 else 'WHO'} --case {case}"
        )
    if proof.standing:
        stream.say(f"You made {plural(len(proof.standing), 'file')} with them in it: see the warnings.")
    if proof.copies:
        stream.say(
            f"Copies that upgrades had laid aside were deleted, since they held it all: {proof.copies}"
        )


def warn_of_proof(proof: Proof) -> None:
    """What was found in files that are not ours, and what could not be read."""
    for file in dict.fromkeys(hit.file for hit in proof.elsewhere):
        stream.complain(
            "warning",
            f"found in {file.name}, which is not ours",
            f"delete it, or what it says of them: {file}",
        )
    for file in proof.searched.mentions:
        stream.complain(
            "warning",
            f"{file.name}, which is not ours, seems to mention them",
            f"look at it, and delete it or what it says of them: {file}",
        )
    for file in proof.leftovers:
        stream.complain(
            "warning", f"a killed command left {file.name}, and it could not be deleted", f"rm -r {file}"
        )
    for file in proof.searched.unread:
        stream.complain(
            "warning", f"{file.name} could not be read, and was not searched", f"look at it: {file}"
        )


def proof_document(proof: Proof) -> ProofDocument:
    return {
        "bytes": proof.searched.bytes,
        "files": proof.searched.files,
        "values": proof.searched.values,
        "too_short": proof.searched.unsearchable,
        "shared": proof.shared,
        "found": len(proof.residue),
        "elsewhere": sorted({hit.file.name for hit in proof.elsewhere}),
        "elsewhere_perhaps": sorted({file.name for file in proof.searched.mentions}),
        "copies_deleted": proof.copies,
        "shared_in": [f"{row.kind} {row.id}" for row in proof.places],
        "mentions": [
            {
                "row": one.row.kind,
                "number": one.row.id,
                "sure": one.is_sure,
                "perhaps_theirs": one.row.kind == "case" and one.row.id in proof.perhaps,
            }
            for one in proof.mentions
        ],
        "made": [
            {
                "path": str(one.made.path),
                "kind": one.made.kind,
                "made_at": iso(one.made.at),
                "sure": one.is_sure,
            }
            for one in proof.standing
        ],
        "leftovers": [file.name for file in proof.leftovers],
    }


def warn_of_standing(found: Sequence[StandingFile]) -> None:
    """Which files to delete, by the day on which they were made."""
    for (day, is_sure), group in groupby(found, key=lambda one: (_day(one.made.at), one.is_sure)):
        files = [one.made.path for one in group]
        these, them = ("this", "it") if len(files) == 1 else ("these", "them")
        shown = " ".join(shlex.quote(str(file)) for file in files[:_SHOWN])
        more = f" and {len(files) - _SHOWN:,} more: see --json" if len(files) > _SHOWN else ""
        if is_sure:
            stream.complain("warning", f"you made {these} on {day}: delete {them}", f"rm {shown}{more}")
        else:
            stream.complain(
                "warning",
                f"you made {these} on {day}, and somebody who was erased seems to be mentioned there",
                f"look at {them}, and delete {them} or what is said there: {shown}{more}",
            )


def warn_without_paths(found: Sequence[StandingFile]) -> None:
    """The same for a mail of cron's: a path of the user's own may name somebody, and the names that we give do not."""
    if stream.has_any_terminal():
        warn_of_standing(found)
        return
    for one in found:
        name = one.made.path.name if one.made.kind is MadeKind.ACCESS else f"a file ({one.made.kind})"
        stream.complain(
            "warning",
            f"you made {name} on {_day(one.made.at)}, and it holds somebody who is past their time",
            "delete it, wherever you put it",
        )


def _day(moment: int) -> str:
    return " ".join(local(moment).split()[1:4])


def _rows(rows: Sequence[RowId]) -> str:
    """The rows as they are called: "case 3, contact 5"."""
    shown = [f"{row.kind} {row.id}" for row in rows[:_SHOWN]]
    return ", ".join(shown) + (f" and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else "")


def _size(count: int) -> str:
    """An amount of bytes as a person says it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
