"""The tasks of Windows, as XML. Two settings about batteries are as they must be for a laptop off its plug."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from privacyctl.model.schedule import MINUTES

if TYPE_CHECKING:
    from privacyctl.model.schedule import Job, Schedule


def files(schedule: Schedule) -> dict[Path, bytes]:
    """Each task by a file beside the data file, in UTF-16 with its mark, as schtasks reads it."""
    return {
        schedule.db.with_name(f"{schedule.name}-{job.command}.xml"): _task(schedule, job).encode("utf-16")
        for job in schedule.jobs
    }


def commands(schedule: Schedule) -> list[str]:
    """What has Windows take the files."""
    return [
        subprocess.list2cmdline(["schtasks", "/Create", "/TN", path.stem, "/XML", str(path), "/F"])
        for path in files(schedule)
    ]


def _task(schedule: Schedule, job: Job) -> str:
    program, *words = schedule.words(job)
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
{_trigger(job)}
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>{"PT10M" if job.at is None else "PT2H"}</ExecutionTimeLimit>
  </Settings>
  <Actions><Exec>
    <Command>{escape(program)}</Command>
    <Arguments>{escape(subprocess.list2cmdline(words))}</Arguments>
  </Exec></Actions>
</Task>
"""


def _trigger(job: Job) -> str:
    if job.at is None:
        return f"""\
    <TimeTrigger>
      <Repetition><Interval>PT{MINUTES}M</Interval></Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
    </TimeTrigger>"""
    return f"""\
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{job.at[0]:02d}:{job.at[1]:02d}:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>"""
