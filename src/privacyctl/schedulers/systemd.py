"""The units of a user's systemd: a service and a timer for each job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import Refused
from privacyctl.model.schedule import MINUTES
from privacyctl.schedulers.asking import ask, must
from privacyctl.schedulers.written import is_as, write

if TYPE_CHECKING:
    from privacyctl.model.schedule import Job, Schedule

LINGER = "timers of a user end at the logout: to have them run on, loginctl enable-linger"


def folder() -> Path:
    """Where a user's units lie."""
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(configured) if configured.startswith("/") else Path.home() / ".config") / "systemd" / "user"


def files(schedule: Schedule) -> dict[Path, bytes]:
    """Each unit by its file."""
    made: dict[Path, bytes] = {}
    for job in schedule.jobs:
        unit = folder() / f"{schedule.name}-{job.command}"
        made[unit.with_name(f"{unit.name}.service")] = os.fsencode(_service(schedule, job))
        made[unit.with_name(f"{unit.name}.timer")] = os.fsencode(_timer(job))
    return made


def _service(schedule: Schedule, job: Job) -> str:
    first, *rest = schedule.words(job)
    words = " ".join([_quoted(first, is_program=True), *(_quoted(word) for word in rest)])
    return f"""\
[Unit]
Description=privacyctl: {job.about}

[Service]
Type=oneshot
ExecStart={words}
UMask=0077
TimeoutStartSec={"5min" if job.at is None else "2h"}
NoNewPrivileges=yes
"""


def _timer(job: Job) -> str:
    when = f"*:0/{MINUTES}" if job.at is None else f"*-*-* {job.at[0]:02d}:{job.at[1]:02d}:00"
    return f"""\
[Unit]
Description=privacyctl: {job.about}, {"every ten minutes" if job.at is None else "daily"}

[Timer]
OnCalendar={when}
AccuracySec=30s
Persistent=true

[Install]
WantedBy=timers.target
"""


def _quoted(word: str, *, is_program: bool = False) -> str:
    """A word as systemd reads it, which is not as the shell does: % and $ are doubled. In the program $ stays."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{plain if is_program else plain.replace("$", "$$")}"'


def install(schedule: Schedule) -> None:
    """Write the units and start their timers. Raises Refused or BadInput."""
    ask(["systemctl", "--version"])
    for path, text in files(schedule).items():
        write(path, text)
    timers = [path.name for path in files(schedule) if path.suffix == ".timer"]
    must(["systemctl", "--user", "daemon-reload"])
    must(["systemctl", "--user", "enable", "--now", *timers])
    if not is_installed(schedule):
        raise Refused(
            "systemd does not run the timers that it took", "see them: systemctl --user list-timers"
        )


def is_installed(schedule: Schedule) -> bool:
    """Whether the units are there as they should be, and their timers are switched on."""
    made = files(schedule)
    if not all(is_as(path, text) for path, text in made.items()):
        return False
    timers = [path.name for path in made if path.suffix == ".timer"]
    return ask(["systemctl", "--user", "is-enabled", "--quiet", *timers]).status == 0
