"""The command `follow-ups`, the older name of what `follow-up` lists."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import copies_elsewhere, options


def follow_ups(
    case: Annotated[
        int | None, typer.Argument(metavar="[CASE]", help="Those of one case; else of all.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List the copies that others must be asked to remove."""
    copies_elsewhere.show(case, as_json=as_json)
