"""import-orders: the news question, and who may overwrite a name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from helpers.terminal import Clock, CommandLine

ANSWER = "Order,Email,Product,Date,News"
UNDATED = "Order,Email,Product,News"
NAME = "Order,Email,Product,Date,Name"


def gets_news(run: CommandLine, address: str = "ann@example.com") -> bool:
    return address in run.ok("audience updates").out


def decisions(run: CommandLine) -> list[tuple[str, str]]:
    return [(e["decision"], e["at"][:10]) for e in run.ok("show ann@example.com --json").json["consent"]]


def test_a_yes_is_recorded_with_the_orders_time(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,yes")

    assert decisions(run) == [("given", "2026-01-05")]
    assert gets_news(run)


def test_a_no_keeps_a_buyer_out(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,no")

    assert not gets_news(run)
    assert "ann@example.com" in run.ok("audience order").out


@pytest.mark.parametrize("word", ["maybe", "?", "later", "ja bitte"])
def test_an_answer_that_cannot_be_read_counts_as_no(load: Importer, run: CommandLine, word: str) -> None:
    answer = load.ok(ANSWER, f"1,ann@example.com,Widget,2026-01-05,{word}")

    assert "1 answer about product news cannot be read and counts as no" in answer.err
    assert not gets_news(run)


def test_no_answer_leaves_a_buyer_in(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,")

    assert decisions(run) == []
    assert gets_news(run)


@pytest.mark.parametrize("swapped", [False, True])
def test_the_latest_answer_by_its_own_time_wins(load: Importer, run: CommandLine, swapped: bool) -> None:
    rows = ["1,ann@example.com,Widget,2026-01-05,no", "2,ann@example.com,Widget,2026-02-05,yes"]

    for row in reversed(rows) if swapped else rows:
        load.ok(ANSWER, row)

    assert gets_news(run)


def test_an_older_yes_found_later_changes_nothing(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "2,ann@example.com,Widget,2026-02-05,no")

    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,yes")

    assert not gets_news(run)


def test_of_two_answers_of_one_second_the_no_wins(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,no", "2,ann@example.com,Widget,2026-01-05,yes")

    assert not gets_news(run)


@pytest.mark.parametrize("date", ["2026-01-05", "2026-11-21", "2026-11-22T11:59:00Z"])
def test_a_yes_never_lifts_an_opt_out(load: Importer, run: CommandLine, date: str) -> None:
    run.ok("optout ann@example.com --received 2026-03-01")

    load.ok(ANSWER, f"1,ann@example.com,Widget,{date},yes")

    assert not gets_news(run)


def test_an_opt_out_after_a_yes_holds_when_the_yes_is_imported_again(
    load: Importer, run: CommandLine
) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,yes")
    run.ok("optout ann@example.com")

    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,yes")

    assert not gets_news(run)


@pytest.mark.parametrize("date", ["2026-11-22T20:00:00", "2026-11-23T11:00:00"])
def test_a_yes_that_is_dated_ahead_outranks_no_later_opt_out(
    load: Importer, run: CommandLine, clock: Clock, date: str
) -> None:
    load.ok(ANSWER, f"1,ann@example.com,Widget,{date},yes")
    clock.forward(minutes=1)

    run.ok("optout ann@example.com")

    assert not gets_news(run)


def test_an_answer_that_is_dated_ahead_is_recorded_once(load: Importer, clock: Clock) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-11-22T20:00:00,yes")
    clock.forward(minutes=1)

    second = load.ok(ANSWER, "1,ann@example.com,Widget,2026-11-22T20:00:00,yes", more="--json").json

    assert second["changed"] is False


def test_an_order_of_the_future_is_a_bad_row(load: Importer) -> None:
    answer = load(ANSWER, "1,ann@example.com,Widget,2027-01-05,yes")

    assert answer.status == 1
    assert "line 2: the time of the order is in the future" in answer.err


def test_an_undated_no_counts_from_now(load: Importer, run: CommandLine) -> None:
    load.ok(UNDATED, "1,ann@example.com,Widget,no")

    assert decisions(run) == [("refused", "2026-11-22")]
    assert not gets_news(run)


def test_an_undated_no_again_adds_nothing(load: Importer, run: CommandLine) -> None:
    load.ok(UNDATED, "1,ann@example.com,Widget,no")

    second = load.ok(UNDATED, "1,ann@example.com,Widget,no", more="--json").json

    assert second["changed"] is False
    assert len(decisions(run)) == 1


def test_an_undated_yes_outranks_no_answer_that_has_a_time(load: Importer, run: CommandLine) -> None:
    load.ok(ANSWER, "1,ann@example.com,Widget,2026-01-05,no")

    load.ok(UNDATED, "2,ann@example.com,Widget,yes")

    assert decisions(run) == [("refused", "2026-01-05")]
    assert not gets_news(run)


def test_an_undated_yes_is_not_recorded(load: Importer, run: CommandLine) -> None:
    load.ok(UNDATED, "1,ann@example.com,Widget,yes")

    assert decisions(run) == []


def test_a_yes_to_do_not_contact_is_a_no(load: Importer, run: CommandLine) -> None:
    header = "Order,Email,Product,Date,Do not contact?"

    load.ok(header, "1,ann@example.com,Widget,2026-01-05,yes", more="--map 'Do not contact?=opt_in'")

    assert not gets_news(run)


def test_a_no_to_do_not_contact_is_no_permission(load: Importer, run: CommandLine) -> None:
    header = "Order,Email,Product,Date,Do not contact?"

    load.ok(header, "1,ann@example.com,Widget,2026-01-05,no", more="--map 'Do not contact?=opt_in'")

    assert decisions(run) == []


def name_and_company(run: CommandLine) -> tuple[str | None, str | None]:
    one = run.ok("show ann@example.com --json").json["contact"]
    return one["name"], one["company"]


def test_a_typed_name_and_company_outrank_every_import(
    load: Importer, run: CommandLine, clock: Clock
) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")
    clock.forward(hours=365 * 24)

    load.ok(f"{NAME},Company", "1,ann@example.com,Widget,2027-11-01,Wrong Name,Wrong Ltd")

    assert name_and_company(run) == ("Ann Lee", "Acme")


def test_what_was_typed_over_an_import_stays(load: Importer, run: CommandLine, clock: Clock) -> None:
    load.ok(NAME, "1,ann@example.com,Widget,2026-01-05,Ann Leigh")
    run.ok("add-contact ann@example.com --name 'Ann Lee' --replace")
    clock.forward(hours=365 * 24)

    load.ok(NAME, "2,ann@example.com,Widget,2027-11-01,Ann Leigh")

    assert name_and_company(run)[0] == "Ann Lee"


@pytest.mark.parametrize(("date", "name"), [("2026-02-01", "Ann Lee"), ("2025-02-01", "Ann Leigh")])
def test_a_newer_orders_name_replaces_an_older_imports(
    load: Importer, run: CommandLine, date: str, name: str
) -> None:
    load.ok(f"{NAME},Company", "1,ann@example.com,Widget,2026-01-05,Ann Leigh,Ann Leigh Ltd")

    load.ok(f"{NAME},Company", f"2,ann@example.com,Widget,{date},Ann Lee,Ann Lee Ltd")

    assert name_and_company(run) == (name, f"{name} Ltd")


def test_a_missing_name_is_filled_in_from_an_older_order(load: Importer, run: CommandLine) -> None:
    load.ok(NAME, "2,ann@example.com,Widget,2026-02-01,")

    load.ok(NAME, "1,ann@example.com,Widget,2026-01-01,Ann Lee")

    assert name_and_company(run)[0] == "Ann Lee"


def test_an_order_without_a_time_replaces_no_name(load: Importer, run: CommandLine) -> None:
    load.ok(NAME, "1,ann@example.com,Widget,2026-01-05,Ann Lee")

    load.ok("Order,Email,Product,Name", "2,ann@example.com,Widget,Someone Else")

    assert name_and_company(run)[0] == "Ann Lee"


def test_a_name_that_was_typed_as_it_was_imported_is_typed(load: Importer, run: CommandLine) -> None:
    load.ok("Order,Email,Product,Name,Date", "1,ann@example.com,Widget,Ann Lee,2026-01-01")
    run.ok("add-contact ann@example.com --name 'Ann Lee'")

    load.ok("Order,Email,Product,Name,Date", "2,ann@example.com,Widget,A. L.,2026-02-01")

    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Lee"


def test_an_answer_taken_before_its_time_came_is_not_taken_again_after_it(
    load: Importer, run: CommandLine, clock: Clock
) -> None:
    header, row = "Order,Email,Product,Date,News", "1,ann@example.com,Widget,2026-11-22T21:00:00Z,yes"
    load.ok(header, row)
    clock.forward(hours=10)
    load.ok(header, row)

    run.ok("optout ann@example.com --received '2h ago'")

    assert "ann@example.com" not in run.ok("audience updates").out


def test_a_new_no_counts_whatever_no_there_was_the_same_day(
    load: Importer, run: CommandLine, clock: Clock
) -> None:
    """A no that was recorded at its own second is not one that was taken early: this one is another order's."""

    def now() -> str:
        return datetime.fromtimestamp(clock.now, UTC).isoformat()

    load.ok(ANSWER, f"1,ann@example.com,Widget,{now()},no")
    clock.forward(hours=1)
    run.ok("optin ann@example.com --purpose updates --evidence 'Yes, news please.'")
    clock.forward(hours=1)
    load.ok(ANSWER, f"2,ann@example.com,Widget,{now()},no")

    assert not gets_news(run)


def test_the_no_of_another_order_counts_though_one_was_taken_before_its_time(
    run: CommandLine, load: Importer, clock: Clock
) -> None:
    header = "Order,Email,Product,Date,News"
    load.ok(header, "1,ann@example.com,Widget,2026-11-22T20:00:00Z,no")  # eight hours ahead
    clock.forward(hours=1)
    run.ok("optin ann@example.com --purpose updates --evidence Yes.")
    clock.forward(hours=1)

    load.ok(header, "1,ann@example.com,Widget,2026-11-22T13:59:00Z,no")
    assert run.ok("audience updates").out == "email,name\nann@example.com,\n"
    load.ok(header, "2,ann@example.com,Widget,2026-11-22T13:59:00Z,no")
    assert run.ok("audience updates").out == "email,name\n"
