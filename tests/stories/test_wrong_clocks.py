"""A vendor whose clock jumps at every step, against an account that is kept by the true time.

The account knows nothing of privacyctl: it holds when each request truly came, and what was truly said last.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from helpers.terminal import NOON, Clock, CommandLine

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Answer

HOUR = 3600
DAY = 24 * HOUR
WRONG = [-30 * DAY, -20 * HOUR, -HOUR, 72 * HOUR, 300 * DAY]
PEOPLE = ("ann@acme.example", "bo@acme.example")


@dataclass
class Account:
    """What is true."""

    received: dict[int, int] = field(default_factory=dict)
    """Task → when its request truly came."""
    proved: dict[int, int] = field(default_factory=dict)
    """Task → when it was truly seen gone."""
    said: dict[str, bool] = field(default_factory=dict)
    """Who said last that they want the news, or not."""


@dataclass
class Vendor:
    """Types commands under clocks that are right or wrong."""

    run: CommandLine
    chance: random.Random
    now: int = NOON
    account: Account = field(default_factory=Account)

    def type(self, line: str, *, right: bool = False) -> Answer:
        off = 0 if right or self.chance.random() < 0.4 else self.chance.choice(WRONG)
        self.run.clock.now = self.now + off
        try:
            return self.run(line)
        finally:
            self.run.clock.now = self.now

    def step(self) -> None:
        self.now += self.chance.choice([HOUR, 5 * HOUR, 11 * HOUR, 26 * HOUR])
        who = self.chance.choice(PEOPLE)
        match self.chance.randrange(6):
            case 0:
                asked = f"x{len(self.account.received)}@acme.example"
                made = self.type(f"takedown {asked} --note x --json").json
                self.account.received[made["tasks"][0]["task"]] = self.now
            case 1:
                self.type(f"optout {who}")
                self.account.said[who] = False
            case 2:
                if self.type(f"optin {who} --purpose updates --evidence yes").status == 0:
                    self.account.said[who] = True
            case 3 if waiting := [t for t in self.account.received if t not in self.account.proved]:
                task = self.chance.choice(waiting)
                self.type(f"verify {task} --attest gone")
                self.account.proved[task] = self.now
            case 4:
                self.type("doctor --clock-is-right", right=True)
            case _:
                self.type("due --new")

    def check(self) -> None:
        """No verdict is better than the account's, and nothing that waits is silent."""
        listed = {one["task"] for one in self.type("due --json", right=True).json["removals"]}
        assert listed == set(self.account.received) - set(self.account.proved)
        news = self.type("audience updates", right=True).out
        for who, wants in self.account.said.items():
            assert wants or who not in news, who
        for task, at in self.account.proved.items():
            found = self.type(f"verify {task} --attest again --json", right=True).json["tasks"][0]["outcome"]
            assert found != "kept" or at <= self.account.received[task] + DAY, task
        assert self.type("audit --verify", right=True).status == 0


@pytest.mark.parametrize("seed", range(6))
def test_no_clock_makes_a_verdict_better_than_the_truth(seed: int, db: Path) -> None:
    vendor = Vendor(CommandLine(db, Clock()), random.Random(seed))  # noqa: S311
    for who in PEOPLE:
        vendor.type(f"add-purchase {who} --order {who} --product W", right=True)
    for _ in range(30):
        vendor.step()
        vendor.check()
