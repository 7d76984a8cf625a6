"""A written request that came by mail: the fields that are kept of the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.address import Address

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Message:
    """The kept fields of a mail: senders, times, Message-ID, a hash, and the senders' own words."""

    senders: tuple[Address, ...]
    """The addresses of the From line. Where there is not exactly one, a person must decide."""
    received_at: Moment | None
    """When our own server received the mail, by its `Received:` line. This starts the clock."""
    dated_at: Moment | None
    """The sender's `Date:`, a claim that is kept beside the receipt."""
    message_id: str | None
    sha256: bytes
    """Of the file's bytes; of the redacted text, where the mail held card numbers."""
    text: str
    """The unquoted part with card numbers redacted; the whole text where all of it is quoted."""
    redacted: int
    """How many card numbers were redacted."""
    name: str | None = None
    """The name beside the one address of the From line: a claim of whoever wrote it."""
    reply_to: tuple[Address, ...] = ()
    """Where an answer is to go. Anybody can write it, so it never says who asks: it is named to a person."""
    is_from_us: bool = False
    """Whether it came from the address at which people reach us: sent on by a colleague, or a form of our own."""
