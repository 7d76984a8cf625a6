"""What is said of a schedule: its files and lines, and whether it is in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from privacyctl.model.schedule import Schedule, Scheduler
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class SaidSchedule(NamedTuple):
    """A schedule, written out for one scheduler."""

    schedule: Schedule
    scheduler: Scheduler
    files: Mapping[Path, str]
    lines: Sequence[str]
    is_installed: bool | None
    """None where that cannot be known here."""
    changed: bool
    notes: Sequence[str]


class ScheduleFileDocument(TypedDict):
    """A file of a scheduler's."""

    path: str
    """Where it belongs."""
    text: str
    """What it holds."""


class ScheduleDocument(TypedDict):
    """What has to run by itself, and how a scheduler is told so."""

    scheduler: Scheduler
    """Which scheduler it is written for."""
    jobs: list[str]
    """The commands that it runs."""
    files: list[ScheduleFileDocument]
    """The files that belong to it; a crontab has none."""
    lines: list[str]
    """The lines of the crontab, or what has the files taken."""
    installed: bool | None
    """Whether it is in place; null where that cannot be known here."""
    changed: bool
    """Whether it was put in place now."""


def document(said: SaidSchedule) -> ScheduleDocument:
    return {
        "scheduler": said.scheduler,
        "jobs": [job.command for job in said.schedule.jobs],
        "files": [{"path": str(path), "text": text} for path, text in said.files.items()],
        "lines": list(said.lines),
        "installed": said.is_installed,
        "changed": said.changed,
    }


def say(said: SaidSchedule) -> None:
    """The files, each below a line that ends in its name, and the lines, to be pasted as they are."""
    if said.changed:
        jobs = ", ".join(job.command for job in said.schedule.jobs)
        stream.say(f"{said.scheduler.value} runs by itself from now on: {jobs}")
    else:
        for path, text in said.files.items():
            stream.verbatim(f"# {visible(str(path))}", *text.rstrip("\n").splitlines(), "")
        if said.files:
            stream.verbatim("# then")
        stream.verbatim(*said.lines)
        if said.is_installed is not None:
            there = (
                "is in place already"
                if said.is_installed
                else "is not in place: privacyctl schedule --install"
            )
            stream.complain("note", f"this {there}")
    for note in said.notes:
        stream.complain("note", note)
