"""The command `schedule`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import record, settings
from privacyctl.cli.what_runs import schedule_of
from privacyctl.model.schedule import Scheduler
from privacyctl.output.screen import stream


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
