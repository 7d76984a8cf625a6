"""The command `purposes`."""

from __future__ import annotations

from privacyctl.cli import options
from privacyctl.cli.session import record, settings
from privacyctl.output.screen import stream


def purposes(as_json: options.Json = False) -> None:
    """List what data is used for, and what is shut."""
    from privacyctl.duties import purposes as duty
    from privacyctl.output import purposes as words

    named = settings().purposes
    with record() as store:
        listed = duty.list_purposes(store, named)
    stream.answer(as_json, words.purposes_document, words.say_purposes, listed)
