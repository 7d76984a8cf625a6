"""What is said of a mail: which of its words could not be read, and by whom it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.letter import Carrier, Doubt
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.model.message import Message

_INSTEAD = "what you read in your mail program is kept with: --note TEXT"


def warn_of_words(mail: Message) -> None:
    """Say why the words may be fewer than were written, and what one of yours wrote above them."""
    for remark in mail.remarks:
        stream.complain(
            "warning",
            f"of the mail's words: {remark.sentence}",
            None if remark.doubt is Doubt.EMPTY else _INSTEAD,
        )
    if mail.quoted_from is not None:
        stream.complain(
            "note", "a part of the mail may be a quotation; all of it is kept, with the place marked"
        )
    if mail.forward and (mail.forward.words or mail.forward.claimed):
        stream.complain(
            "note",
            "the mail was forwarded; above it stands: " + " ".join(mail.forward.words.split())[:300]
            if mail.forward.words
            else "the mail was forwarded",
        )
    if mail.forward and mail.forward.received_at is None:
        claimed = f"; it claims to be of {mail.forward.claimed}" if mail.forward.claimed else ""
        stream.complain(
            "warning",
            f"when the forwarded mail first came in is not known{claimed}",
            "was it received earlier? say so: --received TIME",
        )


def note_carrier(mail: Message) -> None:
    """Say by whom a mail came that is taken as from somebody else, and where the sender wants the answer."""
    if mail.who is None:
        return
    if mail.who.carrier is Carrier.FORM:
        stream.complain("note", "who asks is as the form says: anybody can fill in a form")
    elif mail.who.carrier in (Carrier.LIST, Carrier.FORWARDED):
        stream.complain("note", "who asks is as the mail says that was passed on")
    elif mail.who.carrier is Carrier.SENDER and mail.who.candidates:
        stream.complain(
            "note",
            f"the mail wants its answer at {mail.who.candidates[0].given}: it is taken as from its sender",
        )
