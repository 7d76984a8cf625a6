"""The command `scan`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record, site_settings
from privacyctl.output.screen import stream


def scan(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|URL...]",
            help="Folders, files, addresses. Else those of the settings: folders first.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Name every place of a finding, and not the first eight.")
    ] = False,
    with_who: options.WithWho = False,
    as_json: options.Json = False,
) -> None:
    """Look for what must not be shown, and what nobody permitted."""
    from privacyctl.duties.site import scanning as duty
    from privacyctl.output import scan as words
    from privacyctl.output.screen.progress import telling
    from privacyctl.site.scanner import SiteScanner

    settings = site_settings()
    with record() as store, telling("files") as tell:
        scanner = SiteScanner(
            settings,
            places or (),
            store.now * 10**9,
            lambda files: tell("read", files),
            key=store.fingerprints.page_key,
        )
        result = duty.scan(store, scanner)
    stream.answer(
        as_json,
        lambda: words.scanned_document(result, scanner.left_out, settings),
        lambda: words.say_scanned(
            result,
            scanner.left_out,
            words.Telling(settings, with_who=with_who or stream.is_terminal(), everything=everything),
        ),
    )
    if scanner.unread:
        raise scanner.unread[0]
    if not result.is_clean:
        raise typer.Exit(1)
