"""The command `gate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_made, note_printed
from privacyctl.cli.session import contract, definition, nearest, record, settings
from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose
from privacyctl.model.made import MadeKind
from privacyctl.output.screen import stream


def gate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The list: one address a line, or CSV; - is stdin."),
    ] = None,
    purpose: Annotated[
        Purpose | None,
        typer.Option(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help=f"What the list is to be used for: {options.PURPOSES}.",
        ),
    ] = None,
    keep_unknown: Annotated[
        bool, typer.Option("--keep-unknown", help="Let addresses pass that are not on record.")
    ] = False,
    column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The CSV column of the addresses, where it is unclear.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write down what was filtered, when and how.")
    ] = None,
    to: options.To = None,
    check: Annotated[
        Path | None,
        typer.Option(metavar="MANIFEST", help="Instead: has anybody opted out since? Status 1 if so."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Filter any list: only those who may be written to."""
    if check is not None:
        if purpose is not None or manifest is not None or keep_unknown or to is not None:
            raise BadInput(
                "--check takes the purpose from the manifest", "privacyctl gate --check MANIFEST [FILE]"
            )
        _check(check, file, column, as_json=as_json)
        return
    if file is None or purpose is None:
        missing = "FILE" if file is None else "--purpose"
        raise BadInput(f"{missing} is missing", "for example: privacyctl gate list.csv --purpose updates")
    _filter_list(file, purpose, column, keep_unknown=keep_unknown, manifest=manifest, to=to, as_json=as_json)


def _filter_list(
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
    from privacyctl.address_lists import Manifest, must_be_new, read_list, write_manifest
    from privacyctl.cli import handoff
    from privacyctl.duties.lists import audience, exporting
    from privacyctl.duties.lists.doubts import in_doubt
    from privacyctl.output import gate as words
    from privacyctl.output.audience import warn_of_doubts
    from privacyctl.output.screen.wording import warn_of_near, warn_of_unread

    named = settings()
    agreed = contract(to) if to is not None else None
    if manifest is not None:
        must_be_new(manifest)
    given = read_list(file, column)
    handed = None
    with record() as store:
        known = definition(store, purpose, named)
        note_printed(store, MadeKind.GATE)
        if manifest is not None:
            note_made(store, MadeKind.MANIFEST, manifest)
        if agreed is None:
            passed = audience.gate(
                store, given.lines(), known, everyone=named.everyone, keep_unknown=keep_unknown
            )
        else:
            handed = exporting.hand_over_list(
                store, agreed, given, known, everyone=named.everyone, keep_unknown=keep_unknown
            )
            passed = handed.passed
        doubts = in_doubt(store, purpose)
        warn_of_doubts(doubts, lambda number: nearest(store, (), (number,)))
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
    with handoff.told_where_it_fails(handed.disclosure if handed else None):
        if manifest is not None:
            write_manifest(manifest, proof)
        stream.answer(
            as_json,
            lambda: words.gated_document(proof.document(), passed, handed, doubts),
            lambda: stream.write_lines(rows),
        )
    words.note_counts(passed)
    warn_of_unread(passed.unread)
    warn_of_near(passed.near, passed.near_unknown)
    if handed is not None and to is not None:
        handoff.note(to, handed.disclosure, handed.people)


def _check(manifest: Path, file: Path | None, column: str | None, *, as_json: bool) -> None:
    """Say whether anybody has opted out since; status 1 where somebody has."""
    from privacyctl.address_lists import read_list, read_manifest
    from privacyctl.duties.lists import audience
    from privacyctl.model.audit import Head
    from privacyctl.output import gate as words

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
    stream.answer(
        as_json,
        lambda: words.checked_list_document(proof.purpose, found),
        lambda: words.say_checked(found, proof.as_of),
    )
    if not found.is_current:
        raise typer.Exit(1)
