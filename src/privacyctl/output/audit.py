"""What is said of the audit chain: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

from privacyctl.model.anchor import AnchorStanding
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.audit import VerifiedChain
    from privacyctl.model.anchor import AnchorVerdict
    from privacyctl.model.audit import Entry, Head
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
    heads: list[HeadDocument]
    """The heads that the chain was held against."""


class HeadDocument(TypedDict):
    """A head of the chain that was handed out, and what the chain says of it."""

    seq: int
    """The number of its entry."""
    hash: str
    """Its hash, or how that begins, in hexadecimal digits."""
    standing: AnchorStanding
    """Where it stands in the chain."""
    ago: int
    """How many entries stand behind it; 0 where it is not in the chain."""
    source: str | None
    """The file that has it; null where it was typed."""
    proved: str | None
    """By whom it was signed, or when stamped, in words; null for one that anybody can have written."""


class AnchorDocument(TypedDict):
    """A head that is handed out: `--sign`, `--stamp`."""

    seq: int
    """The number of the last entry."""
    head: Sha256
    """The hash after it."""
    text: str
    """The head's three lines and their proof: keep it where nobody who can write the data file can."""


def say_history(entries: Sequence[Entry]) -> None:
    if not entries and stream.is_terminal():
        stream.say("There are no entries.")
    elif entries:
        table.show(["Entry", "When", "What", "About", "Hash"], [_row(one) for one in entries])


def say_verified(result: VerifiedChain, verdicts: Sequence[AnchorVerdict]) -> None:
    if result.holds:
        stream.say(
            f"The chain holds: {plural(result.head.seq, 'entry', 'entries')}, head {result.head.hash.hex()}"
        )
        if result.untold:
            stream.say(
                f"{plural(result.untold, 'row')} of entries of an older form"
                f" {'is told by the row' if result.untold == 1 else 'are told by the rows'} alone."
            )
        if result.older:
            stream.say(
                f"{plural(result.older, 'entry', 'entries')} of the older form"
                + (
                    " holds no acts; its words tell a part of what it wrote."
                    if result.older == 1
                    else " hold no acts; their words tell a part of what they wrote."
                )
            )
    for one in result.findings:
        stream.say(f"{one.fault}: {one.detail}")
    for verdict in verdicts:
        stream.say(_held(verdict))


def _held(verdict: AnchorVerdict) -> str:
    handed = verdict.handed
    where = f"{visible(handed.source)}: " if handed.source else ""
    how = f"; {visible(handed.proved)}" if handed.proved else ""
    entry = f"entry {handed.anchor.seq}"
    match verdict.standing:
        case AnchorStanding.IN_THE_CHAIN:
            ago = f"{plural(verdict.ago, 'entry', 'entries')} ago" if verdict.ago else "its last"
            return f"{where}{entry} is in the chain, {ago}{how}"
        case AnchorStanding.BEYOND_THE_END:
            return f"{where}{entry} is not in the chain, which ends before it{how}"
        case AnchorStanding.ANOTHER_HASH:
            return f"{where}{entry} has another hash in this chain{how}"


def anchor_document(head: Head, text: str) -> AnchorDocument:
    return {"seq": head.seq, "head": head.hash.hex(), "text": text}


def entries_document(entries: Sequence[Entry]) -> EntriesDocument:
    return {"entries": [cast("EntryDocument", {**one.read(), "hash": one.hash.hex()}) for one in entries]}


def verified_document(result: VerifiedChain, verdicts: Sequence[AnchorVerdict] = ()) -> VerifiedChainDocument:
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
        "heads": [
            {
                "seq": one.handed.anchor.seq,
                "hash": one.handed.anchor.digits,
                "standing": one.standing,
                "ago": one.ago,
                "source": one.handed.source,
                "proved": one.handed.proved,
            }
            for one in verdicts
        ],
    }


def _row(entry: Entry) -> table.Row:
    said = entry.read()
    about = {
        key: value
        for key, value in said.items()
        if key not in ("v", "seq", "at", "act", "acts", "sums") and value
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
