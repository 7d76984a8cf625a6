"""A mail as the columns of `letter_text`, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import cards
from privacyctl.model.address import Address, match_key
from privacyctl.model.letter import Carrier, Doubt, Forward, Remark, WhoAsks
from privacyctl.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.store.store import Row

LOST = Remark(Doubt.LOST)
"""Of a letter that the journal gave back without its words."""


def columns(message: Message) -> dict[str, object]:
    """What is kept of a mail, by column. No card number is among it."""
    who = message.who or WhoAsks(Carrier.SENDER, message.senders[0] if len(message.senders) == 1 else None)
    key = who.address.key if who.address and not cards.holds_card_number(who.address.key) else None
    return {
        "sender": key,
        "given": _plain(who.address.given) if who.address and key else None,
        "name": _plain(message.name),
        "carrier": who.carrier.value,
        "others": _written(who.candidates),
        "wrote": _written(message.senders),
        "subject": _plain(message.subject),
        "body": message.text or None,
        "own_length": message.quoted_from,
        "above": _plain(message.forward.words) if message.forward else None,
        "remarks": "\n".join(f"{one.doubt} {one.what}".strip() for one in message.remarks) or None,
        "message_id": _plain(message.message_id),
        "sha256": message.sha256,
        "dated_at": message.dated_at,
        "redacted": message.redacted,
    }


def message(row: Row) -> Message:
    """The mail of a letter, as far as it is kept."""
    if row["carrier"] is None:
        return Message(
            (), row["received_at"], None, None, b"", "", 0, who=WhoAsks(Carrier.NONE), remarks=(LOST,)
        )
    address = Address(row["given"] or row["sender"], row["sender"]) if row["sender"] else None
    return Message(
        senders=_read(row["wrote"]),
        received_at=row["received_at"],
        dated_at=row["dated_at"],
        message_id=row["message_id"],
        sha256=row["sha256"],
        text=row["body"] or "",
        redacted=row["redacted"],
        name=row["name"],
        subject=row["subject"],
        who=WhoAsks(Carrier(row["carrier"]), address, _read(row["others"]), row["name"]),
        remarks=tuple(_remark(line) for line in (row["remarks"] or "").split("\n") if line),
        forward=Forward(row["above"]) if row["above"] else None,
        quoted_from=row["own_length"],
    )


def _remark(line: str) -> Remark:
    doubt, _, what = line.partition(" ")
    known = next((one for one in Doubt if one.value == doubt), None)
    return Remark(Doubt.UNREAD, line) if known is None else Remark(known, what)


def _written(addresses: Iterable[Address]) -> str | None:
    return "\n".join(one.given for one in addresses if not cards.holds_card_number(one.given)) or None


def _read(text: str | None) -> tuple[Address, ...]:
    return tuple(Address(one, key) for one in (text or "").split("\n") if (key := match_key(one)))


def _plain(text: str | None) -> str | None:
    return cards.redact(text)[0] if text else None
