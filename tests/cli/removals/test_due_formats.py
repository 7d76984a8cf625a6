"""`due --format`: what other programs read. No name is in a calendar or a monitoring line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"

pytestmark = pytest.mark.usefixtures("on_show")

NAMES = ("ann", "bo.berg", "Acme", "acme.example", "vendor.example", "L.")


def entries(run: CommandLine, line: str = "due --format ics") -> list[Any]:
    """The entries of the calendar, as a calendar program reads them."""
    return [part for part in Calendar.from_ical(run.ok(line).out).walk() if part.name in ("VTODO", "VEVENT")]


@pytest.mark.parametrize("line", ["due --json", "due --format json"])
def test_json_has_the_keys_that_are_promised_in_their_order(run: CommandLine, line: str) -> None:
    run.ok("takedown bo.berg@acme.example --received '2h ago'")

    document = run.ok(line).json

    assert document == {
        "as_of": "2026-11-22T12:00:00Z",
        "within": 86400,
        "removals": [
            {
                "task": 1,
                "case": 1,
                "kind": "testimonial",
                "who": "bo.berg@acme.example",
                "where": [PAGE],
                "received_at": "2026-11-22T10:00:00Z",
                "due_at": "2026-11-23T10:00:00Z",
                "seconds_left": 79200,
                "state": "open",
            }
        ],
        "requests": [],
        "follow_ups": [],
        "comments": [],
    }
    assert list(document) == ["as_of", "within", "removals", "requests", "follow_ups", "comments"]


def test_json_of_nothing_due_is_a_document_too(run: CommandLine) -> None:
    assert run.ok("due --json").json["removals"] == []


def test_csv_has_a_header_and_a_row_a_removal(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '25h ago'")
    run.ok("removed 1 --note 'Taken out.'")

    rows = list(csv.DictReader(io.StringIO(run.ok("due --format csv").out)))

    assert rows == [
        {
            "task": "1",
            "case": "1",
            "kind": "testimonial",
            "who": "bo.berg@acme.example",
            "where": PAGE,
            "received_at": "2026-11-21T11:00:00Z",
            "due_at": "2026-11-22T11:00:00Z",
            "seconds_left": "-3600",
            "state": "removed",
        }
    ]


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(run: CommandLine) -> None:
    run.ok("takedown '=HYPERLINK(1)'")

    rows = list(csv.DictReader(io.StringIO(run.ok("due --format csv").out)))

    assert rows[0]["who"] == "'=HYPERLINK(1)"


def test_a_calendar_has_a_to_do_a_removal(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '2h ago'")

    (todo,) = entries(run)

    assert todo.name == "VTODO"
    assert todo["due"].to_ical() == b"20261123T100000Z"
    assert (todo["status"], todo["priority"]) == ("NEEDS-ACTION", 1)
    assert [alarm["trigger"].to_ical() for alarm in todo.walk("VALARM")] == [b"-PT4H"]


def test_what_is_removed_is_in_process(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("removed 1 --note 'Taken out.'")

    (todo,) = entries(run)

    assert todo["status"] == "IN-PROCESS"


def test_as_an_event_it_is_the_last_hour(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '2h ago'")

    (event,) = entries(run, "due --format ics --as event")

    assert event.name == "VEVENT"
    assert event["dtstart"].to_ical() == b"20261123T090000Z"
    assert event["dtend"].to_ical() == b"20261123T100000Z"
    assert "due" not in event


def test_exported_again_each_entry_has_the_same_uid(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann.lee@acme.example")
    first = [entry["uid"] for entry in entries(run)]
    clock.forward(hours=3)
    run.ok("removed 1 --note 'Taken out.'")

    again = [entry["uid"] for entry in entries(run)]

    assert len(set(first)) == 3
    assert sorted(first) == sorted(again)


def test_a_calendar_keeps_to_the_lines_of_its_standard(run: CommandLine, tmp_path: Path, db: Path) -> None:
    run.ok("takedown ann.lee@acme.example")
    long = db.rename(tmp_path / f"{'a-long-name-of-a-file' * 5}.db")

    lines = run.ok("due --format ics", db=long).out.encode().split(b"\r\n")

    assert lines[-1] == b""
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)


@pytest.mark.parametrize("line", ["due --format ics", "due --format ics --as event", "due --format nagios"])
def test_no_name_and_no_address_is_in_a_calendar_or_a_monitoring_line(run: CommandLine, line: str) -> None:
    run.ok("takedown ann.lee@acme.example")
    run.ok("takedown 'Nowhere Ltd'")

    said = run(line).out

    assert [name for name in (*NAMES, "Nowhere") if name in said] == []


def test_monitoring_is_ok_where_nothing_is_due(run: CommandLine) -> None:
    answer = run("due --format nagios")

    assert answer.status == 0
    assert answer.out.startswith(
        "PRIVACY OK - 0 overdue, 0 due within 24h, 0 removed but not verified | overdue=0;"
    )


def test_monitoring_warns_of_what_is_due(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '22h ago'")

    answer = run("due --format nagios --within 4h")

    assert answer.status == 1
    assert answer.out.startswith(
        "PRIVACY WARNING - 0 overdue, 1 due within 4h, 0 removed but not verified | "
    )


def test_monitoring_is_calm_about_what_is_far_off(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '2h ago'")

    assert run("due --format nagios --within 4h").status == 0


def test_monitoring_is_critical_once_something_is_overdue(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '25h ago'")
    run.ok("takedown cy.dow@other.example --received '22h ago'")

    answer = run("due --format=nagios")

    assert answer.status == 2
    assert answer.out.startswith("PRIVACY CRITICAL - 1 overdue, 1 due within 24h, ")
    assert answer.out.endswith(
        "| overdue=1;;0;0 due_soon=1;0;;0 unverified=0;0;;0 requests=0;0;;0 follow_ups=0;0;;0 late=0;;0;0\n"
    )


def test_monitoring_counts_what_is_removed_but_not_verified(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '2h ago'")
    run.ok("removed 1 --note 'Taken out.'")

    answer = run("due --format nagios")

    assert answer.status == 1
    assert ", 0 due within 24h, 1 removed but not verified |" in answer.out


@pytest.mark.parametrize(
    "line", ["due --format nagios --within soon", "due --format nagios --no-such-option"]
)
def test_in_monitoring_a_usage_error_is_unknown_and_not_critical(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert answer.status == 3
    assert "privacyctl: error: " in answer.err


def test_in_monitoring_a_missing_file_is_unknown(run: CommandLine, tmp_path: Path) -> None:
    answer = run("due --format nagios", db=tmp_path / "nowhere.db")

    assert answer.status == 3


def test_an_unknown_format_is_a_usage_error(run: CommandLine) -> None:
    assert run("due --format xml").status == 2
