"""What commands share that have to do with copies: the settings, and deleting what is past its day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.cli.session import current, record, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.duties.keeping.copies import Tidied
    from privacyctl.keeping.targets import CopyFolder
    from privacyctl.model.copies import BackupSettings
    from privacyctl.store import Store


def backup_settings() -> BackupSettings:
    """What the settings say of copies."""
    return settings().backup.settings(current().path.absolute().parent)


def folders(named: Iterable[Path], identity: str) -> list[CopyFolder]:
    """Folders as places for the copies of one record."""
    from privacyctl.keeping.targets import CopyFolder

    return [CopyFolder(folder, identity) for folder in named]


def known_folders(store: Store, said: BackupSettings) -> list[Path]:
    """The folders in which copies may lie: those on record, and the targets of the settings."""
    from privacyctl.duties.keeping.copies import folders_on_record

    found = [*folders_on_record(store), *(str(one.absolute()) for one in said.targets)]
    return [Path(one) for one in dict.fromkeys(found)]


def tidy() -> Sequence[Tidied]:
    """Delete the copies that are past their day, wherever the settings or the record know of any."""
    from privacyctl.duties.keeping import backup
    from privacyctl.output.backup import warn_of_tidied
    from privacyctl.store import copies as rows

    said = backup_settings()
    with record(warns=False) as store:
        identity = rows.identity(store)
        places = folders(known_folders(store, said), identity)
    found = backup.tidy(lambda: record(warns=False), places, said.keep) if places else ()
    warn_of_tidied(found)
    return found
