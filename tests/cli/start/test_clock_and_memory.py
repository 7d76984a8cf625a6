"""A clock that cannot be right, and too little memory: each has its sentence, and nothing is half done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from helpers.terminal import Clock, CommandLine


def at(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]


@pytest.mark.parametrize("now", [-(10**12), 0, at(2020, 1, 1) - 1, at(2101, 1, 1), at(9999, 12, 31), 10**15])
@pytest.mark.parametrize("command", ["takedown ann@acme.example", "due", "contacts", "policy"])
def test_a_clock_that_cannot_be_right_is_refused_at_the_start(
    command: str, now: int, run: CommandLine, clock: Clock
) -> None:
    run.ok("add-contact ann@acme.example")
    before = run.db.read_bytes()
    clock.now = now

    answer = run(command)

    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(
        "privacyctl: error: the clock of this machine is not between 2020 and 2100\n"
    )
    assert run.db.read_bytes() == before


@pytest.mark.parametrize("now", [at(2020, 1, 1), at(2100, 12, 30)])
def test_the_first_and_the_last_day_are_credible(now: int, run: CommandLine, clock: Clock) -> None:
    clock.now = now

    run.ok("add-contact ann@acme.example")
    run.ok("takedown ann@acme.example")
    run("due")


def test_a_clock_that_jumps_while_a_command_runs_changes_nothing(run: CommandLine, clock: Clock) -> None:
    readings = iter([clock.now])
    leaping = type(run)(run.db, lambda: next(readings, at(9999, 1, 1)))  # type: ignore[arg-type]

    answer = leaping("add-contact ann@acme.example")

    assert answer.status == 1
    assert "the clock of this machine" in answer.err
    assert run.acts() == []


def test_too_little_memory_is_no_bug(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object, **__: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr("privacyctl.store.store.Store.transaction", fill)

    answer = run("add-contact ann@acme.example")

    assert answer.status == 1
    assert answer.err == (
        "privacyctl: error: there was not enough memory; nothing was changed\n"
        "privacyctl: hint: give it less at once, or run it where there is more memory\n"
    )
