"""A written request as it came by mail: what is kept of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.address import Address

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Message:
    """What we keep of a mail: who, when, which, a hash, and what they wrote themselves."""

    senders: tuple[Address, ...]
    """The addresses of the From line. More than one, or none, is for a person to decide."""
    received_at: Moment | None
    """When our own server took it in: its `Received:` line. This starts the clock."""
    dated_at: Moment | None
    """The sender's `Date:`, a claim; kept beside the receipt."""
    message_id: str | None
    sha256: bytes
    """Of the file as it is; where card numbers were redacted, of the redacted text."""
    text: str
    """The unquoted part, card numbers redacted. The whole where stripping would leave nothing."""
    redacted: int
    """How many card numbers were taken out."""
