"""The two halves of `gate`: filtering a list, and checking one that was filtered."""

from __future__ import annotations

from pathlib import Path

import typer

from privacyctl.cli import handoff
from privacyctl.cli.session import contract, definition, record, settings
from privacyctl.duties.lists import audience
from privacyctl.lists import Manifest, must_be_new, read_list, read_manifest, write_manifest
from privacyctl.model.audit import Head
from privacyctl.model.consent import Purpose
from privacyctl.output import mailing
from privacyctl.output.screen import stream


def filter_list(
    file: Path,
    purpose: Purpose,
    column: str | None,
    *,
    keep_unknown: bool,
    manifest: Path | None,
    to: str | None,
    as_json: bool,
) -> None:
    """Write the rows that may be used to stdout, the counts to stderr, the proof to the manifest.

    With `to`, a recipient, that they are handed over is recorded first.
    """
    named = settings()
    agreed = contract(to) if to is not None else None
    if manifest is not None:
        must_be_new(manifest)
    given = read_list(file, column)
    handed = None
    with record() as store:
        known = definition(store, purpose, named)
        if agreed is None:
            passed = audience.gate(
                store, given.lines(), known, everyone=named.everyone, keep_unknown=keep_unknown
            )
        else:
            handed = handoff.hand_over(
                store, agreed, given, known, everyone=named.everyone, keep_unknown=keep_unknown
            )
            passed = handed.passed
    rows = [*given.heading, *passed.lines]
    proof = Manifest(
        purpose=purpose,
        as_of=passed.as_of,
        input_sha256=given.sha256,
        output_sha256=audience.sha256_of(rows),
        audit_seq=passed.head.seq,
        audit_head=passed.head.hash.hex(),
        keep_unknown=keep_unknown,
        counts=passed.counts,
        recipient=to,
    )
    recorded = {} if handed is None else {"disclosure": handed.disclosure, "changed": bool(handed.people)}
    with handoff.told_where_it_fails(handed.disclosure if handed else None):
        if manifest is not None:
            write_manifest(manifest, proof)
        if as_json:
            found = [row.rstrip("\r\n") for row in passed.lines]
            stream.say_json(proof.document() | {"rows": found} | recorded)
        else:
            stream.write_lines(rows)
    mailing.note_counts(passed)
    if handed is not None and to is not None:
        handoff.note(to, handed.disclosure, handed.people)


def check(manifest: Path, file: Path | None, column: str | None, *, as_json: bool) -> None:
    """Say whether anybody has opted out since; status 1 where somebody has."""
    named = settings()
    proof = read_manifest(manifest)
    given = read_list(file, column) if file is not None else None
    with record() as store:
        found = audience.check(
            store,
            definition(store, proof.purpose, named),
            Head(proof.audit_seq, bytes.fromhex(proof.audit_head)),
            given.lines() if given else None,
            everyone=named.everyone,
        )
    if as_json:
        stream.say_json(
            {
                "purpose": proof.purpose.value,
                "opted_out_since": found.opted_out_since,
                "barred_now": found.barred_now,
                "audit_head_holds": found.head_holds,
                "current": found.is_current,
            }
        )
    else:
        mailing.say_checked(found, proof.as_of)
    if not found.is_current:
        raise typer.Exit(1)
