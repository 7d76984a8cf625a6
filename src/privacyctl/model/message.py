"""A written request that came by mail: the fields that are kept of the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.address import Address
from privacyctl.model.letter import Carrier, Doubt, Forward, MailKind, Remark, WhoAsks
from privacyctl.model.text import PROSE

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
    subject: str | None = None
    """The decoded subject on one line, with card numbers redacted."""
    kind: MailKind = MailKind.HUMAN
    who: WhoAsks | None = None
    """Who asks, by the table in `mail.asking`; None where nobody read the mail for it."""
    remarks: tuple[Remark, ...] = ()
    """Why the words may be fewer than were written."""
    token: str | None = None
    """Of an address of ours that the mail came to. Whose it is, the record knows."""
    forward: Forward | None = None
    """What one of ours wrote above a mail that they sent on. The words are the other's."""
    quoted_from: int | None = None
    """Where in the text the words of others may begin, though no '>' marks them."""

    @property
    def own_text(self) -> str:
        """The words without what may be a quotation: what a request is looked for in."""
        return self.text[: self.quoted_from].rstrip()

    @property
    def words(self) -> str:
        """What is kept of the words: the subject and the text, or why there is none to be read; never empty."""
        text = self.text
        if self.quoted_from is not None:
            text = f"{self.own_text}\n\n{QUOTED}\n{text[self.quoted_from :]}"
        said = [f"Subject: {self.subject}"] if self.subject and self.subject.strip(". ") else []
        said += [text] if text.strip() else []
        closed = [f"[{one.sentence}]" for one in self.remarks if one.doubt in _INSTEAD]
        if closed and (not text.strip() or self.remarks[0].doubt is not Doubt.EMPTY):
            said += [one for one in closed if not (said and one == f"[{Remark(Doubt.EMPTY).sentence}]")]
        return "\n\n".join(said)[:PROSE]

    @property
    def writers(self) -> tuple[Address, ...]:
        """From whom it is, as far as it says so: never a form's, a list's or a forwarder's address."""
        if self.who is None:
            return self.senders
        return (self.who.address,) if self.who.address else ()

    @property
    def is_from_its_sender(self) -> bool:
        """Whether nobody carried it: the From line is the person's own, if it is true."""
        return self.who is None or self.who.carrier in (Carrier.SENDER, Carrier.REDIRECTED)


QUOTED = "[below: quoted?]"
_INSTEAD = (Doubt.UNREAD, Doubt.ATTACHED, Doubt.SHEET, Doubt.EMPTY, Doubt.LOST)
