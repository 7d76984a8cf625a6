"""Comparing the site's settings with the folders and files that are there."""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING

from privacyctl.errors import Failure
from privacyctl.model.site_setting import DATA_UNREADABLE, FOLDER_MISSING, NO_PROGRAM, SiteSetting
from privacyctl.site import data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from privacyctl.model.site import DataSource, SiteSettings


def examine(settings: SiteSettings) -> Iterator[SiteSetting]:
    """Check each setting that the vendor made. Fetches, runs and writes nothing."""
    for name, folder in (("site.source", settings.source), ("site.built", settings.built)):
        if folder is not None:
            yield _folder(name, folder)
    for source in settings.data:
        yield _data(source)
    if settings.deploy is not None:
        yield _deploy(settings.deploy)


def _folder(name: str, folder: Path) -> SiteSetting:
    if folder.is_dir():
        return SiteSetting(name, str(folder))
    return SiteSetting(name, f"there is no folder {folder}", FOLDER_MISSING)


def _data(source: DataSource) -> SiteSetting:
    name = f"site.data {source.path.name}"
    try:
        files = data.read(source)
    except Failure as failure:
        return SiteSetting(name, failure.sentence, DATA_UNREADABLE, failure.hint)
    count = sum(len(file.entries) for file in files)
    return SiteSetting(name, f"{count} {source.holds.value} in {len(files)} file(s)")


def _deploy(command: str) -> SiteSetting:
    try:
        program = next((word for word in shlex.split(command) if "=" not in word), "")
    except ValueError:
        program = ""
    if program and (shutil.which(program) or program in {"cd", ".", "set", "export", "test", "["}):
        return SiteSetting("site.deploy", program)
    return SiteSetting("site.deploy", "its first word is no program that is found here", NO_PROGRAM)
