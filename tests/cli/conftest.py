"""What tests of the command line share: a register with something in it, a mail that asks, a file of orders."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.order_imports import Importer
from helpers.servers import WORDS, Origin
from helpers.terminal import CommandLine

PAGE = "https://vendor.example/customers.html"

Mail = Callable[..., str]


@pytest.fixture
def origin(loopback: None) -> Iterator[Origin]:
    """The vendor's web server: a front page, and a page of customers that shows nothing yet."""
    with Origin() as server:
        server.page("/", WORDS)
        server.page("/customers.html", WORDS)
        yield server


@pytest.fixture
def on_show(run: CommandLine, tmp_path: Path) -> dict[str, int]:
    """Acme with its name and logo, and three testimonials. Answers with the publications' numbers.

    Ann is Acme's listed contact and Bo a colleague of hers; Cy works elsewhere, and his
    testimonial names Acme all the same.
    """
    logo = tmp_path / "acme.svg"
    logo.write_text("<svg/>")
    quote = f"--at {PAGE} --permission 'Yes, quote me.' --received '60d ago'"
    run.once(
        "add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme Inc.'",
        "add-contact bo.berg@acme.example --name 'Bo Berg' --company 'Acme Inc.'",
        "add-contact cy.dow@other.example --name 'Cy Dow' --company 'Other Ltd'",
        f"add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' {quote}",
        f"add-testimonial bo.berg@acme.example --quote 'It just works.' --attribution 'B. B.' {quote}",
        f"add-testimonial cy.dow@other.example --quote 'Good.' --attribution 'C. D., once at Acme' {quote}",
        f"add-customer 'Acme Inc.' --contact ann.lee@acme.example --logo {shlex.quote(str(logo))} --at {PAGE}",
    )
    return {"ann": 1, "bo": 2, "cy": 3, "name": 4, "logo": 5}


@pytest.fixture
def mail(tmp_path: Path) -> Mail:
    """Save a mail and answer with its path, to be typed after `--message`. None leaves a header out."""

    def saved(
        text: str = "Please take it off your site.",
        *,
        sender: str | None = "Ann Lee <ann.lee@acme.example>",
        received: str | None = "Sun, 22 Nov 2026 09:14:00 +0000",
        dated: str | None = "Sun, 22 Nov 2026 09:10:00 +0000",
        message_id: str | None = "<1@acme.example>",
        above: str = "",
        name: str = "request.eml",
    ) -> str:
        headers = {
            "Received": received and f"from mail.acme.example by mx.vendor.example with ESMTPS; {received}",
            "From": sender,
            "Date": dated,
            "Message-ID": message_id,
            "Subject": "Your page",
        }
        head = "".join(f"{key}: {value}\n" for key, value in headers.items() if value is not None)
        path = tmp_path / name
        path.write_text(f"{above}{head}\n{text}\n", encoding="utf-8")
        return shlex.quote(str(path))

    return saved


@pytest.fixture
def load(run: CommandLine, tmp_path: Path) -> Importer:
    """Import rows as a file of orders."""
    return Importer(run, tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that is not there yet, for files that are handed out."""
    return tmp_path / "out"


@pytest.fixture
def on_record(run: CommandLine) -> None:
    """A vendor with settings, a buyer of two addresses, and a colleague of hers."""
    run.db.with_name("privacyctl.toml").write_text(
        'vendor = "Lighthouse"\nsupport = "help@lighthouse.example"\n'
    )
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example",
        "add-contact bo@acme.example --name 'Bo Berg' --company Acme",
        "add-purchase ann@acme.example --order 1001 --product Widget",
    )
