"""What `inbox` says: nothing under cron, but where a mailbox cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.text import plural
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.inbox.filing import Filed
    from privacyctl.errors import SourceFailed


class InboxDocument(TypedDict):
    """What one run found in the mailboxes."""

    letters: list[int]
    """The letters that came: a human wrote them, and they wait."""
    machine: int
    """How many mails no human wrote: only a keyed hash of each is kept."""
    known: int
    """How many mails were on record already."""
    failed: list[str]
    """What is wrong with each mailbox that cannot be read, where it is to be told by now."""


def document(done: Filed, failures: Sequence[SourceFailed]) -> InboxDocument:
    return {
        "letters": list(done.letters),
        "machine": done.machine,
        "known": done.known,
        "failed": [one.sentence for one in failures],
    }


def say(done: Filed) -> None:
    """How many mails came, for a person."""
    came = f"{plural(len(done.letters), 'letter')} came" if done.letters else "No letter came"
    more = [
        f"{plural(done.machine, 'mail')} by machines" if done.machine else "",
        f"{plural(done.known, 'mail')} known already" if done.known else "",
        f"{plural(done.earlier, 'mail')} from before the day from which it is read" if done.earlier else "",
    ]
    stream.say(
        f"{'; '.join([came, *filter(None, more)])}." + (" See: privacyctl triage" if done.letters else "")
    )
