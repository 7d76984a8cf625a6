"""Files that are finished before they have their name, and what has them on the disk."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def begun(folder: Path, suffix: str) -> Iterator[Path]:
    """A new, private file to be finished and renamed. It is locked, as `atomic_files` says, and deleted at the end."""
    import tempfile  # noqa: PLC0415  (start-up: of what makes a file alone)

    handle, built = tempfile.mkstemp(prefix=".privacyctl-", suffix=suffix, dir=folder)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield Path(built)
    finally:
        Path(built).unlink(missing_ok=True)
        os.close(handle)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
