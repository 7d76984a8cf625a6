"""Read one mail, and keep of it what `model.message.Message` names and nothing else."""

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
# What a card number is found in, and a little more; so that only such stretches are searched.
_DIGIT = r"[\d²³¹⁰-₉①-⓿❶-➓🄀-🄊]"
_DIGITS = re.compile(rf"{_DIGIT}(?:(?:[^0-9A-Za-z]|&[a-z]{{1,8}};){{0,8}}{_DIGIT}){{8,}}")
_CONTEXT = 20


def read_message(path: Path, *, server: str | None = None) -> Message:
    """Read the mail saved in the file `path`; otherwise as `parse_message`."""
    return parse_message(source.read_bytes(path), server=server)


def parse_message(raw: bytes, *, server: str | None = None) -> Message:
    """Read one mail: .eml, Apple's .emlx, or an mbox of a single message.

    `server` is the name of our own mail server, or the domain that it stands in; where it
    is given, only a `Received:` line by it counts as the receipt. Raises BadInput for
    whatever is no mail, for several mails, and for one that is beyond the bounds in `source`.
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
    # A hash of a card number can be turned back into the number by trying them all, so
    # where there was one the hash is of the decoded header and text, redacted.
    evidence = f"{header}\n\n{own if in_joined else whole}".encode() if redacted else raw
    return Message(
        senders=envelope.senders(mail),
        received_at=envelope.received_at(mail, server),
        dated_at=envelope.dated_at(mail),
        message_id=envelope.message_id(mail),
        sha256=hashlib.sha256(evidence).digest(),
        text=_shortened(own),
        redacted=redacted,
    )


def _holds_more(raw: bytes, mail: EmailMessage) -> bool:
    """Whether a card number stands, or may stand, in what is not kept: another part, the raw bytes."""
    return _may_hold_one(raw.decode("latin-1")) or any(map(_may_hold_one, body.all_texts(mail)))


def _may_hold_one(text: str) -> bool:
    """Whether a card number stands in the text, or too many digits do to search them all."""
    digits = 0
    for run in _DIGITS.finditer(text):
        digits += run.end() - run.start()
        if digits > body.LARGEST or cards.holds_card_number(
            text[max(run.start() - _CONTEXT, 0) : run.end() + _CONTEXT]
        ):
            return True
    return False


def _shortened(text: str) -> str:
    """The text in NFC, and cut where it is longer than the record takes."""
    # Cut before NFC too: sorting a million combining marks takes the standard library minutes.
    shown = unicodedata.normalize("NFC", text[: PROSE + 1])
    if len(shown) <= PROSE:
        return shown
    # A cut may leave a card number's length of a longer run of digits; its redaction is longer.
    shown, _ = cards.redact(shown[: PROSE - len(_CUT) - len(cards.REDACTED)])
    return shown + _CUT
