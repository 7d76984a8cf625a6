"""What is said of who asks: the code that proves it, and that it is known; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.output import letters
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import say_letter

if TYPE_CHECKING:
    from privacyctl.duties.rights.identity import Confirmed, MadeCode
    from privacyctl.model.request import RequestKind
    from privacyctl.model.request_clock import How
    from privacyctl.output.letters import Signed
    from privacyctl.output.values import IsoMoment


class ConfirmedDocument(TypedDict):
    """Whether it is known who asks in a case; or the code that is to show it."""

    case: int
    """The case's number."""
    kind: RequestKind
    """What it asks for."""
    confirmed: bool
    """Whether it is known who asks; not where a code was made just now."""
    how: How | None
    """How it is known."""
    confirmed_at: IsoMoment | None
    """Since when."""
    to: str | None
    """The address on file that a new code goes to, and no other; null where none was made."""
    code: str | None
    """The new code: it is shown this once."""
    code_expires_at: IsoMoment | None
    """Until when the new code is taken."""
    letter: str | None
    """The text of the mail that brings the new code."""
    changed: bool
    """Whether anything was written."""


def say_confirmed(result: Confirmed) -> None:
    case, how = result.case, result.confirmation.how.value
    if not result.changed:
        stream.say(f"Case {case.id} stands as it is: confirmed by {how} on {local(result.confirmation.at)}.")
    else:
        stream.say(f"Case {case.id}: it is confirmed who asks, by {how}.")


def say_code(made: MadeCode, signed: Signed) -> None:
    """The code, and the mail that brings it."""
    stream.say(f"The code of case {made.case.id}, shown this once: {made.code}")
    say_letter(
        f"Send this to {visible(made.to)}, the address on file, and to no other:", letters.code(made, signed)
    )
    stream.say("", f"When it comes back: privacyctl confirm {made.case.id} --how code --code CODE")


def code_document(made: MadeCode, signed: Signed) -> ConfirmedDocument:
    return {
        "case": made.case.id,
        "kind": made.case.kind,
        "confirmed": False,
        "how": None,
        "confirmed_at": None,
        "to": made.to,
        "code": made.code,
        "code_expires_at": iso(made.expires_at),
        "letter": letters.code(made, signed),
        "changed": True,
    }


def confirmed_document(result: Confirmed) -> ConfirmedDocument:
    return {
        "case": result.case.id,
        "kind": result.case.kind,
        "confirmed": True,
        "how": result.confirmation.how,
        "confirmed_at": iso(result.confirmation.at),
        "to": None,
        "code": None,
        "code_expires_at": None,
        "letter": None,
        "changed": result.changed,
    }
