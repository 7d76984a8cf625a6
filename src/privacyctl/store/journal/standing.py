"""The journal's end against the record's: in step, the journal behind, the record behind, or parted."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Failure
from privacyctl.model.audit import Head
from privacyctl.store.journal import tail

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


class Stands(Enum):
    """How a journal and its record stand to each other."""

    IN_STEP = "in step"
    LAGS = "lags"
    """The journal lacks the record's last entries. The next write heals that."""
    MISSING = "missing"
    """The record has entries, and there is no journal: it was lost, or an earlier version wrote the record."""
    OLDER = "older"
    """The record lacks entries that the journal has: an older copy stands in its place, or its end was cut off."""
    PARTED = "parted"
    """Record and journal have different entries of one number."""
    UNREADABLE = "unreadable"
    """The journal cannot be judged."""


class JournalStanding(NamedTuple):
    """What was found of journal and record."""

    how: Stands
    journal: Head | None
    """The journal's last entry; None without one."""
    record: Head
    why: Failure | None = None
    """Why the journal cannot be read."""

    @property
    def is_believed(self) -> bool:
        """Whether nothing says that the record is not the newest that there was."""
        return self.how not in (Stands.OLDER, Stands.PARTED)

    @property
    def lacks(self) -> int:
        """How many entries the journal lacks."""
        return max(self.record.seq - (self.journal.seq if self.journal else 0), 0)


class Lag(NamedTuple):
    """By how much a journal is behind its record."""

    entries: int
    first: int
    """The first entry that it lacks."""
    since: Moment
    """When that was written."""


def lag(store: Store, found: JournalStanding) -> Lag | None:
    """By how much the journal is behind; None where it is in step."""
    if found.how not in (Stands.LAGS, Stands.MISSING) or not found.lacks:
        return None
    first = (found.journal.seq if found.journal else 0) + 1
    return Lag(found.lacks, first, store.written_at(first))


def of(store: Store) -> JournalStanding:
    """Compare the two. The journal is read first: else a writer in between makes a sound record look rolled back."""
    try:
        found = tail.of(tail.beside(store.path))
    except Failure as error:
        return JournalStanding(Stands.UNREADABLE, None, store.head(), error)
    record = store.head()
    if found is None:
        return JournalStanding(Stands.MISSING if record.seq else Stands.IN_STEP, None, record)
    journal = found.head
    if journal == record:
        return JournalStanding(Stands.IN_STEP, journal, record)
    if journal.seq < record.seq:
        known = store.value("SELECT hash FROM audit WHERE seq = ?", (journal.seq,))
        return JournalStanding(Stands.LAGS if known == journal.hash else Stands.PARTED, journal, record)
    if journal.seq == record.seq:
        return JournalStanding(Stands.PARTED, journal, record)
    from privacyctl.store.journal import parting  # noqa: PLC0415  (only where something is wrong)

    return JournalStanding(parting.of(store, journal, record), journal, record)
