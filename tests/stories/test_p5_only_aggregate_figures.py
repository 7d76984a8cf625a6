"""Promise P5: only non-identifying, aggregate figures are used."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine

FIELDS = {
    "Order": "order",
    "E-mail": "email",
    "Product": "product",
    "Total": "amount",
    "Currency": "currency",
}
COLUMNS = " ".join(f"--map {column}={field}" for column, field in FIELDS.items()) + " --map On=ordered_at"


def test_figures_are_published_and_nobody_is_found_in_them(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    def sold(product: str, on: str, *buyers: str) -> None:
        when(f"{on} 18:00")
        path = tmp_path / "report.csv"
        rows = [f"{product}-{on}-{who},{who}@buyer.example,{product},49.00,EUR,{on}" for who in buyers]
        path.write_text("\n".join(["Order,E-mail,Product,Total,Currency,On", *rows, ""]))
        run.ok(f"import-orders '{path}' {COLUMNS}")

    def told(options: str = "") -> list[tuple[str, str, str, str]]:
        rows = csv.DictReader(io.StringIO(run.ok(f"stats {options} --format csv").out))
        return [(r["name"], r["from"], r["until"], r["count"]) for r in rows if r["figure"] == "purchases"]

    # The shop opens in November. Three people buy, and a partner asks how it goes.
    sold("Lighthouse", "2025-11-03", "ann", "bo", "cy")
    when("2025-12-02 09:00")
    assert told() == []
    assert "nothing to tell yet" in run.ok("stats", terminal=True).out

    # In December there are five, with one who came back: the two months are one figure.
    sold("Lighthouse", "2025-12-05", "ann", "dee", "eve")
    assert told() == []
    when("2026-01-02 09:00")
    assert told() == [("", "2025-11", "2025-12", "6")]

    # In January only Fay buys, a version made for her firm. Nothing that was told before changes by it, and
    # what is told today, taken from what is told next, leaves more than Fay.
    sold("Lighthouse for Fay & Sons", "2026-01-20", "fay")
    when("2026-02-02 09:00")
    assert told() == [("", "2025-11", "2025-12", "6")]
    sold("Lighthouse", "2026-02-10", "gus", "hal", "ivy", "jo")
    sold("Foghorn", "2026-02-11", "ann", "bo", "cy", "dee", "eve")
    when("2026-03-02 09:00")
    assert told("--by month") == [("", "2025-11", "2025-12", "6"), ("", "2026-01", "2026-02", "10")]

    # By product her firm's name is not told, and what she bought cannot be worked out from the rest.
    assert told("--by product") == [
        ("Lighthouse", "2025-11", "2026-02", "10"),
        ("", "2025-11", "2026-02", "6"),
    ]

    # Ten are on record and one wants no news: which one is nobody's business, so neither is how many.
    run.ok("optout fay@buyer.example --received 2026-02-20")
    rows = run.ok("stats --by purpose --json").json["figures"]
    assert [(row["figure"], row["count"]) for row in rows] == [("contacts", 10)]

    # In no table, in whatever form, is anybody.
    tables = [
        f"stats {by} --format {form}"
        for by in ("", "--by product", "--by month")
        for form in ("text", "json")
    ]
    assert [line for line in tables if "buyer.example" in run.ok(line).out or "Fay" in run.ok(line).out] == []

    # A country is not on record, and it says so.
    assert "is not one of 'product', 'reseller', 'month', 'purpose'" in run("stats --by country").err
