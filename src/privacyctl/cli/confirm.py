"""The command `confirm`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record, signature
from privacyctl.model.ids import CaseId
from privacyctl.model.request_clock import How
from privacyctl.output.screen import stream


def confirm(
    case: options.Case,
    how: Annotated[How, typer.Option(help="How you know who asks: never by a document.")],
    code: Annotated[
        str | None,
        typer.Option(
            "--code", metavar="XXXX-XXXX-XXXX", help="The code that they answered; else a new one is made."
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Record how it was confirmed who asks."""
    from privacyctl.duties.rights import identity
    from privacyctl.output import confirm as words

    if code is not None and how is not How.CODE:
        raise options.exclusive("--code", f"--how {how.value}")
    signed = signature()
    with record() as store:
        if how is How.CODE and code is None:
            made = identity.make_code(store, CaseId(case))
            stream.answer(as_json, words.code_document, words.say_code, made, signed)
            return
        result = identity.confirm(store, CaseId(case), how, code)
        stream.answer(as_json, words.confirmed_document, words.say_confirmed, result)
