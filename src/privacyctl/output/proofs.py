"""What is said of a search of the bytes for what was erased: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.text import plural
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof


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
    copies_deleted: int
    """How many copies that upgrades had laid aside were deleted, since they held it all."""


def say_proof(proof: Proof) -> None:
    searched = proof.searched
    stream.say(
        f"Searched {_size(searched.bytes)} in {plural(searched.files, 'file')}"
        f" for {plural(searched.values, 'value')}: found {len(proof.residue)}."
    )
    if searched.unsearchable:
        stream.say(f"Too short to be searched for: {plural(searched.unsearchable, 'value')}.")
    if proof.shared:
        stream.say(f"On record for others too, and so still there: {plural(proof.shared, 'value')}.")
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
        "copies_deleted": proof.copies,
    }


def _size(count: int) -> str:
    """An amount of bytes as a person says it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
