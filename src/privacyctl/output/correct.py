"""What is said of a correction: which field, whom to tell, that the old value is gone; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.output.erase import ToTellDocument, to_tell_document
from privacyctl.output.proofs import proof_document, say_proof
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import (
    say_how_to_confirm,
    say_letter,
    warn_of_exposed,
    warn_of_sender,
)

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.corrections import Put
    from privacyctl.model.correction import Corrected
    from privacyctl.output.proofs import ProofDocument
    from privacyctl.output.values import IsoMoment


class ToTellOfCorrectionDocument(ToTellDocument):
    """A recipient who is to be told of a correction."""

    old: list[str]
    """What stood there, by which the recipient finds them; nothing where the field was empty."""


class OldListDocument(TypedDict):
    """A list with the old address that a recipient may use yet."""

    recipient: str
    """Who has it."""
    handed_at: IsoMoment
    """When it was last handed over, in the last 30 days."""


class CorrectionDocument(TypedDict):
    """A correction."""

    contact: int
    """Whom it is about."""
    fields: list[Corrected]
    """What was put right; nothing where all of it stood already, or who asks is not confirmed."""
    case: int | None
    """The case, where the person asked for it."""
    due_at: IsoMoment | None
    """By when that case must be answered."""
    confirmed: bool | None
    """Whether it is known who asks in that case."""
    tell: list[ToTellOfCorrectionDocument]
    """The recipients who were given the old value."""
    lists: list[OldListDocument]
    """The recipients with a list that may not have been used yet."""
    to: str | None
    """The address that the letter goes to."""
    letter: str | None
    """The text of the mail to them; null where they did not ask, or nothing was put right."""
    proof: ProofDocument | None
    """The search of the bytes for the old value; null where nothing has to be gone, or it could not be made."""
    order: str | None
    """The order that it is about; null where it is about the person alone."""
    asked: list[Corrected]
    """What waits to be put right, until it is confirmed who asks."""
    shows_name: list[int]
    """The publications that show the full name, now that this is the name on record."""
    changed: bool
    """Whether anything was written."""


def say_corrected(result: Put, letter: str | None) -> None:
    one = result.contact
    if result.waits and result.standing is not None:
        standing = result.standing
        what = " and ".join(field.noun for field in result.asked)
        stream.say(
            f"Case {standing.case.id} {'opened' if standing.is_new else 'stands'}: another {what} for"
            f" {visible(result.of_whom)}, answer by {local(standing.clock.due_at)}.",
            "Nothing was changed: it is not confirmed yet who asks. Confirm it:",
        )
        code = f"privacyctl confirm {standing.case.id} --how code"
        say_how_to_confirm(standing.case.id, standing.settles_at, code)
        stream.say("Then this command again.")
        return
    if not result.fields:
        stream.say(f"Contact {one.id} stands as it is: all of this is on record.")
        return
    of_order = f", order {visible(result.line.order)}" if result.line else ""
    stream.say(f"Contact {one.id}{of_order}: {', '.join(result.fields)} put right. {visible(one.email)}")
    for to in result.tell:
        was = ", ".join(map(visible, result.told_to(to)))
        at = f" at {visible(to.ask_at)}" if to.ask_at else ""
        stream.say(
            f"Tell {visible(to.recipient)}{at} (follow-up {to.follow_up}):"
            f" {f'they were given {was}' if was else 'nothing stood there before'}"
        )
    if letter is not None:
        say_letter(f"Send this to {visible(one.email)}, the address on file:", letter)


def say_proved(proof: Proof) -> None:
    stream.say("")
    say_proof(proof)


def warn_of_corrected(result: Put) -> None:
    warn_of_sender(differs=result.standing is not None and result.standing.sender_differs)
    for recipient, at in result.lists:
        stream.complain(
            "warning",
            f"{recipient} was handed a list with the old address on {local(at)}",
            "hand them a new one, or see that the old one is not used",
        )
    warn_of_exposed(result.exposed)


def document(result: Put, letter: str | None, proof: Proof | None) -> CorrectionDocument:
    standing = result.standing
    return {
        "contact": result.contact.id,
        "fields": list(result.fields),
        "case": standing.case.id if standing else None,
        "due_at": iso(standing.clock.due_at) if standing else None,
        "confirmed": standing.is_confirmed if standing else None,
        "tell": [{**to_tell_document(one), "old": list(result.told_to(one))} for one in result.tell],
        "lists": [{"recipient": recipient, "handed_at": iso(at)} for recipient, at in result.lists],
        "to": result.contact.email if letter else None,
        "letter": letter,
        "proof": proof_document(proof) if proof else None,
        "order": result.line.order if result.line else None,
        "asked": list(result.asked),
        "shows_name": [one.id for one in result.exposed],
        "changed": result.changed,
    }
