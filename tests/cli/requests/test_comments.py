"""A buyer's comment is a request until somebody has read it: 24 hours from the order's own time."""

from __future__ import annotations

import json
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from helpers.order_imports import Importer
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.cli import COMMANDS
from privacyctl.model.deadline import Rule, of_comment
from privacyctl.model.moment import DAY, HOUR, Moment
from privacyctl.model.request import WasAbout
from privacyctl.store import Store

HEADER = "Order,Email,Product,Date,Comment"
ANN = "1,ann@acme.example,W,2026-11-22T09:00:00Z,Please take my testimonial off your site"


@pytest.fixture
def comment(load: Importer) -> None:
    """Ann wrote it with her order three hours ago; Bo said nothing."""
    load.ok(HEADER, ANN, "2,bo@smith.example,W,2026-11-22T10:00:00Z,")


@pytest.mark.usefixtures("comment")
def test_a_comment_is_due_24_hours_after_it_was_written(run: CommandLine) -> None:
    assert run.ok("due --json").json["comments"] == [
        {
            "case": 1,
            "who": "ann@acme.example",
            "written_at": "2026-11-22T09:00:00Z",
            "due_at": "2026-11-23T09:00:00Z",
            "seconds_left": 21 * HOUR,
        }
    ]
    assert (
        run.ok("due").out == "case 1  comment, to be read  due Mon 23 Nov 2026 09:00 UTC  21 h 00 min left\n"
    )
    assert "ann@acme.example" in run.ok("due --who").out


@pytest.mark.usefixtures("comment")
def test_every_form_of_due_has_it(run: CommandLine) -> None:
    assert "\n,1,comment,ann@acme.example,,2026-11-22T09:00:00Z" in run.ok("due --format csv").out
    assert "privacyctl case 1: read comment" in run.ok("due --format ics").out
    state = run.ok("requests").out
    assert "to be read by Mon 23 Nov 2026 09:00 UTC" in state


@pytest.mark.usefixtures("comment")
def test_what_nobody_read_in_time_is_overdue_everywhere(run: CommandLine, clock: Clock) -> None:
    watched = run("due --format nagios")
    assert (watched.status, "comments=1;0;;0" in watched.out) == (1, True)
    assert "1 comment to read" in watched.out
    assert "comment-unread" not in run.ok("doctor --json").out

    clock.forward(hours=22)

    assert "overdue by 1 h 00 min" in run.ok("due").out
    assert run("due --format nagios").status == 2
    assert "comment-unread" in run.ok("doctor --json").out
    p11 = next(p for p in run("policy --json").json["promises"] if p["promise"] == "P11")
    assert (p11["verdict"], p11["concerns"]["comment-overdue"]) == ("broken", 1)
    assert run("policy --check").status == 1


@pytest.mark.usefixtures("comment")
def test_new_tells_of_a_comment_as_of_a_removal(run: CommandLine, clock: Clock) -> None:
    told = []
    for _ in range(24 * 6):
        if run.ok("due --new").out:
            told.append((NOON + 21 * HOUR - clock.now) / HOUR)
        clock.forward(minutes=10)

    assert told[:4] == [21, 12, 4, 1]
    assert all(later < 0 for later in told[4:])
    assert len(told[4:]) == 3  # hourly once it is overdue


def test_comments_of_older_orders_stand_under_one_line(
    run: CommandLine, load: Importer, clock: Clock
) -> None:
    load.ok(HEADER, *(f"{n},b{n}@x.example,W,2026-10-0{n}T09:00:00Z,Hello {n}" for n in range(1, 6)))

    assert run.ok("due").out == "5 comments of older orders wait to be read\n"
    found = run.ok("due --json").json
    assert (found["comments"], found["older_comments"]) == ([], 5)
    watched = run("due --format nagios")
    assert (watched.status, "older_comments=5;0;;0" in watched.out) == (1, True)
    assert run.ok("due --format csv").out.endswith(",,older-comments,,,,,,5 open\n")

    clock.forward(hours=72)

    assert run("due --format nagios").status == 1
    p11 = next(p for p in run("policy --since 2026-01-01 --json").json["promises"] if p["promise"] == "P11")
    assert p11["verdict"] != "broken"
    assert p11["concerns"]["comment-older"] == 5
    run.ok("close 1 --because seen-to --note 'read it'")
    assert run.ok("due").out == "4 comments of older orders wait to be read\n"


