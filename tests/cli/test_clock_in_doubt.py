"""What was received or proved under a clock that was wrong is never told as a fact, by any screen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.terminal import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

HOUR = 3600


@pytest.fixture
def shown(run: CommandLine) -> CommandLine:
    run.once(
        "add-contact ann@example.com --name 'Ann Lee'",
        "add-testimonial ann@example.com --quote Good. --attribution 'A. L.' --at /x --permission Yes.",
    )
    return run


def outcome(run: CommandLine) -> str:
    said: str = run("verify 1 --attest Looked. --json").json["tasks"][0]["outcome"]
    return said


@pytest.mark.parametrize("ran", [[], ["due"]], ids=["no due between", "due between"])
@pytest.mark.parametrize("ahead", [3, 30, 300])
def test_a_request_typed_under_a_clock_ahead_is_not_kept_once_its_hours_may_be_over(
    shown: CommandLine, ran: list[str], ahead: int
) -> None:
    shown.clock.forward(hours=ahead)
    shown.ok("takedown ann@example.com")
    shown.clock.forward(hours=-ahead)
    for line in (*ran, "doctor --clock-is-right"):
        shown(line)
    shown.clock.forward(hours=25)

    assert outcome(shown) == "broken"


def test_how_long_it_took_is_said_by_no_screen_where_a_clock_was_wrong(shown: CommandLine) -> None:
    shown.clock.forward(hours=100)
    shown.ok("takedown ann@example.com")
    shown.clock.forward(hours=-100)
    shown.ok("doctor --clock-is-right")
    shown.clock.forward(hours=1)

    assert outcome(shown) == "in doubt"
    shown.clock.forward(hours=200)
    said = shown.ok("receipt 1").out
    assert "seen there until" not in said
    assert " h " not in " ".join(line for line in said.splitlines() if "within" in line)
    p6 = next(one for one in shown.ok("policy --json").json["promises"] if one["promise"] == "P6")
    assert (p6["verdict"], p6["figures"]["slowest_seconds"]) == ("at risk", 0)


def test_one_run_of_due_under_a_clock_behind_makes_nothing_broken(shown: CommandLine) -> None:
    shown.ok("takedown ann@example.com")
    shown.clock.forward(hours=-100)
    shown("due")
    shown.clock.forward(hours=101)

    assert outcome(shown) != "broken"


MARKS = {
    "takedown": ("told_at = {now}, told_left = -999999999", "UPDATE takedown SET {}"),
    "takedown, told before it came": ("told_at = {long_ago}, told_left = 1", "UPDATE takedown SET {}"),
    "takedown, in the future": ("told_at = {later}, told_left = 86400", "UPDATE takedown SET {}"),
    "request": ("told_at = {now}, told_left = -999999999", "UPDATE request_clock SET {}"),
}


@pytest.mark.parametrize("kind", MARKS)
def test_a_mark_that_cannot_have_been_left_silences_nothing_and_is_named(
    shown: CommandLine, kind: str
) -> None:
    shown.ok("takedown ann@example.com --received '23h ago'")
    shown.ok("access ann@example.com --received '30d ago'")
    shown.ok("due --new")
    shown.clock.forward(hours=2)
    values, statement = MARKS[kind]
    values = values.format(now=NOON + 2 * HOUR, long_ago=NOON - 500 * HOUR, later=NOON + 90 * HOUR)
    with closing(sqlite3.connect(shown.db)) as other, other:
        other.execute(statement.format(values))

    named = [one["detail"] for one in shown.ok("doctor --json").json["checks"] if one["check"] == "clock"]
    said = shown.ok("due --new").out

    assert any("told at a time that cannot have been" in detail for detail in named), named
    assert ("case 2" if kind == "request" else "task 1") in said


def test_what_is_looked_for_further_ahead_has_requests_too(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    run.ok("access ann@example.com")

    assert run.ok("due").out == ""
    assert run.ok("due --within 60d").out.startswith("case 1  access, not confirmed  due ")


@pytest.mark.parametrize(
    ("written", "hours", "verdict"),
    [("2026-11-21", 2, "at risk"), ("2026-11-21", 13, "broken"), ("2026-11-21T00:00:01Z", 2, "broken")],
)
def test_a_day_without_an_hour_is_broken_once_its_last_hour_is_over(
    run: CommandLine, clock: Clock, tmp_path: Path, written: str, hours: int, verdict: str
) -> None:
    clock.now -= 24 * HOUR
    orders = tmp_path / "orders.csv"
    orders.write_text(
        f"Order,Email,Product,Date,Comment\n1,ann@example.com,Pro,{written},Take me off please\n"
    )
    fields = {
        "Order": "order",
        "Email": "email",
        "Product": "product",
        "Date": "ordered_at",
        "Comment": "comment",
    }
    run.ok(
        f"import-orders {orders} " + " ".join(f"--map {column}={field}" for column, field in fields.items())
    )
    clock.now += 24 * HOUR + (hours - 0) * HOUR

    p11 = next(one for one in run.ok("policy --json").json["promises"] if one["promise"] == "P11")

    assert p11["verdict"] == verdict, p11
