"""Making a record."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl import config
from privacyctl.atomic_files import make as make_file
from privacyctl.config import template
from privacyctl.errors import Missing, Untrusted, already_there, why
from privacyctl.model.text import plural
from privacyctl.store import Store
from privacyctl.store.file import making
from privacyctl.store.journal import tail

if TYPE_CHECKING:
    from privacyctl.store.store import Clock


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """Where everything lies now."""

    db: Path
    config: Path
    config_is_new: bool
    is_new: bool = True
    """False where the data file was there already."""


def make(db: Path, *, vendor: str | None, support: str | None, clock: Clock) -> MadeRecord:
    """Make a data file and its settings, each whole from the moment it has its name.

    A data file of ours that is there is left as it is, and so are settings. Raises Untrusted where another
    file has the name.
    """
    if db.exists():
        return _standing(db)
    if (known := tail.of(tail.beside(db))) is not None:
        raise Missing(
            f"there is no data file at {db}, and its journal knows {plural(known.head.seq, 'entry', 'entries')}",
            "put a copy in its place: privacyctl restore FILE --identity KEYFILE; for a new record: name another place",
        )
    settings = config.path_beside(db)
    try:
        making.make_folder(db.parent)
        config_is_new = _write_settings(settings, template.template(vendor, support))
    except OSError as error:
        raise Untrusted(
            f"{db.parent} cannot be written: {why(error)}",
            "name another place: privacyctl --db FILE init",
        ) from error
    try:
        making.create(db, secrets.token_bytes(32), clock())
    except Untrusted:
        if db.exists():  # another one was faster
            return _standing(db)
        raise
    return MadeRecord(db, settings, config_is_new)


def _standing(db: Path) -> MadeRecord:
    """A record that is there. Raises Untrusted where the file is none of ours."""
    try:
        Store.open(db).close()
    except Untrusted:
        raise Untrusted(already_there(db), f"see how it is: privacyctl --db {db} doctor") from None
    return MadeRecord(db, config.path_beside(db), config_is_new=False, is_new=False)


def _write_settings(path: Path, text: str) -> bool:
    if path.exists():
        return False
    try:
        make_file(path, [text.encode()])
    except FileExistsError:
        return False
    return True
