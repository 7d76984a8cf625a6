"""Promises P6 and P7 as they are meant to be kept: a mail comes in, one command, and the answer goes out."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest

from helpers.servers import Edge, Origin
from helpers.terminal import CommandLine

BUILD = """\
import json, pathlib
said = json.loads(pathlib.Path("said.json").read_text("utf-8"))
firms = json.loads(pathlib.Path("firms.json").read_text("utf-8"))
page = "<h1>Customers</h1><p>Some of those who rely on our tools every day, and what they say of them.</p>"
logos = (f"<li><img src='{f['logo']}' alt='{f['name']}'></li>" for f in firms)
quotes = (f"<figure><blockquote>{s['text']}</blockquote><figcaption>{s['by']}</figcaption></figure>" for s in said)
page += f"<ul class='customers'>{''.join(logos)}</ul>{''.join(quotes)}"
pathlib.Path("public/customers.html").write_text(page, "utf-8")
"""
SAID = [
    {"text": "Endlich ein Werkzeug, das einfach läuft.", "by": "Ä. M., Müller & Söhne GmbH"},
    {"text": "We would not want to be without it any more.", "by": "B. S."},
]
FIRMS = [
    {"name": "Müller & Söhne GmbH", "logo": "/img/mueller.svg"},
    {"name": "Initech", "logo": "/img/initech.svg"},
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The vendor's site, built once."""
    folder = tmp_path / "site"
    (folder / "public").mkdir(parents=True)
    (folder / "build.py").write_text(BUILD, "utf-8")
    (folder / "said.json").write_text(json.dumps(SAID, ensure_ascii=False, indent=2), "utf-8")
    (folder / "firms.json").write_text(json.dumps(FIRMS, ensure_ascii=False, indent=2), "utf-8")
    return folder


@pytest.fixture
def origin(site: Path, loopback: None) -> Iterator[Origin]:
    with Origin(site / "public") as server:
        server.page("/", "<h1>Lighthouse</h1><p>Tools that keep an eye on the servers of small firms.</p>")
        yield server


@pytest.fixture
def edge(origin: Origin) -> Iterator[Edge]:
    """What the public sees: a cache in front of the vendor's server."""
    with Edge(origin) as server:
        yield server


def build(site: Path) -> None:
    subprocess.run([sys.executable, "build.py"], cwd=site, check=True)


def test_a_customer_writes_and_is_answered(
    run: CommandLine, site: Path, edge: Edge, when: Callable[[str], None]
) -> None:
    deploy = f"{shlex.quote(sys.executable)} build.py"
    run.db.with_name("privacyctl.toml").write_text(
        f"""\
vendor = "Example Software"
support = "support@vendor.example"
[mail]
server = "mx.vendor.example"
[site]
source = "{site}"
built = "{site}/public"
url = "{edge.url}"
deploy = '''{deploy}'''
[[site.data]]
file = "said.json"
holds = "testimonials"
keys = {{ quote = "text", name = "by" }}
[[site.data]]
file = "firms.json"
holds = "customers"
""",
        "utf-8",
    )

    # What is on show is on record, with the permission that Änne gave by mail; and it is seen there.
    build(site)
    at = "--at /customers.html --permission 'Ja, gern.'"
    for line in (
        "add-contact aenne@mueller.example --name 'Änne Müller' --company 'Müller & Söhne GmbH'",
        "add-contact bo@smith.example --name 'Bo Smith'",
        f"add-testimonial aenne@mueller.example --quote '{SAID[0]['text']}' --attribution '{SAID[0]['by']}' {at}",
        f"add-testimonial bo@smith.example --quote '{SAID[1]['text']}' --attribution 'B. S.' {at}",
        f"add-customer 'Müller & Söhne GmbH' --contact aenne@mueller.example {at}",
        f"add-customer Initech {at}",
    ):
        assert run.ok(line).err == ""
    run.ok("scan")

    # A mail comes in; one command does it all. Only the cache in front still serves the old page.
    when("2025-11-24 09:00")
    urllib.request.urlopen(f"{edge.url}customers.html").close()  # noqa: S310  (a visitor; now the cache has it)
    when("2025-11-24 10:00")
    answer = run(
        "takedown aenne@mueller.example --received '2025-11-24 09:14' --via mail --now"
        " --note 'Bitte nehmen Sie mein Zitat und unseren Namen von Ihrer Seite.'"
    )
    assert answer.status == 1
    assert "said.json:2: taken out, publication 1" in answer.out
    assert "firms.json:2: taken out, publication 3" in answer.out
    assert "Deployed." in answer.out
    assert answer.out.count("still there") >= 2
    assert "tasks 1, 2: the site no longer shows it, a cache on the way does: have your CDN" in answer.err
    assert "removed, not verified" in run.ok("due").out

    # The page is purged there, and only now both clocks stop.
    edge.purge()
    when("2025-11-24 10:30")
    assert run.ok("verify").out.count("The promise: kept, in 1 h 16 min.") == 2
    assert run.ok("due").out == ""
    run.ok("scan")

    # Änne is answered, at the address on record and no other; whoever holds it can hold us to it.
    message = message_from_string(run.ok("receipt 1 --mail").out, policy=default)
    assert message["To"] == "aenne@mueller.example"
    said = " ".join(message.get_content().split())
    assert "We received your request on Mon 24 Nov 2025 09:14 CET." in said
    assert "1 h 16 min after your request reached us" in said
    assert "the page past all caches: gone" in said
    head = run.ok("audit --verify --json").json["head"]
    assert head in said

    # Months later a colleague restores an old copy of the data. The next look finds it.
    when("2025-12-20 06:00")
    (site / "said.json").write_text(json.dumps(SAID, ensure_ascii=False, indent=2), "utf-8")
    build(site)
    edge.purge()
    answer = run("verify --all")
    assert answer.status == 1
    assert "it was gone, and is on show again" in answer.out
    assert "0 min left" in run.ok("due").out
    when("2025-12-20 06:10")
    assert run("publish").status == 0
    edge.purge()
    assert "The promise: broken, 10 min late." in run.ok("verify").out
    run.ok("audit --verify")
