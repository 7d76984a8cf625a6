"""Opening the data file, if it is there, ours, and of a version that is known."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from privacyctl.errors import Missing, Newer
from privacyctl.store.file import connecting
from privacyctl.store.file.connecting import APPLICATION_ID, open_unchecked, version
from privacyctl.store.file.faults import foreign, named, plain_words


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open an existing data file of ours; an older one is upgraded, and the second value says that it was.

    Never makes a file. Raises Missing, Foreign, Newer, Damaged, Busy or Untrusted.
    """
    if not path.exists():
        raise Missing(
            f"there is no data file at {path}",
            f"make one with `privacyctl --db {path} init`, or check --db and PRIVACYCTL_DB",
        )
    with plain_words(path), named(path):
        connection = open_unchecked(path)
        try:
            _identify(connection, path)
            is_older = version(connection) < connecting.VERSION
            if is_older:
                from privacyctl.store.file.making import upgrade  # noqa: PLC0415  (once in a file's version)

                upgrade(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection, is_older


def _identify(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise foreign(f"{path} is a database, but not one of privacyctl's")
    if (found := version(connection)) > connecting.VERSION:
        raise Newer(
            f"{path} was written by a later privacyctl (its version is {found}, ours {connecting.VERSION})",
            "upgrade privacyctl: pip install --upgrade privacyctl",
        )
