"""What is said of somebody who is not on record and asks to be erased or put right; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.output import letters
from privacyctl.output.screen import stream
from privacyctl.output.screen.wording import (
    left,
    looked_for,
    say_letter,
    warn_of_cards,
    warn_of_sender,
    warn_of_unknown,
)

if TYPE_CHECKING:
    from privacyctl.duties.rights.unknown_askers import UnknownAsker
    from privacyctl.model.request import RequestKind
    from privacyctl.output.letters import Signed
    from privacyctl.output.values import IsoMoment


class UnknownAskerDocument(TypedDict):
    """The case of somebody on whom nothing is held."""

    case: int
    """The case that was opened, or stands."""
    kind: RequestKind
    """What they asked for."""
    contact: None
    """Nobody on record."""
    who: str
    """What was typed, or the address that wrote: it was looked for."""
    received_at: IsoMoment
    """When the request was received."""
    due_at: IsoMoment
    """By when it must be answered."""
    reply: str
    """What may be answered to whoever wrote: the same whether they are on record or not."""
    moved_earlier: bool
    """Whether an earlier receipt than the one on record moved the clock."""
    sender_differs: bool
    """Whether the mail came from another address than the one that was typed."""
    card_numbers_redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    """Whether anything was written."""


def say(result: UnknownAsker, signed: Signed, now: int) -> None:
    """The case and its day, what was looked for, and how it ends."""
    case, clock = result.standing.case, result.standing.clock
    stands = "opened" if result.standing.is_new else "open already"
    stream.say(
        f"Case {case.id} {stands}, {case.kind.with_article}, received {local(case.received_at)}: to be answered by"
        f" {local(clock.due_at)}, {left(clock.seconds_left(now))}.",
        f"Nobody on record answers to that, so nothing is held and nothing was changed; {looked_for(case)}.",
        f"When you have looked again: privacyctl close {case.id} --because nothing-found --note TEXT",
    )
    say_letter(
        "What you may answer to whoever wrote; it is the same whether they are on record or not:",
        letters.reply(signed),
    )


def warn(result: UnknownAsker, near: str) -> None:
    """What a person should look at again; `near` is whom else they may have meant."""
    if result.redacted:
        warn_of_cards(result.redacted)
    warn_of_sender(differs=result.standing.sender_differs)
    warn_of_unknown(result.standing.case, near)


def document(result: UnknownAsker, signed: Signed) -> UnknownAskerDocument:
    case = result.standing.case
    return {
        "case": case.id,
        "kind": case.kind,
        "contact": None,
        "who": case.who,
        "received_at": iso(case.received_at),
        "due_at": iso(result.standing.clock.due_at),
        "reply": letters.reply(signed),
        "moved_earlier": result.standing.moved_earlier,
        "sender_differs": result.standing.sender_differs,
        "card_numbers_redacted": result.redacted,
        "changed": result.standing.changed,
    }
