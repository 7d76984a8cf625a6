"""Running commands side by side, and the table of what came of it."""
# ruff: noqa: T201  it prints

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

MIB = 1024 * 1024


@dataclass
class Runner:
    """One command of a bench: ours, or a rival's, and what we promise beside it."""

    name: str
    words: Callable[[int], Sequence[str]]
    """The command line of a round; the number differs each time, the first time too."""
    ratio: float | None = None
    """Ours takes at most this many times as long as this rival."""
    seconds: float | None = None
    mebibytes: int | None = None
    before: Callable[[], None] = lambda: None
    """Not timed."""
    stdin: Path | None = None
    statuses: tuple[int, ...] = (0,)
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peak: int = 0

    def run(self, number: int, folder: Path) -> None:
        """Run it once, without a terminal. Its output goes to a file: grep does less for /dev/null."""
        words = list(self.words(number))
        environment = os.environ | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        # Without cached bytecode a start-up measures the compiler.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if words[0] in ("sh", "grep"):
            environment["LC_ALL"] = "C"  # their fastest
        self.before()
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            given = (self.stdin or Path(os.devnull)).open("rb")
            started = time.perf_counter()
            process = subprocess.Popen(words, stdin=given, stdout=out, stderr=err, env=environment)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            given.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in self.statuses:
            sys.exit(f"{' '.join(words)}\n{(folder / 'err').read_text()}status {process.returncode}")
        self.walls.append(wall)
        self.cpus.append(used.ru_utime + used.ru_stime)
        self.peak = max(self.peak, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


@dataclass
class Bench:
    """Ours first, then its rivals."""

    name: str
    runners: list[Runner]
    rounds: int

    def run(self, folder: Path, rounds: int | None) -> None:
        """Take turns, so that what else the machine does falls on all alike; one turn is for the caches."""
        rounds = rounds or self.rounds
        for number in range(rounds + 1):
            for runner in self.runners:
                _tell(f"{self.name} {number}/{rounds} {runner.name}")
                runner.run(number, folder)
                if number == 0:
                    runner.walls.clear()
                    runner.cpus.clear()
        _tell("")

    def table(self) -> list[str]:
        """A line a command: medians; ours by theirs, round by round; the target and whether it is met."""
        ours, *rivals = self.runners
        lines = [self._line(ours, "", "", *_own_targets(ours))]
        for rival in rivals:
            ratio, cpu = (
                median(a / b for a, b in zip(mine, theirs, strict=True))
                for mine, theirs in ((ours.walls, rival.walls), (ours.cpus, rival.cpus))
            )
            target = f"<= {rival.ratio:g}" if rival.ratio else ""
            met = _met(ratio <= rival.ratio) if rival.ratio else ""
            lines.append(self._line(rival, f"{ratio:.2f}", f"{cpu:.2f}", target, met))
        return lines

    def _line(self, runner: Runner, *cells: str) -> str:
        ratio, cpu, target, met = cells
        return (
            f"{self.name:14} {runner.name:28} {median(runner.walls):8.3f} s {median(runner.cpus):8.3f} s"
            f" {runner.peak / MIB:7.0f} {ratio:>7} {cpu:>7} {target:>20} {met}"
        )


HEADING = (
    f"{'bench':14} {'command':28} {'time':>10} {'processor':>10} {'MiB':>7} {'ratio':>7} {'(cpu)':>7}"
    f" {'target':>20} met"
)


def _own_targets(ours: Runner) -> tuple[str, str]:
    targets, met = [], []
    if ours.seconds is not None:
        targets.append(f"< {ours.seconds:g} s")
        met.append(median(ours.walls) < ours.seconds)
    if ours.mebibytes is not None:
        targets.append(f"< {ours.mebibytes} MiB")
        met.append(ours.peak < ours.mebibytes * MIB)
    return ", ".join(targets), _met(all(met)) if met else ""


def _met(is_met: bool) -> str:
    return "yes" if is_met else "NO"


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
