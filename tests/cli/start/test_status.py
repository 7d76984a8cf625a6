"""`status`, and `privacyctl` alone: the day's work on one screen, each thing with what is typed next."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from helpers.copies import settings
from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"


@pytest.fixture
def busy(run: CommandLine) -> CommandLine:
    """A record on which a removal is overdue, one is running, and two rights have their day."""
    run.once(
        "add-contact ann@example.com --name 'Ann Lee'",
        "add-contact bo@example.com --name 'Bo Berg'",
        f"add-testimonial ann@example.com --quote Good. --attribution 'Ann L.' --at {PAGE} --permission yes",
        f"add-testimonial bo@example.com --quote Fine. --attribution 'Bo B.' --at {PAGE} --permission yes",
        "takedown bo@example.com --received '20h ago'",
        "takedown ann@example.com --received '26h ago'",
        "access ann@example.com --received '30d ago'",
        "question bo@example.com --note 'Where is it?'",
        "removed 2 --note 'Taken out.'",
    )
    return run


def test_the_most_urgent_stands_first_with_what_is_typed_next(busy: CommandLine) -> None:
    lines = busy.ok("status").out.splitlines()

    assert lines[0] == "Sun 22 Nov 12:00: 1 overdue, 3 due, 1 thing to do about copies"
    assert [re.split(" {2,}", line) for line in lines[2:7]] == [
        [
            "OVERDUE 2 h 00 min",
            f"case 2, task 2: testimonial, {PAGE}, removed, not verified",
            "privacyctl verify 2",
        ],
        ["4 h 00 min left", f"case 1, task 1: testimonial, {PAGE}", "privacyctl removed 1 --note TEXT"],
        ["35 h 59 min left", "case 3: access, not confirmed", "privacyctl confirm 3 --how code"],
        ["7 d 0 h left", "case 4: question", "privacyctl close 4 --because answered --note TEXT"],
        ["copies", "no copy of the record was read back", "privacyctl backup"],
    ]
    assert lines[8:] == [
        "cron never · site never · copy never",
        "not kept, by what stands here: P6, P9; all of them: privacyctl policy",
    ]


def test_privacyctl_alone_shows_the_same(busy: CommandLine) -> None:
    assert busy("") == busy("status")


def test_what_is_typed_next_is_a_line_that_is_understood(busy: CommandLine) -> None:
    for one in busy.ok("status --json").json["work"]:
        words = shlex.split(one["next"])[1:]
        answer = busy(shlex.join(words))
        assert answer.status != 2, answer


def test_the_document_has_every_thing_with_its_time(busy: CommandLine) -> None:
    told = busy.ok("status --json").json

    assert [(one["kind"], one["task"], one["case"], one["seconds_left"]) for one in told["work"]] == [
        ("removal", 2, 2, -2 * 3600),
        ("removal", 1, 1, 4 * 3600),
        ("access", None, 3, 129599),
        ("question", None, 4, 7 * 86400),
        ("copy", None, None, 0),
    ]
    assert (told["open"], told["overdue"], told["not_kept"]) == (5, 1, ["P6", "P9"])


def test_nobody_is_named_but_on_a_terminal_that_asks_for_it(busy: CommandLine) -> None:
    assert "ann@" not in busy.ok("status --who").out
    assert "ann@" not in busy.ok("status", terminal=True).out
    assert "ann@example.com" in busy.ok("status --who", terminal=True).out


def test_a_prompt_gets_one_line_or_none(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    assert run.ok("status --line").out == ""

    run.ok("takedown ann@example.com --received '30h ago'")
    run.ok("question ann@example.com --note 'Where?'")

    assert run.ok("status --line").out == "2 open, 1 overdue\n"


def test_no_more_than_ten_things_stand_on_the_screen(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    for number in range(12):
        run.ok(f"question ann@example.com --note 'No. {number}'")

    shown = run.ok("status").out

    assert shown.count("case ") == 10
    assert "and 3 more: privacyctl due" in shown


@pytest.mark.parametrize("line", ["", "status"])
def test_where_there_is_no_record_the_main_job_is_said_in_five_lines(
    run: CommandLine, tmp_path: Path, line: str
) -> None:
    answer = run(line, db=tmp_path / "none.db")

    assert answer.status == 3
    assert len(answer.out.splitlines()) == 5
    assert "init`" in answer.err


def test_settings_that_cannot_be_read_do_not_hide_what_is_due(busy: CommandLine) -> None:
    busy.db.with_name("privacyctl.toml").write_text("vendor = ")

    answer = busy.ok("status")

    assert "OVERDUE" in answer.out
    assert "the settings cannot be read" in answer.err


def test_the_vendor_is_named_and_a_copy_is_wanted_as_often_as_the_settings_say(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    run.ok("add-contact ann@example.com")
    run.db.with_name("privacyctl.toml").write_text(
        'vendor = "Kite"\n' + settings(tmp_path / "usb", 'every = "2d"\n')
    )
    run.ok("backup")

    clock.forward(hours=95)
    fresh = run.ok("status").out
    clock.forward(hours=2)

    assert fresh.startswith("Kite, Thu 26 Nov 11:00: ")
    assert "copy 3 d ago" in fresh
    assert "the newest copy is" not in fresh
    assert "the newest copy is 4 d 1 h old" in run.ok("status").out
