"""What is said of a list that is filtered, or was: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, cast

from privacyctl.duties.lists.doubts import people
from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.duties.lists.audience import Checked, Passed
    from privacyctl.duties.lists.doubts import InDoubt
    from privacyctl.duties.lists.exporting import HandedList
    from privacyctl.model.consent import Purpose
    from privacyctl.output.values import IsoMoment, Sha256


class GatedDocument(TypedDict):
    """The manifest of a list that was filtered, and the rows that may be used."""

    version: Literal[1]
    """The version of the manifest's form."""
    purpose: Purpose
    """What the list is to be used for."""
    as_of: IsoMoment
    """When it was filtered."""
    input_sha256: Sha256
    """Of the list as it was given."""
    output_sha256: Sha256
    """Of the list as it is written out, its header included."""
    audit_seq: int
    """The number of the last entry of the audit chain by then."""
    audit_head: Sha256
    """The hash of that entry."""
    keep_unknown: bool
    """Whether addresses that are not on record were let pass."""
    counts: dict[str, int]
    """How many rows passed (`allowed`), and how many did not for each reason."""
    recipient: NotRequired[str]
    """With `--to`: who gets the list."""
    rows: list[str]
    """The rows that may be used, as the list has them, without its header."""
    in_doubt: list[int]
    """Contacts who never pass because their company is called nearly as one that opted out."""
    near: list[int]
    """Contacts who pass, to whose address another one is near that opted out: it may be the same mailbox."""
    near_unknown: int
    """How many rows of nobody on record pass so."""
    unread: list[int]
    """The cases of comments and objections of people who pass that wait: any of them may be a no."""


class HandedListDocument(GatedDocument):
    """A list that was filtered and is on record as handed over."""

    disclosure: int | None
    """The number of the hand-off on record; null where nobody on record was in it."""
    changed: bool
    """Whether anything was written."""


class CheckedListDocument(TypedDict):
    """Whether a list that was filtered may be used yet."""

    purpose: Purpose
    """What the list is to be used for, by its manifest."""
    opted_out_since: int
    """How many opt-outs there were since."""
    barred_now: int | None
    """How many rows of the list would not pass any more; null where no list was given."""
    audit_head_holds: bool
    """Whether the audit chain still holds the entry that the manifest names."""
    current: bool
    """Whether the list may be used."""


def note_counts(passed: Passed) -> None:
    """How many rows passed and why the others did not, on stderr: stdout is the list."""
    dropped = ", ".join(f"{count:,} {reason}" for reason, count in sorted(passed.counts.items()))
    stream.complain("note", f"{len(passed.lines):,} of {sum(passed.counts.values()):,} rows pass ({dropped})")


def say_checked(found: Checked, as_of: int) -> None:
    if not found.head_holds:
        stream.say("The record is not the one that the list was filtered against, or its end was cut off.")
    if found.opted_out_since:
        count = plural(found.opted_out_since, "opt-out")
        stream.say(f"Since {local(as_of)}: {count}. Filter the list again before it is used.")
    elif found.head_holds:
        stream.say(f"Nobody has opted out since {iso(as_of)}.")
    if found.barred_now is not None:
        stream.say(f"Rows of this list that would be stopped today: {found.barred_now:,}")


def gated_document(
    manifest: Mapping[str, Any], passed: Passed, handed: HandedList | None, doubts: Sequence[InDoubt]
) -> GatedDocument | HandedListDocument:
    """`manifest` is the manifest as JSON has it; `handed` is where the list is recorded as handed over."""
    rows = [row.rstrip("\r\n") for row in passed.lines]
    made = cast(
        "GatedDocument",
        {
            **manifest,
            "rows": rows,
            "in_doubt": people(doubts),
            "near": list(passed.near),
            "near_unknown": passed.near_unknown,
            "unread": list(passed.unread),
        },
    )
    if handed is None:
        return made
    return {**made, "disclosure": handed.disclosure, "changed": bool(handed.people)}


def checked_list_document(purpose: Purpose, found: Checked) -> CheckedListDocument:
    return {
        "purpose": purpose,
        "opted_out_since": found.opted_out_since,
        "barred_now": found.barred_now,
        "audit_head_holds": found.head_holds,
        "current": found.is_current,
    }
