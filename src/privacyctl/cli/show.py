"""The command `show`."""

from __future__ import annotations

from privacyctl.cli import options
from privacyctl.cli.session import record
from privacyctl.output.screen import stream


def show(who: options.Who, as_json: options.Json = False) -> None:
    """Show everything on one person or company."""
    from privacyctl.duties.people import contacts
    from privacyctl.duties.who import find
    from privacyctl.output import show as words

    with record() as store:
        with store.snapshot():
            result = contacts.show(store, find(store, who, erased_too=True))
        stream.answer(as_json, words.document, words.say, result)
