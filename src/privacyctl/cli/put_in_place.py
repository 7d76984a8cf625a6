"""Putting a copy that stands ready in the record's place, with its journal and its list of erasures."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from privacyctl import erasure_list
from privacyctl.cli.session import current
from privacyctl.duties.came_back import is_back
from privacyctl.errors import Failure
from privacyctl.keeping import archives
from privacyctl.model.moment import Moment, stamp
from privacyctl.output.screen import stream
from privacyctl.store import Store, audit
from privacyctl.store.file import swapping
from privacyctl.store.journal import tail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.model.audit import Head
    from privacyctl.model.erasure import Listing


def head(path: Path) -> Head | None:
    """Where the record ends that stands; None where none can be read."""
    with contextlib.suppress(Failure), contextlib.closing(Store.open(path, current().clock)) as store:
        return store.head()
    return None


def _holds_erased(path: Path, listings: Sequence[Listing]) -> bool:
    """Whether somebody is in the record that stands who was erased: it is not laid aside then."""
    with contextlib.suppress(Failure), contextlib.closing(Store.open(path, current().clock)) as store:
        return any(is_back(store, one) for one in listings)
    return False


def put(path: Path, built: Path, listings: Sequence[Listing], known: Head | None) -> tuple[Path | None, bool]:
    """Swap the record, with its list of erasures and its journal.

    Returns where the old one lies, and whether it was deleted since somebody was in it who was erased.
    """
    journal = tail.beside(path)
    aside, journal_aside = _free_names(path, journal)

    def bring_along() -> None:
        if listings:
            erasure_list.add(path, listings)
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            path.with_name("privacyctl.toml").hardlink_to(built.with_name(archives.SETTINGS))
        if _fits(journal, built):
            return
        if journal.is_file():  # at any instant one of the two lies there
            journal_aside.hardlink_to(journal)
        elif os.path.lexists(journal):
            journal.rename(journal_aside)
        tail.beside(built).replace(journal)

    holds_erased = _holds_erased(path, listings)
    stood = swapping.swap(built, path, None if holds_erased else aside, known, bring_along)
    current().made += 1
    with contextlib.closing(Store.open(path, current().clock)) as store:
        store.bring_up()
        if store.lag is not None:
            stream.complain("warning", f"the journal is behind: {store.lag}", "see: privacyctl doctor")
    return (aside if stood else None), holds_erased


def _free_names(*paths: Path) -> list[Path]:
    """Names by the time, for what is laid aside; none of them is taken."""
    at = current().now
    while True:
        names = [path.with_name(f"{path.name}.before-restore-{stamp(at)}") for path in paths]
        if not any(os.path.lexists(name) for name in names):
            return names
        at = Moment(at + 1)


def _fits(journal: Path, built: Path) -> bool:
    """Whether a journal is the beginning of what the copy has by now."""
    try:
        found = tail.of(journal)
    except Failure:
        return False
    if found is None:
        return False
    with contextlib.closing(Store.open(built, current().clock)) as store:
        return audit.has(store, found.head)
