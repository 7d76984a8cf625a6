"""What is said of people who ask for their data: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.output import letters
from privacyctl.output.confirm import say_code
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import (
    left,
    looked_for,
    say_how_to_confirm,
    say_letter,
    warn_of_cards,
    warn_of_sender,
    warn_of_unknown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.rights.access import AskedAccess
    from privacyctl.duties.rights.identity import MadeCode
    from privacyctl.model.deadline import Rule
    from privacyctl.model.request_clock import ClockState, How
    from privacyctl.output.letters import Signed
    from privacyctl.output.values import IsoMoment


class AccessDocument(TypedDict):
    """The case of somebody who asks for their data, and its answer."""

    case: int
    """The case's number."""
    who: str
    """Who asks, as it can be shown."""
    rule: Rule
    """The law whose limit holds."""
    received_at: IsoMoment
    """When the request was received."""
    due_at: IsoMoment
    """By when it must be answered: the last second of its day."""
    state: ClockState
    """Where the case stands."""
    answered_at: IsoMoment | None
    """When it was answered."""
    confirmed: bool
    """Whether it is known who asks."""
    how: How | None
    """How that is known."""
    to: str | None
    """The main address on file, which alone is written to; null where nobody is on record."""
    files: list[str]
    """The paths of the files that were written; none where that is still to come."""
    code: str | None
    """A new code, with `--code`: it is shown this once."""
    code_expires_at: IsoMoment | None
    """Until when that code is taken."""
    letter: str | None
    """The text of the mail to the address on file, with the code or with the files."""
    reply: str
    """What may be answered to whoever wrote: the same whether they are on record or not."""
    moved_earlier: bool
    """Whether an earlier receipt than the one on record moved the clock."""
    sender_differs: bool
    """Whether the mail came from another address than those on file."""
    card_numbers_redacted: int
    """How many card numbers were taken out of the mail."""
    changed: bool
    """Whether anything was written."""


def say(asked: AskedAccess, made: MadeCode | None, files: Sequence[Path], signed: Signed, now: int) -> None:
    """The case and its day; then what was made, or what is needed before anything is."""
    _say_case(asked, now, is_answered=bool(files))
    if files:
        stream.say(*(f"  {visible(str(file))}" for file in files))
        say_letter(
            f"Send both to {visible(asked.to or '')}, the address on file, with these words:",
            letters.answer(asked.case.id, signed),
        )
    elif made is not None:
        say_code(made, signed)
    elif not asked.is_closed:
        _say_next(asked, signed)


def warn(asked: AskedAccess, near: str) -> None:
    """What a person should look at again; `near` is whom else they may have meant."""
    if asked.redacted:
        warn_of_cards(asked.redacted)
    warn_of_sender(differs=asked.sender_differs)
    if asked.to is None:
        warn_of_unknown(asked.case, near)


def document(
    asked: AskedAccess, made: MadeCode | None, files: Sequence[Path], signed: Signed
) -> AccessDocument:
    known = asked.confirmation
    letter = letters.code(made, signed) if made else letters.answer(asked.case.id, signed) if files else None
    return {
        "case": asked.case.id,
        "who": asked.case.who,
        "rule": asked.clock.rule,
        "received_at": iso(asked.case.received_at),
        "due_at": iso(asked.clock.due_at),
        "state": asked.clock.state,
        "answered_at": iso_or_none(asked.clock.answered_at),
        "confirmed": known is not None,
        "how": known.how if known else None,
        "to": asked.to,
        "files": [str(file) for file in files],
        "code": made.code if made else None,
        "code_expires_at": iso(made.expires_at) if made else None,
        "letter": letter,
        "reply": letters.reply(signed),
        "moved_earlier": asked.moved_earlier,
        "sender_differs": asked.sender_differs,
        "card_numbers_redacted": asked.redacted,
        "changed": asked.changed or made is not None,
    }


def _say_case(asked: AskedAccess, now: int, *, is_answered: bool) -> None:
    case = asked.case
    if is_answered:
        stream.say(f"Case {case.id} is answered. What is held on {visible(case.who)}:")
    elif case.closed_because is not None and case.closed_at is not None:
        because, at = case.closed_because.value, local(case.closed_at)
        stream.say(
            f"Case {case.id} was closed as {because} on {at}; nothing was changed.",
            "If they ask anew, say when: privacyctl access WHO --received TIME",
        )
    else:
        day = f"to be answered by {local(asked.clock.due_at)}, {left(asked.clock.seconds_left(now))}"
        if asked.is_new:
            stream.say(
                f"Case {case.id}, received {local(case.received_at)}, asked by {visible(case.who)}: {day}."
            )
        elif asked.moved_earlier:
            stream.say(f"Case {case.id} is open already; it was received {local(case.received_at)}: {day}.")
        else:
            stream.say(f"Case {case.id} is open already, received {local(case.received_at)}: {day}.")


def _say_next(asked: AskedAccess, signed: Signed) -> None:
    case = asked.case.id
    if asked.to is None:
        stream.say(
            f"Nobody on record answers to that, so nothing is held and no file is written; {looked_for(asked.case)}.",
            f"When you have looked again: privacyctl close {case} --because nothing-found --note TEXT",
        )
    elif asked.confirmation is None:
        stream.say(
            "It is not confirmed yet who asks, so no file is written. Confirm it:",
        )
        say_how_to_confirm(case, asked.settles_at, "privacyctl access WHO --code")
    else:
        how, at = asked.confirmation.how.value, local(asked.confirmation.at)
        stream.say(
            f"It was confirmed by {how} on {at} who asks.",
            "Write the files: privacyctl access WHO --out FOLDER",
        )
        return
    say_letter(
        "What you may answer to whoever wrote; it is the same whether they are on record or not:",
        letters.reply(signed),
    )
