"""Writing a file whole or not at all, even if the command is killed meanwhile.

The file is written to its end under another name, in mode 0600 from the first byte, and then
renamed or linked. `store.file.making` makes the data file in the same manner.

While it is written the file is locked (flock(2)), so that what a killed command left is told
from what a living one is at. The lock goes with the process.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRIVATE = 0o600
SQLITES = ("-journal", "-wal", "-shm")
UNFINISHED = ".privacyctl-"
"""What the name of every file begins with that is not finished yet."""


@contextlib.contextmanager
def begun(folder: Path, suffix: str = "") -> Iterator[tuple[int, Path]]:
    """A new, private and locked file in a folder: (descriptor, path); it is deleted at the end if it still exists.

    Raises OSError.
    """
    while True:
        handle, built = tempfile.mkstemp(prefix=UNFINISHED, suffix=suffix, dir=folder)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:  # else it was taken for a leftover in the instant before the lock
            break
        os.close(handle)
    try:
        yield handle, Path(built)
    finally:
        Path(built).unlink(missing_ok=True)
        os.close(handle)


def leftovers(folders: Iterable[Path], but: Path | None = None) -> list[Path]:
    """The unfinished files and folders that no living command is at, each once.

    `but` is the data file: what is a second name of it is listed without a look inside, since to
    close any file drops the locks that SQLite holds on it.
    """
    found = {path for folder in dict.fromkeys(folders) for path in _entries(folder)}
    return sorted(path for path in found if _is_left(path, but))


def drop_leftovers(folders: Iterable[Path], but: Path | None = None) -> list[Path]:
    """Delete what `leftovers` lists; returns what is still there, since it is not ours to delete."""
    stay = []
    for path in leftovers(folders, but):
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError:
            stay.append(path)
    return stay


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.resolve().glob(f"{UNFINISHED}*"))
    except OSError:  # gone, or another's
        return []


def _is_left(path: Path, but: Path | None) -> bool:
    """Whether a file or folder is ours, and no process has locked it."""
    for end in SQLITES:  # SQLite's own, of a data file that is being made
        if path.name.endswith(end) and (of := path.with_name(path.name.removesuffix(end))).exists():
            return _is_left(of, but)
    with contextlib.suppress(OSError):  # gone meanwhile, or not to be read: and we may read whatever we made
        status = path.lstat()
        is_ours = status.st_uid == os.geteuid() and (
            stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
        )
        if not is_ours or (but is not None and but.exists() and but.samefile(path)):
            return is_ours
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)
        return True
    return False


@contextlib.contextmanager
def beside(
    path: Path, pieces: Iterable[bytes], mode: int = PRIVATE, owner: tuple[int, int] | None = None
) -> Iterator[Path]:
    """Write a finished file beside `path`, for the caller to rename; it is deleted at the end if it still exists.

    `owner` is (user number, group number); without the right to give files away the user
    stays the owner. Raises OSError.
    """
    with begun(path.parent) as (handle, built):
        with os.fdopen(handle, "wb", closefd=False) as out:
            out.writelines(pieces)
            if owner is not None:
                with contextlib.suppress(PermissionError):  # only root may give a file away
                    os.fchown(out.fileno(), *owner)
            os.fchmod(out.fileno(), mode)
            out.flush()
            os.fsync(out.fileno())
        yield built


def make(path: Path, pieces: Iterable[bytes]) -> None:
    """Make a private file. Raises FileExistsError where one has that name, and other OSErrors."""
    with beside(path, pieces) as built:
        os.link(built, path)


def settle(folder: Path) -> None:
    """Sync a folder, so that new names in it survive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
