"""What has to run of this record by itself, for `schedule`, `init` and what is said where cron is quiet."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from privacyctl.cli.session import current, settings
from privacyctl.model.schedule import BACKUP, INBOX, JOBS, Schedule, called

if TYPE_CHECKING:
    from privacyctl.config import Config


def schedule_of(said: Config) -> Schedule:
    """What has to run of this record: a mailbox is read where the settings name one, and so on."""
    from platformdirs import user_data_path

    from privacyctl.schedulers.programs import program

    session = current()
    needs = {
        INBOX: bool(said.inbox),
        BACKUP: bool(said.backup.targets and said.backup.recipients),
    }
    db = session.named.absolute()
    return Schedule(
        called(db, user_data_path("privacyctl", appauthor=False) / "privacyctl.db"),
        program(sys.argv[0], sys.executable),
        db,
        tuple(job for job in JOBS if needs.get(job, True)),
    )


def lines_of_cron() -> list[str]:
    """The lines of a crontab for this record; what the settings need where they can be read, else the least."""
    from privacyctl.config import Config
    from privacyctl.errors import Failure
    from privacyctl.schedulers import cron

    said = Config()
    with contextlib.suppress(Failure):
        said = settings()
    made = schedule_of(said)
    return [cron.line(made, job) for job in made.jobs]
