"""The receipt: as the person who asked reads it, as a mail that is ready to be sent, and as JSON."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.look import Found, Through
from privacyctl.model.moment import iso, local, span
from privacyctl.model.takedown import TakedownScope, TakedownState
from privacyctl.model.text import plural
from privacyctl.output.follow_ups import follow_up_document
from privacyctl.output.looks import looked_document
from privacyctl.output.removals import MarkedTaskDocument, statement_document, takedown_document
from privacyctl.output.requests import request_document
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from privacyctl.duties.removals.receipts import Receipt, ReceiptTask
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.look import Looked
    from privacyctl.model.moment import Moment
    from privacyctl.output.follow_ups import FollowUpDocument
    from privacyctl.output.looks import LookedDocument
    from privacyctl.output.removals import StatementDocument
    from privacyctl.output.requests import RequestDocument
    from privacyctl.output.values import IsoMoment, Sha256


class ReceiptTaskDocument(MarkedTaskDocument):
    """A task of the case, with all that is known of its end."""

    looks: list[LookedDocument]
    """The looks at it, the earliest first."""
    said: list[StatementDocument]
    """What somebody said of it, the earliest first."""


class ReceiptDocument(TypedDict):
    """What is known of a case, to be sent to the person who asked."""

    case: RequestDocument
    """The case."""
    to: str
    """The address on record, and the only one that it may be sent to."""
    tasks: list[ReceiptTaskDocument]
    """The removals that were asked for."""
    follow_ups: list[FollowUpDocument]
    """The copies that lie out of reach."""
    sightings: list[LookedDocument]
    """The looks from before anybody asked, on which those at these tasks rest."""
    evidence_sha256: Sha256
    """Of all these looks: docs/evidence.md says how it is made."""
    audit_seq: int
    """The number of the last entry of the audit chain, when this was written."""
    audit_head: Sha256
    """The hash of that entry."""
    as_of: IsoMoment
    """When this was written."""
    text: str
    """The receipt in words."""


_NOUNS = {
    TakedownScope.TESTIMONIAL: "your testimonial",
    TakedownScope.NAME: "your company's name",
    TakedownScope.LOGO: "your company's logo",
    TakedownScope.ALL: "what is published about you",
}
_THROUGH = {
    Through.PAGE: "the page as anybody gets it",
    Through.FRESH: "the page past all caches",
    Through.BUILT: "the files that the site is made of",
}


def text(receipt: Receipt, vendor: str | None) -> str:
    """The receipt in words. Nothing in it is about anybody else."""
    return "\n".join(_lines(receipt, vendor)) + "\n"


def mail(receipt: Receipt, vendor: str | None, support: str | None) -> str:
    """The receipt as an RFC 5322 message, to the address on record and to no other.

    It has a From line where `support` is an address; otherwise whatever sends it adds one.
    """
    from datetime import UTC, datetime  # noqa: PLC0415
    from email.message import EmailMessage  # noqa: PLC0415  (for this form alone)
    from email.utils import format_datetime  # noqa: PLC0415

    message = EmailMessage()
    if support and "@" in support and "://" not in support:
        message["From"] = support
    message["To"] = receipt.to
    message["Subject"] = f"Your request of {local(receipt.case.received_at)} (case {receipt.case.id})"
    message["Date"] = format_datetime(datetime.fromtimestamp(receipt.as_of, UTC))
    if receipt.in_reply_to:
        message["In-Reply-To"] = message["References"] = receipt.in_reply_to
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no robot answers it
    message.set_content(text(receipt, vendor))
    return message.as_string()


def document(receipt: Receipt, vendor: str | None) -> ReceiptDocument:
    return {
        "case": request_document(receipt.case),
        "to": receipt.to,
        "tasks": [
            {
                **takedown_document(one.task),
                "outcome": one.outcome,
                "looks": [looked_document(look) for look in one.looks],
                "said": [statement_document(said) for said in one.said],
            }
            for one in receipt.tasks
        ],
        "follow_ups": [follow_up_document(one) for one in receipt.follow_ups],
        "sightings": [looked_document(one) for one in receipt.sightings],
        "evidence_sha256": receipt.evidence_sha256.hex(),
        "audit_seq": receipt.head.seq,
        "audit_head": receipt.head.hash.hex(),
        "as_of": iso(receipt.as_of),
        "text": text(receipt, vendor),
    }


def _lines(receipt: Receipt, vendor: str | None) -> Iterator[str]:
    case = receipt.case
    seen = {look.id: look.at for one in receipt.tasks for look in one.looks}
    seen |= {look.id: look.at for look in receipt.sightings}
    yield _paragraph(f"We received your request on {local(case.received_at)}. It is case {case.id} of ours.")
    for one in receipt.tasks:
        yield ""
        yield from _removal(one, seen, is_company=case.company is not None)
    yield ""
    yield "What we keep, and why"
    yield ""
    yield _paragraph(
        "That you asked, when it reached us and what was done about it, so that we can account for it; what was "
        "shown, so that we know it again if it ever comes back; and that it must not be shown again."
    )
    if receipt.follow_ups:
        yield ""
        yield "Copies that are not in our hands"
        yield ""
        for line in receipt.follow_ups:
            yield _paragraph(_follow_up(line), indent="  ")
    yield ""
    yield "How this can be checked"
    yield ""
    yield _paragraph(
        f"We looked {plural(len(seen), 'time')} at the places above. "
        "The SHA-256 of what we saw and the head of our log of everything done, when this was written:"
    )
    yield f"  evidence  {receipt.evidence_sha256.hex()}"
    yield f"  log       {receipt.head.seq} {receipt.head.hash.hex()}"
    yield ""
    yield _paragraph(f"Written {local(receipt.as_of)}{f' by {visible(vendor)}' if vendor else ''}.")


def _removal(one: ReceiptTask, seen: Mapping[int, Moment], *, is_company: bool) -> Iterator[str]:
    task = one.task
    noun = _NOUNS[task.what]
    if is_company and task.what is TakedownScope.TESTIMONIAL:
        noun = "a testimonial that names your company"  # whose it is, is nobody else's business
    places = ", ".join(visible(place) for place in task.where)
    yield f"{noun[0].upper()}{noun[1:]}{f': {places}' if places else ''}"
    yield ""
    if task.came_back_at is not None:
        yield _paragraph(
            f"It had been removed and was seen there again on {local(task.came_back_at)}.", indent="  "
        )
    if task.removed_at is not None:
        yield f"  Removed   {local(task.removed_at)}"
    if task.state is TakedownState.VERIFIED and task.verified_at is not None:
        after = (
            "but our clock was wrong, so how soon after your request is not known"
            if task.took is None
            else f"{span(task.verified_at - task.received_at)} after your request reached us"
        )
        yield f"  {task.stands.capitalize():<9} {local(task.verified_at)}, {after}"
        yield from _evidence(one, seen)
    elif task.state is TakedownState.CLOSED:
        yield "  Nothing had to be removed."
    elif task.came_back_at is not None:
        yield "  It is being removed once more."
    else:
        yield f"  Not verified yet. We have promised it for {local(task.due_at)}."


def _evidence(one: ReceiptTask, seen: Mapping[int, Moment]) -> Iterator[str]:
    """The looks that stopped the clock: those of the moment when it was verified."""
    last = [kept for kept in one.looks if kept.at == one.task.verified_at and kept.look.found is Found.GONE]
    # No path of ours is anybody's business; what is left of two looks at files is one line.
    for url, before in dict.fromkeys((_url(kept), seen.get(kept.before or 0)) for kept in last):
        if before is not None:
            yield f"    seen{f' at {url}' if url else ''} on {local(before)}"
    for url, through in dict.fromkeys((_url(kept), _THROUGH[kept.look.through]) for kept in last):
        yield f"    looked at {f'{url}, ' if url else ''}{through}: gone"
    if one.task.is_attested:
        yield "    a person looked at every place and did not find it any more"


def _url(kept: Looked) -> str:
    return visible(kept.look.url) if kept.look.url else ""


def _follow_up(line: FollowUp) -> str:
    asked = f"asked on {local(line.asked_at)}" if line.asked_at is not None else "not asked yet"
    where = f" at {line.ask_at}" if line.ask_at else ""
    return visible(f"{line.copy.value.replace('-', ' ')}: {line.place}, to be asked{where}; {asked}")


def _paragraph(words: str, indent: str = "") -> str:
    return fill(
        words,
        76,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
