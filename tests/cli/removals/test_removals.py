"""`removed` and `verify`: somebody says that it is gone, and somebody looked. Only the look stops the clock."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine


def task(run: CommandLine, number: int) -> Any:
    """A task as the record has it, whatever its state."""
    found = run.ok("show 'Acme Inc.' --json").json["takedowns"]
    return next(one for one in found if one["task"] == number)


@pytest.fixture(autouse=True)
def _asked(run: CommandLine, on_show: dict[str, int]) -> None:
    """Bo asked for his testimonial, Acme for its logo: tasks 1 and 2, both due in 24 hours."""
    assert on_show
    run.once(
        "takedown bo.berg@acme.example",
        "takedown 'Acme Inc.' --what logo",
    )


def test_what_somebody_removed_is_still_due_and_marked(run: CommandLine) -> None:
    answer = run.ok("removed 1 --note 'Taken out of the page.'")

    assert "Task 1: removed, not verified yet. Due Mon 23 Nov 2026 12:00 UTC." in answer.out
    assert "privacyctl verify 1; or say what you saw: --attest NOTE" in answer.out
    assert "24 h 00 min left; removed, not verified" in run.ok("due").out


def test_a_removal_stops_no_clock(run: CommandLine, clock: Clock) -> None:
    run.ok("removed 1 --note 'Taken out.'")
    clock.forward(hours=30)

    assert "overdue by 6 h 00 min; removed, not verified" in run.ok("due").out


@pytest.mark.parametrize(
    "line", ["removed 1", "verify --attest gone", "close 1 --because mistake", "close 1 --note x"]
)
def test_what_must_be_said_is_a_usage_error_where_it_is_left_out(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert (answer.status, answer.out) == (2, "")


@pytest.mark.parametrize("line", ["removed 1 --note ''", "verify 1 --attest ' '"])
def test_an_empty_note_is_none(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert answer.status == 2
    assert "the note is empty" in answer.err
    assert task(run, 1)["state"] == "open"


@pytest.mark.parametrize(
    "line",
    [
        "removed 1 --note 'card 4242424242424242'",
        "verify 1 --attest 'card 4242424242424242'",
        "close 1 --because mistake --note 'card 4242424242424242'",
    ],
)
def test_a_card_number_in_a_note_is_refused(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert answer.status == 1
    assert "looks like a card number" in answer.err
    assert "4242" not in answer.err
    assert task(run, 1)["state"] == "open"


def test_several_are_marked_at_once(run: CommandLine) -> None:
    answer = run.ok("removed 1 2 --note 'Both out.' --json").json

    assert [(one["task"], one["state"]) for one in answer["tasks"]] == [(1, "removed"), (2, "removed")]
    assert answer["changed"] is True


@pytest.mark.parametrize("line", ["removed 1 99 --note x", "removed 99 1 --note x"])
def test_of_several_all_are_marked_or_none(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert (answer.status, answer.out) == (1, "")
    assert "privacyctl: error: there is no task 99" in answer.err
    assert task(run, 1)["state"] == "open"


def test_the_time_of_the_removal_may_be_said(run: CommandLine) -> None:
    run.ok("removed 1 --at '10m ago' --note 'Taken out.'")

    assert task(run, 1)["removed_at"] == "2026-11-22T11:50:00Z"


def test_a_removal_in_the_future_is_refused(run: CommandLine) -> None:
    answer = run("removed 1 --at 2026-11-22T13:00:00Z --note 'Will be out.'")

    assert answer.status == 2
    assert "--at '2026-11-22T13:00:00Z' is in the future" in answer.err
    assert task(run, 1)["state"] == "open"


def test_removed_twice_it_keeps_its_first_time(run: CommandLine, clock: Clock) -> None:
    run.ok("removed 1 --note 'Taken out.'")
    clock.forward(hours=1)

    again = run.ok("removed 1 --note 'Taken out.' --json").json

    assert (again["changed"], again["tasks"][0]["removed_at"]) == (False, "2026-11-22T12:00:00Z")


def test_a_look_in_time_keeps_the_promise(run: CommandLine, clock: Clock) -> None:
    clock.forward(hours=24)

    answer = run.ok("verify 1 --attest 'Looked at the page: gone.'")

    assert answer.out == "Task 1 attested Mon 23 Nov 2026 12:00 UTC. The promise: kept, in 24 h 00 min.\n"


def test_a_look_needs_no_removal_before_it(run: CommandLine) -> None:
    answer = run.ok("verify 1 --attest 'Gone.' --json").json["tasks"][0]

    assert (answer["state"], answer["removed_at"], answer["outcome"]) == ("verified", None, "kept")


def test_removed_in_time_and_looked_at_late_it_is_proved_late(run: CommandLine, clock: Clock) -> None:
    run.ok("removed 1 --note 'Taken out.'")
    clock.forward(hours=24, minutes=5)

    answer = run.ok("verify 1 --attest 'Gone.'")

    assert "The promise: claimed in time, proved late, 5 min late." in answer.out


def test_who_asked_is_to_be_told_once_all_of_their_case_is_gone(run: CommandLine) -> None:
    asked = [one["task"] for one in run.ok("takedown ann.lee@acme.example --json").json["tasks"]]
    first, *others = map(str, asked)
    rest = " ".join(others)

    assert others
    assert "receipt" not in run.ok(f"verify {first} --attest gone").err
    assert "hint: tell who asked: privacyctl receipt 3\n" in run.ok(f"verify {rest} --attest gone").err
    assert "receipt" not in run.ok(f"verify {rest} --attest gone").err


@pytest.mark.parametrize("claim", [None, "removed 1 --note 'Late, sorry.'"])
def test_neither_removed_nor_looked_at_in_time_it_is_broken(
    run: CommandLine, clock: Clock, claim: str | None
) -> None:
    clock.forward(hours=25)
    if claim:
        run.ok(claim)

    answer = run.ok("verify 1 --attest 'Gone.'")

    assert "The promise: broken, 1 h 00 min late." in answer.out


def test_verified_twice_it_keeps_its_first_evidence(run: CommandLine, clock: Clock) -> None:
    run.ok("verify 1 --attest 'Gone.'")
    clock.forward(hours=40)

    again = run.ok("verify 1 --attest 'Still gone.'")

    assert again.out.startswith(
        "Task 1 stands as it is: attested Sun 22 Nov 2026 12:00 UTC. The promise: kept"
    )


def test_what_is_verified_is_not_removed_again(run: CommandLine) -> None:
    run.ok("verify 1 --attest 'Gone.'")

    answer = run.ok("removed 1 --note 'Taken out.'")

    assert answer.out == "Task 1 stands as it is: attested.\n"


@pytest.mark.parametrize("line", ["verify 1 --attest 'Gone.'", "removed 1 --note 'Taken out.'"])
def test_the_task_of_a_closed_case_is_done_with(run: CommandLine, line: str) -> None:
    run.ok("close 1 --because withdrawn --note 'He changed his mind.'")

    answer = run(line)

    assert answer.status == 1
    assert "privacyctl: error: task 1 was closed with its case" in answer.err


def test_a_task_that_is_not_there_is_an_error(run: CommandLine) -> None:
    answer = run("verify 99 --attest 'Gone.'")

    assert answer.status == 1
    assert "there is no task 99" in answer.err


def test_what_is_gone_stays_barred(run: CommandLine) -> None:
    run.ok("verify 1 --attest 'Gone.'")

    barred = [one["id"] for one in run.ok("publications --json").json["publications"] if one["barred"]]
    assert barred == [2, 5]


@pytest.mark.usefixtures("on_show")
def test_a_claim_counts_from_when_it_was_made(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann.lee@acme.example --what testimonial")
    clock.forward(hours=25)
    run.ok("removed 1 --at '3h ago' --note 'It was gone in time, I say now.'")

    verified = run.ok("verify 1 --attest 'Looked: gone.' --json").json

    assert verified["tasks"][0]["outcome"] == "broken"
