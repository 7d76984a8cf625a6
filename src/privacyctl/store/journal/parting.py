"""What a record that is behind its journal lacks, and where the two part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Failure, Refused, Untrusted
from privacyctl.model.moment import Moment, local
from privacyctl.store.journal import reading, tail
from privacyctl.store.journal.standing import JournalStanding, Stands

if TYPE_CHECKING:
    from privacyctl.model.audit import Head
    from privacyctl.store import Store


class RolledBack(Untrusted):
    """The record is not the newest that there was: its journal knows more."""


class Missed(NamedTuple):
    """What a record lacks."""

    entries: int
    since: Moment | None
    """When the first of them was written."""


def of(store: Store, journal: Head, record: Head) -> Stands:
    """How a record stands whose journal goes further: an older copy, or one that parted from it."""
    try:
        for head in reading.heads(tail.beside(store.path)):
            if head.seq == record.seq:
                return Stands.OLDER if head.hash == record.hash else Stands.PARTED
            if head.seq > record.seq:
                break
    except Failure:
        return Stands.OLDER
    return Stands.OLDER if record.seq == 0 and journal.seq else Stands.PARTED


def missed(store: Store, standing: JournalStanding) -> Missed:
    """What a record lacks that is an older copy."""
    entries = (standing.journal.seq if standing.journal else 0) - standing.record.seq
    try:
        for line in reading.lines_of(tail.beside(store.path), None):
            if line.seq > standing.record.seq:
                return Missed(entries, line.at)
    except (Failure, ValueError):
        pass
    return Missed(entries, None)


def parted_at(store: Store) -> int:
    """The first entry in which record and journal differ."""
    number = 1
    try:
        for head in reading.heads(tail.beside(store.path)):
            number = head.seq
            if store.value("SELECT hash FROM audit WHERE seq = ?", (head.seq,)) != head.hash:
                break
    except Failure:
        pass
    return number


def failure(store: Store, standing: JournalStanding) -> RolledBack | Refused:
    """What is said of a record that is not believed."""
    if standing.how is Stands.OLDER:
        lacks = missed(store, standing)
        since = f", the first of {local(lacks.since)}" if lacks.since is not None else ""
        are = "1 entry is" if lacks.entries == 1 else f"{lacks.entries} entries are"
        return RolledBack(
            f"an older copy of the record stands here: {are} missing{since}",
            "bring them back from its journal: privacyctl restore --repair",
        )
    entry = parted_at(store)
    if entry == 1:
        return RolledBack(
            f"{tail.beside(store.path)} is the journal of another record",
            "put the record back that it is of, or move the journal away, to a place where it is kept",
        )
    journal = standing.journal.seq if standing.journal else 0
    longer = "the record goes on" if standing.record.seq >= journal else "the journal goes on"
    return RolledBack(
        f"the record and its journal part at entry {entry}; {longer} to entry {max(standing.record.seq, journal)}",
        f"a copy from before entry {entry}, with the journal: privacyctl restore FILE --journal FILE",
    )
