"""Writing a data file back: whole or not at all, and only where nobody changed it meanwhile."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from privacyctl.atomic_files import beside, settle
from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Refused, why
from privacyctl.site.data.files import DataFile, is_inside, outside


def replace(file: DataFile, new: bytes | None) -> None:
    """Put these bytes in the file's place, with its mode and owner; None deletes it.

    Keeps no copy of the old file. Raises Refused where the file is not as it was read, is no
    regular file or lies outside the site's source folder, and BadInput where it cannot be
    written; the file is then unchanged.
    """
    if not is_inside(file.path, file.source.root):
        raise outside(file.path)
    # Where the path is a link, the file behind it is replaced, and the link stays.
    path = Path(os.path.realpath(file.path))
    try:
        _check(path, file)
        if new is None:
            path.unlink()
        else:
            _write(path, file, new)
        _sync_folder(path.parent)
    except OSError as error:
        raise BadInput(
            f"{file.path} cannot be written: {why(error)}; it is as it was",
            f"see who owns it: ls -l {file.path}",
        ) from None


def _write(path: Path, file: DataFile, new: bytes) -> None:
    status = path.stat()
    with beside(path, [new], stat.S_IMODE(status.st_mode), (status.st_uid, status.st_gid)) as built:
        _check(path, file)
        built.replace(path)


def _check(path: Path, file: DataFile) -> None:
    """Raise Refused where the file is not as it was read."""
    try:
        status = path.lstat()
        is_same = stat.S_ISREG(status.st_mode) and status.st_size == len(file.data)
        is_same = is_same and read_file(path, len(file.data)) == file.data
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise Refused(
            f"{file.path} is not as it was read: somebody changed it since", "run the command again"
        )


def _sync_folder(folder: Path) -> None:
    """Sync the folder, so that the new name survives a power cut, where the file system supports it."""
    with suppress(OSError):
        settle(folder)
