"""Writing a file whole or not at all, even if the command is killed meanwhile.

The file is written to its end under another name, in mode 0600 from the first byte, and then
renamed or linked. `store.file.making` makes the data file in the same manner.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRIVATE = 0o600


@contextlib.contextmanager
def beside(
    path: Path, pieces: Iterable[bytes], mode: int = PRIVATE, owner: tuple[int, int] | None = None
) -> Iterator[Path]:
    """Write a finished file beside `path`, for the caller to rename; it is deleted at the end if it still exists.

    `owner` is (user number, group number); without the right to give files away the user
    stays the owner. Raises OSError.
    """
    handle, built = tempfile.mkstemp(prefix=".privacyctl-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(pieces)
            if owner is not None:
                with contextlib.suppress(PermissionError):  # only root may give a file away
                    os.fchown(out.fileno(), *owner)
            os.fchmod(out.fileno(), mode)
            out.flush()
            os.fsync(out.fileno())
        yield Path(built)
    finally:
        Path(built).unlink(missing_ok=True)


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
