"""Writing a file of the user's so that it is the old one or the new one, whole, at any instant."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def beside(path: Path, data: bytes, mode: int, owner: tuple[int, int] | None = None) -> Iterator[Path]:
    """The bytes in a finished file beside `path`, ready to take its place; nothing is left where it does not.

    `owner` is a user's and a group's number; who may not give a file away keeps it.
    """
    handle, built = tempfile.mkstemp(prefix=".privacyctl-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            if owner is not None:
                with contextlib.suppress(PermissionError):  # only root may give a file away
                    os.fchown(out.fileno(), *owner)
            os.fchmod(out.fileno(), mode)
            out.flush()
            os.fsync(out.fileno())
        yield Path(built)
    finally:
        Path(built).unlink(missing_ok=True)
