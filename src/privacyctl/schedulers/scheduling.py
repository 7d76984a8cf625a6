"""A schedule by whichever scheduler: what it looks like, putting it in place, and whether it is there."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from privacyctl.errors import Refused
from privacyctl.model.schedule import Schedule, Scheduler, must_be_lines
from privacyctl.schedulers import cron, launchd, systemd, windows

if TYPE_CHECKING:
    from pathlib import Path


def usual() -> Scheduler:
    """The scheduler that this machine has."""
    if sys.platform == "darwin":
        return Scheduler.LAUNCHD
    if sys.platform == "win32":
        return Scheduler.WINDOWS
    has_systemd = shutil.which("systemctl") and not shutil.which("crontab")
    return Scheduler.SYSTEMD if has_systemd else Scheduler.CRON


def files(schedule: Schedule, scheduler: Scheduler) -> dict[Path, bytes]:
    """The files of a schedule; a crontab is none. Raises BadInput where a path fits into no line."""
    for job in schedule.jobs:
        must_be_lines(schedule.words(job))
    match scheduler:
        case Scheduler.SYSTEMD:
            return systemd.files(schedule)
        case Scheduler.LAUNCHD:
            return launchd.files(schedule)
        case Scheduler.WINDOWS:
            return windows.files(schedule)
        case Scheduler.CRON:
            return {}


def lines(schedule: Schedule, scheduler: Scheduler) -> list[str]:
    """What is typed or pasted beside the files: a crontab's lines, or the commands that have the files taken."""
    match scheduler:
        case Scheduler.CRON:
            return cron.text(schedule).splitlines()
        case Scheduler.SYSTEMD:
            timers = [path.name for path in systemd.files(schedule) if path.suffix == ".timer"]
            return ["systemctl --user daemon-reload", f"systemctl --user enable --now {' '.join(timers)}"]
        case Scheduler.LAUNCHD:
            return [f'launchctl bootstrap gui/$UID "{path}"' for path in launchd.files(schedule)]
        case Scheduler.WINDOWS:
            return windows.commands(schedule)


def install(schedule: Schedule, scheduler: Scheduler) -> None:
    """Put a schedule in place of the one of an earlier time. Raises Refused or BadInput."""
    files(schedule, scheduler)
    match scheduler:
        case Scheduler.CRON:
            cron.install(schedule)
        case Scheduler.SYSTEMD:
            systemd.install(schedule)
        case Scheduler.LAUNCHD:
            launchd.install(schedule)
        case Scheduler.WINDOWS:
            raise Refused(
                "tasks of Windows are printed and not installed",
                "write each to its file, and run the schtasks lines",
            )


def is_installed(schedule: Schedule, scheduler: Scheduler) -> bool | None:
    """Whether it is in place; None where that cannot be known here."""
    try:
        match scheduler:
            case Scheduler.CRON:
                return cron.is_installed(schedule)
            case Scheduler.SYSTEMD:
                return systemd.is_installed(schedule)
            case Scheduler.LAUNCHD:
                return launchd.is_installed(schedule)
            case Scheduler.WINDOWS:
                return None
    except Refused:
        return None
