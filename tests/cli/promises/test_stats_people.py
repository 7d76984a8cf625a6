"""`stats` of contacts, opt-outs and requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.buyers import Buyers, counts, figures_of
from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"


@pytest.fixture
def buy(run: CommandLine, tmp_path: Path) -> Buyers:
    return Buyers(run, tmp_path)


# Contacts and opt-outs


def test_the_share_of_those_who_opted_out_is_of_the_contacts(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefghijklmnopqrst", "2026-08-15")
    for who in "abcde":
        run.ok(f"optout {who}@example.com --received 2026-10-15")

    assert counts(run, "", "contacts") == [(None, "2026-08", "2026-08", 20)]
    assert counts(run, "", "opted-out") == [("updates", "2026-10", "2026-10", 5)]
    assert figures_of(run, "", "opted-out")[0]["share"] == 0.25


@pytest.mark.parametrize("opted_out", ["abcd", "abcdefghijklmnop", "abcdefghijklmnopqrst"])
def test_a_share_of_few_or_of_all_but_few_is_not_told(run: CommandLine, buy: Buyers, opted_out: str) -> None:
    buy("abcdefghijklmnopqrst", "2026-08-15")
    for who in opted_out:
        run.ok(f"optout {who}@example.com --received 2026-10-15")

    for line in ("", "--by purpose", "--by month"):
        assert counts(run, line, "opted-out") == []


def test_a_no_in_an_import_is_an_opt_out_too(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-09-15", news="no")
    buy("fghijk", "2026-09-15", news="yes")

    assert counts(run, "", "opted-out") == [("updates", "2026-09", "2026-09", 5)]


def test_neither_a_second_no_nor_a_later_yes_changes_a_month_that_was_told(
    run: CommandLine, buy: Buyers
) -> None:
    buy("abcde", "2026-08-15", news="no")
    buy("fghijk", "2026-08-15")
    before = counts(run, "--by month --until 2026-08", "opted-out")

    buy("a", "2026-09-15", news="no")
    run.ok("optin b@example.com --purpose updates --evidence 'Yes.' --received 2026-10-15")

    assert counts(run, "--by month", "opted-out") == before == [("updates", "2026-08", "2026-08", 5)]


def test_opt_outs_can_be_told_by_purpose(run: CommandLine, buy: Buyers) -> None:
    buy("abcdefghijklmnopqrst", "2026-08-15")
    for who in "abcdef":
        run.ok(f"optout {who}@example.com --received 2026-10-15")
    for who in "abcde":
        run.ok(f"optout {who}@example.com --purpose testimonial --received 2026-10-15")
    run.ok("optout a@example.com --purpose customer-list --received 2026-10-15")

    assert counts(run, "--by purpose", "opted-out") == [
        ("testimonial", "2026-10", "2026-10", 5), ("updates", "2026-10", "2026-10", 6),
    ]  # fmt: skip
    assert [row[0] for row in counts(run, "", "opted-out")] == ["updates"]


def test_contacts_are_counted_from_the_beginning_but_by_month(run: CommandLine, buy: Buyers) -> None:
    buy("abcde", "2026-08-15")
    buy("fghijk", "2026-09-15")

    assert counts(run, "--since 2026-09", "contacts") == [(None, "2026-08", "2026-09", 11)]
    assert counts(run, "--since 2026-09 --by month", "contacts") == [(None, "2026-09", "2026-09", 6)]


# Requests


def removed(run: CommandLine, clock: Clock, who: str, hours: float) -> None:
    """A testimonial of somebody's, gone so many hours after they asked."""
    run.ok(f"add-contact {who}@example.com --name '{who.upper()} Lee'")
    run.ok(
        f"add-testimonial {who}@example.com --quote 'Good for {hours} h.' --attribution Anonymous --at {PAGE}"
        " --permission yes --received '0m ago'"
    )
    task = run.ok(f"takedown {who}@example.com --json").json["tasks"][0]["task"]
    clock.forward(hours=hours)
    run.ok(f"verify {task} --attest 'looked: gone'")


def test_removals_are_told_with_how_fast_they_were(run: CommandLine, clock: Clock) -> None:
    for who, hours in (("a", 1), ("b", 0.1), ("c", 2.5), ("d", 20), ("e", 24), ("f", 25)):
        removed(run, clock, who, hours)
    clock.forward(hours=24 * 30)

    [row] = figures_of(run, "", "removals")
    assert (row["name"], row["count"], row["median_hours"], row["slowest_hours"]) == ("in time", 5, 3, 24)
    assert "half within 3 h  all within 24 h" in run.ok("stats --by month").out


def test_late_removals_are_told_once_there_are_five(run: CommandLine, clock: Clock) -> None:
    for who in "abcde":
        removed(run, clock, who, 26)
    clock.forward(hours=24 * 30)

    assert counts(run, "", "removals") == [("late", "2026-11", "2026-11", 5)]


def test_the_removals_of_one_person_are_no_figure(run: CommandLine, clock: Clock) -> None:
    for hours in range(1, 7):
        removed(run, clock, "a", hours)
    for who in ("Nobody One", "Nobody Two", "Nobody Three", "Nobody Four"):
        task = run.ok(f"takedown '{who}' --json").json["tasks"][0]["task"]
        run.ok(f"verify {task} --attest 'looked: gone'")
    clock.forward(hours=24 * 30)

    assert counts(run, "", "removals") == []


def test_a_takedown_that_ended_without_a_removal_is_no_answered_request(
    run: CommandLine, clock: Clock
) -> None:
    for who in "abcdef":
        run.ok(f"add-contact {who}@example.com")
        case = run.ok(f"takedown {who}@example.com --json").json["case"]
        run.ok(f"close {case} --because nothing-found --note 'looked: nothing'")
    clock.forward(hours=24 * 30)

    assert figures_of(run, "", "requests") == figures_of(run, "", "removals") == []


def test_other_requests_are_told_by_kind(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    rows = "".join(f"{n},{who}@example.com,Widget,Please call me\n" for n, who in enumerate("abcde"))
    (tmp_path / "orders.csv").write_text(f"order,email,product,comment\n{rows}")
    fields = "--map order=order --map email=email --map product=product --map comment=comment"
    run.ok(f"import-orders '{tmp_path}/orders.csv' {fields}")
    clock.forward(hours=30)
    for case in range(1, 6):
        run.ok(f"close {case} --because seen-to --note read")
    clock.forward(hours=24 * 30)

    assert [(r["name"], r["count"], r["median_hours"]) for r in figures_of(run, "", "requests")] == [
        ("comment", 5, 30)
    ]
