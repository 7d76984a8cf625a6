"""The command `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, settings, site_settings
from privacyctl.errors import Failure
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from privacyctl.duties.doctor.examination import StatedSettings


def doctor(clock_is_right: options.ClockIsRight = False, as_json: options.Json = False) -> None:
    """Examine the data file; status 3 where it cannot be trusted."""
    from privacyctl import config, erasure_list
    from privacyctl.duties.doctor import doctor as duty
    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckVerdict
    from privacyctl.output import doctor as words
    from privacyctl.output.screen.progress import telling

    path, named = current().path, current().named
    stated = _stated_settings()
    if clock_is_right:
        _set_clock()
    with record(warns=False, warns_of_clock=False, believes=True) as store, telling("texts") as tell:
        at = Examination(
            store, named, config.path_beside(path), stated, _leftovers, erasure_list.read(path), tell
        )
        found = duty.examine(at)
    stream.answer(as_json, words.document, words.say, found)
    if any(one.verdict is CheckVerdict.FAILED for one in found):
        raise typer.Exit(3)


def _set_clock() -> None:
    from privacyctl.duties import clock
    from privacyctl.output import doctor as words

    with record(warns=False, warns_of_clock=False) as store:
        words.note_clock(clock.set_right(store))


def _leftovers(written: Iterable[Path]) -> list[Path]:
    from privacyctl import atomic_files, residue
    from privacyctl.cli.proof import site_folders

    db = current().path
    return atomic_files.leftovers([*residue.folders(db), *written, *site_folders()], db)


def _stated_settings() -> StatedSettings | Failure:
    """What the settings say, or why they cannot be read."""
    from privacyctl.duties.doctor.examination import StatedSettings
    from privacyctl.site import examining

    try:
        said = settings()
        return StatedSettings(said.contracts, said.purposes, examining.examine(site_settings()))
    except Failure as wrong:
        return wrong
