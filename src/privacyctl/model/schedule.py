"""What must run by itself, and when."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from privacyctl.errors import BadInput


class Scheduler(StrEnum):
    """Who can run it."""

    CRON = "cron"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Job:
    """A command that runs every ten minutes, or once a day at a time of the local day."""

    command: str
    about: str
    at: tuple[int, int] | None = None
    """The hour and the minute; None for every ten minutes."""


MINUTES = 10
REMIND = Job("remind", "tell what is due")
INBOX = Job("inbox", "read the mailboxes")
PURGE = Job("purge", "delete what is past its time", (4, 17))
BACKUP = Job("backup", "make a copy of the record", (4, 47))
JOBS = (REMIND, INBOX, PURGE, BACKUP)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is to run, of one record."""

    name: str
    """What it is called among the jobs of this user: another record has another name."""
    program: tuple[str, ...]
    """What starts us: one whole path, or a Python and its words."""
    db: Path
    jobs: tuple[Job, ...]

    def words(self, job: Job) -> tuple[str, ...]:
        """The words of a job's command line."""
        return (*self.program, "--db", str(self.db), job.command)


def called(db: Path, usual: Path) -> str:
    """The name of a record's schedule; `usual` is the platform's own place for the only record that most have."""
    if db == usual:
        return "privacyctl"
    stem = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in db.stem)
    return f"privacyctl-{stem}-{zlib.crc32(str(db).encode('utf-8', 'surrogateescape')):08x}"


def must_be_lines(words: tuple[str, ...]) -> None:
    """Raises BadInput for a path that no schedule can hold."""
    if not all(word.isprintable() for word in words):
        raise BadInput(
            "a path holds a character that no schedule can hold", "move the data file to a folder without it"
        )
