"""The site's source files, as `publish` works on them: read the entries, cut some out, write, deploy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.site import data
from privacyctl.site.deploying import deploy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.site import SiteEntry, SiteSettings
    from privacyctl.site.data import DataFile


@dataclass
class SiteFiles:
    """The source files in one run of `publish`. Each is read once, so the change written is the one shown."""

    settings: SiteSettings
    umask: int
    """The user's own, for the files that the deploy command makes."""
    _files: list[DataFile] = field(default_factory=list)
    _cuts: list[tuple[DataFile, bytes | None]] = field(default_factory=list)

    def entries(self) -> Sequence[SiteEntry]:
        """Every entry of the configured data files. Raises BadInput where none is configured."""
        if not self.settings.data:
            raise BadInput(
                "no data file of the site is configured",
                "name it in privacyctl.toml, under [[site.data]]; or write one: privacyctl publish --emit FILE",
            )
        self._files = [file for source in self.settings.data for file in data.read(source)]
        return [entry for file in self._files for entry in file.entries]

    def cut(self, entries: Sequence[SiteEntry]) -> Sequence[str]:
        """Work out the files without these entries; returns the lines of a unified diff. Writes nothing yet."""
        chosen = {_key(entry) for entry in entries}
        self._cuts = [
            (file, data.without(file, gone))
            for file in self._files
            if (gone := [entry for entry in file.entries if _key(entry) in chosen])
        ]
        return [line for file, new in self._cuts for line in data.diff(file, new)]

    def write(self) -> None:
        """Write the files as `cut` worked them out, each whole or not at all."""
        for file, new in self._cuts:
            data.replace(file, new)

    def deploy(self) -> bool:
        """Rebuild and deploy; False where no command is configured. Raises DeployFailed."""
        settings = self.settings
        if settings.deploy is None or settings.source is None:
            return False
        deploy(settings.deploy, settings.source, seconds=settings.deploy_seconds, umask=self.umask)
        return True


def _key(entry: SiteEntry) -> tuple[object, ...]:
    """By which an entry is told from every other one, where two stand on one line."""
    return entry.file, entry.line, entry.holds, entry.label, frozenset(entry.fields.items())
