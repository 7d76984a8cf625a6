"""What is said of a correction: which field, whom to tell, and that the old value is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import iso, local
from privacyctl.output.erase import proof_document
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import say_how_to_confirm, say_letter, warn_of_sender

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.corrections import Put


def say_corrected(result: Put, letter: str | None) -> None:
    one = result.contact
    if result.waits and result.standing is not None:
        standing = result.standing
        stream.say(
            f"Case {standing.case.id} {'opened' if standing.is_new else 'stands'}: another address for"
            f" contact {one.id}, answer by {local(standing.clock.due_at)}.",
            "Nothing was changed: it is not confirmed yet who asks. Confirm it:",
        )
        code = f"privacyctl confirm {standing.case.id} --how code"
        say_how_to_confirm(standing.case.id, standing.settles_at, code)
        stream.say("Then this command again.")
        return
    if not result.fields:
        stream.say(f"Contact {one.id} stands as it is: all of this is on record.")
        return
    stream.say(f"Contact {one.id}: {', '.join(result.fields)} put right. {visible(one.email)}")
    for to in result.tell:
        was = ", ".join(map(visible, result.told_to(to)))
        at = f" at {visible(to.ask_at)}" if to.ask_at else ""
        stream.say(
            f"Tell {visible(to.recipient)}{at} (follow-up {to.follow_up}):"
            f" {f'it was {was}' if was else 'nothing stood there before'}"
        )
    if letter is not None:
        say_letter(f"Send this to {visible(one.email)}, the address on file:", letter)


def warn_of_corrected(result: Put) -> None:
    warn_of_sender(result.standing)
    for recipient, at in result.lists:
        stream.complain(
            "warning",
            f"{recipient} was handed a list with the old address on {local(at)}",
            "hand them a new one, or see that the old one is not used",
        )


def document(result: Put, letter: str | None, proof: Proof | None) -> dict[str, Any]:
    standing = result.standing
    return {
        "contact": result.contact.id,
        "fields": [field.value for field in result.fields],
        "case": standing.case.id if standing else None,
        "due_at": iso(standing.clock.due_at) if standing else None,
        "confirmed": standing.is_confirmed if standing else None,
        "tell": [
            {
                "recipient": one.recipient,
                "ask_at": one.ask_at,
                "follow_up": one.follow_up,
                "fields": list(one.fields),
                "old": list(result.told_to(one)),
            }
            for one in result.tell
        ],
        "lists": [{"recipient": recipient, "handed_at": iso(at)} for recipient, at in result.lists],
        "to": result.contact.email if letter else None,
        "letter": letter,
        "proof": proof_document(proof) if proof else None,
        "changed": result.changed,
    }
