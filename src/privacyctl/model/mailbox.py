"""A mailbox that is read: where it is, how far it was read, and one mail as it lies there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from privacyctl.model.moment import Moment

INBOX = "INBOX"
"""The folder of a source that has only one, and the first of every other."""

# Written by whatever keeps the mailbox, and not by who sent the mail: they differ from way to way,
# and some of them change when the mail is opened.
_OF_THE_MAILBOX = re.compile(
    rb"^(?:return-path|delivered-to|x-original-to|envelope-to|x-uid|x-uidl|status|x-status|x-keywords|x-imap"
    rb"|x-imapbase|x-mozilla-status2?|x-mozilla-keys|content-length|lines):[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_ESCAPED_FROM = re.compile(rb"^>+(?=From )", re.MULTILINE)


class SourceKind(StrEnum):
    """What a source is; the word is also its key in the settings."""

    MAILDIR = "maildir"
    MBOX = "mbox"
    SPOOL = "spool"
    IMAP = "imap"
    POP = "pop"

    @property
    def is_remote(self) -> bool:
        """Whether it is a server that is logged into."""
        return self in {SourceKind.IMAP, SourceKind.POP}

    @property
    def port(self) -> int | None:
        """Of a server the port with TLS from the first byte (RFC 8314)."""
        return {"imap": 993, "pop": 995}.get(self.value)


@dataclass(frozen=True, slots=True)
class MailSource:
    """One `[[inbox]]` of the settings."""

    name: str
    kind: SourceKind
    where: str
    """A host name, or the whole path of a folder or file."""
    folders: tuple[str, ...] = (INBOX,)
    since: date | None = None
    """Nothing that was received before is read; without it the day of the first run."""
    user: str = ""
    port: int | None = None
    ca_file: Path | None = None
    password_command: str | None = None
    token_command: str | None = None
    all_are_forms: bool = False
    """Whether Reply-To says who wrote, in every mail of it."""
    all_are_requests: bool = False
    """Whether every mail in it is a case at once."""


@dataclass(frozen=True, slots=True)
class ReadMark:
    """How far a folder was read.

    Of IMAP the numbering (UIDVALIDITY, 0 where the server says none) and the last number in it
    (UID). Of an mbox the file as it was: its time in nanoseconds and its size. Other kinds
    tell their mails apart by `MailPlace.key` and have no mark.
    """

    numbering: int
    last: int


@dataclass(frozen=True, slots=True)
class MailPlace:
    """Where a mail lies in a source."""

    folder: str
    key: str | None = None
    """What it is called there for good: the first part of a file's name, a UIDL. IMAP and an mbox have none."""
    mark: ReadMark | None = None
    """How far the folder is read once this mail is filed."""


@dataclass(frozen=True, slots=True)
class ArrivedMail:
    """One mail, or one file of a spool, as it was read."""

    place: MailPlace
    raw: bytes
    """All of it; its header alone, or nothing, where `fault` says why."""
    arrived_at: Moment | None
    """When the mailbox got it, as the mailbox says. No receipt by our server, but never before one."""
    fault: str | None = None
    """Why the rest could not be read: a clause for the user. The mail is a letter all the same."""
    size: int | None = None
    """In bytes, where it is more than `raw`."""

    @property
    def sameness(self) -> bytes:
        """What knows the same mail again, in whichever way it comes: SHA-256 of what its sender sent.

        Line ends are made alike and those at the end left out; so are the lines that a mailbox
        writes into the header, and the ">" that an mbox has before "From ".
        """
        import hashlib  # noqa: PLC0415  (start-up: `due` knows how far a folder was read)

        header, blank, body = self.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        sent = _OF_THE_MAILBOX.sub(b"", header + b"\n") + blank + _ESCAPED_FROM.sub(b"", body)
        told = b"" if self.fault is None else b"the header alone\n"
        return hashlib.sha256(told + sent.rstrip(b"\n")).digest()


LARGEST = 30_000_000
"""The largest mail that is read whole, in bytes; mail servers pass on 25 to 50 MB at most."""
_INSTEAD = "open it in your mail program, then say what it asks with --note"
TOO_LARGE = f"it is larger than {LARGEST // 1_000_000} MB: {_INSTEAD}"
UNREADABLE = f"the mailbox does not hand it over: {_INSTEAD}"


def header_of(raw: bytes) -> bytes:
    """The header of a mail, with the blank line that ends it; all of what has none."""
    ends = [place + len(end) for end in (b"\r\n\r\n", b"\n\n") if (place := raw.find(end)) >= 0]
    return raw[: min(ends)] if ends else raw
