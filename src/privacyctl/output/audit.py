"""What is said of the audit chain: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.audit import VerifiedChain
    from privacyctl.model.audit import Entry
    from privacyctl.model.chain import ChainFault
    from privacyctl.output.values import IsoMoment, Sha256


class EntryDocument(TypedDict):
    """One entry of the audit chain: what was done, and the numbers, counts and words of ours that it is about.

    Which further keys there are depends on the act. Each has a number, a list of numbers, or a short word.
    """

    v: int
    """The version of the entry's form."""
    seq: int
    """The entry's number in the chain."""
    at: IsoMoment
    """When it was done."""
    act: str
    """What was done."""
    hash: Sha256
    """The chain's hash after it."""


class EntriesDocument(TypedDict):
    """What was done."""

    entries: list[EntryDocument]
    """The entries, the earliest first."""


class RowDocument(TypedDict):
    """A row that is not as the entries left it."""

    table: str
    """The table in which it stands."""
    number: int
    """The number of the row."""
    columns: list[str]
    """What differs; empty where the row is gone, or where no entry made it."""
    gone: bool
    """Whether the row is not there any more."""


class ChainFindingDocument(TypedDict):
    """One thing that is wrong with the chain though every hash is right."""

    word: ChainFault
    """The word of what is wrong: [findings](findings.md) says what it means."""
    entry: int | None
    """The number of the entry; null where it is about rows of no entry."""
    table: str | None
    """The table whose rows it is about; null where it is about an entry."""
    row: int | None
    """The number of such a row; null where there is none."""
    detail: str
    """What was found, in words."""


class VerifiedChainDocument(TypedDict):
    """What a walk along the whole chain found: `--verify`."""

    holds: bool
    """Whether every entry holds."""
    first_broken: int | None
    """The number of the first entry that does not."""
    entries: int
    """How many entries there are."""
    head: Sha256
    """The hash after the last."""
    unreadable: list[int]
    """Entries with an act that no command writes."""
    rows: list[RowDocument]
    """Rows that are not as the entries left them."""
    told_by_rows_alone: int
    """Rows of entries of form 1, of which no entry says all that they hold."""
    findings: list[ChainFindingDocument]
    """What else is wrong: of each kind the first twenty."""
    older_entries: int
    """Entries of an older form, which cannot tell all that today's can."""


def say_history(entries: Sequence[Entry]) -> None:
    if not entries and stream.is_terminal():
        stream.say("There are no entries.")
    elif entries:
        table.show(["Entry", "When", "What", "About", "Hash"], [_row(one) for one in entries])


def say_verified(result: VerifiedChain) -> None:
    if result.holds:
        stream.say(
            f"The chain holds: {plural(result.head.seq, 'entry', 'entries')}, head {result.head.hash.hex()}"
        )
        if result.untold:
            stream.say(
                f"{plural(result.untold, 'row')} of entries of an older form are told by the rows alone."
            )
        if result.older:
            stream.say(
                f"{plural(result.older, 'entry', 'entries')} of the older form hold no acts;"
                " their words tell a part of what they wrote."
            )
    for one in result.findings:
        stream.say(f"{one.fault}: {one.detail}")


def entries_document(entries: Sequence[Entry]) -> EntriesDocument:
    return {"entries": [cast("EntryDocument", {**one.read(), "hash": one.hash.hex()}) for one in entries]}


def verified_document(result: VerifiedChain) -> VerifiedChainDocument:
    return {
        "holds": result.holds,
        "first_broken": result.first_broken,
        "entries": result.head.seq,
        "head": result.head.hash.hex(),
        "unreadable": list(result.unreadable),
        "rows": [
            {"table": row.table, "number": row.number, "columns": list(row.columns), "gone": row.is_gone}
            for row in result.unlike
        ],
        "told_by_rows_alone": result.untold,
        "findings": [
            {
                "word": one.fault,
                "entry": one.entry,
                "table": one.table,
                "row": one.row,
                "detail": one.detail,
            }
            for one in result.findings
        ],
        "older_entries": result.older,
    }


def _row(entry: Entry) -> table.Row:
    said = entry.read()
    about = {
        key: value for key, value in said.items() if key not in ("v", "seq", "at", "act", "acts") and value
    }
    return [
        str(entry.seq),
        str(said["at"]),
        str(said["act"]),
        " ".join(f"{key}={_short(value)}" for key, value in about.items()),
        entry.hash.hex()[:12],
    ]


def _short(value: object) -> str:
    return ",".join(str(one) for one in value) if isinstance(value, list) else str(value)
