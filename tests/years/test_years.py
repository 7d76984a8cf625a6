"""A vendor's months and years from a seed: privacyctl says nothing better than the account does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privacyctl.cli import COMMANDS
from years.account import Account
from years.instants import HOUR, Instant
from years.noes import Person, Word, no_stands
from years.removals import Task, step

HERE = Path(__file__).parent
LIFE = HERE / "life.py"

ACCOUNT = ("account.py", "instants.py", "noes.py", "removals.py")
"""The account, by its subjects."""


def lived(seed: int, days: int) -> dict[str, Any]:
    """One life in a process of its own: it forks, and moves its own clock."""
    ended = subprocess.run(
        [sys.executable, str(LIFE), "--seed", str(seed), "--days", str(days), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, f"seed {seed}: {ended.stderr}"
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


NOT_LIVED = {
    "inbox": "the account reads no mailbox; tests/cli/inbox and the story of P11 do",
    "triage": "likewise",
    "remind": "the account knows of no way; tests/cli/removals/test_remind.py has them",
}
"""The commands that the vendor of these years does not have yet, each with what holds them instead."""


def must_be_no_better(seed: int, days: int) -> None:
    """Live, and fail with whatever was found, with the seed and the commit that live it again."""
    told = lived(seed, days)
    by_hand = f"seed {seed}, commit {told['commit']}: .venv/bin/python tests/years/life.py --seed {seed} --days {days}"
    assert not told["findings"], "\n\n".join([by_hand, *told["findings"].values()])
    assert told["gone_by_looks"], "no look saw a removal: all were attested"
    assert set(told["typed"]) | NOT_LIVED.keys() == set(COMMANDS), (
        "a command is missing from the vendor's life: tests/years/vendor.py"
    )


@pytest.mark.parametrize("seed", [1, 3])
def test_in_six_weeks_nothing_is_said_better_than_the_account_has_it(seed: int) -> None:
    must_be_no_better(seed, 45)


@pytest.mark.year
@pytest.mark.parametrize("seed", range(11, 17))
def test_in_a_year_nothing_is_said_better_than_the_account_has_it(seed: int) -> None:
    must_be_no_better(seed, 365)


@pytest.mark.parametrize("name", ACCOUNT)
def test_the_account_knows_nothing_of_privacyctl_and_can_be_read(name: str) -> None:
    text = (HERE / name).read_text("utf-8")
    imported = {
        name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
    }

    own = {f"years.{one.removesuffix('.py')}" for one in ACCOUNT}
    assert imported <= set(sys.stdlib_module_names) | {"__future__"} | own
    assert len(text.splitlines()) < 300


NOW = 1_800_000_000


def at(hours: float, ahead: float = 0, *, behind: bool = False) -> Instant:
    """So many hours after noon, shown by a clock that is so many hours ahead."""
    true = NOW + int(hours * HOUR)
    return Instant(true, true + int(ahead * HOUR), behind)


def no(hours: float, **how: Any) -> Word:
    return Word(yes=False, at=at(hours), typed=at(how.pop("typed", hours)), **how)


def yes(hours: float, *, ahead: float = 0, **how: Any) -> Word:
    return Word(yes=True, at=at(hours, ahead), typed=at(how.pop("typed", hours), ahead), **how)


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ([], False),
        ([no(0)], True),
        ([no(0), yes(1)], False),
        ([no(1, typed=2), yes(0, typed=3)], True),  # an older yes, typed later
        ([yes(1), no(0, typed=2)], False),  # a yes with its time, later than the no that was typed after it
        ([yes(1, dated=False), no(0, typed=2)], True),  # nobody gave the time of that yes
        ([no(0), yes(1, by_import=True)], True),  # an import lifts nothing
        ([no(0, by_import=True), yes(1, by_import=True)], False),
        ([yes(0, ahead=7200), Word(yes=False, at=at(1, behind=True), typed=at(1, behind=True))], True),
        (
            [yes(0, ahead=-20), Word(yes=False, at=at(-10), typed=at(1))],
            False,
        ),  # nobody could know of that clock
    ],
)
def test_the_account_of_a_no(words: list[Word], stands: bool) -> None:
    assert no_stands(words) is stands


@pytest.mark.parametrize(
    ("received", "claimed", "seen", "best"),
    [
        (at(0), None, at(24), "kept"),
        (at(0), None, at(25), "broken"),
        (at(0), at(20), at(25), "at risk"),
        (at(0), None, None, "broken"),
        (
            at(0),
            None,
            at(40, ahead=-20, behind=True),
            "broken",
        ),  # a clock that was set back proves nothing early
        (at(0), None, at(40, ahead=-20), "kept"),  # where nothing on record shows it, nobody can know
        (at(0, ahead=72), None, at(40), "broken"),  # received in the future
    ],
)
def test_the_account_of_a_removal(
    received: Instant, claimed: Instant | None, seen: Instant | None, best: str
) -> None:
    task = Task(1, 1, "P6", received, claimed=claimed, seen=seen)

    assert task.best(at(48)) == best


def test_the_account_wants_a_removal_told_at_each_step() -> None:
    account = Account(tasks={1: Task(1, 1, "P6", at(0))})
    told = []
    for hours in (0, 1, 13, 14, 21, 24.5, 24.7, 26):
        if account.must_be_told(at(hours)):
            told.append(hours)
            account.due_ran(at(hours), {1})

    assert told == [0, 13, 21, 24.5, 26]
    assert [step(left * HOUR) for left in (24, 12, 4, 1, -1, -2)] == [0, 1, 2, 3, 5, 6]


def test_a_telling_under_a_clock_ahead_silences_nothing() -> None:
    account = Account(tasks={1: Task(1, 1, "P6", at(0))})
    account.due_ran(at(1, ahead=72), {1})

    assert account.must_be_told(at(13)) == {1}


def test_who_is_erased_is_out_for_good() -> None:
    account = Account(people={1: Person(addresses={"a@x.example"}, number=1)})
    account.erased(1, at(0))

    assert account.barred("updates") == {"a@x.example": 1}
    assert account.best_verdicts(at(24))["P4"][0] == "kept"
