"""How `stats` says it: lines, bars, CSV, JSON, and nothing that gives an order."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.buyers import Buyers, figures_of
from helpers.terminal import CommandLine

KEYS = [
    "figure", "name", "from", "until", "count", "amount", "currency", "share", "median_hours", "slowest_hours",
]  # fmt: skip


@pytest.fixture
def buy(run: CommandLine, tmp_path: Path) -> Buyers:
    return Buyers(run, tmp_path)


def test_the_lines_are_aligned_and_drawn_nowhere_but_on_a_terminal(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefgh", "2026-09-15", "Anchor", "1200.00")
    buy("abcdef", "2026-09-15", "Buoy", "10.00")

    assert run.ok("stats --by product").out.splitlines() == [
        "Purchases:",
        "  Anchor  2026-09  8  9600.00 EUR",
        "  Buoy    2026-09  6  60.00 EUR",
    ]


def test_a_terminal_gets_bars_and_is_told_what_waits(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefgh", "2026-09-15", "Anchor")
    buy("abcdef", "2026-09-15", "Buoy")

    said = run.ok("stats --by product", terminal=True).out

    assert [line.count("█") for line in said.splitlines() if "2026-09 " in line] == [16, 12]
    assert "Whole months up to 2026-10, in UTC. What has fewer than 5 people waits." in said


@pytest.mark.parametrize("line", ["", "--by product", "--by month", "--by purpose"])
def test_an_empty_record_is_a_sentence_on_a_terminal_and_an_empty_table_elsewhere(
    run: CommandLine, line: str
) -> None:
    assert "There is nothing to tell yet" in run.ok(f"stats {line}", terminal=True).out
    assert run.ok(f"stats {line}").out == ""
    assert run.ok(f"stats {line} --format csv").out == ",".join(KEYS) + "\n"
    assert run.ok(f"stats {line} --json").json["figures"] == []


@pytest.mark.parametrize("line", ["--json", "--format json", "--format JSON"])
def test_json_has_the_keys_that_are_promised_in_their_order(run: CommandLine, buy: Buyers, line: str) -> None:
    buy("abcde", "2026-10-15")

    document = run.ok(f"stats --by product --since 2026-01 {line}").json

    assert document == {
        "by": "product", "since": "2026-01", "until": "2026-10", "fewest_people": 5,
        "figures": [
            {
                "figure": "purchases", "name": "Widget", "from": "2026-10", "until": "2026-10", "count": 5,
                "amount": "45.00", "currency": "EUR", "share": None, "median_hours": None, "slowest_hours": None,
            }
        ],
    }  # fmt: skip
    assert list(document) == ["by", "since", "until", "fewest_people", "figures"]
    assert list(document["figures"][0]) == KEYS


def test_a_product_that_a_spreadsheet_would_run_is_neutralised(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15", "=1+1")

    rows = list(csv.DictReader(io.StringIO(run.ok("stats --by product --format csv").out)))

    assert [row["name"] for row in rows] == ["'=1+1"]
    assert figures_of(run, "--by product")[0]["name"] == "=1+1"


def test_a_product_with_an_escape_gives_the_terminal_no_order(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15", "Widget [/red]\x1b]0;owned\x07")

    for form in ("text", "csv", "json"):
        said = run.ok(f"stats --by product --format {form}", terminal=True).out
        assert "\x1b]0" not in said
    assert "Widget [/red]\\x1b]0;owned\\x07" in run.ok("stats --by product", terminal=True).out


def test_nobody_on_record_is_named_in_any_form(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15")

    for by in ("", "--by product", "--by month", "--by purpose"):
        for form in ("text", "csv", "json"):
            assert "example.com" not in run.ok(f"stats {by} --format {form}").out


LOADED = """
import sys
from privacyctl import cli
status = cli.main(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize("line", ["", "--by product --format csv", "--by month --json"])
def test_figures_load_no_library_but_typer(run: CommandLine, buy: Buyers, line: str) -> None:
    buy("abcde", "2026-10-15")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "--db", str(run.db), "stats", *line.split()],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert not {"rich", "pydantic", "sqlite_utils", "email", "importlib.metadata"} & set(done.stderr.split())
