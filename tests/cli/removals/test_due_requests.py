"""`due` of what has days and not hours: requests from seven days before theirs, and recipients to be told."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from icalendar import Calendar

from helpers.recipients import settle
from helpers.terminal import Clock, CommandLine

HOURS = 24


@pytest.fixture(autouse=True)
def asked(run: CommandLine) -> None:
    """Ann asks at noon of Sunday 22 November 2026: to be answered by the end of Tuesday 22 December."""
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee'",
        "access ann@acme.example",
    )


def days_before(clock: Clock, days: float) -> None:
    """Go to so many days before her day is over."""
    clock.now = 1_797_983_999 - int(days * 86400)


def wait_for(run: CommandLine, recipient: str, due_at: int, copy: str = "recipient") -> None:
    """What a correction or an erasure leaves: a recipient who must be told."""
    with closing(sqlite3.connect(run.db)) as connection:
        made = connection.execute(
            """INSERT INTO follow_up (request_id, copy, due_at, asked_at, recorded_at, entry)
               VALUES (1, ?, ?, NULL, 0, 1)""",
            (copy, due_at),
        ).lastrowid
        connection.execute(
            "INSERT INTO follow_up_text (follow_up_id, place) VALUES (?, ?)", (made, recipient)
        )
        connection.commit()


def told_over(run: CommandLine, clock: Clock, *, days: int) -> list[float]:
    """Run it every hour; at how many days after the start something was told."""
    start, told = clock.now, []
    while clock.now - start <= days * 86400:
        if run.ok("due --new").out:
            told.append(round((clock.now - start) / 86400, 2))
        clock.forward(hours=1)
    return told


def test_a_request_is_listed_from_seven_days_before_its_day(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 7.01)
    assert run.ok("due").out == ""

    days_before(clock, 6.125)

    assert run.ok("due").out == "case 1  access, not confirmed  due Tue 22 Dec 2026 23:59 UTC  6 d 3 h left\n"


def test_who_asks_is_named_on_a_terminal_and_with_who_alone(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 1)

    assert "ann" not in run.ok("due").out
    assert "ann@acme.example" in run.ok("due --who").out
    assert "ann@acme.example" in run.ok("due", terminal=True).out


def test_it_is_listed_after_the_removals_and_overdue_it_says_so(run: CommandLine, clock: Clock) -> None:
    days_before(clock, -1)
    run.ok("confirm 1 --how voice")
    run.ok("takedown ann@acme.example")

    removal, request = run.ok("due").out.splitlines()

    assert removal.startswith("task 1  ")
    assert request == "case 1  access  due Tue 22 Dec 2026 23:59 UTC  overdue by 24 h 00 min"


def test_answered_or_closed_it_is_gone_from_the_list(run: CommandLine, clock: Clock, tmp_path: Any) -> None:
    run.ok("add-contact bo@acme.example")
    run.ok("access bo@acme.example")
    days_before(clock, 1)
    run.ok(f"access ann@acme.example --confirmed voice --out {tmp_path / 'out'}")
    run.ok("close 2 --because unconfirmed --note 'No answer.'")

    assert run.ok("due").out == ""


def test_within_is_about_removals_alone(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 6)

    assert "case 1" in run.ok("due --within 1h").out


def test_new_tells_it_with_7_3_and_1_days_left_and_daily_once_overdue(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 8)

    assert told_over(run, clock, days=11) == [1, 5, 7, 8.04, 9, 10, 11]


def test_a_recipient_is_listed_until_it_was_told(run: CommandLine, clock: Clock) -> None:
    wait_for(run, "BMT Micro", clock.now + 10 * 86400)

    assert (
        run.ok("due").out
        == "follow-up 1  tell BMT Micro of an access  case 1  due Wed 02 Dec 2026 12:00 UTC  10 d 0 h left\n"
    )
    run.ok("asked 1")
    assert run.ok("due").out == ""


@pytest.mark.parametrize(
    ("line", "what", "kind"),
    [
        ("erase 1 --confirmed voice", "of an erasure", "erasure"),
        ("correct 1 --name 'Ann Leigh'", "of a correction", "rectification"),
    ],
)
def test_it_says_what_a_recipient_is_told_of(run: CommandLine, line: str, what: str, kind: str) -> None:
    settle(run)
    run.ok("add-purchase ann@acme.example --order 7 --product Pro")
    run.ok("disclose 1 --to bmt-micro --purpose order --fields email,name")
    run.ok(line)

    assert f"tell bmt-micro {what}  case 2" in run.ok("due").out
    assert f"not told {what} yet, by " in run.ok("follow-ups").out
    assert run.ok("due --json").json["follow_ups"][0]["kind"] == kind
    assert run.ok("follow-ups --json").json["follow_ups"][0]["kind"] == kind
    assert f"bmt-micro, told {what} Sun 22 Nov" in run.ok("asked 1").out


def test_new_tells_of_a_recipient_at_once_on_the_day_and_daily_after(run: CommandLine, clock: Clock) -> None:
    wait_for(run, "BMT Micro", clock.now + 5 * 86400)

    assert told_over(run, clock, days=7) == [0, 4, 5.04, 6, 7]


def test_copies_that_are_no_recipients_are_no_deadlines(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example")
    run.ok("close 2 --because mistake --note 'No.'")
    run.ok("follow-up 2 --copy cdn --where https://cdn.example/1")
    wait_for(run, "cdn.example", 1, copy="cdn")

    assert run.ok("due").out == ""


def test_json_has_the_keys_that_are_promised(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 2)
    wait_for(run, "BMT Micro", clock.now + 3600)

    document = run.ok("due --json").json

    assert document["removals"] == []
    assert document["requests"] == [
        {
            "case": 1,
            "kind": "access",
            "who": "ann@acme.example",
            "rule": "gdpr",
            "received_at": "2026-11-22T12:00:00Z",
            "due_at": "2026-12-22T23:59:59Z",
            "seconds_left": 2 * 86400,
            "confirmed": False,
        }
    ]
    assert document["follow_ups"] == [
        {
            "follow_up": 1,
            "case": 1,
            "kind": "access",
            "recipient": "BMT Micro",
            "due_at": "2026-12-21T00:59:59Z",
            "seconds_left": 3600,
        }
    ]


def test_csv_has_a_row_for_each_and_kind_tells_which(run: CommandLine, clock: Clock) -> None:
    days_before(clock, 2)
    wait_for(run, "=BMT Micro", clock.now + 3600)

    request, follow_up = csv.DictReader(io.StringIO(run.ok("due --format csv").out))

    assert request == {
        "task": "", "case": "1", "kind": "access", "who": "ann@acme.example", "where": "", "state": "open",
        "received_at": "2026-11-22T12:00:00Z", "due_at": "2026-12-22T23:59:59Z", "seconds_left": "172800",
    }  # fmt: skip
    assert follow_up == {
        "task": "", "case": "1", "kind": "follow-up", "who": "", "where": "'=BMT Micro", "state": "open",
        "received_at": "", "due_at": "2026-12-21T00:59:59Z", "seconds_left": "3600",
    }  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), [("", "VTODO"), (" --as event", "VEVENT")])
def test_a_calendar_has_an_entry_for_each_and_nobodys_name(
    run: CommandLine, clock: Clock, line: str, kind: str
) -> None:
    days_before(clock, 2)
    wait_for(run, "BMT Micro", clock.now + 3600)
    said = run.ok(f"due --format ics{line}").out

    entries: list[Any] = Calendar.from_ical(said).walk(kind)

    assert [str(entry["uid"]).partition("@")[0] for entry in entries] == ["case-1", "follow-up-1"]
    assert [str(entry["summary"]) for entry in entries] == [
        "privacyctl case 1: answer access", "privacyctl follow-up 1: tell a recipient",
    ]  # fmt: skip
    ends = [entry["due" if kind == "VTODO" else "dtend"].to_ical() for entry in entries]
    assert ends == [b"20261222T235959Z", b"20261221T005959Z"]
    assert [word for word in ("ann", "Ann", "BMT") if word in said] == []


def test_monitoring_warns_of_them_and_is_critical_once_one_is_late(run: CommandLine, clock: Clock) -> None:
    assert run("due --format nagios").status == 0
    days_before(clock, 2)
    soon = run("due --format nagios")
    wait_for(run, "BMT Micro", clock.now - 1)
    late = run("due --format nagios")

    assert (soon.status, late.status) == (1, 2)
    assert ", 1 request to answer | overdue=0;" in soon.out
    assert ", 1 request to answer, 1 recipient to tell, 1 of these late | " in late.out
    assert late.out.endswith(" unverified=0;0;;0 requests=1;0;;0 follow_ups=1;0;;0 late=1;;0;0\n")


def test_a_request_alone_warns_of_no_silent_cron(run: CommandLine) -> None:
    """The promise of hours needs cron; a month does not."""
    assert "has never run" not in run.ok("contacts", terminal=True).err


def test_on_a_terminal_it_says_that_nothing_is_due(run: CommandLine) -> None:
    assert run.ok("due", terminal=True).out == "Nothing is due within 24 h 00 min.\n"
