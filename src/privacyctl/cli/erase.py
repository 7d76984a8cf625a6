"""The command `erase`."""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.proof import prove, report
from privacyctl.cli.session import current, limits, moment, record, signature, tell
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.text import line
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.rights.erase_person import Gone
    from privacyctl.duties.rights.erase_request import Asking
    from privacyctl.model.contact import Contact
    from privacyctl.model.erasure import KeptOrders


Yes = Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")]


def erase(
    who: options.Who,
    dry_run: options.DryRun = False,
    keep_orders: Annotated[
        str | None,
        typer.Option(
            "--keep-orders", metavar="DATE", help="Keep the order lines until then, without a name."
        ),
    ] = None,
    because: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Which law wants the orders kept.")
    ] = None,
    yes: Yes = False,
    confirmed: options.Confirmed = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    as_json: options.Json = False,
) -> None:
    """Erase a person, and prove it by the bytes."""
    from privacyctl import erasure_list
    from privacyctl.cli.texts import read_mail
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import erase_request
    from privacyctl.model.right import How
    from privacyctl.output import letters

    kept, signed = _kept(keep_orders, because), signature()
    asked = Asked(received_at=moment(received, "--received"), via=via, message=read_mail(message))
    path = current().path
    with record(warns=False) as store:
        listed = erasure_list.read(path)
        contact = erase_request.person(store, who, listed)
        if contact.erased_at is None:
            erase_request.check_reason(contact, kept)
            if dry_run:
                _say_foreseen(
                    erase_request.foresee(store, contact, asked, limits(), kept, tell()), as_json=as_json
                )
                return
            how = How(confirmed.value) if confirmed else None
            asking = erase_request.ask(store, contact, asked, limits(), how, listed)
            if not asking.may_go_on:
                _say_asked(asking, as_json=as_json)
                return
            foreseen = erase_request.foresee(store, contact, asked, limits(), kept, tell())
            if sys.stdin.isatty() and not as_json:
                _show_first(foreseen, yes=yes)
            case = asking.standing.case.id
            gone = erase_request.erase(
                store,
                contact,
                case,
                foreseen,
                kept,
                tell(),
                lambda listings: erasure_list.add(path, listings),
            )
    if contact.erased_at is not None:
        _again(contact, who, as_json=as_json)
    else:
        _finish(gone, case, letters.erased(gone, case, kept, signed), as_json=as_json)


def _say_foreseen(foreseen: Gone, *, as_json: bool) -> None:
    from privacyctl.output import erase as words

    stream.answer(as_json, words.foreseen_document, words.say_foreseen, foreseen)


def _say_asked(asking: Asking, *, as_json: bool) -> None:
    from privacyctl.output import erase as words
    from privacyctl.output.screen.wording import warn_of_sender

    stream.answer(as_json, words.asked_document, words.say_asked, asking)
    warn_of_sender(differs=asking.standing.sender_differs)


def _show_first(foreseen: Gone, *, yes: bool) -> None:
    """What goes and stays, for a person at a terminal, who may still say no."""
    from privacyctl.output import erase as words

    words.say_foreseen(foreseen)
    if not yes and not typer.confirm(f"Erase contact {foreseen.contact} for good?", err=True):
        stream.say("Nothing was erased.")
        raise typer.Exit(1)


def _finish(gone: Gone, case: int, letter: str, *, as_json: bool) -> None:
    """Say what was erased, then prove it.

    Whom to tell, and of what, and where the person is written to, is known in this very
    moment alone: it is said whatever the search comes to.
    """
    from privacyctl.output import erase as words
    from privacyctl.output.proofs import say_proof

    proof = None
    stream.step(as_json, words.say_erased, gone, case, letter)
    try:
        proof = prove([gone.contact], gone.values)
    finally:
        stream.answer(
            as_json,
            lambda: words.erased_document(gone, case, letter, proof),
            lambda: say_proof(proof) if proof else None,
        )
    report(proof, "it is erased from the record")


def _again(contact: Contact, who: str, *, as_json: bool) -> None:
    """Somebody who was erased before: prove it, where that was not done."""
    from privacyctl.duties.rights import erase_request
    from privacyctl.model.erasure import ErasedKind
    from privacyctl.model.residue import Value
    from privacyctl.output import erase as words

    with record(warns=False) as store:
        done = erase_request.must_get(store, contact.id)
    proof = None
    if done.proved_at is None:
        if "@" not in who:
            raise BadInput(
                f"contact {contact.id} was erased, and that nothing is left is not proved yet",
                "give an address of theirs, to be searched for: privacyctl erase ADDRESS",
            )
        proof = prove([contact.id], [Value(ErasedKind.ADDRESS, who.strip())])
        with record(warns=False) as store:
            done = erase_request.must_get(store, contact.id)
    stream.answer(as_json, words.stands_document, words.say_stands, done, proof)
    if proof is not None:
        report(proof, "it is erased from the record")


def _kept(until: str | None, because: str | None) -> KeptOrders | None:
    """Until when order lines stay: the end of that day, here."""
    from privacyctl.model.erasure import KeptOrders

    if (until is None) is not (because is None):
        raise BadInput(
            "--keep-orders and --because go together",
            "give both: --keep-orders 2036-12-31 --because 'tax law, section 147'",
        )
    if until is None or because is None:
        return None
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise BadInput(
            f"--keep-orders '{until}' is no date", "for example: --keep-orders 2036-12-31"
        ) from None
    end = int(datetime.combine(day, time(23, 59, 59)).astimezone().timestamp())
    if end <= current().now:
        raise BadInput(
            f"--keep-orders '{until}' has passed", "give the day until which a law wants them kept"
        )
    return KeptOrders(end, line(because, "reason"))
