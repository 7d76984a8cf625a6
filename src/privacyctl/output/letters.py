"""Letters to people who use a right: ready to be sent, in plain words."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import local
from privacyctl.model.request import RequestKind
from privacyctl.output.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.identity import MadeCode


_WHAT = {
    RequestKind.ACCESS: "for the data that we hold about you",
    RequestKind.RECTIFICATION: "to correct the data that we hold about you",
    RequestKind.ERASURE: "to erase the data that we hold about you",
}


class Signed(NamedTuple):
    """Who writes: the vendor's name and where it is reached, as the settings have them."""

    vendor: str | None
    support: str | None


def reply(signed: Signed) -> str:
    """What may be answered to whoever wrote.

    It knows nothing of the case, so that nobody can learn from it whether an address is on
    record, or whether somebody asked before.
    """
    return _letter(
        "We have your request, thank you.",
        "If we hold anything about you under the address that you name, our answer goes to the address "
        "that we have on file, and to no other. You may first get a code there, so that we know that it "
        "is you.",
        "If nothing arrives, we hold nothing under that address. You may have used another one with us: "
        "then write to us from that one.",
        signed=signed,
    )


def code(made: MadeCode, signed: Signed) -> str:
    """The mail that brings a code to the address on file."""
    return _letter(
        f"Somebody asked us {_WHAT[made.case.kind]}. It is case {made.case.id} of ours. If it was you, answer "
        "this mail and leave this code in it:",
        f"    {made.code}",
        f"It is good for one answer, until {local(made.expires_at)}. Whatever we then send goes to this very "
        "address.",
        "If it was not you, you need not do anything: without the code nothing happens.",
        signed=signed,
    )


def answer(case: int, signed: Signed) -> str:
    """The mail that the files go out with."""
    return _letter(
        f"You asked what we hold about you; it is case {case} of ours. Here it is, twice: as a page that "
        "you can read and print, and as a file for other programs (JSON).",
        "If anything in it is wrong, or you want it erased, write to us.",
        signed=signed,
    )


def _letter(*paragraphs: str, signed: Signed) -> str:
    names = [visible(one) for one in signed if one]
    filled = (one if one.startswith(" ") else fill(one, 76, break_on_hyphens=False) for one in paragraphs)
    return "\n\n".join(["Hello,", *filled, *(["\n".join(names)] if names else [])]) + "\n"