def test_new_tells_of_older_comments_once_a_week(run: CommandLine, load: Importer, clock: Clock) -> None:
    load.ok(HEADER, "1,b@x.example,W,2026-10-01T09:00:00Z,Hello")

    told = []
    for day in range(15):
        told += [day] if run.ok("due --new").out else []
        clock.forward(hours=24)

    assert told[0] == 0
    assert {later - earlier for earlier, later in pairwise(told[1:])} == {7}


@pytest.mark.parametrize(
    ("written_at", "rule", "due_at"),
    [
        (NOON - HOUR, Rule.READ, NOON - HOUR + DAY),
        (NOON - DAY, Rule.READ, NOON),
        (NOON - DAY - 1, Rule.OLDER, NOON - 1),
        (NOON + HOUR, Rule.READ, NOON + DAY),  # a time that has not come yet says nothing
        (None, Rule.READ, NOON + DAY),
    ],
)
def test_by_when_a_comment_is_read(written_at: int | None, rule: Rule, due_at: int) -> None:
    at = None if written_at is None else Moment(written_at)

    assert of_comment(at, Moment(NOON)) == (rule, due_at)


@pytest.mark.usefixtures("comment")
def test_a_list_with_somebody_whose_comment_waits_is_warned_of_by_number(run: CommandLine) -> None:
    given = "email\nann@acme.example\nbo@smith.example\n"
    for line in ("audience updates", "audience order", "gate - --purpose updates", "gate - --purpose order"):
        answer = run.ok(line, given=given)
        assert "nobody has seen to, and it may be a no: case 1\n" in answer.err, line
        assert "ann@" not in answer.err
    assert run.ok("audience updates --json").json["unread"] == [1]
    assert run.ok("gate - --purpose updates --json", given=given).json["unread"] == [1]

    assert "seen to" not in run.ok("gate - --purpose updates", given="email\nbo@smith.example\n").err
    run.ok("optout ann@acme.example")
    assert "seen to" not in run.ok("audience updates").err
    run.ok("close 1 --because seen-to --note 'read it'")
    assert "seen to" not in run.ok("audience order").err


@pytest.mark.usefixtures("comment")
def test_a_script_closes_without_a_word_of_what_it_was(run: CommandLine, store: Store) -> None:
    answer = run.ok("close 1 --because seen-to --note 'read it'")

    assert answer.out == "Case 1 is closed as seen-to.\n"
    assert run.ok("due").out == ""
    assert store.value("SELECT was FROM request_closing") is None
    assert store.value("SELECT state FROM request_clock") == "answered"


@pytest.mark.usefixtures("comment")
@pytest.mark.parametrize("was", WasAbout)
def test_what_a_comment_was_leads_to_the_command_that_takes_it(was: WasAbout, run: CommandLine) -> None:
    closed = run.ok(f"close 1 --because seen-to --note 'read it' --was {was.value} --json").json

    assert closed["was"] == was.value
    assert (closed["next"] is None) == (was is WasAbout.NONE)
    if closed["next"] is not None:
        program, command, *_ = shlex.split(closed["next"])
        assert (program, command) == ("privacyctl", was.value)
        assert command in COMMANDS
        assert "--received 2026-11-22T09:00:00Z" in closed["next"]
        answer = run(closed["next"].removeprefix("privacyctl "))
        assert answer.status == 0, answer
    assert run.ok("audit --verify --json").json["rows"] == []


@pytest.mark.usefixtures("comment")
def test_a_person_is_asked_what_it_was(run: CommandLine) -> None:
    asked = run.ok("close 1 --because seen-to --note 'read it'", terminal=True, given="what?\ntakedown\n")

    assert "Please take my testimonial off your site" in asked.err
    assert "privacyctl takedown 1 --received 2026-11-22T09:00:00Z" in asked.out


@pytest.mark.usefixtures("comment")
def test_whoever_is_asked_and_goes_away_leaves_nothing(run: CommandLine) -> None:
    before = run.db.read_bytes()

    assert run("close 1 --because seen-to --note 'read it'", terminal=True, given="").status != 0
    assert run.db.read_bytes() == before


@pytest.mark.usefixtures("comment")
def test_what_it_was_is_said_of_a_comment_that_was_read_alone(run: CommandLine) -> None:
    assert run("close 1 --because mistake --note oops --was question").status == 2
    run.ok("takedown ann@acme.example --note 'Take it down.'")
    assert run("close 2 --because seen-to --note oops --was question").status == 1
    assert run.ok("requests --json").json["requests"][0]["open"]


