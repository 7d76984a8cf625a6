"""Promises P6 and P7 on the sites of four generators: the user's file differs by the removed entry alone."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.servers import Origin
from helpers.terminal import CommandLine

ANN, BO = "Great tool, saved us weeks of work.", "Would not want to be without it."
SITES = Path(__file__).parents[1] / "sites"
DATA = {
    "hugo": (("data/testimonials.yaml", "testimonials", ""), ("data/customers.toml", "customers", "")),
    "jekyll": (
        ("_data/quotes.yml", "testimonials", 'under = "front_page"'),
        ("_data/customers.csv", "customers", ""),
    ),
    "astro": (
        ("src/content/testimonials", "testimonials", ""),
        ("src/data/customers.json", "customers", ""),
    ),
    "html": (),
}
BUILT = {"hugo": "public", "jekyll": "public", "astro": "public", "html": "."}


def settings(kind: str, source: Path, url: str) -> str:
    """The `[site]` of privacyctl.toml for one of the sites."""
    lines = [
        "[site]", f'source = "{source}"', f'built = "{source / BUILT[kind]}"', f'url = "{url}"', 'pages = ["/"]',
    ]  # fmt: skip
    if DATA[kind]:
        build = f"{shlex.quote(sys.executable)} {shlex.quote(str(SITES / 'build.py'))} {kind}"
        lines.append(f"deploy = '''{build}'''")
    for file, holds, more in DATA[kind]:
        lines += ["[[site.data]]", f'file = "{file}"', f'holds = "{holds}"', more]
    return "\n".join(lines)


@pytest.fixture(params=DATA)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def source(tmp_path: Path, kind: str) -> Path:
    """The site's source, as its owner holds it."""
    return Path(shutil.copytree(SITES / kind / "before", tmp_path / "site"))


@pytest.fixture
def origin(source: Path, kind: str, loopback: None) -> Iterator[Origin]:
    with Origin(source / BUILT[kind]) as server:
        server.page("/", "<h1>Home</h1><p>Tools for small firms and their servers.</p>")
        yield server


@pytest.fixture
def vendor(run: CommandLine, kind: str, source: Path, origin: Origin) -> CommandLine:
    """The vendor, with everything that is on show in the register, and the site built."""
    run.db.with_name("privacyctl.toml").write_text(settings(kind, source, origin.url), "utf-8")
    at = "--at /customers.html --permission 'Yes, quote me.'"
    for line in (
        "add-contact ann@acme.example --name 'Ann Lee' --company 'Acme GmbH'",
        "add-contact bo@no.example --name 'Bo Smith' --company No",
        f"add-testimonial ann@acme.example --quote '{ANN}' --attribution 'Ann L., Acme GmbH' {at}",
        f"add-testimonial bo@no.example --quote '{BO}' --attribution 'B. S.' {at}",
        f"add-customer 'Acme GmbH' --contact ann@acme.example {at}",
        f"add-customer Initech {at}",
        f"add-customer 'Sirius Cybernetics' {at}",
    ):
        run.ok(line)
    if DATA[kind]:
        build(source, kind)
    return run


def build(source: Path, kind: str) -> None:
    import subprocess

    subprocess.run([sys.executable, str(SITES / "build.py"), kind], cwd=source, check=True)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "public" not in path.relative_to(folder).parts
    }


def test_both_leave_the_site(
    vendor: CommandLine, kind: str, source: Path, when: Callable[[str], None]
) -> None:
    # Everything on show is in the register: nothing is found.
    vendor.ok("scan")
    assert vendor("verify").out == ""

    # Ann writes for herself and for Acme. What is on the page is surely seen there, in many ways.
    when("2025-11-03 11:00")
    vendor.ok(
        "takedown ann@acme.example --via mail --note 'Please take my words and our name off your site.'"
    )
    answer = vendor("verify --json")
    assert answer.status == 1
    assert {task["found"] for task in answer.json["tasks"]} == {"still-there"}
    found = vendor("scan --json")
    assert found.status == 1
    assert {one["what"] for one in found.json["findings"] if one["sure"]} == {"still-shown"}

    # It is taken out: by `publish` where the site has data files, else by hand.
    when("2025-11-03 12:00")
    if DATA[kind]:
        answer = vendor.ok("publish")
        assert "Deployed." in answer.out
    else:
        (source / "customers.html").write_bytes((SITES / kind / "after" / "customers.html").read_bytes())
    assert files(source) == files(SITES / kind / "after")

    # Nothing is left, and only now the clock stops.
    vendor.ok("scan")
    when("2025-11-03 12:30")
    answer = vendor.ok("verify")
    assert answer.out.count("The promise: kept, in 1 h 30 min.") == 2
    assert vendor.ok("due").out == ""

    # A redeploy from an old copy brings everything back; what came back is due at once.
    when("2025-11-10 09:00")
    for path in (SITES / kind / "before").rglob("*"):
        if path.is_file():
            shutil.copy(path, source / path.relative_to(SITES / kind / "before"))
    if DATA[kind]:
        build(source, kind)
    answer = vendor("verify --all")
    assert answer.status == 1
    assert answer.out.count("it was gone, and is on show again") == 2
    assert vendor.ok("due").out.count("0 min left") == 2
    vendor.ok("audit --verify")
