"""What the record knows of mailboxes and of the letters that came by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.moment import DAY, HOUR, Moment

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, LetterId, SourceId
    from privacyctl.model.mailbox import ReadMark
    from privacyctl.model.message import Message

LIMIT = DAY
"""Seconds within which a human has read a letter: if it asks for a removal, that day is all there is."""
PATIENCE = HOUR
"""Seconds for which a network fault is nobody's business: it may pass by itself."""
LOUD = 12 * HOUR
"""Seconds after which a mailbox that cannot be read is as urgent as an overdue task."""


def due_at(received_at: Moment) -> Moment:
    """By when a letter must be done if it asks for a removal."""
    return Moment(received_at + LIMIT)


class ReadAs(StrEnum):
    """What a person said that a letter asks."""

    TAKEDOWN = "takedown"
    OPTOUT = "optout"
    ACCESS = "access"
    CORRECT = "correct"
    ERASE = "erase"
    OBJECT = "object"
    RESTRICT = "restrict"
    QUESTION = "question"
    ORDER = "order"
    REPLY = "reply"
    NONE = "none"
    ERASED = "erased"
    """Nobody read it: an erasure of who wrote it took it."""

    @property
    def is_request(self) -> bool:
        """Whether the letter asked for something that has a case or is done at once."""
        return self not in (ReadAs.ORDER, ReadAs.NONE, ReadAs.ERASED)


TYPED = tuple(one for one in ReadAs if one is not ReadAs.ERASED)
"""What can be typed."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A mailbox, and how reading it went."""

    id: SourceId
    name: str
    begun_at: Moment
    read_at: Moment | None
    """When all of it was last read."""
    last_mail_at: Moment | None
    failed_at: Moment | None
    """Since when it cannot be read; None where it can."""
    is_network: bool
    """Whether what is wrong may pass by itself."""
    fault: str
    """One sentence; empty where it can be read."""

    @property
    def unread_since(self) -> Moment:
        """Since when nothing is known of what came: since it was last read, or first tried."""
        return self.read_at or self.begun_at

    def is_told(self, now: Moment) -> bool:
        """Whether what is wrong is anybody's business yet."""
        return self.failed_at is not None and (not self.is_network or now - self.unread_since >= PATIENCE)

    def is_loud(self, now: Moment) -> bool:
        return self.failed_at is not None and now - self.unread_since >= LOUD


@dataclass(frozen=True, slots=True)
class Arrived:
    """One mail out of a mailbox, read and not yet on record."""

    folder: str
    key: str | None
    """What it is called in the folder for good, where it has such a name."""
    mark: ReadMark | None
    """How far the folder is read once this mail is filed."""
    sameness: bytes
    """What knows the same mail again, whichever way it comes."""
    arrived_at: Moment | None
    """When the mailbox got it, as the mailbox says."""
    message: Message
    is_done: bool = False
    """Whether what it asks was done unread: an unsubscribe with a token of ours."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on record."""

    id: LetterId
    received_at: Moment
    source: str | None
    """What the settings call the mailbox that it came by."""
    message: Message
    said: ReadAs | None = None
    """What a person said first that it asks; None while it waits."""
    case: CaseId | None = None
    """The case that became of it."""

    @property
    def due_at(self) -> Moment:
        """By when it must be done if it asks for a removal."""
        return due_at(self.received_at)
