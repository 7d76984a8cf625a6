"""One mail as a `model.message.Message`: the fields of that class are kept, and nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.message import EmailMessage
from pathlib import Path

from privacyctl.errors import BadInput
from privacyctl.mail import body, envelope, readable, source
from privacyctl.mail import reading as reader
from privacyctl.model import cards
from privacyctl.model.card_details import redact_mail
from privacyctl.model.card_spellings import REDACTED
from privacyctl.model.letter import Carrier, WhoAsks
from privacyctl.model.message import Message
from privacyctl.model.ours import Ours
from privacyctl.model.text import LINE, PROSE

_CUT = "\n[… cut]"
# Stretches that may hold a card number; only these are searched.
_DIGIT = r"[\d²³¹⁰-₉①-⓿❶-➓🄀-🄊]"
_DIGITS = re.compile(rf"{_DIGIT}(?:(?:[^0-9A-Za-z]|&[a-z]{{1,8}};){{0,8}}{_DIGIT}){{8,}}")
_CONTEXT = 60
"""Characters on each side of a stretch: a card word may stand there."""


def read_message(path: Path, *, server: str | None = None, ours: Ours | None = None) -> Message:
    """Read the mail in the file `path`; otherwise as `parse_message`."""
    return parse_message(source.read_bytes(path), server=server, ours=ours)


def parse_message(raw: bytes, *, server: str | None = None, ours: Ours | None = None) -> Message:
    """Read one mail: .eml, Apple's .emlx, or an mbox of a single message.

    `server` is the name of our own mail server, or of a domain above it; if given, only a
    `Received:` line by that server counts as the receipt. `ours` are the vendor's own addresses,
    from which nobody asks. Raises BadInput for a file that is no mail, for several mails, and for
    a mail beyond the bounds in `source`.
    """
    content = source.mail_in(raw)
    mail, is_broken = readable.mended(source.parse(content), content)
    if not any(mail.get_all(name) for name in ("from", "date", "received")):
        raise BadInput(
            "the file is not a mail: it has no From, Date or Received line",
            "save the message as .eml in the mail program",
        )
    reading = reader.read(mail, ours or Ours(), server, is_broken=is_broken)
    header, in_header = redact_mail(envelope.decoded(mail))
    own, in_joined = redact_mail(reading.text)
    redacted = in_header + reading.redacted + in_joined
    if redacted == 0 and _holds_more(raw, mail):
        redacted = 1
    # A card number can be found from its hash by trying all numbers. So the hash of a mail that
    # held one is over the redacted header and text.
    whole = own if in_joined or not redacted else reading.whole
    evidence = f"{header}\n\n{whole}".encode() if redacted else raw
    who = reading.who
    return Message(
        senders=reading.senders,
        received_at=reading.received_at,
        dated_at=envelope.dated_at(mail),
        message_id=envelope.message_id(mail),
        sha256=hashlib.sha256(evidence).digest(),
        text=_shortened(own),
        redacted=redacted,
        name=envelope.sender_name(mail, reading.senders) if who.carrier is Carrier.SENDER else _name(who),
        reply_to=reading.reply_to,
        subject=reading.subject,
        kind=reading.kind,
        who=who,
        remarks=reading.remarks,
        token=reading.token,
        forward=reading.forward,
        quoted_from=reading.quoted_from if not in_joined else None,
    )


def _name(who: WhoAsks) -> str | None:
    """The name that stands beside the address of who asks: a claim, on one line."""
    name = name_shown(who.name or "")
    return name if name and "@" not in name else None


def name_shown(text: str) -> str:
    """A name that somebody gave, on one line, without hidden characters and card numbers."""
    return cards.redact(" ".join("".join(c for c in text if c.isprintable()).split()))[0][:LINE]


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
    shown, _ = cards.redact(shown[: PROSE - len(_CUT) - len(REDACTED)])
    return shown + _CUT
