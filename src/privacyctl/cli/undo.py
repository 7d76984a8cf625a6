"""The command `undo`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.proof import byte_reader, openings, with_proof
from privacyctl.cli.session import record
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.undoing import Undone


def undo(
    entry: Annotated[
        int, typer.Argument(metavar="ENTRY", min=1, help="The number of the entry: audit shows it.")
    ],
    note: Annotated[
        str,
        typer.Option(metavar="TEXT|@FILE", help="What was wrong: 'typed by mistake'. No name, no address."),
    ],
    dry_run: options.DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")] = False,
    as_json: options.Json = False,
) -> None:
    """Take back what was typed by mistake."""
    from privacyctl.cli import texts
    from privacyctl.duties import undoing
    from privacyctl.output import undo as words

    text = texts.note(note, "note")
    asks = sys.stdin.isatty() and not as_json and not yes
    if dry_run or asks:
        with record(warns=dry_run) as store:
            foreseen = undoing.undo(store, entry, text, is_dry_run=True)
        if dry_run:
            _say_dry(foreseen, as_json=as_json)
            return
        if foreseen.is_new:
            words.say_foreseen(foreseen)
            if not typer.confirm(f"Undo entry {entry}?", err=True):
                stream.say("Nothing was undone.")
                raise typer.Exit(1)

    def before(result: Undone) -> None:
        stream.step(as_json, words.say_undone, result)

    def after(result: Undone, proof: Proof | None) -> None:
        stream.answer(as_json, lambda: words.document(result, proof), lambda: None)
        if proof is not None:
            stream.step(as_json, words.say_proved, proof)

    with_proof(
        lambda said: undoing.undo_and_prove(openings(warns=True), byte_reader(), entry, text, said),
        before=before,
        after=after,
        summary="it is undone on the record",
    )


def _say_dry(foreseen: Undone, *, as_json: bool) -> None:
    from privacyctl.output import undo as words

    if foreseen.is_new:
        stream.answer(as_json, words.foreseen_document, words.say_foreseen, foreseen)
    else:
        stream.answer(as_json, lambda: words.document(foreseen, None), lambda: words.say_undone(foreseen))
