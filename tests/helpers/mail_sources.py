"""Sources to read, and how a test reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from helpers.mail_servers import CERTIFICATE
from helpers.terminal import NOON
from privacyctl.inbox.opening import open_source
from privacyctl.model.mailbox import INBOX, ArrivedMail, MailSource, ReadMark, SourceKind
from privacyctl.model.moment import Moment

SERVER = MailSource(
    "support", SourceKind.IMAP, "localhost", user="support@v.example", ca_file=CERTIFICATE,
    password_command="echo secret",
)  # fmt: skip


def served(port: int, **other: Any) -> MailSource:
    """A source on a port of this machine."""
    return replace(SERVER, port=port, **other)


def nothing_known(_: str) -> bool:
    return False


def read(
    source: MailSource,
    after: ReadMark | None = None,
    is_known: Callable[[str], bool] = nothing_known,
    folder: str = INBOX,
    silence: float = 5.0,
    whole: float = 20.0,
) -> list[ArrivedMail]:
    """All that arrived in a folder of a source."""
    with open_source(source, Moment(NOON), silence, whole) as opened:
        return list(opened.arrivals(folder, after, is_known))
