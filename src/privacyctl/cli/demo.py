"""The command `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options


def demo(
    folder: Annotated[
        Path | None, typer.Option("--in", metavar="FOLDER", help="Where to make it; else a new folder.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Play the whole story on sample files, in its own folder."""
    from privacyctl.cli import demo_story

    demo_story.play(folder, as_json=as_json)
