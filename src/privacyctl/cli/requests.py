"""The command `requests`."""

from __future__ import annotations

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.output.screen import stream


def requests(as_json: options.Json = False) -> None:
    """List the cases, the open ones first."""
    from privacyctl.duties.removals import removals
    from privacyctl.duties.rights import rights
    from privacyctl.output import requests as words

    with record() as store:
        with store.snapshot():
            found, days = removals.list_requests(store), rights.days(store)
        stream.answer(as_json, words.requests_document, words.say_requests, found, days)
