"""The page that shows how the policy is kept: it loads nothing, names nobody, and anybody can read it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from helpers.browser import Page, browse, contrast
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.output.screen import charts

HOUR = 3600


@pytest.fixture
def report(run: CommandLine, clock: Clock, tmp_path: Path) -> Path:
    """The page of a record in which something is kept, something at risk, something broken."""
    run.db.with_name("privacyctl.toml").write_text('vendor = "Lighthouse & Söhne"\n')
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        "add-testimonial ann@acme.example --quote Good. --attribution 'Ann L.' --at /words --permission Yes.",
        "add-customer Acme --contact ann@acme.example --at /customers",
        "takedown ann@acme.example --what testimonial",
    )
    clock.forward(hours=25)
    run.once(
        "verify 1 --attest 'Looked: gone.'",
        f"policy --html '{tmp_path}/report.html'",
    )
    return tmp_path / "report.html"


@pytest.fixture
def page(report: Path) -> Page:
    return Page(report.read_text("utf-8"))


def test_it_loads_and_runs_nothing_and_its_charts_are_in_it(page: Page) -> None:
    assert page.outside() == ["svg", "svg"]
    assert "default-src 'none'" in page.of("meta")[-1]["content"]


def test_it_says_its_language_and_its_headings_are_in_order(page: Page) -> None:
    levels = [level for level, _ in page.headings]

    assert page.of("html") == [{"lang": "en"}]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert [text for _, text in page.headings if not text.strip()] == []


def test_every_promise_stands_there_with_its_verdict(page: Page) -> None:
    promises = [text for _, text in page.headings if re.match(r"P\d+\.", text)]

    assert len(promises) == 11
    text = " ".join("".join(page.words).split())
    assert "P6. A testimonial never shows the full name" in text
    assert "Broken. 0 testimonials on show; 1 removal, slowest 25 h 00 min" in text
    assert "1 attested by a person; removed late: 1." in text


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_its_verdicts_are_read_easily_in_every_scheme(page: Page, scheme: str) -> None:
    colours = page.colours(scheme)

    inks = {
        name: contrast(colours[name], colours["paper"]) for name in ("ink", "quiet", "good", "alarm", "mark")
    }
    assert {name: ratio for name, ratio in inks.items() if ratio < 4.5} == {}


def test_no_verdict_is_told_by_its_colour_alone(page: Page) -> None:
    shown = "".join(page.words)

    assert {word for word in ("Kept.", "At risk.", "Broken.", "Unknown.") if word in shown} >= {
        "Kept.", "Broken.", "Unknown.",
    }  # fmt: skip


def test_a_chart_is_read_aloud_as_a_sentence(page: Page) -> None:
    labels = [svg["aria-label"] for svg in page.of("svg")]

    assert {svg["role"] for svg in page.of("svg")} == {"img"}
    assert labels[0].endswith("20\u201324 h 0, late 1")
    assert labels[1].startswith("Requests received by month: ")


def test_nobody_is_named_in_it(report: Path) -> None:
    text = report.read_text("utf-8")

    assert "Lighthouse &amp; Söhne" in text
    assert [word for word in ("Ann", "acme", "Acme", "Good.") if word in text] == []


def test_it_is_private_and_never_overwritten(run: CommandLine, report: Path) -> None:
    before = report.read_bytes()

    again = run(f"policy --html '{report}'")

    assert report.stat().st_mode & 0o777 == 0o600
    assert again.status == 2
    assert report.read_bytes() == before


def test_a_browser_fetches_nothing_for_it(report: Path, listener: tuple[str, list[str]]) -> None:
    proxy, asked = listener

    dom = browse(report, proxy)

    assert "How the privacy policy is kept" in dom
    assert asked == []


def test_what_took_24_hours_was_in_time_and_a_second_more_was_late() -> None:
    def bars(*seconds: int) -> list[str]:
        found = re.search('aria-label="[^:]*: ([^"]*)"', charts.time_to_removal(seconds))
        assert found is not None
        return [bar for bar in found[1].split(", ") if not bar.endswith(" 0")]

    assert bars(0, 4 * HOUR - 1) == ["0\u20134 h 2"]
    assert bars(4 * HOUR) == ["4\u20138 h 1"]
    assert bars(24 * HOUR) == ["20\u201324 h 1"]
    assert bars(24 * HOUR + 1) == ["late 1"]


def test_a_month_without_a_request_is_there_too() -> None:
    svg = charts.requests_by_month([NOON], NOON - 60 * 24 * HOUR, NOON)

    assert 'month: 2026-09 0, 2026-10 0, 2026-11 1"' in svg


def test_leathers_own_colours_are_put_back(page: Page) -> None:
    import leather

    assert leather.theme.background_color == "#f9f9f9"
