"""What real generators build: seen while it shows the testimonial and the logo, and gone once it was built without."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generators import sites
from generators.recipes import RECIPES, Recipe
from helpers.terminal import CommandLine
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target
from privacyctl.site.finding.finder import Finder

HERE = Path(__file__).parent
EVIDENCE = HERE.parents[1] / "docs" / "evidence.md"
_SCORES = HERE / "scores.json"
_BEGIN, _END = (
    "<!-- generators: made by tests/generators/test_generators.py -->\n",
    "<!-- end of generators -->\n",
)

_LICENCES = "<!-- licences: made by tests/generators/test_generators.py -->\n"
_END_OF_LICENCES = "<!-- end of licences -->\n"


_SLOW = {"docusaurus", "next", "nuxt", "vite"}
"""Their pages load half a megabyte of scripts."""


@pytest.fixture(
    params=[pytest.param(name, marks=[pytest.mark.slow] if name in _SLOW else []) for name in sites.names()]
)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """The folder that is served and deployed."""
    folder = tmp_path / "live"
    folder.mkdir()
    return folder


@pytest.fixture
def host(name: str, live: Path, tmp_path: Path, loopback: None) -> Iterator[sites.Host]:
    with sites.Host(live, RECIPES[name]) as server:
        sites.lay(name, tmp_path, server.url.rstrip("/"))
        shutil.copytree(tmp_path / "before", live, dirs_exist_ok=True)
        yield server


@pytest.fixture
def vendor(run: CommandLine, name: str, host: sites.Host, live: Path) -> CommandLine:
    """The vendor, with a testimonial, a customer's name and its logo to be taken down. Nobody has looked yet."""
    recipe = RECIPES[name]
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company 'Acme GmbH'")
    run.ok(f"add-contact nora@nordwind.example --name 'Nora Wind' --company '{sites.CUSTOMER}'")
    for line in registering(recipe):
        run.ok(line)
    for email in ("ann@acme.example", "nora@nordwind.example"):
        run.ok(f"takedown {email}")
    configure(run, host, recipe, live)
    return run


def registering(recipe: Recipe) -> list[str]:
    """What the vendor types to put on record what is on show."""
    at = " ".join(f"--at {place}" for place in recipe.places)
    testimonial = f"--quote '{sites.QUOTE}' --attribution '{sites.ATTRIBUTION}' {at} --permission Yes"
    customer = f"--logo '{sites.LOGO}' --at {recipe.logo} --permission Yes"
    return [
        f"add-testimonial ann@acme.example {testimonial}",
        f"add-customer '{sites.CUSTOMER}' --contact nora@nordwind.example {customer}",
    ]


def configure(run: CommandLine, host: sites.Host, recipe: Recipe, live: Path) -> None:
    address = f"{host.url.rstrip('/')}{recipe.base}"
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(f'[site]\nurl = "{address}"\nbuilt = "{live}"\n', "utf-8")


def build(live: Path, folder: Path) -> None:
    """Deploy another build."""
    for old in live.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(folder, live, dirs_exist_ok=True)


def found(run: CommandLine) -> dict[str, list[str]]:
    """What the looks at each task came to."""
    tasks: list[dict[str, Any]] = run("verify --json").json["tasks"]
    return {task["kind"]: [look["found"] for look in task["looks"]] for task in tasks}


