"""What is said of an erasure: what goes, what stays and why, whom to tell, and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import plural, say_how_to_confirm, say_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.erase_person import Gone
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.erase_request import Asking
    from privacyctl.model.contact import Contact
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.erasure import Erasure


def say_asked(result: Asking) -> None:
    """The case, its day, and how to confirm who asks."""
    standing = result.standing
    case = standing.case.id
    opened = "opened" if standing.is_new else "stands"
    stream.say(
        f"Case {case} {opened}: erase contact {result.contact.id}, answer by {local(standing.clock.due_at)}.",
        "Nothing was erased: it is not confirmed yet who asks. Confirm it:",
    )
    say_how_to_confirm(case, standing.settles_at, f"privacyctl confirm {case} --how code")
    stream.say(f"Then once more: privacyctl erase {result.contact.id}")


def say_tasks(result: Asking) -> None:
    """What is on show does not wait for the confirmation: its 24 hours run."""
    if result.tasks:
        tasks = ", ".join(f"task {number}" for number in result.tasks)
        stream.say(
            f"What is on show is to be gone within 24 hours, whoever asks: {tasks}; see privacyctl due"
        )


def say_foreseen(result: Gone) -> None:
    """What goes and what stays, before anything is done."""
    goes = [[what.value, count] for what, count in sorted(result.goes.items())]
    table.show(["Goes", "Rows"], goes or [["nothing", 0]], "What goes")
    stays = [[what.value, count, what.why] for what, count in sorted(result.stays.items())]
    if stays:
        table.show(["Stays", "Count", "Why"], stays, "What stays")
    _say_ended(result, "will end")


def say_erased(result: Gone, case: int, letter: str) -> None:
    if not stream.is_terminal():
        say_foreseen(result)
    stream.say(f"Contact {result.contact} is erased; case {case} is answered.")
    if stream.is_terminal():
        _say_ended(result, "ended")
    if result.tasks:
        stream.say(f"Still on show, and due within 24 hours of the request: task {_numbers(result.tasks)}")
    _say_tell(result.tell, result.emails)
    for to in result.emails[:1]:
        say_letter(
            f"Send this to {visible(to)}, and note the address down: nobody knows it after this.", letter
        )
        stream.say("")


def _say_ended(result: Gone, ended: str) -> None:
    if result.ended:
        stream.say(
            f"Case {_numbers(result.ended)} {ended} with it: there is nothing left to hand out or put right."
        )


def _say_tell(tell: Sequence[RecipientToTell], emails: Sequence[str]) -> None:
    """What to send to each recipient: this is the last time that anybody knows."""
    for one in tell:
        orders = f", orders {', '.join(map(visible, one.orders))}" if one.orders else ""
        at = f" at {visible(one.ask_at)}" if one.ask_at else ""
        stream.say(
            f"Tell {visible(one.recipient)}{at} (follow-up {one.follow_up}): {', '.join(map(visible, emails))}{orders}"
        )


def say_stands(one: Erasure, proof: Proof | None) -> None:
    """An erasure that was done before."""
    stream.say(f"Contact {one.contact} was erased on {local(one.at)}.")
    if proof is not None:
        say_proof(proof)
    elif one.proved_at is not None:
        stream.say(f"That nothing is left was proved on {local(one.proved_at)}.")


def say_proof(proof: Proof) -> None:
    searched = proof.searched
    stream.say(
        f"Searched {_size(searched.bytes)} in {plural(searched.files, 'file')}"
        f" for {plural(searched.values, 'value')}: found {len(proof.residue)}."
    )
    if searched.unsearchable:
        stream.say(f"Too short to be searched for: {plural(searched.unsearchable, 'value')}.")
    if proof.shared:
        stream.say(f"On record for others too, and so still there: {plural(proof.shared, 'value')}.")
    if proof.copies:
        stream.say(
            f"Copies that upgrades had laid aside were deleted, since they held it all: {proof.copies}"
        )


def warn_of_proof(proof: Proof) -> None:
    """What was found in files that are not ours, and what could not be read."""
    for file in dict.fromkeys(hit.file for hit in proof.elsewhere):
        stream.complain(
            "warning",
            f"found in {file.name}, which is not ours",
            f"delete it, or what it says of them: {file}",
        )
    for file in proof.searched.unread:
        stream.complain(
            "warning", f"{file.name} could not be read, and was not searched", f"look at it: {file}"
        )


def asked_document(result: Asking) -> dict[str, Any]:
    standing = result.standing
    return {
        "case": standing.case.id,
        "contact": result.contact.id,
        "due_at": iso(standing.clock.due_at),
        "confirmed": standing.is_confirmed,
        "tasks": list(result.tasks),
        "erased": False,
        "changed": result.changed,
    }


def foreseen_document(result: Gone) -> dict[str, Any]:
    return {"contact": result.contact, **_counts(result), "erased": False, "changed": False}


def erased_document(result: Gone, case: int, letter: str, proof: Proof | None) -> dict[str, Any]:
    return {
        "contact": result.contact,
        "case": case,
        **_counts(result),
        "tell": [
            {
                "recipient": one.recipient,
                "ask_at": one.ask_at,
                "follow_up": one.follow_up,
                "fields": list(one.fields),
                "emails": list(result.emails),
                "orders": list(one.orders),
            }
            for one in result.tell
        ],
        "to": result.emails[0] if result.emails else None,
        "letter": letter,
        "erased": True,
        "proof": proof_document(proof) if proof else None,
        "changed": True,
    }


def stands_document(one: Erasure, contact: Contact, proof: Proof | None) -> dict[str, Any]:
    return {
        "contact": contact.id,
        "case": one.case,
        "erased": True,
        "erased_at": iso(one.at),
        "proved_at": iso_or_none(one.proved_at),
        "proof": proof_document(proof) if proof else None,
        "changed": proof is not None and proof.is_proved,
    }


def proof_document(proof: Proof) -> dict[str, Any]:
    return {
        "bytes": proof.searched.bytes,
        "files": proof.searched.files,
        "values": proof.searched.values,
        "too_short": proof.searched.unsearchable,
        "shared": proof.shared,
        "found": len(proof.residue),
        "elsewhere": sorted({hit.file.name for hit in proof.elsewhere}),
        "copies_deleted": proof.copies,
    }


def _counts(result: Gone) -> dict[str, Any]:
    return {
        "goes": {what.value: count for what, count in sorted(result.goes.items())},
        "stays": {what.value: count for what, count in sorted(result.stays.items())},
        "tasks": list(result.tasks),
        "ended": list(result.ended),
    }


def _size(count: int) -> str:
    """An amount of bytes as a person says it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
