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


def make(db: Path, *, vendor: str | None, support: str | None, clock: Clock) -> MadeRecord:
    """Make a data file and its settings, each whole from the moment it has its name.

    A data file that is there is never overwritten: that raises Untrusted. Settings that
    are there are left as they are.
    """
    if db.exists():
        raise Untrusted(already_there(db), f"see how it is: privacyctl --db {db} doctor")
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
    making.create(db, secrets.token_bytes(32), clock())
    return MadeRecord(db, settings, config_is_new)


def _write_settings(path: Path, text: str) -> bool:
    if path.exists():
        return False
    try:
        make_file(path, [text.encode()])
    except FileExistsError:
        return False
    return True
