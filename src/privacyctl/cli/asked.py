"""The command `asked`, the older name of `follow-up NUMBER --asked`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import copies_elsewhere, options


def asked(
    numbers: Annotated[
        list[int], typer.Argument(metavar="NUMBER...", help="Numbers, as `follow-up` lists them.")
    ],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When you asked. Else now.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="Whom, and what they answered.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Note that you asked for the removal of copies."""
    copies_elsewhere.mark_asked(numbers, at, note, as_json=as_json)
