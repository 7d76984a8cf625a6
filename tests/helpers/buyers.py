"""What the tests of figures share: people who buy, and what `stats` then tells."""

from __future__ import annotations

import csv
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.terminal import CommandLine

FIELDS = ("order", "email", "product", "amount", "currency", "ordered_at", "opt_in")


@dataclass
class Buyers:
    """Has each of these people buy once, by an import: `buy("abcde", "2026-10-15")`."""

    run: CommandLine
    folder: Path
    orders: int = 0

    def __call__(
        self,
        people: str,
        on: str,
        product: str = "Widget",
        price: str = "9.00",
        currency: str = "EUR",
        news: str = "",
    ) -> None:
        path = self.folder / "orders.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(FIELDS)
            for who in people:
                self.orders += 1
                writer.writerow((self.orders, f"{who}@example.com", product, price, currency, on, news))
        mapped = " ".join(f"--map {field}={field}" for field in FIELDS)
        self.run.ok(f"import-orders {shlex.quote(str(path))} {mapped}")


def figures_of(run: CommandLine, line: str = "", figure: str = "purchases") -> list[dict[str, Any]]:
    return [row for row in run.ok(f"stats {line} --json").json["figures"] if row["figure"] == figure]


def counts(run: CommandLine, line: str = "", figure: str = "purchases") -> list[tuple[Any, ...]]:
    return [(row["name"], row["from"], row["until"], row["count"]) for row in figures_of(run, line, figure)]
