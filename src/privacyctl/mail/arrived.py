"""What came into a mailbox, as a letter: whatever it is, something is filed of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.mail import envelope, message, source
from privacyctl.model import cards
from privacyctl.model.address import Address, match_key
from privacyctl.model.letter import Carrier, Doubt, MailKind, Remark, WhoAsks
from privacyctl.model.mailbox import header_of
from privacyctl.model.message import Message
from privacyctl.model.spool import entry_in
from privacyctl.model.text import PROSE

if TYPE_CHECKING:
    from privacyctl.model.mailbox import ArrivedMail
    from privacyctl.model.ours import Ours

_LONGEST_ENVELOPE = 64 * 1024


def mail_of(arrival: ArrivedMail, server: str | None, ours: Ours, *, all_are_forms: bool = False) -> Message:
    """What a mail says. Of one that cannot be read, its envelope and why; raises nothing."""
    try:
        found = message.parse_message(arrival.raw, server=server, ours=ours)
    except Exception:  # noqa: BLE001  (whatever is wrong with it: it waits for a person all the same)
        found = _envelope(arrival.raw, server, ours, arrival.fault or "its structure cannot be read")
    if arrival.fault is not None:
        found = replace(
            found, text="", remarks=(Remark(Doubt.UNREAD, _short(arrival.fault)),), quoted_from=None
        )
    return _from_reply_to(found) if all_are_forms and not found.kind.is_machine else found


def form_of(arrival: ArrivedMail) -> Message:
    """What a web form of the vendor's wrote into the spool. Its address is of no more worth than a Reply-To."""
    entry = entry_in(arrival.raw)
    key = match_key(entry.email)
    address = Address(entry.email, key) if key else None
    said = [entry.words.strip(), f"Page: {entry.page}" if entry.page else ""]
    text, redacted = cards.redact("\n\n".join(one for one in said if one)[:PROSE])
    name = message.name_shown(entry.name)
    return Message(
        senders=(),
        received_at=entry.receipt(arrival.arrived_at),
        dated_at=entry.received_at,
        message_id=None,
        sha256=hashlib.sha256(arrival.raw if not redacted else text.encode()).digest(),
        text=text,
        redacted=redacted,
        name=name or None,
        subject=entry.kind or None,
        kind=MailKind.FORM,
        who=WhoAsks(Carrier.FORM, address, (), name or None),
        remarks=() if text else (Remark(Doubt.EMPTY),),
        token=entry.token or None,
    )


def _from_reply_to(found: Message) -> Message:
    """All mails of the mailbox are forms: Reply-To says who wrote."""
    to = found.reply_to
    address = to[0] if len(to) == 1 else None
    others = () if address else (to or found.senders)
    return replace(found, kind=MailKind.FORM, who=WhoAsks(Carrier.FORM, address, others, found.name))


def _envelope(raw: bytes, server: str | None, ours: Ours, why: str) -> Message:
    """What the header says, of a mail that cannot be read whole."""
    header = header_of(raw[:_LONGEST_ENVELOPE]).rstrip() + b"\n\n"
    remarks = (Remark(Doubt.UNREAD, _short(why)),)
    try:
        found = message.parse_message(_plain_header(header), server=server, ours=ours)
    except Exception:  # noqa: BLE001  (then nothing is known of it but its bytes)
        return Message((), None, None, None, hashlib.sha256(raw).digest(), "", 0, remarks=remarks,
                       who=WhoAsks(Carrier.NONE))  # fmt: skip
    return replace(found, sha256=hashlib.sha256(raw).digest(), text="", remarks=remarks, quoted_from=None)


def _plain_header(header: bytes) -> bytes:
    """The lines that name sender, time and subject; what describes the parts is left out."""
    parsed = source.parse(header)
    named = ("from", "reply-to", "to", "date", "received", "subject", "message-id")
    lines = [f"{name}: {value}" for name in named for value in envelope.values(parsed, name)[:20]]
    return (
        "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines).encode("utf-8", "replace")
        + b"\n\n"
    )


def _short(fault: str) -> str:
    """The first clause of why it could not be read: what to do stands in the remark's own sentence."""
    return fault.partition(":")[0].strip()
