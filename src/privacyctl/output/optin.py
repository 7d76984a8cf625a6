"""What is said of opting in: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.lists.opting_in import OptIn
    from privacyctl.model.consent import Purpose
    from privacyctl.output.values import IsoMoment


class OptInDocument(TypedDict):
    """A permission that is on record now."""

    contact: int
    """Whose permission it is."""
    email: str
    """Their main address."""
    purpose: Purpose
    """What they allow."""
    at: IsoMoment
    """When they said so."""
    lifted: bool
    """Whether it ended an opt-out."""
    changed: bool
    """Whether anything was written."""


def say_opt_in(result: OptIn) -> None:
    stands = "" if result.changed else " is on record already"
    lifted = " Their opt-out is lifted." if result.lifted else ""
    stream.say(
        f"{visible(result.email)} allows {result.purpose.value}{stands}, by their word of {local(result.at)}.{lifted}"
    )


def warn_of_restriction(result: OptIn) -> None:
    """Say that their word opens nothing while their data is restricted."""
    if result.is_restricted:
        stream.complain(
            "warning",
            f"the data of contact {result.contact} is restricted, so {result.purpose.value} stays shut all the same",
            f"once they were told that it ends: privacyctl restrict {result.contact} --lift --note TEXT",
        )


def opt_in_document(result: OptIn) -> OptInDocument:
    return {
        "contact": result.contact,
        "email": result.email,
        "purpose": result.purpose,
        "at": iso(result.at),
        "lifted": result.lifted,
        "changed": result.changed,
    }
