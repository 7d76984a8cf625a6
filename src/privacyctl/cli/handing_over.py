"""Giving out a list whose hand-off is on record already.

Recorded and not given out is the safe side: the record then names somebody who got nothing,
and never keeps quiet about somebody whose data left the house.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, Failure, why
from privacyctl.output.stream import OutputLost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def must_be_writable(path: Path) -> None:
    """Look before anything is recorded. Raises BadInput where a new file cannot be made."""
    if path.exists() or path.is_symlink():
        raise BadInput(f"{path} is there already and is not overwritten", "name another file")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise BadInput(f"no file can be made in {path.parent}", "name another place")


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a new file, whole or not at all, readable by its owner alone. Raises OSError."""
    handle, built = tempfile.mkstemp(prefix=".privacyctl-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        os.link(built, path)
    finally:
        Path(built).unlink(missing_ok=True)


@contextlib.contextmanager
def told_where_it_fails(disclosure: int | None) -> Iterator[None]:
    """Where a recorded list cannot be given out, say both; the command has then not done its work."""
    try:
        yield
    except (OSError, OutputLost) as error:
        if disclosure is None:
            raise
        reason = why(error) if isinstance(error, OSError) else error.reason
        raise Failure(
            f"disclosure {disclosure} is recorded, but the list could not be written whole: {reason}",
            "mend that and run the command again: it records the hand-off that then takes place",
        ) from None
