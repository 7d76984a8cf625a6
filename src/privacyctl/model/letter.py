"""What a mail is, and who asks by it, as far as it says so itself. Nothing here is proof."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.address import Address
    from privacyctl.model.moment import Moment


class MailKind(StrEnum):
    """What wrote a mail, in the order in which it is found out: the first that fits."""

    OURS = "ours"
    """A letter of our own making that came back to us: a copy, a loop."""
    REPORT = "report"
    """A delivery report, a complaint report, a read receipt: it has a machine's part."""
    TOKEN = "token"  # noqa: S105  (a word, and no secret)
    """It came to an address of ours with a token in it, as unsubscribing by mail does."""
    BOUNCE = "bounce"
    """A mail of ours came back, without a machine's part."""
    FORM = "form"
    """A human wrote it, and a form or a help desk carried it."""
    AUTOMATIC = "automatic"
    """A robot of the sender's answered."""
    LIST = "list"
    """It came over a mailing list."""
    HUMAN = "human"

    @property
    def is_machine(self) -> bool:
        """Whether no human wrote it."""
        return self in (MailKind.OURS, MailKind.REPORT, MailKind.BOUNCE, MailKind.AUTOMATIC)


class Carrier(StrEnum):
    """By whom a mail came, and so where it says who asks."""

    SENDER = "sender"
    FORM = "form"
    LIST = "list"
    FORWARDED = "forwarded"
    FORWARDED_INLINE = "forwarded-inline"
    REDIRECTED = "redirected"
    OURS = "ours"
    ROBOT = "robot"
    MACHINE = "machine"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WhoAsks:
    """Who asks by a mail: an address, or the candidates among whom a person must choose."""

    carrier: Carrier
    address: Address | None = None
    """Who asks, as the mail says; None where a person must say."""
    candidates: tuple[Address, ...] = ()
    """Who else it may be, the likeliest first: to be offered, and never to be acted on unasked."""
    name: str | None = None
    """The name beside the address: a claim."""


class Doubt(StrEnum):
    """Why the words of a mail may be fewer than were written."""

    GARBLED = "garbled"
    BROKEN = "broken"
    UNREAD = "unread"
    ATTACHED = "attached"
    EMPTY = "empty"
    SHEET = "sheet"
    LOST = "lost"


_SENTENCES = {
    Doubt.GARBLED: "some characters could not be read",
    Doubt.BROKEN: "the mail's structure is broken: the words may be incomplete",
    Doubt.UNREAD: "no text that can be read ({what}): open it in your mail program, then --note",
    Doubt.ATTACHED: "the words are in the attachment {what}: open it in your mail program, then --note",
    Doubt.EMPTY: "an empty mail: ask what they want",
    Doubt.LOST: "its words were lost with the record: look for it in the mailbox, by its time",
    Doubt.SHEET: "a form was filled in, and its words are not in the mail: open the form's sheet, then --note",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt about the words, with what it concerns: a file's name and type, or the kind of what was not opened."""

    doubt: Doubt
    what: str = ""

    @property
    def sentence(self) -> str:
        """What is said of it, and kept in place of words that cannot be read."""
        return _SENTENCES[self.doubt].format(what=self.what)


@dataclass(frozen=True, slots=True)
class Forward:
    """What somebody of ours wrote above a mail that they sent on, and what that mail claims of itself."""

    words: str
    claimed: str | None = None
    """The date in the forwarded block: a claim without a zone, which moves no clock."""
    received_at: Moment | None = None
    """When our server received the forwarded mail, where it is attached and says so."""