AGAIN = ANN.replace("Please take my testimonial off your site", "And no newsletter please")


@pytest.mark.usefixtures("comment")
def test_other_words_with_the_same_order_are_a_request_of_their_own(
    run: CommandLine, load: Importer, clock: Clock
) -> None:
    clock.forward(hours=1)

    said = load.ok(HEADER, AGAIN)
    assert "1 comment of buyers waits to be read: case 2" in said.err
    again = load.ok(HEADER, ANN, AGAIN, more="--json").json

    assert (again["comments"], again["changed"]) == ([], False)
    waiting = run.ok("due --json").json["comments"]
    assert [one["case"] for one in waiting] == [1, 2]
    assert (
        waiting[1]["seconds_left"] == DAY
    )  # no file says when it was written: an earlier one did not have it
    assert [one["text"] for one in run.ok("requests --json").json["requests"]] == [
        "Please take my testimonial off your site",
        "And no newsletter please",
    ]
    run.ok("doctor")
    assert run.ok("audit --verify --json").json["rows"] == []


@pytest.mark.parametrize("is_read", [True, False])
def test_the_same_words_are_no_new_request_read_or_not(
    is_read: bool, run: CommandLine, load: Importer
) -> None:
    load.ok(HEADER, ANN, AGAIN)
    load.ok(HEADER, "9,ann@acme.example,W,2026-11-22T09:00:00Z,And no newsletter please")
    if is_read:
        for case in (1, 2, 3):
            run.ok(f"close {case} --because seen-to --note 'read it'")

    again = load.ok(
        HEADER, AGAIN, ANN.replace("Please take", "Please  take"), AGAIN.replace("W,", "G,"), more="--json"
    ).json

    assert again["comments"] == []
    assert len(run.ok("requests --json").json["requests"]) == 3


def test_each_text_beside_one_order_is_a_case_whatever_line_it_stands_in(
    run: CommandLine, load: Importer, out: Path
) -> None:
    found = load.ok(
        "Order,Email,Product,Date,Comment",
        "1,ann@acme.example,W,2026-11-22T09:00:00Z,one",
        "1,ann@acme.example,G,2026-11-22T09:00:00Z,two",
        "1,ann@acme.example,G,2026-11-22T09:00:00Z,two",
        "1,ann@acme.example,W,2026-11-22T09:00:00Z,three",
        more="--json",
    ).json

    assert found["comments"] == [1, 2, 3]
    run.ok("close 1 --because seen-to --note x")
    assert load.ok(HEADER, "1,ann@acme.example,W,2026-11-22T09:00:00Z,four", more="--json").json[
        "comments"
    ] == [4]
    run.ok(f"access 1 --confirmed voice --out {out}")
    held = json.loads(next(out.glob("*.json")).read_text())
    assert {one for case in held["held"]["requests"] for one in case["mails"]} == set()


LEFT = "is on record nowhere: line 2"


def test_a_comment_in_a_row_that_is_not_imported_is_said_by_its_line(
    run: CommandLine, load: Importer
) -> None:
    run.ok("add-purchase bo@smith.example --order 1 --product W")
    rows = {
        "bad address": "1,ann@,W,2026-11-22,secret words",
        "of another contact": "1,ann@acme.example,W,2026-11-22,secret words",
        "in the future": "7,ann@acme.example,W,2029-11-22,secret words",
        "ragged": "1,ann@acme.example,W,2026-11-22,secret words,and more",
        "too long": f"1,ann@acme.example,W,2026-11-22,{'secret ' * 3000}",
    }
    for what, row in rows.items():
        assert LEFT not in load(HEADER, row).err, what  # nothing was imported: the file comes again

        said = load.ok(HEADER, row, more="--skip-bad")
        document = load.ok(HEADER, row, more="--skip-bad --json").json["files"][0]

        assert LEFT in said.err, what
        assert "privacyctl takedown WHO --received TIME" in said.err
        assert "secret" not in said.err + said.out
        assert (document["comments_left"], document["comment_left_count"]) == ([2], 1), what


