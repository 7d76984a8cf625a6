"""A vendor's life from a seed: played, and told where privacyctl said more than the account knows.

By hand: `.venv/bin/python tests/years/life.py --seed 7 --days 3650`; `--help` has the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))


from helpers.in_memory import memory
from privacyctl import cli
from years import attacks
from years.instants import DAY, HOUR
from years.machine import Finding, Machine
from years.noes import Person
from years.questions import QUESTIONS
from years.vendor import ONCE, STEPS

BEGIN = 1_799_053_200  # 2027-01-04T09:00:00Z, a Monday
PER_DAY = 5
OFFSETS = tuple(int(hours * HOUR) for hours in (-30 * 24, -72, -20, -2, 2, 20, 72, 90 * 24, 300 * 24))
RARE = 3
"""What is done so seldom is put into the later part of each life once, so that no life is without it."""
JUMPS, RETURNS = 0.02, 0.35
"""How often the clock jumps away, and comes back, at a step."""


@dataclass(frozen=True)
class Step:
    """One thing that the vendor does; it has its own luck, so that others can be left out."""

    at: int
    offset: int
    name: str
    luck: int


def steps_of(seed: int, days: int) -> list[Step]:
    """A life, drawn: when, under which clock, and what."""
    rnd = Random(seed)  # noqa: S311  (a life, and no secret)
    doings = {**{name: weight for name, (_, weight) in STEPS.items()}, **attacks.WEIGHTS}
    names, weights = list(doings), list(doings.values())
    steps, at, offset = [], BEGIN, 0
    while at < BEGIN + days * DAY:
        if offset:
            offset = 0 if rnd.random() < RETURNS else offset
        elif rnd.random() < JUMPS:
            offset = rnd.choice(OFFSETS)
        steps.append(Step(at, offset, rnd.choices(names, weights)[0], rnd.getrandbits(32)))
        at += max(60, int(rnd.expovariate(PER_DAY / DAY)))
    rare = [*ONCE, *(name for name in names if weights[names.index(name)] <= RARE)]
    for place, name in zip(rnd.sample(range(len(steps) // 3, len(steps)), len(rare)), rare, strict=True):
        steps[place] = Step(steps[place].at, steps[place].offset, name, steps[place].luck)
    return steps


def play(steps: list[Step], until: str | None = None) -> Machine:
    """Live these steps in a new folder. `until` a finding of that word is there."""
    home = Path.cwd()
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        machine = Machine(Path(folder), BEGIN - HOUR)
        machine.account.people = {one.id: Person() for one in machine.people}
        try:
            machine.make()
            for number, step in enumerate(steps):
                machine.step, machine.true, machine.offset = number, step.at, step.offset
                machine.rnd = Random(step.luck)  # noqa: S311
                do_of(step.name)(machine)
                for question, share in QUESTIONS:
                    if machine.rnd.random() < share:
                        question(machine)
                if until is not None and any(one.name == until for one in machine.findings.values()):
                    break
        finally:
            os.chdir(home)
    return machine


def do_of(name: str) -> Callable[[Machine], object]:
    return ONCE.get(name) or attacks.STEPS.get(name) or STEPS[name][0]


def shrunk(steps: list[Step], word: str, seconds: float) -> list[Step]:
    """Leave out whatever is not needed for a finding of that word, for as long as is given."""
    last = next(one.step for one in play(steps, word).findings.values() if one.name == word)
    steps = steps[: last + 1]
    ends, size = time.monotonic() + seconds, len(steps) // 2
    while size and time.monotonic() < ends:
        start = 0
        while start < len(steps) and time.monotonic() < ends:
            fewer = steps[:start] + steps[start + size :]
            if fewer and any(one.name == word for one in play(fewer, word).findings.values()):
                steps = fewer
            else:
                start += size
        size //= 2
    return steps


def told(machine: Machine, finding: Finding, lines: int) -> str:
    """A finding with the commands that led to it, each with its clock."""
    typed = machine.log[max(0, finding.typed - lines) : finding.typed]
    days = (machine.log[finding.typed - 1][0] - BEGIN) / DAY
    return "\n".join([
        f"{finding.word}: {finding.subject}: {finding.said}",
        f"  day {days:.1f}, step {finding.step}; the last commands, each with true time and clock:",
        *(
            f"  [{(at - BEGIN) / HOUR:+.2f}h{f', clock {offset / HOUR:+.0f}h' if offset else ''}] {line}  -> {status}"
            for at, offset, line, status in typed
        ),
    ])  # fmt: skip


def commit() -> str:
    ended = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return ended.stdout.strip() or "an unknown commit"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A vendor's life from a seed.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument(
        "--lines", type=int, default=12, help="how many commands are printed before a finding"
    )
    parser.add_argument(
        "--shrink", metavar="WORD", help="leave out what a finding of that word does not need"
    )
    parser.add_argument("--minutes", type=float, default=2, help="how long to shrink at most")
    parser.add_argument("--no-kills", action="store_true")
    parser.add_argument("--json", action="store_true", help="the findings as one document, for the test")
    given = parser.parse_args(words)
    os.environ["TZ"] = "UTC"
    time.tzset()
    os.umask(0o022)
    began = time.monotonic()
    steps = steps_of(given.seed, given.days)
    if given.shrink:
        steps = shrunk(steps, given.shrink, given.minutes * 60)
        machine = play(steps, given.shrink)
        given.lines = len(machine.log)
    else:
        machine = play(steps)
    found = list(machine.findings.values())
    if given.shrink:
        found = [one for one in found if one.name == given.shrink]
    if given.json:
        texts = {one.name: told(machine, one, given.lines) for one in reversed(found)}
        say(
            json.dumps(
                {
                    "commit": commit(),
                    "findings": texts,
                    "gone_by_looks": machine.gone_by_looks,
                    "typed": sorted(machine.typed & set(cli.COMMANDS)),
                }
            )
        )
        return 0
    say(
        f"seed {given.seed}, {given.days} days, commit {commit()}: {len(steps)} steps, "
        f"{len(machine.log)} commands, {time.monotonic() - began:.1f} s"
    )
    for name, count in Counter(one.name for one in found).most_common():
        first = next(one for one in found if one.name == name)
        say(f"\n=== {name} ({count})\n{told(machine, first, given.lines)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
