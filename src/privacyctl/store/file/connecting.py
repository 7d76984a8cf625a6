"""One connection to the data file, with the settings that every connection has.

The settings are those of a record that must not lose an acknowledged change: a rollback
journal with synchronous=EXTRA survives a power cut, and secure_delete overwrites erased
bytes. `query_only` is on outside a transaction, so that a stray write
fails loudly instead of opening a transaction that nobody commits.
"""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from pathlib import Path

from privacyctl.store.file.faults import BUSY_SECONDS, foreign

APPLICATION_ID = 0x70766379
"""The four bytes "pvcy" in the header of every data file of ours."""

_BESIDE = ("", "-journal", "-wal", "-shm", ".erasures")
"""What is read with a data file, by the ends of the names."""

VERSION = 7
"""The schema that this privacyctl writes: the number of the last migration."""


def open_unchecked(path: Path) -> sqlite3.Connection:
    """Open an existing file with our settings. The caller checks that it is ours."""
    for beside in _BESIDE:
        _must_be_file(path.with_name(path.name + beside))
    if path.stat().st_size == 0:
        raise foreign(f"{path} is an empty file, not a data file")
    # mode=rw never makes a file, and opens a read-only one for reading. mode=ro could not roll
    # back the journal of a killed writer.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    settle(connection)
    return connection


def _must_be_file(path: Path) -> None:
    """Raises for a folder, or for a pipe or a device: to open such a one waits without an end."""
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise foreign(f"{path} is {what}, and no file")


def settle(connection: sqlite3.Connection) -> None:
    """Put the settings on a connection. Nothing can be written until `query_only` is off."""
    for setting in (
        "query_only=ON",
        "synchronous=EXTRA",
        "secure_delete=ON",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {setting}")


def version(connection: sqlite3.Connection) -> int:
    """The number of the last migration that was applied to the file."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found
