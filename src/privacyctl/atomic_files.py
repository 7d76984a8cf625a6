"""Writing a file so that it is there whole or not at all, whatever instant a command is killed at.

It is finished under another name first, in mode 0600 from its first byte, and then gets its
own. The data file itself is made by `store.file.making`, in the same manner.
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
    """The bytes in a finished file beside `path`, ready to take its place; nothing is left where it does not.

    `owner` is a user's and a group's number; who may not give a file away keeps it.
    Raises OSError.
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
    """Make a private file that is not there yet. Raises FileExistsError where it is, else OSError."""
    with beside(path, pieces) as built:
        os.link(built, path)


def settle(folder: Path) -> None:
    """Have the names in a folder outlive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
