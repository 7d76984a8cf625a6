"""`due --new`, which cron runs every few minutes: each removal is told when it moves on, and no more often.

And the mark that `due` leaves where nobody sits, by which the other commands know that cron is alive.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from helpers.terminal import Clock, CommandLine

pytestmark = pytest.mark.usefixtures("on_show")

NEVER = "privacyctl: warning: a removal is open, and `privacyctl due` has never run from cron"


def last_run(db: Path) -> int | None:
    with closing(sqlite3.connect(db)) as connection:
        row = connection.execute("SELECT at FROM due_run").fetchone()
    return None if row is None else int(row[0])


def told_over(run: CommandLine, clock: Clock, *, hours: int) -> list[float]:
    """Run it every ten minutes; at how many hours after the start something was told."""
    start, told = clock.now, []
    while clock.now - start <= hours * 3600:
        if run.ok("due --new").out:
            told.append((clock.now - start) / 3600)
        clock.forward(minutes=10)
    return told


def test_it_is_told_at_intake_with_12_4_and_1_hours_left_and_hourly_once_overdue(
    run: CommandLine, clock: Clock
) -> None:
    run.ok("takedown bo.berg@acme.example")

    told = told_over(run, clock, hours=26)

    assert told == [0, 12, 20, 23, 24 + 1 / 6, 25, 26]


def test_one_that_comes_in_late_is_told_once_and_not_for_each_step_it_missed(
    run: CommandLine, clock: Clock
) -> None:
    run.ok("takedown bo.berg@acme.example --received '21h ago'")

    first = run.ok("due --new").out
    clock.forward(minutes=10)

    assert "3 h 00 min left" in first
    assert run.ok("due --new").out == ""


def test_a_removal_that_was_told_hides_no_other(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due --new")
    run.ok("takedown cy.dow@other.example")

    told = run.ok("due --new").out

    assert "task 2" in told
    assert "task 1" not in told


def test_an_earlier_receipt_is_told_where_it_moves_on(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due --new")
    run.ok("takedown bo.berg@acme.example --received '22h ago'")

    assert "2 h 00 min left" in run.ok("due --new").out


def test_without_new_the_whole_list_is_told_each_time(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    assert run.ok("due").out == run.ok("due").out != ""


def test_a_run_without_new_takes_nothing_from_the_next_with_it(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due")

    assert run.ok("due --new").out != ""


def test_a_run_whose_list_could_not_be_written_tells_it_again(run: CommandLine, db: Path) -> None:
    run.ok("takedown bo.berg@acme.example --received 2020-01-01T00:00:00Z")
    program = Path(sys.executable).with_name("privacyctl")

    with Path("/dev/full").open("w") as full:  # every write to it fails, as on a full disk
        failed = subprocess.run(
            [program, "--db", db, "due", "--new"],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert failed.returncode == 1
    assert "the answer could not be written" in failed.stderr
    assert "task 1" in run.ok("due --new").out


def test_on_a_terminal_it_takes_nothing_from_cron(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due --new", terminal=True)

    assert "task 1" in run.ok("due --new").out


@pytest.mark.parametrize("line", ["due", "due --new", "due --json", "due --format nagios"])
def test_without_a_terminal_it_leaves_a_mark(run: CommandLine, clock: Clock, db: Path, line: str) -> None:
    run(line)

    assert last_run(db) == clock.now


def test_on_a_terminal_it_leaves_none(run: CommandLine, db: Path) -> None:
    run.ok("due", terminal=True)

    assert last_run(db) is None


def test_the_mark_is_no_audit_entry(run: CommandLine) -> None:
    before = run.ok("audit").out
    run.ok("takedown bo.berg@acme.example")
    run.ok("due --new")

    assert len(run.ok("audit").out.splitlines()) == len(before.splitlines()) + 1
    assert run("audit --verify").status == 0


def test_where_the_mark_cannot_be_left_the_list_is_printed_all_the_same(
    run: CommandLine, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("takedown bo.berg@acme.example")
    from privacyctl.duties import due
    from privacyctl.errors import Unwritable

    def refuse(*_: object) -> None:
        raise Unwritable("the file is read-only", "see its mode")

    monkeypatch.setattr(due, "mark", refuse)
    answer = run("due")

    assert answer.status == 0
    assert "task 1" in answer.out
    assert "privacyctl: warning: the mark that `due` ran was not left: the file is read-only" in answer.err
    assert last_run(db) is None


def test_a_terminal_is_warned_where_a_removal_is_open_and_cron_never_ran(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run.ok("takedown bo.berg@acme.example")

    answer = run.ok("contacts", terminal=True)

    assert NEVER in " ".join(answer.err.split())
    assert any(
        re.fullmatch(r" *\*/10 \* \* \* \* \S*privacyctl --db \S+ remind", one)
        for one in answer.err.splitlines()
    )


def test_nobody_is_warned_while_nothing_is_open(run: CommandLine) -> None:
    assert run.ok("contacts", terminal=True).err == ""


def test_without_a_terminal_nobody_is_warned(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    assert run.ok("contacts").err == ""


@pytest.mark.parametrize(("seconds", "warns"), [(6 * 3600, False), (6 * 3600 + 1, True)])
def test_a_terminal_is_warned_once_cron_was_silent_for_more_than_6_hours(
    run: CommandLine, clock: Clock, seconds: int, warns: bool
) -> None:
    run.ok("due")
    clock.forward(seconds=seconds)

    answer = run.ok("contacts", terminal=True)

    assert ("privacyctl: warning: `privacyctl due` last ran from cron 6 h 00 min ago" in answer.err) is warns


def test_a_run_on_a_terminal_ends_no_warning(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due", terminal=True)

    assert NEVER in " ".join(run.ok("contacts", terminal=True).err.split())


def test_a_run_from_cron_ends_the_warning(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("due --new")

    assert run.ok("contacts", terminal=True).err == ""
