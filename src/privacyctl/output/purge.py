"""What is said of a purge: numbers alone, since cron mails them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.output.erase import proof_document, say_proof
from privacyctl.output.screen import stream
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from privacyctl.duties.promises.purging import Purged
    from privacyctl.duties.proofs import Proof


def say_purged(result: Purged, proof: Proof | None, *, is_dry_run: bool) -> None:
    """Nothing, where nothing is past its time and nobody watches."""
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


def document(result: Purged, proof: Proof | None, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "texts": result.texts,
        "codes": result.codes,
        "orders": result.orders,
        "contacts": list(result.people),
        "proof": proof_document(proof) if proof else None,
        "changed": result.is_anything and not is_dry_run,
    }
