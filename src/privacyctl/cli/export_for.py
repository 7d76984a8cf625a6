"""The command `export-for`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_made, note_printed
from privacyctl.cli.session import contract, definition, moment, record, settings
from privacyctl.errors import BadInput, already_there
from privacyctl.model.made import MadeKind
from privacyctl.output.screen import stream


def export_for(
    to: Annotated[str, typer.Argument(metavar="RECIPIENT", help="Who gets it, as the settings call them.")],
    purpose: options.For,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only the orders since then, and who has one.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new file for the list. Else stdout.")
    ] = None,
    all_orders: Annotated[
        bool, typer.Option("--all", help="The orders too that others delivered, or nobody.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the list; record nothing, and write no file.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the list that a recipient may have, and record it."""
    from privacyctl.atomic_files import make
    from privacyctl.cli import handoff
    from privacyctl.duties.lists import exporting
    from privacyctl.output import export_for as words

    agreed = contract(to)
    set_up = settings()
    since_when = moment(since, "--since")
    if out is not None:
        _must_be_writable(out)
    with record() as store:
        if out is None and not dry_run:
            note_printed(store, MadeKind.EXPORT)
        elif out is not None and not dry_run:
            note_made(store, MadeKind.EXPORT, out)
        result = exporting.export_for(
            store,
            agreed,
            definition(store, purpose, set_up),
            since=since_when,
            everyone=set_up.everyone,
            all_orders=all_orders,
            dry_run=dry_run,
        )
    with handoff.told_where_it_fails(result.disclosure):
        if out is not None and dry_run:
            stream.answer(as_json, words.exported_file_document, words.say_exported, result, out)
        elif out is not None:
            make(out, (line.encode() for line in words.export_text(result)))
            stream.answer(as_json, words.exported_file_document, words.say_exported, result, out)
        else:
            stream.answer(as_json, words.exported_rows_document, words.write_export, result)
    words.note_left_out(result)


def _must_be_writable(path: Path) -> None:
    """Look before anything is recorded. Raises BadInput where a new file cannot be made."""
    if path.exists() or path.is_symlink():
        raise BadInput(already_there(path), "name another file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise BadInput(f"no file can be made in {path.parent}", "name another place")
