"""What is said, and done, where the journal beside the record knows more than the record, or is not there."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from privacyctl.cli.session import current
from privacyctl.errors import Failure, Missing
from privacyctl.model.moment import local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.store.journal import parting, standing, tail
from privacyctl.store.journal.standing import Stands

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.suppression import Fingerprints
    from privacyctl.store import Store
    from privacyctl.store.journal.standing import JournalStanding

_AT_WORK = 0.5
"""Seconds that a command may take from its commit until its entry is in the journal."""
_FIRST_AT_WORK = 2
"""The same of the record's first entry. It is waited for once, since then a lost journal is made anew."""


def known_by_journal(path: Path, missing: Missing) -> Missing:
    """The failure of a missing data file, whose journal may be all that is left of it."""
    with contextlib.suppress(Failure):
        found = tail.of(tail.beside(path))
        if found is not None:
            return Missing(
                f"{missing.sentence}, and its journal knows {plural(found.head.seq, 'entry', 'entries')}",
                "put a copy in its place: privacyctl restore FILE --identity KEYFILE",
            )
    return missing


def judge(store: Store, found: JournalStanding) -> None:
    """Say or mend what is wrong. Raises Untrusted for a record that is not the newest.

    Where the journal cannot be read the record may still be read, and not be written.
    """
    if found.how is Stands.MISSING:
        if _is_being_made(store):
            return
        store.bring_up()
        if store.lag is None and not store.is_upgraded:
            stream.complain(
                "warning",
                "the journal beside the record was missing, and was made anew from the record: an older copy"
                " put back before that would not be noticed",
                f"see that nothing deletes it: {tail.beside(store.path)}",
            )
        return
    if found.how is Stands.UNREADABLE and found.why is not None:
        store.shut = found.why
        stream.complain(
            "warning", f"{found.why.sentence}: whether the record is the newest is not known", found.why.hint
        )
        return
    raise parting.failure(store, found)


def _is_being_made(store: Store) -> bool:
    """Whether a journal that is not there comes from a command that is at work."""
    until = time.monotonic() + (0 if store.is_upgraded else _FIRST_AT_WORK)
    while tail.of(tail.beside(store.path)) is None:
        if time.monotonic() >= until:
            return False
        time.sleep(_AT_WORK / 10)
    return True


def warn_of_lag(store: Store) -> None:
    """Say of a journal that lacks entries which those are, before the next write heals it unseen.

    A forged entry at the end of the chain looks like that. A command that is at work appends its own in a moment.
    """
    if current().is_lag_said:
        return
    until = time.monotonic() + _AT_WORK
    first = found = standing.of(store)
    while (lag := standing.lag(store, found)) is not None:
        if found.journal != first.journal:
            return  # somebody is at work
        if time.monotonic() >= until:
            current().is_lag_said = True
            stream.complain(
                "warning",
                f"the journal is {plural(lag.entries, 'entry', 'entries')} behind the record, from entry {lag.first}"
                f" of {local(lag.since)} on: a command was killed, or another program wrote them",
                "see whether they are yours: privacyctl audit; the next command that writes brings the journal up",
            )
            return
        time.sleep(_AT_WORK / 10)
        found = standing.of(store)


def by_the_journal_alone(path: Path) -> Store | None:
    """What the journal of a lost data file tells, as a record in memory; None where it cannot be read.

    Its key is lost with the file, so nobody can tell whether a line was changed: it is good for a list alone.
    """
    from privacyctl.store import Store

    return _brought_up(Store.of_nothing(path, current().clock), tail.beside(path), None)


def as_the_journal_knows(store: Store, *, is_parted: bool) -> Store | None:
    """The record as it would be with its lost entries, in memory; None where they cannot be done again on it.

    Where the two part nothing of the record fits: what is known then is the journal alone, from its first line, and
    so without names and words.
    """
    whole = store.emptied() if is_parted else store.in_memory()
    return _brought_up(whole, tail.beside(store.path), whole.fingerprints)


def _brought_up(whole: Store, journal: Path, mark: Fingerprints | None) -> Store | None:
    from privacyctl.duties.keeping import bringing_back
    from privacyctl.store.journal import reading

    try:
        bringing_back.bring_back(whole, reading.lines_of(journal, mark))
    except Failure:
        whole.close()
        return None
    return whole
