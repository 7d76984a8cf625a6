"""The command `optin`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import must_be_known, record
from privacyctl.model.consent import Purpose, Via
from privacyctl.output.screen import stream


def optin(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose permission it is.")],
    purpose: Annotated[
        Purpose,
        typer.Option(
            metavar="PURPOSE", parser=options.parse_purpose, help=f"What they allow: {options.PURPOSES}."
        ),
    ],
    evidence: Annotated[
        str,
        typer.Option(
            metavar="TEXT|@FILE", help="Their words, or a file with them: a text, or their mail as .eml."
        ),
    ],
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    as_json: options.Json = False,
) -> None:
    """Record a permission, which alone lifts an opt-out."""
    from privacyctl.cli.texts import given
    from privacyctl.duties.lists import opting_in
    from privacyctl.model.address import parse_address
    from privacyctl.output import optin as words

    permission = given(evidence, received, "evidence")
    with record() as store:
        must_be_known(store, [purpose])
        result = opting_in.opt_in(
            store,
            parse_address(email),
            purpose,
            permission,
            permission.via if via is Via.UNSTATED else via,
        )
        stream.answer(as_json, words.opt_in_document, words.say_opt_in, result)
        words.warn_of_restriction(result)
