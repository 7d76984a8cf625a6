"""The command `publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_made
from privacyctl.cli.session import current, record, site_settings
from privacyctl.cli.site import site_source
from privacyctl.errors import BadInput
from privacyctl.model.made import MadeKind
from privacyctl.output.screen import stream


def publish(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the difference; write and deploy nothing.")
    ] = False,
    emit: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write what may be shown as a fresh .json or .yaml, for a site without data files.",
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Take out of the site's data what must not be shown."""
    from privacyctl.duties.site import publishing as duty
    from privacyctl.output import publish as words

    if emit is not None:
        if dry_run:
            raise BadInput("--emit writes a file, and --dry-run writes none", "give one of them")
        _emit(emit, as_json=as_json)
        return
    settings = site_settings()
    current().is_stepwise = not dry_run
    with record() as store:
        result = duty.publish(store, site_source(settings), is_dry_run=dry_run)
        stream.answer(as_json, words.published_document, words.say_published, result)
        words.warn_of_published(result)
    if result.failure is not None:
        raise result.failure


def _emit(path: Path, *, as_json: bool) -> None:
    from privacyctl.duties.site import targets
    from privacyctl.output import publish as words
    from privacyctl.site.emitting import emit

    with record() as store:
        shown = targets.permitted(store)
        note_made(store, MadeKind.DATA, path)
    changed = emit(path, shown, umask=current().umask)
    stream.answer(
        as_json,
        lambda: words.emitted_document(path, len(shown), changed=changed),
        lambda: words.say_emitted(path, len(shown), changed=changed),
    )
