"""The options and arguments that several commands share, each with one wording."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from privacyctl.errors import BadInput
from privacyctl.model.consent import OURS, Purpose
from privacyctl.model.deadline import Law


class ConfirmedBy(StrEnum):
    """How it can be known who asks, without a code."""

    ACCOUNT = "account"
    VOICE = "voice"


class Written(StrEnum):
    """How a written request can reach the vendor."""

    MAIL = "mail"
    FORM = "form"
    LETTER = "letter"


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Who = Annotated[
    str, typer.Argument(metavar="WHO", help="An e-mail address, a contact number or a company's name.")
]
WhoAsks = Annotated[
    str | None,
    typer.Argument(metavar="[WHO]", help="Who asks: an address or a contact number. Else the mail's sender."),
]
Received = Annotated[
    str | None,
    typer.Option(
        "--received",
        metavar="TIME",
        help="When it reached you: ISO 8601, a mail's date, or '3h ago'. Else the mail says so, or it is now.",
    ),
]
MailFile = Annotated[
    Path | None,
    typer.Option("--message", metavar="FILE.eml", help="The mail it came in.", show_default=False),
]
WhoseLimit = Annotated[
    Law | None, typer.Option("--rule", help="Whose limit holds; else as the settings say.")
]
Asker = Annotated[
    str | None,
    typer.Argument(
        metavar="[WHO]",
        help="Who asks: an address, a contact number or a company's name. Else the mail's sender.",
    ),
]
Note = Annotated[
    str | None, typer.Option("--note", metavar="TEXT|@FILE", help="What they wrote, where there is no mail.")
]
WrittenVia = Annotated[Written | None, typer.Option("--via", help="How it reached you.")]
Places = Annotated[
    list[str], typer.Option("--at", metavar="URL|PATH", help="Where it is on show; once for each place.")
]
Amount = Annotated[
    str | None, typer.Option(metavar="NUMBER", help="The line's total, such as 49.00; wants --currency.")
]
Currency = Annotated[str | None, typer.Option(metavar="CODE", help="A three-letter code, such as EUR.")]
BoughtOn = Annotated[str | None, typer.Option("--on", metavar="TIME", help="When it was bought.")]
WithWho = Annotated[
    bool, typer.Option("--who", help="Name whom it is about and show the words, in a pipe too.")
]
NoLook = Annotated[bool, typer.Option("--no-look", help="Do not look at the site whether it is shown there.")]
PermissionText = "Their words, or @FILE with them: a text, or the mail as .eml."
PURPOSES = f"{', '.join(OURS)}, or one of your own"


def parse_purpose(text: str) -> Purpose:
    """A purpose that was typed, whether or not anybody named it; BadInput for what is no name."""
    try:
        if (purpose := Purpose(text)) is not Purpose.RESTRICTION:
            return purpose
        raise BadInput(
            "a restriction is no purpose: it shuts all of them but orders", "see: privacyctl restrict --help"
        )
    except ValueError:
        raise BadInput(
            f"there is no purpose '{text}'",
            f"the purposes are: {', '.join(OURS)}, and your own; see: privacyctl purposes",
        ) from None


To = Annotated[
    str | None,
    typer.Option("--to", metavar="RECIPIENT", help="Who gets it, as the settings call them; it is recorded."),
]
For = Annotated[
    Purpose,
    typer.Option(
        "--purpose",
        metavar="PURPOSE",
        parser=parse_purpose,
        help=f"What they get it for: {PURPOSES}.",
    ),
]
Case = Annotated[int, typer.Argument(metavar="CASE", help="A case number, as `requests` lists it.")]
Confirmed = Annotated[
    ConfirmedBy | None,
    typer.Option("--confirmed", help="It is known who asks: from a signed-in account, or by their voice."),
]
ClockIsRight = Annotated[
    bool,
    typer.Option("--clock-is-right", help="You looked: this machine's clock is right. It goes on record."),
]
Unknown = Annotated[
    bool, typer.Option("--unknown", help="They are not on record, whatever on it is called nearly so.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go and stay; change nothing.")]


def exclusive(option: str, other_option: str) -> BadInput:
    """What is said where two options were given of which one is enough."""
    return BadInput(f"{option} and {other_option} exclude one another", "give one of them")


def parse_amount(amount: str | None, currency: str | None) -> tuple[int | None, str | None]:
    """An amount that was typed, in minor units, and its currency; none of both without them."""
    from privacyctl.model.purchase import currency_code, minor_units

    if amount is None and currency is None:
        return None, None
    if amount is None or currency is None:
        raise BadInput("--amount and --currency go together", "give both: --amount 49.00 --currency EUR")
    code = currency_code(currency)
    return minor_units(amount, code), code
