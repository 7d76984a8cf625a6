"""What is said of an entry that was undone: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.model.undoing import UNDOABLE
from privacyctl.output.proofs import proof_document, say_proof
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.undoing import Undone
    from privacyctl.output.proofs import ProofDocument
    from privacyctl.output.values import IsoMoment


class HandedMeanwhileDocument(TypedDict):
    """A hand-off after the entry, with somebody in it whom the entry was about."""

    disclosure: int
    """The hand-off's number."""
    recipient: str
    """Who has it."""
    at: IsoMoment
    """When it was handed over."""


class UndoneDocument(TypedDict):
    """An entry that was typed by mistake, and was taken back."""

    entry: int
    """The entry's number."""
    act: str
    """What it did, by the word that `audit` shows."""
    undone_by: int | None
    """The entry that takes it back; null with `--dry-run`."""
    contacts: list[int]
    """The contacts that it was about."""
    publications: list[int]
    """The publications."""
    cases: list[int]
    """The cases."""
    tasks: list[int]
    """The removals."""
    disclosures: list[int]
    """The hand-offs."""
    off_record: int | None
    """The contact whom it had put on record, and of whom a number is left."""
    words_gone: int
    """How many words and addresses go from the record with it."""
    handed_since: list[HandedMeanwhileDocument]
    """The hand-offs since then with somebody in them whom it was about: what left the house is not called back."""
    proof: ProofDocument | None
    """The search of the bytes for these words; null where none had to go, or it could not be made."""
    changed: bool
    """Whether anything was written: false with `--dry-run`, and for an entry that was undone before."""


def say_undone(result: Undone) -> None:
    if not result.changed:
        stream.say(f"Entry {result.entry} ({result.act}) stands undone already, by entry {result.by}.")
        return
    stream.say(
        f"Entry {result.entry} ({result.act}) is undone, by entry {result.by}: {UNDOABLE[result.act]}."
    )
    _say_rest(result)


def say_foreseen(result: Undone) -> None:
    stream.say(f"Entry {result.entry} ({result.act}) can be undone: then {UNDOABLE[result.act]}.")
    _say_rest(result)
    if result.values:
        stream.say(f"Gone for good would be: {plural(len(set(result.values)), 'value')}.")


def _say_rest(result: Undone) -> None:
    if result.off_record is not None:
        stream.say(f"Of contact {result.off_record} a number alone is left.")
    if result.act == "opted-out":
        stream.say("Whoever opted out themselves since then was told that it stands: opt them out again.")
    for one in result.handed:
        stream.say(
            f"Handed over meanwhile: hand-off {one.disclosure} to {visible(one.recipient)} on {local(one.at)}"
            " has them in it. Tell the recipient, if it matters."
        )


def say_proved(proof: Proof) -> None:
    stream.say("")
    say_proof(proof)


def document(result: Undone, proof: Proof | None) -> UndoneDocument:
    return {
        "entry": result.entry,
        "act": result.act,
        "undone_by": result.by,
        "contacts": result.about.get("contacts", []),
        "publications": result.about.get("publications", []),
        "cases": result.about.get("cases", []),
        "tasks": result.about.get("tasks", []),
        "disclosures": result.about.get("disclosures", []),
        "off_record": result.off_record,
        "words_gone": len(set(result.values)),
        "handed_since": [
            {"disclosure": one.disclosure, "recipient": one.recipient, "at": iso(one.at)}
            for one in result.handed
        ],
        "proof": proof_document(proof) if proof else None,
        "changed": result.changed,
    }


def foreseen_document(result: Undone) -> UndoneDocument:
    return {**document(result, None), "undone_by": None}
