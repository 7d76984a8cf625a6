"""What `erase`, `correct` and `purge` share: what they hand the duty that proves, and how the proof is said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from privacyctl.cli.session import current, record, site_settings
from privacyctl.errors import Failure, Untrusted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.protocols import OpenRecord
    from privacyctl.residue import Bytes

Done = TypeVar("Done")


def openings(*, warns: bool = False) -> OpenRecord:
    """What opens the record again and again; where it `warns` of a quiet cron, the first time alone."""
    first = iter([warns])
    return lambda: record(warns=next(first, False))


def byte_reader(*, says_paths: bool = True) -> Bytes:
    """What reads the files of this record, and shows on a terminal how far it is.

    Without `says_paths` it tells cron of no path that the user chose: that may name somebody.
    """
    from privacyctl import residue
    from privacyctl.output import proofs as words
    from privacyctl.output.screen.progress import telling

    return residue.Bytes(
        current().path.absolute(),
        partial(telling, "bytes"),
        words.warn_of_standing if says_paths else words.warn_without_paths,
        site_folders(),
    )


def site_folders() -> list[Path]:
    """The folders of the web site's data files, in which `publish` writes; none where the settings cannot be read."""
    try:
        sources = site_settings().data
    except Failure:
        return []
    return [folder for source in sources for folder in (source.path, source.path.parent)]


def with_proof(
    run: Callable[[Callable[[Done], None]], Proof | None],
    *,
    before: Callable[[Done], None] | None = None,
    after: Callable[[Done, Proof | None], None],
    summary: str,
    again: str = "",
) -> None:
    """Run a duty that changes something for good and then proves it; say both.

    `before` says what was changed, ahead of the search; `after` says the rest even where the
    search was cut short, as the document of `--json`, which is whole or not printed.
    """
    changed: list[Done] = []
    proof = None

    def said(result: Done) -> None:
        changed.append(result)
        if current().has_committed:
            current().stands(f"{summary}, but it is not proved that nothing is left in the bytes")
        if before is not None:
            before(result)

    try:
        proof = run(said)
    finally:
        for result in changed:
            after(result, proof)
    if proof is not None:
        report(proof, summary, again)


def report(proof: Proof, summary: str, again: str = "") -> None:
    """Warn of what was found elsewhere. Raises ResidueFound where something is left in our own files.

    `again` is what to type to have it searched for once more; empty where no command does that.
    """
    from privacyctl.duties.proofs import ResidueFound
    from privacyctl.output import proofs as words

    words.warn_of_proof(proof)
    if proof.residue:
        files = ", ".join(sorted({hit.file.name for hit in proof.residue}))
        raise ResidueFound(
            f"{summary}, but something of the old is still in the bytes of {files}",
            f"look at these files: privacyctl doctor{again}",
        )
    if not proof.is_proved:
        raise Untrusted(
            f"{summary}, but not every file could be read, so it is not proved", "see the warnings"
        )
