"""One mail as a `model.message.Message`: the fields of that class are kept, and nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.message import EmailMessage
from pathlib import Path

from privacyctl.errors import BadInput
from privacyctl.mail import body, envelope, source
from privacyctl.mail.unquoted import unquoted
from privacyctl.model import cards
from privacyctl.model.card_details import redact_mail
from privacyctl.model.message import Message
from privacyctl.model.text import PROSE

_CUT = "\n[… cut]"
# Stretches that may hold a card number; only these are searched.
_DIGIT = r"[\d²³¹⁰-₉①-⓿❶-➓🄀-🄊]"
_DIGITS = re.compile(rf"{_DIGIT}(?:(?:[^0-9A-Za-z]|&[a-z]{{1,8}};){{0,8}}{_DIGIT}){{8,}}")
_CONTEXT = 20


def read_message(path: Path, *, server: str | None = None) -> Message:
    """Read the mail in the file `path`; otherwise as `parse_message`."""
    return parse_message(source.read_bytes(path), server=server)


def parse_message(raw: bytes, *, server: str | None = None) -> Message:
    """Read one mail: .eml, Apple's .emlx, or an mbox of a single message.

    `server` is the name of our own mail server, or of a domain above it; if given, only a
    `Received:` line by that server counts as the receipt. Raises BadInput for a file that is
    no mail, for several mails, and for a mail beyond the bounds in `source`.
    """
    mail = source.parse(source.mail_in(raw))
    if not any(mail.get_all(name) for name in ("from", "date", "received")):
        raise BadInput(
            "the file is not a mail: it has no From, Date or Received line",
            "save the message as .eml in the mail program",
        )
    header, in_header = redact_mail(envelope.decoded(mail))
    whole, in_body = redact_mail(body.whole_text(mail))
    own, in_joined = redact_mail(unquoted(whole))
    redacted = in_header + in_body + in_joined
    if redacted == 0 and _holds_more(raw, mail):
        redacted = 1
    # A card number can be found from its hash by trying all numbers. So the hash of a mail that
    # held one is over the redacted header and text.
    evidence = f"{header}\n\n{own if in_joined else whole}".encode() if redacted else raw
    return Message(
        senders=envelope.senders(mail),
        received_at=envelope.received_at(mail, server),
        dated_at=envelope.dated_at(mail),
        message_id=envelope.message_id(mail),
        sha256=hashlib.sha256(evidence).digest(),
        text=_shortened(own),
        redacted=redacted,
        name=envelope.sender_name(mail),
        reply_to=envelope.reply_to(mail),
    )


def _holds_more(raw: bytes, mail: EmailMessage) -> bool:
    """Whether a card number stands, or may stand, outside the kept text: in another part, in the raw bytes."""
    return _may_hold_one(raw.decode("latin-1")) or any(map(_may_hold_one, body.all_texts(mail)))


def _may_hold_one(text: str) -> bool:
    """Whether a card number stands in the text, or it has more digits than are searched."""
    digits = 0
    for run in _DIGITS.finditer(text):
        digits += run.end() - run.start()
        if digits > body.LARGEST or cards.holds_card_number(
            text[max(run.start() - _CONTEXT, 0) : run.end() + _CONTEXT]
        ):
            return True
    return False


def _shortened(text: str) -> str:
    """The text in NFC, cut at the longest text that the record takes."""
    # Cut before NFC as well: the standard library takes minutes to sort a million combining marks.
    shown = unicodedata.normalize("NFC", text[: PROSE + 1])
    if len(shown) <= PROSE:
        return shown
    # A cut may leave so much of a longer run of digits that it looks like a card number.
    shown, _ = cards.redact(shown[: PROSE - len(_CUT) - len(cards.REDACTED)])
    return shown + _CUT
