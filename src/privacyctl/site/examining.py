"""Comparing the site's settings with the folders and files that are there."""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Failure
from privacyctl.site import data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from privacyctl.model.site import DataSource, SiteSettings


class Examined(NamedTuple):
    """One setting, and whether it fits the site; where it does not, `hint` says what to do."""

    setting: str
    fits: bool
    detail: str
    hint: str | None = None


def examine(settings: SiteSettings) -> Iterator[Examined]:
    """Check each setting that the vendor made. Fetches, runs and writes nothing."""
    for name, folder in (("site.source", settings.source), ("site.built", settings.built)):
        if folder is not None:
            yield _folder(name, folder)
    for source in settings.data:
        yield _data(source)
    if settings.deploy is not None:
        yield _deploy(settings.deploy)


def _folder(name: str, folder: Path) -> Examined:
    if folder.is_dir():
        return Examined(name, fits=True, detail=str(folder))
    return Examined(
        name, fits=False, detail=f"there is no folder {folder}", hint="mend it in privacyctl.toml"
    )


def _data(source: DataSource) -> Examined:
    name = f"site.data {source.path.name}"
    try:
        files = data.read(source)
    except Failure as failure:
        return Examined(name, fits=False, detail=failure.sentence, hint=failure.hint)
    count = sum(len(file.entries) for file in files)
    return Examined(name, fits=True, detail=f"{count} {source.holds.value} in {len(files)} file(s)")


def _deploy(command: str) -> Examined:
    try:
        program = next((word for word in shlex.split(command) if "=" not in word), "")
    except ValueError:
        program = ""
    if program and (shutil.which(program) or program in {"cd", ".", "set", "export", "test", "["}):
        return Examined("site.deploy", fits=True, detail=program)
    return Examined(
        "site.deploy",
        fits=False,
        detail="its first word is no program that is found here",
        hint="try it by hand",
    )
