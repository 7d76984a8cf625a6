"""What is said of an erasure: what goes, what stays and why, and whom to tell; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.output.proofs import proof_document, say_proof
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import say_how_to_confirm, say_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.erase_person import Gone, Taken
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.erase_request import Asking
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.erasure import ErasedKind, Erasure, Stays
    from privacyctl.output.proofs import ProofDocument
    from privacyctl.output.values import IsoMoment


class ToTellDocument(TypedDict):
    """A recipient who is to be told, and of what: nobody knows it after this."""

    recipient: str
    """Who is to be told."""
    ask_at: str | None
    """Where they are told, as the settings say."""
    follow_up: int
    """The number of the follow-up that waits for it."""
    fields: list[str]
    """What they have."""


class ToTellOfErasureDocument(ToTellDocument):
    """A recipient who is to be told of an erasure."""

    emails: list[str]
    """The addresses by which the recipient finds them."""
    orders: list[str]
    """The orders by which the recipient finds them."""


class ErasureAskedDocument(TypedDict):
    """An erasure before it is confirmed who asks: nothing is erased yet."""

    case: int
    """The case that was opened, or stands."""
    contact: int
    """Who is to be erased."""
    due_at: IsoMoment
    """By when it must be answered."""
    confirmed: bool
    """Whether it is known who asks."""
    tasks: list[int]
    """Takedowns of what is on show: to be gone within 24 hours, whoever asks."""
    erased: bool
    """False."""
    changed: bool
    """Whether anything was written."""


class ErasureForeseenDocument(TypedDict):
    """What would go and stay: `--dry-run`."""

    contact: int
    """Whom it is about."""
    goes: dict[ErasedKind, int]
    """How many rows of each kind go."""
    stays: dict[Stays, int]
    """How many of each kind stay."""
    tasks: list[int]
    """Takedowns of what is on show."""
    ended: list[int]
    """Cases that end with it: there is nothing left to hand out or put right."""
    copies_until: IsoMoment | None
    """By when the last encrypted copy is gone that may hold them; null where no copy does."""
    erased: bool
    """Whether it is done: not with `--dry-run`."""
    changed: bool
    """Whether anything was written."""


class ErasedDocument(ErasureForeseenDocument):
    """What was erased, and the proof of it."""

    case: int
    """The case that is answered now."""
    tell: list[ToTellOfErasureDocument]
    """The recipients who had something of theirs."""
    to: str | None
    """The address that the last mail to them goes to."""
    letter: str
    """The text of that mail."""
    proof: ProofDocument | None
    """The search of the bytes; null where it could not be made."""


class ErasureStandsDocument(TypedDict):
    """Somebody who was erased before."""

    contact: int
    """Whom it is about."""
    case: int | None
    """The case that asked for it; null of a purge."""
    erased: bool
    """True."""
    erased_at: IsoMoment
    """When they were erased."""
    proved_at: IsoMoment | None
    """When the bytes were searched and nothing was found."""
    proof: ProofDocument | None
    """The search that was made just now; null where it was proved before."""
    changed: bool
    """Whether it is proved just now."""


class WordsTakenDocument(TypedDict):
    """More words of somebody who was erased before: `erase WHO --case N`."""

    contact: int
    """Whom it is about."""
    cases: list[int]
    """The cases that are theirs too."""
    ended: list[int]
    """Those that ended with it."""
    rows: int
    """How many texts and rows lost their words."""
    erased: bool
    """True."""
    proof: ProofDocument | None
    """The search of the bytes; null where it could not be made."""
    changed: bool
    """Whether anything was written."""


def say_asked(result: Asking) -> None:
    """The case, its day, how to confirm who asks, and what is on show."""
    standing = result.standing
    case = standing.case.id
    opened = "opened" if standing.is_new else "stands"
    stream.say(
        f"Case {case} {opened}: erase contact {result.contact.id}, answer by {local(standing.clock.due_at)}.",
        "Nothing was erased: it is not confirmed yet who asks. Confirm it:",
    )
    say_how_to_confirm(case, standing.settles_at, f"privacyctl confirm {case} --how code")
    stream.say(f"Then once more: privacyctl erase {result.contact.id}")
    if result.tasks:  # they do not wait for the confirmation
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
    if result.copies_until is not None:
        stream.say(f"The last copy of the record that may hold them is gone by {local(result.copies_until)}.")
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
        case = "Case" if len(result.ended) == 1 else "Cases"
        stream.say(
            f"{case} {_numbers(result.ended)} {ended} with it: there is nothing left to hand out or put right."
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


def asked_document(result: Asking) -> ErasureAskedDocument:
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


def foreseen_document(result: Gone) -> ErasureForeseenDocument:
    return {
        "contact": result.contact,
        "goes": dict(sorted(result.goes.items())),
        "stays": dict(sorted(result.stays.items())),
        "tasks": list(result.tasks),
        "ended": list(result.ended),
        "copies_until": iso_or_none(result.copies_until),
        "erased": False,
        "changed": False,
    }


def erased_document(result: Gone, case: int, letter: str, proof: Proof | None) -> ErasedDocument:
    return {
        "contact": result.contact,
        "case": case,
        "goes": dict(sorted(result.goes.items())),
        "stays": dict(sorted(result.stays.items())),
        "tasks": list(result.tasks),
        "ended": list(result.ended),
        "copies_until": iso_or_none(result.copies_until),
        "tell": [
            {
                **to_tell_document(one),
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


def stands_document(one: Erasure, proof: Proof | None) -> ErasureStandsDocument:
    return {
        "contact": one.contact,
        "case": one.case,
        "erased": True,
        "erased_at": iso(one.at),
        "proved_at": iso_or_none(one.proved_at),
        "proof": proof_document(proof) if proof else None,
        "changed": proof is not None and proof.is_proved,
    }


def say_words_taken(contact: int, cases: Sequence[int], taken: Taken, proof: Proof | None) -> None:
    """What was taken of cases that turned out to be theirs."""
    if taken.rows:
        stream.say(f"Their words in case {_numbers(cases)} are erased; contact {contact} was before.")
    else:
        stream.say(f"Nothing of theirs stands in case {_numbers(cases)}.")
    if proof is not None:
        say_proof(proof)


def words_taken_document(
    contact: int, cases: Sequence[int], taken: Taken, proof: Proof | None
) -> WordsTakenDocument:
    return {
        "contact": contact,
        "cases": list(cases),
        "ended": list(taken.ended),
        "rows": taken.rows,
        "erased": True,
        "proof": proof_document(proof) if proof else None,
        "changed": bool(taken.rows or taken.ended),
    }


def to_tell_document(one: RecipientToTell) -> ToTellDocument:
    return {
        "recipient": one.recipient,
        "ask_at": one.ask_at,
        "follow_up": one.follow_up,
        "fields": list(one.fields),
    }


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
