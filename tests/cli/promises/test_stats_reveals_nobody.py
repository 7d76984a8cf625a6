"""`stats` against a reader who subtracts: nothing that is printed, and nothing that follows, counts 1 to 4 people."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.store.file import making

FEWEST = 5
PEOPLE, PRODUCTS = "abcdefgh", ("Anchor", "Buoy", "Compass")
MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09")
CELLS = tuple(product(PRODUCTS, MONTHS))
Cell = tuple[str, str]
Bought = tuple[str, str, str]
"""Who bought which product in which month."""


class Printed(NamedTuple):
    """A printed figure as a reader understands it: of which products and months it is the sum."""

    cells: frozenset[Cell]
    total: int


def record(folder: str, bought: Sequence[Bought]) -> CommandLine:
    """A record in which these people bought these products."""
    run = CommandLine(Path(folder) / "record" / "privacyctl.db", Clock())
    making.create(run.db, SECRET, NOON)
    path = Path(folder) / "orders.csv"
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("order", "email", "product", "amount", "currency", "ordered_at"))
        for number, (who, what, month) in enumerate(bought):
            writer.writerow((number, f"{who}@example.com", what, "9.00", "EUR", f"{month}-15"))
    fields = ("order", "email", "product", "amount", "currency", "ordered_at")
    run.ok(f"import-orders '{path}' {' '.join(f'--map {field}={field}' for field in fields)}")
    return run


def printed(run: CommandLine, line: str) -> list[Printed]:
    """The purchases that a command tells of."""
    rows: list[dict[str, Any]] = [
        row for row in run.ok(f"stats {line} --json").json["figures"] if row["figure"] == "purchases"
    ]
    named = {row["name"] for row in rows} - {None}
    is_by_product = "product" in line
    return [
        Printed(
            frozenset(
                (what, month)
                for what, month in CELLS
                if row["from"] <= month <= row["until"]
                and (not is_by_product or (what == row["name"] if row["name"] else what not in named))
            ),
            row["count"],
        )
        for row in rows
    ]


def people(bought: Sequence[Bought], cells: frozenset[Cell]) -> int:
    return len({who for who, *cell in bought if tuple(cell) in cells})


def follows_from(rows: Sequence[Printed]) -> Iterator[frozenset[Cell]]:
    """Every group of cells whose sum can be worked out from the printed ones, by adding and subtracting them.

    That is every group that is at right angles to whatever is at right angles to all that is printed.
    """
    free = _null_space([[Fraction(cell in row.cells) for cell in CELLS] for row in rows])
    for number in range(1, 2 ** len(CELLS)):
        chosen = [at for at in range(len(CELLS)) if number >> at & 1]
        if all(sum(vector[at] for at in chosen) == 0 for vector in free):
            yield frozenset(CELLS[at] for at in chosen)


def _null_space(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan."""
    pivots: list[int] = []
    for column in range(len(CELLS)):
        at = len(pivots)
        found = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for i, row in enumerate(rows):
            if i != at and row[column]:
                rows[i] = [mine - row[column] * its for mine, its in zip(row, rows[at], strict=True)]
        pivots.append(column)
    free = []
    for column in set(range(len(CELLS))) - set(pivots):
        vector = [Fraction(at == column) for at in range(len(CELLS))]
        for at, pivot in enumerate(pivots):
            vector[pivot] = -rows[at][column]
        free.append(vector)
    return free


def tables(rows: Sequence[int], columns: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table of whole numbers with these sums."""
    if not rows:
        if not any(columns):
            yield ()
        return
    for first in _parts(rows[0], columns):
        left = [column - taken for column, taken in zip(columns, first, strict=True)]
        for others in tables(rows[1:], left):
            yield (first, *others)


def _parts(total: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if not most:
        if total == 0:
            yield ()
        return
    for first in range(min(total, most[0]) + 1):
        for rest in _parts(total - first, most[1:]):
            yield (first, *rest)


BOUGHT = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PRODUCTS), st.sampled_from(MONTHS))
QUIET = settings(examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])


def each(people: str, what: str, month: str) -> list[Bought]:
    return [(who, what, month) for who in people]


@pytest.mark.slow
@QUIET
@given(st.lists(BOUGHT, max_size=45))
@example([*each("abcdefgh", "Anchor", "2026-06"), *each("ab", "Buoy", "2026-06")])
@example(
    [
        *each("abcdef", "Anchor", "2026-06"),
        *each("g", "Buoy", "2026-07"),
        *each("bcdefg", "Anchor", "2026-08"),
    ]
)
@example([*each("abcdef", "Anchor", "2026-06"), *each("aaaaaa", "Buoy", "2026-07")])
def test_no_sum_that_is_printed_or_follows_counts_fewer_than_five_people(bought: list[Bought]) -> None:
    """The reader has the overview, the tables by month and by product, and every earlier edition and window."""
    with tempfile.TemporaryDirectory() as folder:
        run = record(folder, bought)
        windows = [
            "",
            "--by month",
            *(f"--until {month}" for month in MONTHS),
            *(f"--since {m}" for m in MONTHS),
        ]
        rows = [row for line in (*windows, "--by product") for row in printed(run, line)]

    for row in rows:
        assert row.total == sum(tuple(cell) in row.cells for _, *cell in bought)
    for group in follows_from(list(dict.fromkeys(rows))):
        assert people(bought, group) == 0 or people(bought, group) >= FEWEST


@QUIET
@given(st.lists(BOUGHT, min_size=8, max_size=24))
def test_no_cell_behind_the_margins_must_count_one_to_four(bought: list[Bought]) -> None:
    """The tables by month and by product are the margins of one: every table is tried that has these margins."""
    with tempfile.TemporaryDirectory() as folder:
        run = record(folder, bought)
        by_product, by_month = printed(run, "--by product"), printed(run, "--by month")
    assume(by_month)

    possible = list(tables([row.total for row in by_product], [row.total for row in by_month]))

    assert possible
    for at, month in product(range(len(by_product)), range(len(by_month))):
        assert not {table[at][month] for table in possible} <= set(range(1, FEWEST))
