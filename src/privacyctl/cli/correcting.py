"""Correcting: correct."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.erasing import Confirmed, prove, report, tell
from privacyctl.cli.session import limits, moment, record
from privacyctl.errors import BadInput
from privacyctl.model.consent import Via
from privacyctl.model.contact import company_name
from privacyctl.model.correction import Word
from privacyctl.model.text import line
from privacyctl.output import stream


def correct(
    who: options.Who,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Their full name, as it is right.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Their main address from now on.")
    ] = None,
    company: Annotated[str | None, typer.Option(metavar="NAME", help="The firm they act for.")] = None,
    by: Annotated[
        Word, typer.Option(help="On whose word: the person asked, or you saw it yourself.")
    ] = Word.PERSON,
    confirmed: Confirmed = None,
    message: options.MailFile = None,
    received: options.Received = None,
    via: Annotated[Via, typer.Option(help="How it reached you.")] = Via.UNSTATED,
    as_json: options.Json = False,
) -> None:
    """Put right a name, an address or a company."""
    from privacyctl.cli.written import read_mail
    from privacyctl.duties import corrections
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.who import find_contact
    from privacyctl.model.address import parse_address
    from privacyctl.model.right import How
    from privacyctl.output import correcting as words

    if name is None and email is None and company is None:
        raise BadInput("it is not said what is right", "give --name, --email or --company")
    wanted = corrections.Wanted(
        name=line(name, "name") if name is not None else None,
        company=company_name(company) if company is not None else None,
        email=parse_address(email) if email is not None else None,
    )
    asked = Asked(received_at=moment(received, "--received"), via=via, message=read_mail(message))
    how = How(confirmed.value) if confirmed else None
    with record() as store:
        contact = find_contact(store, who)
        result = corrections.correct(store, contact, wanted, by, asked, limits(), how, tell())
    proof = prove((), result.old) if result.old else None
    if as_json:
        stream.say_json(words.document(result, proof))
    else:
        words.say_corrected(result, proof)
    words.warn_of_corrected(result)
    if proof is not None:
        report(proof, "it is corrected on the record")
