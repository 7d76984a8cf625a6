"""The command `journal`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record
from privacyctl.errors import BadInput
from privacyctl.output.screen import stream


def journal(
    since: Annotated[
        int, typer.Option(metavar="SEQ", min=0, help="Only the lines after the one of this audit entry.")
    ] = 0,
    anew: Annotated[
        bool, typer.Option("--anew", help="Write it anew from the record, and lay the old one aside.")
    ] = False,
    copy: Annotated[
        bool,
        typer.Option("--copy", help="Bring up its copies in [backup] journal_to; done after each change."),
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Print the journal beside the record, for a pipe."""
    from privacyctl.duties.keeping import journal as duty
    from privacyctl.output import journal as words

    if copy:
        from privacyctl.cli.copies import backup_settings
        from privacyctl.keeping import journal_copies
        from privacyctl.store.journal import tail

        beside = tail.beside(current().path)
        done = journal_copies.bring_up(
            beside, backup_settings().journal_to, current().now, lambda copy: duty.knows_more(copy, beside)
        )
        stream.answer(as_json, words.copied_document, words.say_copied, done)
        if any(one.trouble for one in done):
            raise typer.Exit(1)
        return
    if anew:
        if since:
            raise BadInput("--anew writes it whole", "leave out --since")
        with record(warns=False, believes=True) as store:
            made = duty.write_anew(store)
        stream.answer(as_json, words.anew_document, words.say_anew, made)
        return
    with record(warns=False, warns_of_clock=False, believes=True) as store:
        lines = duty.lines(store, since)
        if as_json:
            stream.answer(True, words.document, lambda _: None, list(lines))
        else:
            words.say(lines)
