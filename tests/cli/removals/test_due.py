"""`due` as it is read at three in the morning: what, where, when, how long; and when it is silent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"

ON_SHOW = pytest.mark.usefixtures("on_show")


def at(moment: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(moment).timestamp())


@ON_SHOW
def test_the_most_urgent_stands_first_whatever_its_state(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --what logo --received '30h ago'")
    run.ok("takedown bo.berg@acme.example --received '2h ago'")
    run.ok("takedown cy.dow@other.example --received '20h ago'")
    run.ok("removed 1 --note 'Taken out.'")

    assert run.ok("due").out.splitlines() == [
        f"task 1  logo         {PAGE}  due Sun 22 Nov 2026 06:00 UTC  overdue by 6 h 00 min; removed, not verified",
        f"task 3  testimonial  {PAGE}  due Sun 22 Nov 2026 16:00 UTC  4 h 00 min left",
        f"task 2  testimonial  {PAGE}  due Mon 23 Nov 2026 10:00 UTC  22 h 00 min left",
    ]


@ON_SHOW
def test_what_is_verified_is_gone_from_the_list(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    run.ok("verify 1 --attest 'Looked: gone.'")

    assert run.ok("due").out == ""


def test_what_is_to_be_looked_for_says_so(run: CommandLine) -> None:
    run.ok("takedown stranger@nowhere.example")

    assert run.ok("due").out.startswith(
        "task 1  not in the register: find by hand what shows them    due Mon"
    )


@ON_SHOW
def test_who_stays_out_of_crons_mail(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    assert "bo.berg" not in run.ok("due").out


@ON_SHOW
@pytest.mark.parametrize(("line", "terminal"), [("due --who", False), ("due", True)])
def test_who_is_named_on_a_terminal_or_where_it_is_asked_for(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, line: str, terminal: bool
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    run.ok("takedown bo.berg@acme.example")

    assert "bo.berg@acme.example" in run.ok(line, terminal=terminal).out


@ON_SHOW
def test_a_company_is_named_where_it_is_about_a_company(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --what logo")

    assert "Acme Inc." in run.ok("due --who").out


def test_without_a_terminal_nothing_due_is_silence(run: CommandLine) -> None:
    answer = run("due")

    assert (answer.status, answer.out, answer.err) == (0, "", "")


def test_a_terminal_is_told_that_nothing_is_due(run: CommandLine) -> None:
    assert run.ok("due", terminal=True).out == "Nothing is due within 24 h 00 min.\n"


@ON_SHOW
def test_whatever_is_due_the_status_is_0(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '9d ago'")

    answer = run("due")

    assert answer.status == 0
    assert "overdue by 8 d 0 h" in answer.out


@ON_SHOW
@pytest.mark.parametrize(
    ("within", "shown"),
    [("1h", False), ("119m", False), ("120m", True), ("2h", True), ("1d", True), ("0h", False)],
)
def test_within_looks_as_far_ahead_as_it_says(run: CommandLine, within: str, shown: bool) -> None:
    run.ok("takedown bo.berg@acme.example --received '22h ago'")

    assert bool(run.ok(f"due --within {within}").out) is shown


@ON_SHOW
def test_what_is_overdue_is_within_any_window(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example --received '25h ago'")

    assert "overdue by 1 h 00 min" in run.ok("due --within 0m").out


@pytest.mark.parametrize("within", ["soon", "24", "h", "-1h", "1.5h", "24s", "9999999h", "''", "٢h"])
def test_nonsense_is_no_length_of_time(run: CommandLine, within: str) -> None:
    answer = run(f"due --within={within}")

    assert (answer.status, answer.out) == (2, "")
    assert "is not a length of time" in answer.err


@ON_SHOW
@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Europe/Berlin", "Mon 23 Nov 2026 13:00 CET"),
        ("America/New_York", "Mon 23 Nov 2026 07:00 EST"),
        ("Australia/Lord_Howe", "Mon 23 Nov 2026 23:00 +11"),
    ],
)
def test_the_deadline_is_in_local_time(
    run: CommandLine, zone: Callable[[str], None], name: str, spelled: str
) -> None:
    run.ok("takedown bo.berg@acme.example")
    zone(name)

    assert f"due {spelled}  24 h 00 min left" in run.ok("due").out


@ON_SHOW
@pytest.mark.parametrize(
    ("name", "received", "due"),
    [
        ("Europe/Berlin", "2027-03-27T12:00", "Sun 28 Mar 2027 13:00 CEST"),
        ("Europe/Berlin", "2026-10-24T12:00", "Sun 25 Oct 2026 11:00 CET"),
        ("America/New_York", "2027-03-13T12:00", "Sun 14 Mar 2027 13:00 EDT"),
        ("America/New_York", "2026-10-31T12:00", "Sun 01 Nov 2026 11:00 EST"),
        ("Australia/Lord_Howe", "2026-10-03T12:00", "Sun 04 Oct 2026 12:30 +11"),
        ("Australia/Lord_Howe", "2027-04-03T12:00", "Sun 04 Apr 2027 11:30 +1030"),
    ],
)
def test_24_hours_are_24_elapsed_hours_whatever_the_local_clock_does(
    run: CommandLine, clock: Clock, zone: Callable[[str], None], name: str, received: str, due: str
) -> None:
    zone(name)
    clock.now = at(received)
    run.ok(f"takedown bo.berg@acme.example --received {received}")
    clock.forward(hours=23, minutes=59)

    assert run.ok("due").out == f"task 1  testimonial  {PAGE}  due {due}  1 min left\n"


@ON_SHOW
def test_the_last_second_is_still_in_time(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    clock.forward(hours=24)
    last = run.ok("due").out
    clock.forward(seconds=1)

    assert last.endswith("  0 min left\n")
    assert run.ok("due").out.endswith("  overdue by 0 min\n")


def test_a_data_file_that_is_missing_is_a_loud_error(run: CommandLine, tmp_path: Path) -> None:
    answer = run("due", db=tmp_path / "elsewhere" / "privacyctl.db")

    assert (answer.status, answer.out) == (3, "")
    assert "privacyctl: error: there is no data file at" in answer.err
    assert not (tmp_path / "elsewhere").exists()


def from_cron(db: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program in the environment that cron has: hardly any."""
    program = Path(sys.executable).with_name("privacyctl")
    bare = ["env", "-i", f"HOME={db.parent}", "PATH=/usr/bin:/bin"]
    return subprocess.run(
        [*bare, str(program), "--db", str(db), "due", "--new"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_in_crons_environment_nothing_due_is_silence(db: Path) -> None:
    answer = from_cron(db)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


@ON_SHOW
def test_in_crons_environment_what_is_due_is_told(run: CommandLine, db: Path) -> None:
    run.ok("takedown bo.berg@acme.example --received 2020-01-01T00:00:00Z")

    answer = from_cron(db)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(
        f"task 1  testimonial  {PAGE}  due Thu 02 Jan 2020 00:00 UTC  overdue by "
    )
