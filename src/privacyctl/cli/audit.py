"""The command `audit`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record
from privacyctl.errors import BadInput, Damaged
from privacyctl.output.screen import stream


def audit(
    who: Annotated[
        str | None,
        typer.Argument(metavar="[WHO]", help="An e-mail address, a contact number or a company's name."),
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Walk the whole chain; status 3 where it does not hold.")
    ] = False,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="Only the entries since then.")] = None,
    as_json: options.Json = False,
) -> None:
    """Show what was done and when, entry by entry."""
    from privacyctl.duties import audit as duty
    from privacyctl.duties.who import find
    from privacyctl.output import audit as words

    if verify and (who is not None or since is not None):
        raise BadInput("--verify walks the whole chain", "leave out WHO and --since")
    with record() as store:
        if verify:
            result = duty.verify(store)
            stream.answer(as_json, words.verified_document, words.say_verified, result)
            if result.first_broken is not None:
                raise Damaged(
                    f"entry {result.first_broken} of the audit chain does not hold",
                    "keep a copy of the file as it is; what stands before that entry can be trusted",
                )
            if result.unread:
                raise Damaged(
                    f"{', '.join(result.unread)}: too damaged to be held against the audit chain",
                    "keep a copy of the file as it is, and put back your last good copy",
                )
            if not result.holds:
                raise Damaged(
                    "the rows of the record are not as the entries of the audit chain left them",
                    "keep a copy of the file as it is; privacyctl doctor names each",
                )
            return
        with store.snapshot():
            entries = duty.history(
                store,
                find(store, who, erased_too=True) if who is not None else None,
                moment(since, "--since"),
            )
        stream.answer(as_json, words.entries_document, words.say_history, entries)
