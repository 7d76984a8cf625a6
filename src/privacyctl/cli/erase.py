"""The command `erase`."""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.proof import byte_reader, openings, report, with_proof
from privacyctl.cli.session import current, limits, moment, record, signature, tell
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.ids import CaseId
from privacyctl.model.moment import Moment
from privacyctl.model.text import line
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.erase_person import Gone, Taken
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.erase_request import Asking
    from privacyctl.model.contact import Contact
    from privacyctl.model.erasure import KeptOrders
    from privacyctl.model.request_clock import How


_DONE = "it is erased from the record"
_AGAIN = "; then once more: privacyctl erase ADDRESS"

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal.")]


def erase(
    who: options.WhoAsks = None,
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
    case: Annotated[
        list[int] | None,
        typer.Option("--case", metavar="N", help="A case of nobody on record is theirs too. Again for more."),
    ] = None,
    yes: Yes = False,
    confirmed: options.Confirmed = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    unknown: options.Unknown = False,
    as_json: options.Json = False,
) -> None:
    """Erase a person, and prove it by the bytes."""
    from privacyctl import erasure_list
    from privacyctl.cli import unknown_asker
    from privacyctl.cli.mailing import read_mail, who_asks
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.cases_of_nobody import must_be_nobodys
    from privacyctl.duties.rights import erase_request
    from privacyctl.model.request import RequestKind
    from privacyctl.model.request_clock import How

    kept = _kept(keep_orders, because)
    asked = Asked(received_at=moment(received, "--received"), via=via, message=read_mail(message))
    who = who_asks(who, asked.message)
    how = How(confirmed.value) if confirmed else None
    also = [CaseId(number) for number in case or ()]
    if not dry_run and not also:
        with record(warns=False) as store:
            is_known = erase_request.is_known(store, who, erasure_list.read(current().path))
        if not is_known:
            unknown_asker.take(RequestKind.ERASURE, who, asked, is_unknown=unknown, as_json=as_json)
            return
    if sys.stdin.isatty() and not as_json and not dry_run:
        _ask_first(who, asked, kept, how, also, yes=yes)
    with record(warns=False) as store:
        listed = erasure_list.read(current().path)
        contact = erase_request.person(store, who, listed)
        if contact.erased_at is None:
            erase_request.check_reason(contact, kept)
            must_be_nobodys(store, also)
            if dry_run:
                _say_foreseen(
                    erase_request.foresee(store, contact, asked, limits(), kept, tell(), also),
                    as_json=as_json,
                )
                return
            asking = erase_request.ask(store, contact, asked, limits(), how, listed)
            if not asking.may_go_on:
                _say_asked(asking, as_json=as_json)
                return
            opened = asking.standing.case.id
            current().stands(
                f"case {opened} {'was opened' if asking.standing.is_new else 'stands'}; nothing was erased"
            )
            foreseen = erase_request.foresee(store, contact, asked, limits(), kept, tell(), also)
    if contact.erased_at is None:
        _finish(contact, opened, foreseen, kept, also, as_json=as_json)
    elif also:
        _take_words(contact, also, as_json=as_json)
    else:
        _again(contact, who, as_json=as_json)


def _finish(
    contact: Contact,
    case: CaseId,
    foreseen: Gone,
    kept: KeptOrders | None,
    also: Sequence[CaseId],
    *,
    as_json: bool,
) -> None:
    from privacyctl import erasure_list
    from privacyctl.duties.rights import erase_request
    from privacyctl.output import erase as words
    from privacyctl.output import letters
    from privacyctl.output.proofs import say_proof

    path, signed = current().path, signature()

    def before(gone: Gone) -> None:
        stream.step(as_json, words.say_erased, gone, case, letters.erased(gone, case, kept, signed))

    def after(gone: Gone, proof: Proof | None) -> None:
        stream.answer(
            as_json,
            lambda: words.erased_document(gone, case, letters.erased(gone, case, kept, signed), proof),
            lambda: say_proof(proof) if proof else None,
        )

    with_proof(
        lambda said: erase_request.erase_and_prove(
            openings(),
            byte_reader(),
            contact,
            case,
            foreseen,
            kept,
            tell(),
            lambda listings: erasure_list.add(path, listings),
            said,
            also,
        ),
        before=before,
        after=after,
        summary=_DONE,
        again=_AGAIN,
    )


def _say_foreseen(foreseen: Gone, *, as_json: bool) -> None:
    from privacyctl.output import erase as words

    stream.answer(as_json, words.foreseen_document, words.say_foreseen, foreseen)


def _say_asked(asking: Asking, *, as_json: bool) -> None:
    from privacyctl.output import erase as words
    from privacyctl.output.screen.wording import warn_of_sender

    stream.answer(as_json, words.asked_document, words.say_asked, asking)
    warn_of_sender(differs=asking.standing.sender_differs)


def _ask_first(
    who: str,
    asked: Asked,
    kept: KeptOrders | None,
    how: How | None,
    also: Sequence[CaseId],
    *,
    yes: bool,
) -> None:
    """Ask before anything is written, with the record closed. Nothing is asked where nothing would be erased."""
    from privacyctl import erasure_list
    from privacyctl.duties.rights import erase_request

    with record(warns=False) as store:
        listed = erasure_list.read(current().path)
        contact = erase_request.person(store, who, listed)
        if contact.erased_at is not None:
            return
        erase_request.check_reason(contact, kept)
        if not erase_request.ask(store, contact, asked, limits(), how, listed, is_dry_run=True).may_go_on:
            return
        foreseen = erase_request.foresee(store, contact, asked, limits(), kept, tell(), also)
    _show_first(foreseen, yes=yes)


def _show_first(foreseen: Gone, *, yes: bool) -> None:
    """What goes and stays, for a person at a terminal, who may still say no."""
    from privacyctl.output import erase as words

    words.say_foreseen(foreseen)
    if not yes and not typer.confirm(f"Erase contact {foreseen.contact} for good?", err=True):
        stream.say("Nothing was erased. Nothing of this request is on record.")
        raise typer.Exit(1)


def _again(contact: Contact, who: str, *, as_json: bool) -> None:
    """Somebody who was erased before: prove it, where that was not done."""
    from privacyctl.duties.rights import erase_request
    from privacyctl.output import erase as words

    done, proof = erase_request.prove_again(openings(), byte_reader(), contact, who)
    stream.answer(as_json, words.stands_document, words.say_stands, done, proof)
    if proof is not None:
        report(proof, _DONE, _AGAIN)


def _take_words(contact: Contact, also: Sequence[CaseId], *, as_json: bool) -> None:
    """The words of more cases of somebody who was erased before."""
    from privacyctl.duties.rights import erase_request
    from privacyctl.output import erase as words

    def after(taken: Taken, proof: Proof | None) -> None:
        stream.answer(
            as_json, words.words_taken_document, words.say_words_taken, contact.id, also, taken, proof
        )

    with_proof(
        lambda said: erase_request.take_words_and_prove(openings(), byte_reader(), contact, also, said),
        after=after,
        summary=_DONE,
        again=_AGAIN,
    )


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
    end = Moment(int(datetime.combine(day, time(23, 59, 59)).astimezone().timestamp()))
    if end <= current().now:
        raise BadInput(
            f"--keep-orders '{until}' has passed", "give the day until which a law wants them kept"
        )
    return KeptOrders(end, line(because, "reason"))
