"""The proof by the bytes that nothing is left of what was erased: for `erase`, `correct` and `purge`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from privacyctl.cli.session import current, record
from privacyctl.errors import Untrusted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.rights.proofs import Proof
    from privacyctl.model.residue import Value

_opened = partial(record, warns=False)
"""The record without a word of what else waits: it is closed and opened again around a search."""


def prove(people: Sequence[int], values: Sequence[Value]) -> Proof:
    """Search the bytes for what was erased, and note that nothing was found. The record is closed meanwhile."""
    from privacyctl import residue
    from privacyctl.duties.rights import erase_request, proofs
    from privacyctl.output.screen.progress import telling

    path = current().path.absolute()
    copies = residue.drop_copies(path)
    with telling("bytes") as told:
        proof = proofs.prove(_opened, residue.Bytes(path, told), people, values, copies)
    if proof.is_proved and people:
        with _opened() as store:
            erase_request.mark_proved(store, people)
    return proof


def report(proof: Proof, done: str) -> None:
    """Warn of what was found elsewhere. Raises ResidueFound where something is left in our own files."""
    from privacyctl.duties.rights.proofs import ResidueFound
    from privacyctl.output import proofs as words

    words.warn_of_proof(proof)
    if proof.residue:
        files = ", ".join(sorted({hit.file.name for hit in proof.residue}))
        raise ResidueFound(
            f"{done}, but something of the old is still in the bytes of {files}",
            "look at these files: privacyctl doctor; then once more: privacyctl erase ADDRESS",
        )
    if not proof.is_proved:
        raise Untrusted(f"{done}, but not every file could be read, so it is not proved", "see the warnings")
