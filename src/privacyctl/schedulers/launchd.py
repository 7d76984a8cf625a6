"""The property lists of macOS's launchd: an agent of the user's for each job."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.model.schedule import MINUTES
from privacyctl.schedulers.asking import ask, must
from privacyctl.schedulers.written import is_as, write

if TYPE_CHECKING:
    from privacyctl.model.schedule import Job, Schedule

_PRIVATE = 0o077


def files(schedule: Schedule) -> dict[Path, bytes]:
    """Each property list by its file."""
    folder = Path.home() / "Library" / "LaunchAgents"
    labels = {job: f"org.{schedule.name}.{job.command}" for job in schedule.jobs}
    return {folder / f"{label}.plist": _list(schedule, job, label) for job, label in labels.items()}


def _list(schedule: Schedule, job: Job, label: str) -> bytes:
    when: dict[str, object] = (
        {"StartInterval": 60 * MINUTES, "RunAtLoad": True}
        if job.at is None
        else {"StartCalendarInterval": {"Hour": job.at[0], "Minute": job.at[1]}}
    )
    return plistlib.dumps(
        {
            "Label": label,
            "ProgramArguments": list(schedule.words(job)),
            **when,
            "ProcessType": "Background",
            "StandardErrorPath": str(Path.home() / "Library" / "Logs" / f"{label}.log"),
            "Umask": _PRIVATE,
        },
        sort_keys=False,
    )


def install(schedule: Schedule) -> None:
    """Write the property lists and load them. Raises Refused or BadInput."""
    ask(["launchctl", "version"])
    domain = f"gui/{os.getuid()}"
    for path, text in files(schedule).items():
        write(path, text)
        ask(["launchctl", "bootout", f"{domain}/{path.stem}"])  # one of an earlier time
        must(["launchctl", "bootstrap", domain, str(path)])


def is_installed(schedule: Schedule) -> bool:
    """Whether the property lists are there as they should be, and loaded."""
    made, domain = files(schedule), f"gui/{os.getuid()}"
    return all(
        is_as(path, text) and ask(["launchctl", "print", f"{domain}/{path.stem}"]).status == 0
        for path, text in made.items()
    )
