"""The command `import-orders`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.errors import BadInput
from privacyctl.output.screen import stream


def import_orders(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The reseller's files.")],
    file_format: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="The format, where it is not to be found out."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="What a column holds; once for each column."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="utf-8, unless the file is in windows-1252.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="How dates are written, such as %m/%d/%Y; ISO 8601 needs none."),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="RECIPIENT", help="Whose file it is, where the format does not tell."),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows though others are bad.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Import orders from a reseller's file."""
    from privacyctl.duties.people import orders
    from privacyctl.model.disclosure import parse_recipient
    from privacyctl.orders import open_orders
    from privacyctl.output import import_orders as words
    from privacyctl.output.screen.progress import telling
    from privacyctl.output.screen.wording import warn_of_exposed

    columns = _columns(column or [])
    came_from = parse_recipient(sender) if sender is not None else None
    try:
        with record() as store, telling("rows") as tell:
            opened = [
                (
                    path.name,
                    open_orders(
                        path, format=file_format, columns=columns, encoding=encoding, date_format=date_format
                    ),
                )
                for path in files
            ]
            result = orders.import_orders(
                store, opened, sender=came_from, skip_bad=skip_bad, dry_run=dry_run, tell=tell
            )
    except orders.BadOrders as error:
        # Only now that no progress is drawn: while it is, stdout goes to the terminal too.
        stream.answer(as_json, words.refused_document, words.complain_of_rows, error.imported)
        raise
    stream.answer(as_json, words.imported_document, words.say_imported, result)
    warn_of_exposed(result.exposed)


def _columns(given: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for one in given:
        # From the right: a column may be called "a=b", a field may not.
        name, equals, field = one.rpartition("=")
        if not equals or not name.strip() or not field.strip():
            raise BadInput(f"--map '{one}' is not COLUMN=FIELD", "for example: --map 'Order ID=order'")
        if name in columns:
            raise BadInput(f"--map names the column '{name}' twice", "name it once")
        columns[name] = field.strip()
    return columns
