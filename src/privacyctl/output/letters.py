"""Letters to people who use a right: ready to be sent, in plain words."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import anchor
from privacyctl.model.correction import Corrected
from privacyctl.model.erasure import Stays
from privacyctl.model.moment import local
from privacyctl.model.request import RequestKind
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from privacyctl.duties.erase_person import Gone
    from privacyctl.duties.rights.corrections import Put
    from privacyctl.duties.rights.identity import MadeCode
    from privacyctl.duties.rights.plain_requests import PlainRequest
    from privacyctl.model.audit import Head
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.erasure import KeptOrders


class CodeWords(NamedTuple):
    """What the mail that brings a code says of the request."""

    asked: str
    """What "Somebody asked us" goes on with."""
    then: str
    """What we do once the code comes back."""


CODE_WORDS = {
    RequestKind.ACCESS: CodeWords(
        "for the data that we hold about you", "Whatever we then send goes to this very address."
    ),
    RequestKind.RECTIFICATION: CodeWords(
        "to correct the data that we hold about you",
        "We then put it right. Where it is the address itself that was asked for, whatever we send from then on"
        " goes to the new one, and no more to this one.",
    ),
    RequestKind.ERASURE: CodeWords(
        "to erase the data that we hold about you",
        "We then erase it, which nobody can undo, and write to this address one last time.",
    ),
}
"""Of each kind of request that needs proof of who asks."""

_FIELD = {
    Corrected.NAME: "your name",
    Corrected.COMPANY: "the company that you act for",
    Corrected.EMAIL: "your address",
    Corrected.PRODUCT: "what you bought",
    Corrected.QUANTITY: "how many of it",
    Corrected.AMOUNT: "what it cost",
    Corrected.ORDERED_AT: "when you bought it",
}


class Signed(NamedTuple):
    """Who writes: the vendor's name and where it is reached, as the settings have them."""

    vendor: str | None
    support: str | None
    head: Callable[[], Head] | None = None
    """The head of the chain as it is when the letter is written."""


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
        signed=signed._replace(head=None),
    )


def code(made: MadeCode, signed: Signed) -> str:
    """The mail that brings a code to the address on file."""
    words = CODE_WORDS[made.case.kind]
    return _letter(
        f"Somebody asked us {words.asked}. It is case {made.case.id} of ours. If it was you, answer "
        "this mail and leave this code in it:",
        f"    {made.code}",
        f"It is good for one answer, until {local(made.expires_at)}. {words.then}",
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


def taken(result: PlainRequest, signed: Signed) -> str:
    """What may be answered to whoever objects, wants a restriction, or asks a question."""
    day = local(result.clock.due_at)
    ours = f"it is case {result.case.id} of ours"
    match result.case.kind:
        case RequestKind.OBJECTION:
            said = f"You object to how we use data about you; {ours}. We look at it, and answer by {day} at the latest."
        case RequestKind.RESTRICTION:
            said = (
                f"You asked us to restrict what we do with the data that we hold about you; {ours}. From now on we"
                " keep it, and use it for your orders alone. Before that ends we tell you."
            )
        case _:
            said = f"We have your question; {ours}. You get our answer by {day} at the latest."
    return _letter(said, signed=signed)


def erased(gone: Gone, case: int, kept: KeptOrders | None, signed: Signed) -> str:
    """The last mail to somebody who was erased: what stays and why, and who else is told (GDPR art. 12(3), 19)."""
    return _letter(
        f"You asked us to erase the data that we hold about you; it is case {case} of ours. It is done.",
        *_stays(gone, kept),
        "What of you is still on our site is being taken off now; it can take up to 24 hours until it is gone."
        if gone.tasks
        else "",
        _told(gone.tell),
        "This is our last word to this address: we hold it no more.",
        signed=signed,
    )


def corrected(put: Put, signed: Signed) -> str:
    """The mail to somebody whose data was put right, at the address that is now on file."""
    case = f"; it is case {put.standing.case.id} of ours" if put.standing else ""
    is_address = Corrected.EMAIL in put.fields
    of_order = f" (order {visible(put.line.order)})" if put.line else ""
    return _letter(
        f"You asked us to correct the data that we hold about you{case}. It is done:"
        f" {', '.join(_FIELD[field] for field in put.fields)}{of_order}.",
        "From now on, whatever we send to you goes to this address and no more to the old one."
        if is_address
        else "",
        _told(put.tell),
        signed=signed,
    )


def _stays(gone: Gone, kept: KeptOrders | None) -> list[str]:
    """What is left of somebody, and why, a paragraph each."""
    left: list[str] = []
    if kept is not None and Stays.KEPT_ORDER in gone.stays:
        left.append(
            f"your orders, without your name and address, until {local(kept.until)}, since a law wants them"
            f" kept: {visible(kept.because)}"
        )
    marks = "hashes, out of which nobody can read them again"
    if Stays.SUPPRESSION in gone.stays:
        left.append(
            f"your opt-outs: your addresses as keyed {marks}, so that nobody here writes to you again"
        )
    if Stays.BARRED_ORDER in gone.stays:
        left.append(f"the numbers of your orders as keyed {marks}, so that no import brings them back")
    if gone.copies_until is not None:
        left.append(
            f"encrypted copies of our records, in case a disk is lost: the last of them is gone by"
            f" {local(gone.copies_until)}; whoever puts one back has you erased again first"
        )
    left.append(
        "that you asked, what you had allowed or declined, and when: without a word of yours, so that we can"
        " show what we did"
    )
    return ["This stays, and why:", *(f"  * {one}" for one in left)]


def _told(tell: Iterable[RecipientToTell]) -> str:
    names = ", ".join(dict.fromkeys(visible(one.recipient) for one in tell))
    return f"We also tell it to those who had the data from us, or gave it to us: {names}." if names else ""


def _letter(*paragraphs: str, signed: Signed) -> str:
    """The paragraphs that say something, filled: but for a code, and with a list's lines set in.

    The last line is the head of the chain: with `audit --verify --head` it shows later that the
    record still is the one that the letter was written from.
    """
    names = [visible(one) for one in (signed.vendor, signed.support) if one]
    filled = [_filled(one) for one in paragraphs if one]
    last = [anchor.line(signed.head())] if signed.head else []
    return "\n\n".join(["Hello,", *filled, *(["\n".join(names)] if names else []), *last]) + "\n"


def _filled(paragraph: str) -> str:
    if paragraph.startswith("    "):
        return paragraph
    hanging = "    " if paragraph.startswith("  * ") else ""
    return fill(paragraph, 76, break_on_hyphens=False, subsequent_indent=hanging)
