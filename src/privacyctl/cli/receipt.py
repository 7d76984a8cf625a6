"""The command `receipt`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record, settings
from privacyctl.model.ids import CaseId
from privacyctl.output.screen import stream


def receipt(
    case: options.Case,
    mail: Annotated[
        bool, typer.Option("--mail", help="As a mail that is ready to be sent: pipe it to sendmail -t.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the answer to whoever asked for a removal."""
    from privacyctl.duties.removals import receipts
    from privacyctl.output import receipt as words

    said = settings()
    with record() as store:
        with store.snapshot():
            result = receipts.receipt(store, CaseId(case))
        stream.answer(
            as_json,
            lambda: words.document(result, said.vendor),
            lambda: stream.write(
                words.mail(result, said.vendor, said.support) if mail else words.text(result, said.vendor)
            ),
        )
