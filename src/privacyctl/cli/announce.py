"""The command `announce`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_made
from privacyctl.cli.session import contract, current, definition, record, settings
from privacyctl.cli.texts import text_or_file
from privacyctl.errors import DONE, UNCHANGED
from privacyctl.model.consent import Purpose
from privacyctl.model.made import MadeKind
from privacyctl.model.text import prose
from privacyctl.output.screen import stream


def announce(
    purpose: Annotated[
        Purpose,
        typer.Argument(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help="One of your own, or one that the settings widen.",
        ),
    ],
    text: Annotated[
        Path, typer.Option(metavar="FILE", readable=False, help="The very words that people are shown.")
    ],
    days: Annotated[int, typer.Option(help="How long they can opt out first: 14 or more.")] = 30,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where the files go; else PURPOSE-notice.", show_default=False),
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where a copy of the manifest goes.")
    ] = None,
    to: options.To = None,
    as_json: options.Json = False,
) -> None:
    """Tell people of a purpose; it opens when they had time."""
    from privacyctl.duties import purposes
    from privacyctl.duties.lists import announcing
    from privacyctl.output import announce as words
    from privacyctl.output.notices import NoticeFiles

    announcing.check_days(days)
    agreed = contract(to) if to is not None else None
    if agreed is not None:
        agreed.must_allow(purpose, ["email"])
    with record() as store:
        shown = prose(text_or_file(f"@{text}", "--text"), "text of the notice") + "\n"
        wanted = definition(store, purpose, settings())
        handout = NoticeFiles(out or Path(f"{purpose}-notice"), manifest, to)
        handout.check(purposes.announced_as(store, wanted, shown))
        result = announcing.announce(store, wanted, shown, days, agreed)
        current().stands("the notice is on record, but its files are not all written: run it again")
        note_made(store, MadeKind.NOTICE, *handout.people)
        note_made(store, MadeKind.MANIFEST, *handout.proofs)
        written = handout.write(result, lambda: announcing.to_tell(store, wanted, result.notice))
        current().stands(DONE if current().has_committed else UNCHANGED)
        stream.answer(as_json, words.announced_document, words.say_announced, result, handout, written)
