"""Making a copy: built, examined, encrypted, placed on every target and read back there, and written down."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.keeping import copies as tidying
from privacyctl.errors import Damaged, Failure
from privacyctl.model.audit import Head
from privacyctl.model.chain import walk
from privacyctl.model.copies import CopyFacts
from privacyctl.model.moment import Moment
from privacyctl.store import Store, audit, copies
from privacyctl.store.file import health
from privacyctl.store.journal import reading, tail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.keeping.copies import Tidied
    from privacyctl.duties.protocols import CopyTarget, CopyWorkshop, OpenRecord


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of the copy on one target."""

    folder: str
    trouble: Failure | None = None
    """Why it is not there; None where it is, and was read back."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy, and where it lies."""

    name: str
    made_at: Moment
    head: Head
    delete_after: Moment
    placed: tuple[Placed, ...]
    tidied: tuple[Tidied, ...]
    journal: Failure | None = None
    """Why the journal would not bring back what is done from now on; None where it is sound."""

    @property
    def is_anywhere(self) -> bool:
        return any(one.trouble is None for one in self.placed)

    @property
    def is_everywhere(self) -> bool:
        """And that there is nothing to be seen to."""
        troubles = [*(one.trouble for one in self.placed), *(one.trouble for one in self.tidied)]
        return self.journal is None and not any(troubles)


def backup(
    opened: OpenRecord,
    workshop: CopyWorkshop,
    targets: Sequence[CopyTarget],
    also: Sequence[CopyTarget],
    keep: int,
) -> BackedUp:
    """Make one copy and place it on every target; then delete what is past its day there, and in the folders of `also`.

    A target that fails does not hinder the others. Raises Damaged for a record that does not hold: a copy
    of it would drive out a good one.
    """
    with opened() as store:
        made_at, beside = store.now, tail.beside(store.path)
        store.copy_into(workshop.record, lasts=False)
    with contextlib.closing(Store.open(workshop.record, lambda: made_at)) as store:
        head = store.head().seq
        damage = reading.first_unsealed(beside, store.fingerprints, head)
        journal, erasures = workshop.bring_along(head, with_journal=damage is None)
    # Examining and encrypting read the same file, and neither waits for the other.
    with workshop.encrypting(made_at) as finish:
        facts = examined(workshop.record, made_at, Moment(made_at + keep))
        name = finish(replace(facts, journal_seq=journal, erasures=erasures))
    placed = []
    for target in targets:
        try:
            workshop.place(target)
            placed.append(Placed(str(target.folder)))
        except Failure as failure:
            placed.append(Placed(str(target.folder), failure))
    there = {one.folder for one in placed if one.trouble is None}
    with opened() as store:
        standing = copies.standing(store)
        now = store.now
    tidied = [
        tidying.tidy(target, keep, now, standing, name if str(target.folder) in there else None)
        for target in (*targets, *also)
    ]
    with opened() as store, store.transaction() as tx:
        made, gone = tidying.note(tx, tidied, keep)
        if made or gone:
            tx.record(
                "backed-up", copies=made, gone=gone, failed=sum(one.trouble is not None for one in placed)
            )
    return BackedUp(
        name, made_at, Head(facts.seq, facts.head), facts.delete_after, tuple(placed), tuple(tidied), damage
    )


def tidy(opened: OpenRecord, targets: Sequence[CopyTarget], keep: int) -> tuple[Tidied, ...]:
    """Delete what is past its day in these folders, and write down what is gone."""
    with opened() as store:
        standing, now = copies.standing(store), store.now
    found = [tidying.tidy(target, keep, now, standing) for target in targets]
    with opened() as store, store.transaction() as tx:
        made, gone = tidying.note(tx, found, keep)
        if made or gone:
            tx.record("copies-gone", made=made, gone=gone)
    return tuple(found)


def examined(path: Path, made_at: Moment, delete_after: Moment) -> CopyFacts:
    """What a plain copy holds. Raises Damaged where it is not sound, or its chain does not hold to its head."""
    with contextlib.closing(Store.open(path, lambda: made_at)) as store, store.snapshot():
        head = store.head()
        walked = walk(audit.batches(store))
        if (
            health.integrity(store)
            or health.dangling(store)
            or walked.first_broken is not None
            or not health.is_expected(health.identity(store))
        ):
            raise Damaged(
                "the record does not hold, and no copy was made of it",
                "see what is wrong: privacyctl doctor; then put back a good copy: privacyctl restore FILE",
            )
        return CopyFacts(
            copies.identity(store), made_at, head.seq, head.hash, health.identity(store)[1], health.counts(store), 0, 0,
            delete_after,
        )  # fmt: skip