def test_what_was_taken_out_of_a_site_is_seen_to_be_gone(
    vendor: CommandLine, name: str, live: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = found(vendor)
    build(live, tmp_path / "after")
    after = found(vendor)
    score = {
        kind: {
            "still there": looks.count("still-there"),
            "gone": after[kind].count("gone"),
            "looks": len(looks),
        }
        for kind, looks in before.items()
    }
    scores = json.loads(_SCORES.read_text("utf-8")) if _SCORES.exists() else {}
    if request.config.getoption("--update-golden"):
        _SCORES.write_text(json.dumps(scores | {name: score}, indent=1, sort_keys=True) + "\n", "utf-8")
        return
    assert score == scores[name]


def table() -> str:
    """The scores as the documents have them."""
    scores = json.loads(_SCORES.read_text("utf-8"))
    lines = [
        "| generator | theme | looks | still there, before | gone, after |",
        "| --- | --- | --- | --- | --- |",
    ]
    total = {"looks": 0, "still there": 0, "gone": 0}
    for name in sites.names():
        recipe, (generator, theme) = RECIPES[name], sites.versions(name)
        own = {key: sum(kind[key] for kind in scores[name].values()) for key in total}
        total = {key: total[key] + own[key] for key in total}
        lines.append(
            f"| {recipe.generator} {generator} | {recipe.theme}{'' if theme == generator else ' ' + theme} "
            f"| {own['looks']} | {own['still there']} | {own['gone']} |"
        )
    lines.append(f"| together | | {total['looks']} | {total['still there']} | {total['gone']} |")
    return "".join(f"{line}\n" for line in lines)


def test_the_scores_in_the_documents_are_those_of_the_sites(request: pytest.FixtureRequest) -> None:
    before, _, rest = EVIDENCE.read_text("utf-8").partition(_BEGIN)
    said, _, after = rest.partition(_END)
    if request.config.getoption("--update-golden"):
        EVIDENCE.write_text(f"{before}{_BEGIN}{table()}{_END}{after}", "utf-8")
        return
    assert said == table()


def licences() -> str:
    """The licences as the page here has them."""
    rows = [
        f"| {one.generator} | {one.theme} | {one.licences} |\n"
        for one in map(RECIPES.get, sites.names())
        if one
    ]
    return "".join(("| generator | theme | licences |\n", "| --- | --- | --- |\n", *rows))


def test_the_page_names_every_licence(request: pytest.FixtureRequest) -> None:
    page = HERE / "README.md"
    before, _, rest = page.read_text("utf-8").partition(_LICENCES)
    said, _, after = rest.partition(_END_OF_LICENCES)
    if request.config.getoption("--update-golden"):
        page.write_text(f"{before}{_LICENCES}{licences()}{_END_OF_LICENCES}{after}", "utf-8")
        return
    assert said == licences()


def test_at_least_95_in_a_hundred_looks_see_that_it_is_gone() -> None:
    scores = {
        (name, kind): score
        for name, site in json.loads(_SCORES.read_text("utf-8")).items()
        for kind, score in site.items()
    }
    assert scores.keys() == {
        (name, kind) for name in sites.names() for kind in ("testimonial", "name", "logo")
    }
    shown = {key: one for key, one in scores.items() if key != ("hugo", "name")}  # its list has logos alone
    assert sum(one["gone"] for one in shown.values()) >= 0.95 * sum(one["looks"] for one in shown.values())
    assert all(one["still there"] == one["looks"] for one in shown.values())
    assert all(one["gone"] <= one["still there"] for one in scores.values())


@pytest.mark.parametrize("name", ["jekyll", "sveltekit"])
def test_the_first_look_sees_it_where_the_vendor_says(
    run: CommandLine, name: str, host: sites.Host, live: Path
) -> None:
    configure(run, host, RECIPES[name], live)
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company 'Acme GmbH'")
    run.ok(f"add-contact nora@nordwind.example --name 'Nora Wind' --company '{sites.CUSTOMER}'")
    said = [run.ok(line).err for line in registering(RECIPES[name])]
    assert said == ["", ""]


def test_left_in_one_file_of_the_old_build_it_is_not_gone(name: str, tmp_path: Path) -> None:
    sites.lay(name, tmp_path, "https://widgetpro.example")
    before, after = _contents(tmp_path / "before"), _contents(tmp_path / "after")
    target = Target(
        PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=sites.QUOTE, attribution=sites.ATTRIBUTION
    )
    finder = Finder([target])
    telling = [path for path, data in before.items() if sites.QUOTE.encode() in _unpacked(data)]
    assert telling
    assert not any(sites.QUOTE.encode() in _unpacked(data) for data in after.values())
    for path in telling:
        seen = finder.look_at_file(io.BytesIO(before[path]), path)
        assert any(one.is_sure for one in seen.sightings), path


def _contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _unpacked(data: bytes) -> bytes:
    """What a fragment of Pagefind's index has within."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
