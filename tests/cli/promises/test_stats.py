"""`stats` of purchases: whole months, five people, and nobody to be told from the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.buyers import Buyers, counts, figures_of
from helpers.terminal import Clock, CommandLine


@pytest.fixture
def buy(run: CommandLine, tmp_path: Path) -> Buyers:
    return Buyers(run, tmp_path)


# What is behind a figure


def test_five_people_are_a_figure_and_four_are_none(run: CommandLine, buy: Buyers) -> None:
    buy("abcd", "2026-10-15")
    assert counts(run) == []

    buy("e", "2026-10-15")
    assert counts(run) == [(None, "2026-10", "2026-10", 5)]


def test_five_orders_of_one_contact_are_no_figure(run: CommandLine, buy: Buyers) -> None:
    buy("aaaaabbbbb", "2026-10-15")

    assert counts(run) == []


def test_months_with_few_people_wait_for_one_another(run: CommandLine, buy: Buyers) -> None:
    buy("abc", "2026-05-15")
    buy("cde", "2026-07-15")
    buy("fgh", "2026-10-15")

    assert counts(run, "--by month") == [(None, "2026-05", "2026-07", 6)]
    assert counts(run) == [(None, "2026-05", "2026-07", 6)]


def test_each_edition_goes_on_where_the_one_before_ended(run: CommandLine, buy: Buyers) -> None:
    for month, people in (("06", "abcde"), ("07", "f"), ("08", "ghij"), ("09", "k"), ("10", "lmnopq")):
        buy(people, f"2026-{month}-15")

    editions = [counts(run, f"--by month --until 2026-{month}") for month in ("06", "07", "08", "09", "10")]

    assert editions[-1] == [
        (None, "2026-06", "2026-06", 5), (None, "2026-07", "2026-08", 5), (None, "2026-09", "2026-10", 7),
    ]  # fmt: skip
    assert editions == [editions[-1][:length] for length in (1, 1, 2, 2, 3)]


def test_a_window_holds_the_periods_that_lie_in_it(run: CommandLine, buy: Buyers) -> None:
    for month, people in (("06", "abcde"), ("07", "f"), ("08", "ghij"), ("09", "klmnop")):
        buy(people, f"2026-{month}-15")

    assert counts(run, "--since 2026-07 --until 2026-08") == [(None, "2026-07", "2026-08", 5)]
    assert counts(run, "--since 2026-08") == [(None, "2026-09", "2026-09", 6)]
    assert counts(run, "--since 2026-08 --until 2026-08") == []


# Months


def test_the_month_that_runs_is_not_counted(run: CommandLine, clock: Clock, buy: Buyers) -> None:
    buy("abcde", "2026-10-15")
    before = run.ok("stats --by month").out

    buy("fghijk", "2026-11-03")
    assert run.ok("stats --by month").out == before

    clock.forward(hours=24 * 9)
    assert counts(run)[0][2:] == ("2026-11", 11)


@pytest.mark.parametrize("name", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_months_are_of_utc_wherever_one_sits(
    run: CommandLine, buy: Buyers, zone: Callable[[str], None], name: str
) -> None:
    buy("abcde", "2026-09-30T23:59:59Z")
    buy("fghij", "2026-10-01T00:00:00Z")
    zone(name)

    assert counts(run, "--by month") == [(None, "2026-09", "2026-09", 5), (None, "2026-10", "2026-10", 5)]


def test_a_purchase_that_nobody_dated_counts_when_it_was_recorded(
    run: CommandLine, clock: Clock, buy: Buyers
) -> None:
    buy("abcde", "")
    assert counts(run) == []

    clock.forward(hours=24 * 9)
    assert counts(run) == [(None, "2026-11", "2026-11", 5)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--since 2026-11", "--since '2026-11' is not over, and only whole months are counted"),
        ("--until 2026-11", "--until '2026-11' is not over, and only whole months are counted"),
        ("--since yesterday", "--since 'yesterday' is not a month"),
        ("--since 2026-05 --until 2026-04", "--since is later than --until"),
        ("--by purpose --since 2026-05", "who opted out is counted from the beginning"),
        (
            "--by country",
            "invalid value for '--by': 'country' is not one of 'product', 'reseller', 'month', 'purpose'",
        ),
        (
            "--by buyer",
            "invalid value for '--by': 'buyer' is not one of 'product', 'reseller', 'month', 'purpose'",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(run: CommandLine, line: str, sentence: str) -> None:
    answer = run(f"stats {line}")

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.splitlines()[0] == f"privacyctl: error: {sentence}"


# Money and products


def test_money_is_summed_by_currency(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15", price="9.99")
    buy("abcdef", "2026-10-15", price="1000", currency="JPY")

    assert [(row["count"], row["amount"], row["currency"]) for row in figures_of(run)] == [
        (5, "49.95", "EUR"), (6, "6000", "JPY"),
    ]  # fmt: skip


def test_a_currency_in_which_few_paid_cannot_be_told_from_the_others(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15")
    before = run.ok("stats").out

    buy("abc", "2026-10-15", currency="CHF")

    for line in ("", "--by month", "--by product"):
        assert "CHF" not in run.ok(f"stats {line} --format csv").out
    assert run.ok("stats").out == before


def test_a_refund_is_taken_off(run: CommandLine, buy: Buyers) -> None:
    buy("abcdef", "2026-10-15", price="10.00")
    buy("a", "2026-10-20", price="-10.00")

    assert figures_of(run)[0]["amount"] == "50.00"


def test_purchases_without_an_amount_are_counted_by_themselves(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-10-15", price="", currency="")

    assert [(row["count"], row["amount"], row["currency"]) for row in figures_of(run)] == [(5, None, None)]


def test_no_amount_is_too_large_to_be_summed(run: CommandLine, db: Path, buy: Buyers) -> None:
    buy("abcdefghij" * 10, "2026-10-15", price="999999999999.99")
    with sqlite3.connect(db) as record:  # more than any file can say, and more than 64 bits can sum
        record.execute("UPDATE purchase SET amount = 9223372036854775807")
    record.close()

    assert figures_of(run)[0]["amount"] == f"{100 * (2**63 - 1) // 100}.00"


def test_a_product_that_few_bought_is_counted_with_others(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefgh", "2026-09-15", "Anchor", "20.00")
    buy("abcde", "2026-09-15", "Buoy", "10.00")
    buy("ab", "2026-10-15", "Made for Acme", "99.00")
    buy("cdefg", "2026-10-15", "Anchor", "20.00")

    rows = [(row["name"], row["count"], row["amount"]) for row in figures_of(run, "--by product")]

    assert rows == [("Anchor", 13, "260.00"), (None, 7, "248.00")]
    assert "Acme" not in run.ok("stats --by product").out


def test_the_products_add_up_to_all_purchases(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefgh", "2026-09-15", "Anchor", "20.00")
    buy("abc", "2026-09-15", "Buoy", "10.00")
    buy("abcdef", "2026-09-15", "Compass", "10.00", "USD")
    buy("xyz", "2026-10-15", "Anchor", "20.00")

    def sums(line: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in figures_of(run, line):
            found[row["currency"]] = found.get(row["currency"], 0) + row["count"]
        return found

    assert sums("--by product") == sums("") == sums("--by month") == {"EUR": 11, "USD": 6}
