"""The demo: the whole story on sample files, with the real commands and their real output."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import tempfile
from collections.abc import Iterator
from email.utils import formatdate
from importlib import resources
from pathlib import Path

import typer

from privacyctl import config
from privacyctl.cli import demo_site
from privacyctl.cli.session import ENVIRONMENT, Session, current
from privacyctl.errors import Refused
from privacyctl.model.moment import HOUR
from privacyctl.output import demo as told
from privacyctl.output.screen import stream
from privacyctl.store.file.making import make_folder

SAMPLES = "privacyctl.samples"
_FILES = ("order-notification.xml", "orders.csv", "logo.svg", "ann.eml", "aenne.eml", "bo.eml")
_ON_PAGE = "@SITE@customers.html"
_AENNE = "aenne.mueller@mueller-soehne.example"
_MAP = (
    "--map 'Order ID=order' --map 'Order Date=ordered_at' --map 'Product Name=product' --map Quantity=quantity"
    " --map Company=company --map 'First Name=first_name' --map 'Last Name=last_name' --map Email=email"
    " --map 'EMail Consent=opt_in'"
)

# How long ago each request was received: one is overdue, one is near, one is fresh.
_AGES = {"ann.eml": 26 * HOUR + 10 * 60, "aenne.eml": 21 * HOUR + 30 * 60, "bo.eml": 20 * 60}

_PETER = "We would not want to be without it any more."
_REGISTERED = f"--at {_ON_PAGE} --permission 'Yes, quote me.' --received '60d ago'"

STORY = (
    ("A record of its own, in one file.", "init --vendor 'Lighthouse Software'"),
    (
        "An order comes in from the reseller. What is not needed stays behind; a card number never gets in.",
        "import-orders order-notification.xml",
    ),
    ("More orders, from a report. Its columns are named once.", f"import-orders orders.csv {_MAP}"),
    (
        "Peter wants no more news. That holds for good, whatever is imported later.",
        "optout peter@initech.example --via mail",
    ),
    (
        "What is on show about people is put on record, with their permission. Full names are refused.",
        f"add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' {_REGISTERED}",
    ),
    (None, f"add-testimonial bo@smith.example --quote 'It just works.' --attribution B.S. {_REGISTERED}"),
    (
        None,
        f"add-testimonial peter@initech.example --quote '{_PETER}' --attribution 'P. G., Initech' {_REGISTERED}",
    ),
    (None, f"add-customer 'Müller & Söhne GmbH' --contact {_AENNE} --logo logo.svg --at {_ON_PAGE}"),
    (None, f"add-customer Initech --at {_ON_PAGE}"),
    (
        "Three of them write to be taken off. Each request starts a clock of 24 hours, at its receipt.",
        "takedown --message ann.eml",
    ),
    (None, "takedown --message aenne.eml"),
    (None, "takedown --message bo.eml"),
    ("What cron runs every ten minutes:", "due"),
    (
        "The site is in the settings. What must not be shown leaves its data, and the site is built anew.",
        "publish",
    ),
    (
        "Nobody's word stops a clock. Every page is fetched, twice: as a browser gets it, and past all caches.",
        "verify",
    ),
    ("What Änne Müller is told:", "receipt 3"),
    ("And everything that was done stands in a chain, without a name in it.", "audit --verify"),
)


def play(folder: Path | None, *, as_json: bool) -> None:
    """Make a record in a folder of its own and play the story there. Refuses a folder with files in it."""
    place = _folder(folder)
    _lay_out(place, current().clock())
    played: list[told.PlayedDocument] = []
    stream.step(as_json, stream.say, f"The demo plays in {place}. Nothing outside that folder is touched.")
    with _at_home_in(place), demo_site.served(place, SAMPLES) as url:
        for remark, line in STORY:
            command = line.replace("@SITE@", url)
            stream.step(as_json, told.say_next, remark, command)
            played.append(_run(command, quiet=as_json))
            if status := played[-1]["status"]:
                raise typer.Exit(status)
            if command.startswith("init "):
                demo_site.configure(place / config.NAME, url)
    db = place / "privacyctl.db"
    stream.answer(
        as_json,
        lambda: told.document(place, db, played),
        lambda: told.say_how_to_go_on(place, db, ENVIRONMENT),
    )


def _run(command: str, *, quiet: bool) -> told.PlayedDocument:
    from privacyctl.cli import run

    words = shlex.split(command)
    session = Session(current().clock, warns=False)
    if not quiet:
        return told.PlayedDocument(command=command, status=run(words, session), output="")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = run(words, session)
    return told.PlayedDocument(command=command, status=status, output=said.getvalue())


def _folder(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="privacyctl-demo-"))
    place = folder.expanduser().absolute()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise Refused(
            f"{place} is there already and is not empty", "name a new folder: privacyctl demo --in FOLDER"
        )
    make_folder(place)
    return place


def _lay_out(place: Path, now: int) -> None:
    samples = resources.files(SAMPLES)
    for name in _FILES:
        text = samples.joinpath(name).read_text(encoding="utf-8")
        if name in _AGES:
            received = now - _AGES[name]
            text = text.replace("@RECEIVED@", formatdate(received)).replace(
                "@DATED@", formatdate(received - 20)
            )
        place.joinpath(name).write_text(text, encoding="utf-8")


@contextlib.contextmanager
def _at_home_in(place: Path) -> Iterator[None]:
    """Run the story's commands as they are printed: from the folder, on its data file."""
    before, named = Path.cwd(), os.environ.get(ENVIRONMENT)
    os.chdir(place)
    os.environ[ENVIRONMENT] = str(place / "privacyctl.db")
    try:
        yield
    finally:
        os.chdir(before)
        if named is None:
            del os.environ[ENVIRONMENT]
        else:
            os.environ[ENVIRONMENT] = named
