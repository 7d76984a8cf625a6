"""The command `schedule`."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, settings
from privacyctl.model.schedule import BACKUP, INBOX, JOBS, Schedule, Scheduler, called
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.config import Config


def schedule(
    scheduler: Annotated[
        Scheduler | None,
        typer.Argument(
            metavar="[cron|systemd|launchd|windows]", help="For which one. Else the one that is here."
        ),
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="Put it in place, and look that it is.")] = False,
    as_json: options.Json = False,
) -> None:
    """Print or install what has to run by itself."""
    from privacyctl.output import schedule as words
    from privacyctl.schedulers import scheduling, systemd

    with record(warns=False):  # a schedule of a record that is not there would tell nobody
        pass
    chosen = scheduler or scheduling.usual()
    made = schedule_of(settings())
    files = scheduling.files(made, chosen)
    if install:
        scheduling.install(made, chosen)
    encoding = "utf-16" if chosen is Scheduler.WINDOWS else "utf-8"
    said = words.SaidSchedule(
        made,
        chosen,
        {path: text.decode(encoding, "surrogateescape") for path, text in files.items()},
        scheduling.lines(made, chosen),
        is_installed=True if install else scheduling.is_installed(made, chosen),
        changed=install,
        notes=[systemd.LINGER] if chosen is Scheduler.SYSTEMD else [],
    )
    stream.answer(as_json, words.document, words.say, said)


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
