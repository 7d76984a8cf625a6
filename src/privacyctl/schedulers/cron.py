"""The lines of a crontab, between two lines of ours: everybody else's stay as they are, to the byte."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from privacyctl.errors import Refused
from privacyctl.model.schedule import MINUTES
from privacyctl.schedulers.asking import ask, must

if TYPE_CHECKING:
    from privacyctl.model.schedule import Job, Schedule


def line(schedule: Schedule, job: Job) -> str:
    """The line of one job. An unescaped % would end the command."""
    when = f"*/{MINUTES} * * * *" if job.at is None else f"{job.at[1]} {job.at[0]} * * *"
    return f"{when} {shlex.join(schedule.words(job)).replace('%', chr(92) + '%')}"


def text(schedule: Schedule) -> str:
    """All lines."""
    begin, end = _marks(schedule)
    return "\n".join([begin, *(line(schedule, job) for job in schedule.jobs), end]) + "\n"


def install(schedule: Schedule) -> None:
    """Put the lines into the crontab of this user, in place of those of an earlier time. Raises Refused."""
    wanted = _with(_crontab(), schedule)
    must(["crontab", "-"], wanted)
    if not is_installed(schedule):
        raise Refused("the crontab does not have the lines that it took", "see it: crontab -l")


def is_installed(schedule: Schedule) -> bool:
    """Whether the crontab has these very lines. Raises Refused where it cannot be read."""
    there = _crontab().split(b"\n")
    return all(os.fsencode(one) in there for one in text(schedule).splitlines())


def _crontab() -> bytes:
    answered = ask(["crontab", "-l"])
    if answered.status and (answered.out or b"no crontab for" not in answered.err):
        raise Refused(
            f"the crontab cannot be read (status {answered.status}), and what is in it is not to be lost",
            "put the lines in by hand: crontab -e",
        )
    return answered.out


def _with(crontab: bytes, schedule: Schedule) -> bytes:
    """A crontab with our lines in it; where it has some of an earlier time, in their place."""
    begin, end = (os.fsencode(mark) for mark in _marks(schedule))
    lines = crontab.split(b"\n")
    if lines.count(begin) != lines.count(end) or lines.count(begin) > 1:
        raise Refused(
            f"the crontab has one of the lines '{os.fsdecode(begin)}' and '{os.fsdecode(end)}' alone, or twice",
            "take them out by hand: crontab -e",
        )
    ours = os.fsencode(text(schedule))
    if begin in lines:
        first, last = lines.index(begin), lines.index(end)
        if last > first:
            before, after = b"\n".join(lines[:first]), b"\n".join(lines[last + 1 :])
            return (before + b"\n" if first else b"") + ours + after
    return crontab + (b"" if not crontab or crontab.endswith(b"\n") else b"\n") + ours


def _marks(schedule: Schedule) -> tuple[str, str]:
    return f"# {schedule.name} begin", f"# {schedule.name} end"
