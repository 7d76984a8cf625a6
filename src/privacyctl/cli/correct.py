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


def correct(
    who: options.WhoAsks = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Their full name, as it is right.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Their main address from now on.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="NAME", help="The firm they act for.")] = None,
    by: Annotated[
        OnWordOf, typer.Option(help="On whose word: the person asked, or you saw it yourself.")
    ] = OnWordOf.PERSON,
    confirmed: options.Confirmed = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    as_json: options.Json = False,
) -> None:
    """Put right a name, an address or a company."""
    from privacyctl.cli.texts import read_mail, who_asks
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import corrections
    from privacyctl.model.address import parse_address
    from privacyctl.model.request_clock import How
    from privacyctl.output import correct as words
    from privacyctl.output import letters

    if name is None and email is None and company is None:
        raise BadInput("it is not said what is right", "give --name, --email or --company")
    wanted = corrections.Wanted(
        name=line(name, "name") if name is not None else None,
        company=company_name(company) if company is not None else None,
        email=parse_address(email) if email is not None else None,
    )
    asked = Asked(received_at=moment(received, "--received"), via=via, message=read_mail(message))
    who = who_asks(who, asked.message)
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
            openings(warns=True), byte_reader(), who, wanted, by, asked, limits(), how, tell(), said
        ),
        before=before,
        after=after,
        summary="it is corrected on the record",
    )
