"""On show: add-testimonial, add-customer, publications."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import must_be_open, record
from privacyctl.errors import BadInput, why
from privacyctl.model.consent import Purpose
from privacyctl.model.contact import company_name
from privacyctl.model.text import LOCATION, line
from privacyctl.output import documents
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.model.target import LogoMark

_LARGEST_LOGO = 20 * 1024 * 1024


def add_testimonial(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose words they are.")],
    quote: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What they said.")],
    attribution: Annotated[
        str, typer.Option(metavar="TEXT", help="How they are named beside it: 'Ann L., Acme GmbH'.")
    ],
    places: options.Places,
    permission: Annotated[str, typer.Option(metavar="TEXT|@FILE", help=options.PermissionText)],
    received: options.Received = None,
    as_json: options.Json = False,
) -> None:
    """Register a testimonial, with their permission."""
    from privacyctl.cli.texts import given, note
    from privacyctl.duties.removals import publications
    from privacyctl.duties.who import find_contact
    from privacyctl.output import publications as shown

    allowed = given(permission, received, "permission")
    with record() as store:
        must_be_open(store, Purpose.TESTIMONIAL)
        result = publications.add_testimonial(
            store,
            find_contact(store, email),
            quote=note(quote, "quote"),
            attribution=line(attribution, "attribution"),
            places=_places(places),
            given=allowed,
        )
        if as_json:
            stream.say_json(documents.registered(result))
        else:
            shown.say_registered(result)


def add_customer(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="The name in your list of customers.")],
    places: options.Places,
    contact: Annotated[
        str | None, typer.Option(metavar="EMAIL", help="Who may ask for its removal: the listed contact.")
    ] = None,
    logo: Annotated[Path | None, typer.Option(metavar="FILE", help="The logo that is shown with it.")] = None,
    permission: Annotated[
        str | None,
        typer.Option(metavar="TEXT|@FILE", help="Their words, where the published policy is not the ground."),
    ] = None,
    received: options.Received = None,
    as_json: options.Json = False,
) -> None:
    """Register a customer's name, and its logo."""
    from privacyctl.cli.texts import given
    from privacyctl.duties.removals import publications
    from privacyctl.duties.who import find_contact
    from privacyctl.output import publications as shown

    allowed = given(permission, received, "permission")
    file = _logo(logo) if logo is not None else None
    with record() as store:
        must_be_open(store, Purpose.CUSTOMER_LIST)
        result = publications.add_customer(
            store,
            company_name(company),
            contact=find_contact(store, contact) if contact is not None else None,
            logo=file,
            places=_places(places),
            given=allowed,
        )
        if as_json:
            stream.say_json(documents.registered(result))
        else:
            shown.say_registered(result)


def publications(
    who: Annotated[
        str | None,
        typer.Argument(metavar="[WHO]", help="An e-mail address, a contact number or a company's name."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List what is on show, and on what ground."""
    from privacyctl.duties.removals import publications as duty
    from privacyctl.duties.who import find
    from privacyctl.output import publications as shown

    with record() as store:
        with store.snapshot():
            found = duty.register(store, find(store, who, erased_too=True) if who is not None else None)
        if as_json:
            stream.say_json({"publications": [documents.publication(one) for one in found]})
        else:
            shown.say_register(found)


def _places(given: list[str]) -> list[str]:
    return [line(one, "place", LOCATION) for one in given]


def _logo(path: Path) -> LogoMark:
    import hashlib

    from privacyctl.model.target import LogoMark
    from privacyctl.site.logos.likeness import likeness

    try:
        if path.stat().st_size > _LARGEST_LOGO:
            raise BadInput(f"the logo {path} is larger than 20 MiB", "give the file that the site shows")
        data = path.read_bytes()
    except OSError as error:
        reason = why(error)
        raise BadInput(f"the logo {path} cannot be read: {reason}", "check the path") from None
    if not data:
        raise BadInput(f"the logo {path} is an empty file", "give the file that the site shows")
    return LogoMark(line(path.name, "logo's file name"), hashlib.sha256(data).digest(), likeness(data))