def test_a_comment_with_an_erased_order_is_said_unless_it_was_known(run: CommandLine, load: Importer) -> None:
    load.ok(HEADER, ANN)
    run.ok("close 1 --because seen-to --was none --note 'read it'")
    run.ok("erase ann@acme.example --confirmed voice --yes")

    assert "on record nowhere" not in load.ok(HEADER, ANN).err
    assert LEFT in load.ok(HEADER, AGAIN).err
    assert run.ok("requests --json").json["requests"][0]["text"] is None


BECOMES = {
    WasAbout.TAKEDOWN: ("takedown", "2026-11-23T09:00:00Z"),
    WasAbout.ACCESS: ("access", "2026-12-22T23:59:59Z"),
    WasAbout.CORRECT: ("rectification", "2026-12-22T23:59:59Z"),
    WasAbout.ERASE: ("erasure", "2026-12-22T23:59:59Z"),
    WasAbout.OBJECT: ("objection", "2026-12-22T23:59:59Z"),
    WasAbout.RESTRICT: ("restriction", "2026-12-22T23:59:59Z"),
    WasAbout.QUESTION: ("question", "2026-11-29T09:00:00Z"),
}


@pytest.mark.usefixtures("comment")
@pytest.mark.parametrize("was", [one for one in WasAbout if one is not WasAbout.NONE])
def test_what_a_comment_was_is_taken_with_its_own_receipt(
    was: WasAbout, run: CommandLine, clock: Clock
) -> None:
    clock.forward(hours=10)
    closed = run.ok(f"close 1 --because seen-to --note 'read it' --was {was.value} --json").json

    if was is WasAbout.OPTOUT:
        assert closed["opened"] is None
        assert "ann@acme.example" not in run.ok("audience updates").out
        return
    case = next(one for one in run.ok("requests --json").json["requests"] if one["case"] == closed["opened"])
    kind, due_at = BECOMES[was]
    assert (case["kind"], case["open"], case["received_at"]) == (kind, True, "2026-11-22T09:00:00Z")
    assert case["text"] == "Please take my testimonial off your site"
    removals = {one["case"]: one["due_at"] for one in run.ok("due --json").json["removals"]}
    assert removals.get(case["case"], case["due_at"]) == due_at

    run.ok(closed["next"].removeprefix("privacyctl "))

    assert len(run.ok("requests --json").json["requests"]) == 2  # it is that case which goes on
    run.ok("doctor")
    assert run.acts()[-1] in {"comment-taken", "erasure-asked", "corrected"}
    assert run("undo 2 --note x").status == 1


@pytest.mark.usefixtures("comment")
def test_what_is_on_show_is_to_be_removed_once_a_comment_was_a_removal(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution 'A.' --at /x --permission ok")
    said = run.ok("close 1 --because seen-to --note 'read it' --was takedown")

    assert "What it asked for is case 2, with the comment's own receipt" in said.out
    (task,) = run.ok("due --json").json["removals"]
    assert (task["kind"], task["due_at"]) == ("testimonial", "2026-11-23T09:00:00Z")
    assert run.ok("audit --verify --json").json["rows"] == []


@pytest.mark.usefixtures("comment")
def test_a_comment_that_was_a_no_is_done_and_a_later_yes_is_said(run: CommandLine) -> None:
    run.ok("optin ann@acme.example --purpose updates --evidence 'yes please' --received '1h ago'")

    assert "later permission" in run.ok("close 1 --because seen-to --note 'read it' --was optout").out


@pytest.mark.usefixtures("comment")
def test_an_erasure_waits_until_a_comment_was_read(run: CommandLine) -> None:
    answer = run("erase ann@acme.example --confirmed voice --yes")

    assert answer.status == 1
    assert "nobody has read the comment of case 1" in answer.err
    assert "close 1 --because seen-to --was WHAT" in answer.err
    assert [one["case"] for one in run.ok("due --json").json["comments"]] == [1]

    run.ok("close 1 --because seen-to --was none --note 'read it'")

    run.ok("erase ann@acme.example --confirmed voice --yes")


@pytest.mark.usefixtures("comment")
def test_what_a_comment_was_after_all_is_typed_as_its_own_command(run: CommandLine) -> None:
    run.ok("close 1 --because seen-to --was none --note 'read it'")

    answer = run("close 1 --because seen-to --was takedown --note 'read it again'")

    assert answer.status == 1
    assert "case 1 is closed already, as none" in answer.err
    assert "privacyctl takedown 1 --received 2026-11-22T09:00:00Z" in answer.err
    again = run.ok("close 1 --because seen-to --was none --note 'read it'")
    assert "nothing was changed" in again.out
