"""The command `correct`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.proof import byte_reader, openings, with_proof
from privacyctl.cli.session import limits, moment, signature, tell
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.contact import company_name
from privacyctl.model.correction import OnWordOf
from privacyctl.model.text import line
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.proofs import Proof
    from privacyctl.duties.rights.corrections import Put
    from privacyctl.duties.rights.order_corrections import WantedLine


def correct(
    who: options.WhoAsks = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Their full name, as it is right.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Their main address from now on.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="NAME", help="The firm they act for.")] = None,
    order: Annotated[
        str | None,
        typer.Option(metavar="ID", help="An order of theirs, of which something is to be put right."),
    ] = None,
    item: Annotated[
        str | None, typer.Option(metavar="ID", help="The line within the order, where it has several.")
    ] = None,
    product: Annotated[str | None, typer.Option(metavar="NAME", help="What was bought.")] = None,
    quantity: Annotated[int | None, typer.Option(min=1, max=1_000_000, help="How many.")] = None,
    amount: options.Amount = None,
    currency: options.Currency = None,
    on: options.BoughtOn = None,
    by: Annotated[
        OnWordOf, typer.Option(help="On whose word: the person asked, or you saw it yourself.")
    ] = OnWordOf.PERSON,
    because: Annotated[
        str | None,
        typer.Option(metavar="TEXT|@FILE", help="Why you know better than they, where they put it right."),
    ] = None,
    confirmed: options.Confirmed = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    unknown: options.Unknown = False,
    as_json: options.Json = False,
) -> None:
    """Put right a name, an address, a company or an order."""
    from privacyctl.cli import unknown_asker
    from privacyctl.cli.mailing import read_mail, who_asks
    from privacyctl.cli.texts import note
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import corrections
    from privacyctl.duties.rights.person_corrections import Wanted
    from privacyctl.model.address import parse_address
    from privacyctl.model.request import RequestKind
    from privacyctl.model.request_clock import How
    from privacyctl.output import correct as words
    from privacyctl.output import letters

    line_wanted = _line_wanted(order, item, product, quantity, amount, currency, on)
    if name is None and email is None and company is None and line_wanted is None:
        raise BadInput("it is not said what is right", "give --name, --email or --company, or an --order")
    if by is OnWordOf.VENDOR and message is not None:
        raise options.exclusive("--by vendor", "--message")
    if by is OnWordOf.PERSON and because is not None:
        raise BadInput("--because is why you know better than they", "add: --by vendor")
    wanted = Wanted(
        name=line(name, "name") if name is not None else None,
        company=company_name(company) if company is not None else None,
        email=parse_address(email) if email is not None else None,
        line=line_wanted,
    )
    reason = note(because, "reason") if because is not None else None
    asked = Asked(received_at=moment(received, "--received"), via=via, message=read_mail(message))
    who = who_asks(who, asked.message)
    if by is OnWordOf.PERSON and unknown_asker.take(
        RequestKind.RECTIFICATION, who, asked, is_unknown=unknown, as_json=as_json
    ):
        return
    how, signed = How(confirmed.value) if confirmed else None, signature()

    def letter(result: Put) -> str | None:
        is_asked_for = bool(result.fields) and by is OnWordOf.PERSON
        return letters.corrected(result, signed) if is_asked_for else None

    def before(result: Put) -> None:
        stream.step(as_json, words.say_corrected, result, letter(result))

    def after(result: Put, proof: Proof | None) -> None:
        stream.answer(as_json, lambda: words.document(result, letter(result), proof), lambda: None)
        words.warn_of_corrected(result)
        if proof is not None:
            stream.step(as_json, words.say_proved, proof)

    with_proof(
        lambda said: corrections.correct_and_prove(
            openings(warns=True), byte_reader(), who, wanted, by, asked, limits(), how, tell(), said, reason
        ),
        before=before,
        after=after,
        summary="it is corrected on the record",
    )


def _line_wanted(
    order: str | None,
    item: str | None,
    product: str | None,
    quantity: int | None,
    amount: str | None,
    currency: str | None,
    on: str | None,
) -> WantedLine | None:
    """What is right of an order, as it was typed; None where nothing is said of one. Raises BadInput."""
    from privacyctl.duties.rights.order_corrections import WantedLine

    said = [one for one in (product, quantity, amount, currency, on) if one is not None]
    if order is None:
        if said or item is not None:
            raise BadInput("it is not said of which order", "name it: --order ID")
        return None
    if not said:
        raise BadInput(
            "it is not said what is right of the order", "give --product, --quantity, --amount or --on"
        )
    units, code = options.parse_amount(amount, currency)
    return WantedLine(
        order=line(order, "order number"),
        item=line(item, "item") if item is not None else None,
        product=line(product, "product") if product is not None else None,
        quantity=quantity,
        amount=units,
        currency=code,
        ordered_at=moment(on, "--on"),
    )
