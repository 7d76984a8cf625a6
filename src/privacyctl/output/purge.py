"""What is said of a purge, in words and as JSON: numbers alone, since cron mails them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from privacyctl.model.text import plural
from privacyctl.output.backup import say_tidied, tidied_document
from privacyctl.output.proofs import proof_document, say_proof
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.keeping.copies import Tidied
    from privacyctl.duties.promises.purging import Purged
    from privacyctl.duties.proofs import Proof
    from privacyctl.output.backup import TidiedDocument
    from privacyctl.output.proofs import ProofDocument


class PurgedDocument(TypedDict):
    """What was past its time."""

    texts: int
    """Cases whose texts went."""
    codes: int
    """One-time codes."""
    orders: int
    """Order lines."""
    contacts: list[int]
    """The numbers of the contacts whom no purpose needed any more."""
    proof: ProofDocument | None
    """The search of the bytes; null where nothing has to be gone from them, and with `--dry-run`."""
    copies: NotRequired[list[TidiedDocument]]
    """Each folder in which copies of the record were looked for; only where there are such."""
    changed: bool
    """Whether anything was written."""


def say_purged(
    result: Purged, proof: Proof | None, tidied: Sequence[Tidied] = (), *, is_dry_run: bool
) -> None:
    """Nothing, where nothing is past its time and nobody watches."""
    say_tidied(tidied)
    if not result.is_anything:
        if stream.is_terminal():
            stream.say("Nothing is past its time.")
        return
    counts = (
        (result.texts, plural(result.texts, "case's texts", "cases' texts")),
        (result.codes, plural(result.codes, "code")),
        (result.orders, plural(result.orders, "order line")),
        (len(result.people), plural(len(result.people), "contact")),
    )
    said = ", ".join(words for count, words in counts if count)
    stream.say(f"{'Past its time' if is_dry_run else 'Purged'}: {said}.")
    if proof is not None:
        say_proof(proof)


def document(
    result: Purged, proof: Proof | None, tidied: Sequence[Tidied] = (), *, is_dry_run: bool
) -> PurgedDocument:
    made: PurgedDocument = {
        "texts": result.texts,
        "codes": result.codes,
        "orders": result.orders,
        "contacts": list(result.people),
        "proof": proof_document(proof) if proof else None,
        "changed": (result.is_anything or any(one.deleted for one in tidied)) and not is_dry_run,
    }
    if tidied:
        made["copies"] = [tidied_document(one) for one in tidied]
    return made
