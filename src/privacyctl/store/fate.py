"""The fate of a transaction that came to its COMMIT, and whether the file is still the one that was opened.

A Ctrl-C or an error of the disk during COMMIT says nothing of the outcome, and neither does
the connection that committed. A new one reads what stands in the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.audit import Head

Place = tuple[int, int] | None
"""The device and the inode that a name leads to; None where it leads nowhere."""
_WAIT_SECONDS = 5


class Fate(Enum):
    """What became of a transaction."""

    NOT = "not"
    DONE = "done"
    MAYBE = "maybe"
    """COMMIT was begun, and it could not be read what came of it."""


def fate_of(path: Path, entry: Head) -> Fate:
    """Whether the audit entry with this number and this hash is in the file that has the name now."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS)) as fresh:
            found = fresh.execute("SELECT hash FROM audit WHERE seq = ?", (entry.seq,)).fetchone()
    except (sqlite3.Error, OSError):
        return Fate.MAYBE
    return Fate.DONE if found is not None and found[0] == entry.hash else Fate.NOT


def place(path: Path) -> Place:
    """The place of a file, by which it is known again under its name."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
