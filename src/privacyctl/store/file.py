"""Opening the data file, making it, and saying in plain words what is wrong with it.

The settings are chosen for a record that must not lose an acknowledged word: a rollback
journal with synchronous=EXTRA survives a power cut, and secure_delete leaves nothing of
what was erased. `query_only` stays on but inside a transaction, so that a stray write
fails loudly instead of opening a transaction that nobody commits.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import Busy, Damaged, Failure, Foreign, Missing, Newer, Untrusted, Unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APPLICATION_ID = 0x70766379
"""The four bytes "pvcy" in the file's header, by which it is known as ours."""

VERSION = 1
"""The schema that this privacyctl writes: the number of the last migration."""

BUSY_SECONDS = 30
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing data file of ours, upgrading an older one.

    Never makes a file. Raises Missing, Foreign, Newer, Damaged, Busy or Untrusted.
    """
    if not path.exists():
        raise Missing(f"there is no data file at {path}", _missing_hint(path))
    with plain_words(path), _named(path):
        connection = _open(path)
        try:
            _identify(connection, path)
            if _version(connection) < VERSION:
                upgrade(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def create(path: Path, secret: bytes, now: int) -> None:
    """Make a data file that is complete from the moment it has its name.

    It is built beside its place under another name, in mode 0600 from the first byte, and
    linked into place: killed at any instant, there is a whole file or none.
    Raises Untrusted where something stands there already.
    """
    with plain_words(path), _named(path):
        make_folder(path.parent)
        import tempfile  # noqa: PLC0415  (start-up)

        handle, built = tempfile.mkstemp(prefix=".privacyctl-", suffix=".new", dir=path.parent)
        os.close(handle)
        try:
            connection = sqlite3.connect(built, isolation_level=None)
            try:
                _settle(connection)
                connection.execute("PRAGMA query_only=OFF")
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                _migrate(connection)
                connection.execute("INSERT INTO secret (id, value, made_at) VALUES (1, ?, ?)", (secret, now))
            finally:
                connection.close()
            place(Path(built), path)
        finally:
            Path(built).unlink(missing_ok=True)


def place(built: Path, path: Path) -> None:
    """Give a finished file its name, atomically, unless something has that name already."""
    try:
        os.link(built, path)
    except FileExistsError:
        raise Untrusted(
            f"{path} is there already and is not overwritten",
            "name another place, or use the file that is there",
        ) from None


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else can read. One that stands is left as it is."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older file to today's schema, with a copy of the old one laid aside.

    All migrations are one transaction: the file is at the old version or the new.
    """
    connection.execute("PRAGMA query_only=OFF")
    try:
        _migrate(connection, lay_aside=lambda: _lay_aside(path))
    finally:
        connection.execute("PRAGMA query_only=ON")


def _lay_aside(path: Path) -> None:
    # The caller holds the write lock, so the copy is what is upgraded, to the last word. It
    # is made under another name, and takes the place of what a failed upgrade left.
    import tempfile  # noqa: PLC0415

    handle, copy = tempfile.mkstemp(prefix=".privacyctl-", suffix=".copy", dir=path.parent)
    os.close(handle)
    try:
        with contextlib.closing(_open(path)) as reader:
            reader.execute("PRAGMA query_only=OFF")  # it would forbid VACUUM INTO as well
            reader.execute("VACUUM INTO ?", (copy,))
        Path(copy).replace(path.with_name(f"{path.name}.before-v{VERSION}"))
    finally:
        Path(copy).unlink(missing_ok=True)


@contextlib.contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into one sentence of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _plain(error, path) from error


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what the system says of the file into one sentence of ours."""
    try:
        yield
    except OSError as error:
        raise Untrusted(
            f"{path} cannot be opened: {(error.strerror or str(error)).lower()}",
            "check the path and who may read and write it",
        ) from error


def _open(path: Path) -> sqlite3.Connection:
    if path.stat().st_size == 0:
        raise Foreign(f"{path} is an empty file, not a data file", _foreign_hint())
    # mode=rw never makes a file, and reads one that may not be written; mode=ro could not
    # roll back what a killed writer left in the journal.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    _settle(connection)
    return connection


def _settle(connection: sqlite3.Connection) -> None:
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


def _identify(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise Foreign(f"{path} is a database, but not one of privacyctl's", _foreign_hint())
    if (version := _version(connection)) > VERSION:
        raise Newer(
            f"{path} was written by a later privacyctl (its version is {version}, ours {VERSION})",
            "upgrade privacyctl: pip install --upgrade privacyctl",
        )


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _migrate(connection: sqlite3.Connection, lay_aside: Callable[[], None] = lambda: None) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        since = _version(connection)
        if since < VERSION:  # else another process was faster
            lay_aside()
            for statements in migrations()[since:]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrations() -> list[list[str]]:
    """The statements of each migration, the first one first."""
    from importlib import resources  # noqa: PLC0415  (start-up)

    folder = resources.files(__package__).joinpath("migrations")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [_statements(file.read_text(encoding="utf-8")) for file in files[:VERSION]]


def _statements(script: str) -> list[str]:
    # One by one, since executescript() commits what came before it and keeps what it did.
    found, pending = [], ""
    for text in script.splitlines(keepends=True):
        pending += text
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def _plain(error: sqlite3.Error, path: Path) -> Failure:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_CORRUPT:
        return _corrupt(path)
    if primary is None and "UTF-8" in str(error):  # Python says this of a text, SQLite does not look
        return damaged(path)
    known = {
        sqlite3.SQLITE_FULL: Unwritable(
            "the disk is full; nothing was changed", "free some space and run the command again"
        ),
        sqlite3.SQLITE_BUSY: Busy(
            f"another process held {path} for {BUSY_SECONDS} seconds; nothing was changed",
            "run the command again",
        ),
        sqlite3.SQLITE_READONLY: Unwritable(
            f"{path} may not be written; nothing was changed", f"see who owns it: ls -l {path.parent}"
        ),
        sqlite3.SQLITE_CANTOPEN: Unwritable(
            f"{path}, or the folder it lies in, may not be written or read; nothing was changed",
            f"see who owns them: ls -ld {path.parent} {path}",
        ),
        sqlite3.SQLITE_NOTADB: Foreign(f"{path} is not a database", _foreign_hint()),
        sqlite3.SQLITE_IOERR: Untrusted(
            f"the disk failed while {path} was in use; nothing was changed", "run: privacyctl doctor"
        ),
    }
    if primary not in known:
        raise error  # a bug of ours: a constraint, a mistyped statement
    return known[primary]


def _corrupt(path: Path) -> Failure:
    # A read that failed says "malformed" too: look again before calling a file damaged.
    try:
        with contextlib.closing(_open(path)) as second:
            sound = second.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except (sqlite3.Error, OSError, Failure):
        sound = False
    if sound:
        return Untrusted(f"{path} could not be read just now", "run the command again")
    return damaged(path)


def damaged(path: Path) -> Damaged:
    """What is said of a file that is not as it was written."""
    return Damaged(
        f"{path} is damaged",
        "keep a copy of it as it is, and put back your last good copy: privacyctl doctor says more",
    )


def _missing_hint(path: Path) -> str:
    return f"make one with `privacyctl --db {path} init`, or check --db and PRIVACYCTL_DB"


def _foreign_hint() -> str:
    return "check --db and PRIVACYCTL_DB; nothing was changed"
