"""The command `add-customer`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.bounded_files import read_file
from privacyctl.cli import options
from privacyctl.cli.session import must_be_open, record
from privacyctl.errors import BadInput, unreadable
from privacyctl.model.consent import Purpose
from privacyctl.model.contact import company_name
from privacyctl.model.text import line
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.model.target import LogoMark

_LARGEST_LOGO = 20 * 1024 * 1024


def add_customer(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="The name in your list of customers.")],
    places: options.Places,
    contact: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Who may ask for its removal: the listed contact.")
    ] = None,
    logo: Annotated[Path | None, typer.Option(metavar="FILE", help="The logo that is shown with it.")] = None,
    logo_alone: Annotated[
        bool, typer.Option("--logo-alone", help="The logo is shown without the name beside it.")
    ] = False,
    permission: Annotated[
        str | None,
        typer.Option(metavar="TEXT|@FILE", help="Their words, where the published policy is not the ground."),
    ] = None,
    received: options.Received = None,
    no_look: options.NoLook = False,
    as_json: options.Json = False,
) -> None:
    """Register a customer's name, and its logo."""
    if logo_alone and logo is None:
        raise BadInput(
            "--logo-alone says how a logo is shown", "give the file that the site shows: --logo FILE"
        )
    from privacyctl.cli import first_look
    from privacyctl.cli.texts import given, shown_at
    from privacyctl.duties.removals import publications
    from privacyctl.duties.who import find_contact
    from privacyctl.output import first_looks
    from privacyctl.output import publications as words

    allowed = given(permission, received, "permission")
    file = _logo(logo) if logo is not None else None
    with record() as store:
        must_be_open(store, Purpose.CUSTOMER_LIST)
        result = publications.add_customer(
            store,
            company_name(company),
            contact=find_contact(store, contact) if contact is not None else None,
            logo=file,
            has_name=not logo_alone,
            places=shown_at(places),
            given=allowed,
        )
        stream.step(as_json, words.say_registered, result)
        found = [] if no_look else first_look.at_publications(store, result.publications)
        stream.answer(as_json, words.registered_document, lambda *_: None, result, found)
        first_looks.warn_of_unseen(found)
        if not logo_alone:
            first_looks.hint_at_lone_logo(result.publications, found)


def _logo(path: Path) -> LogoMark:
    import hashlib

    from privacyctl.model.target import LogoMark
    from privacyctl.site.logos.likeness import likeness

    try:
        data = read_file(path, _LARGEST_LOGO)
    except OSError as error:
        raise unreadable(path, error) from None
    if data is None:
        raise BadInput(f"{path} is larger than 20 MiB", "give the file that the site shows")
    if not data:
        raise BadInput(f"{path} is empty", "give the file that the site shows")
    return LogoMark(line(path.name, "logo's file name"), hashlib.sha256(data).digest(), likeness(data))
