"""What is said, and done, where the journal beside the record knows more than the record, or is not there."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.errors import Failure, Missing
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.store.journal import parting, tail
from privacyctl.store.journal.standing import Stands

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.store import Store
    from privacyctl.store.journal.standing import JournalStanding


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


def as_the_journal_knows(store: Store) -> Store | None:
    """The record as it would be with its lost entries, in memory; None where they cannot be done again on it."""
    from privacyctl.duties.keeping import bringing_back
    from privacyctl.store.journal import reading

    whole = store.in_memory()
    try:
        bringing_back.bring_back(whole, reading.lines_of(tail.beside(store.path), whole.fingerprints))
    except Failure:
        whole.close()
        return None
    return whole
