"""What is known of the copies: made and read back, gone, and until when each stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import Failure
from privacyctl.model.moment import Moment, span
from privacyctl.store import copies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.protocols import CopyTarget
    from privacyctl.model.copies import FoundCopy, RecordCopy
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was found in one folder, and what went."""

    folder: str
    deleted: tuple[str, ...] = ()
    """Names of archives that were past their day."""
    there: tuple[FoundCopy, ...] = ()
    """What lies there now, the oldest first."""
    kept: str | None = None
    """The newest that reads back, which stays though it is past its day."""
    trouble: Failure | None = None
    """Why the folder is out of reach, or something in it could not be deleted."""
    unlooked: str | None = None
    """Why nothing was deleted though the folder is in reach."""


def tidy(
    target: CopyTarget, keep: int, now: Moment, standing: Sequence[RecordCopy], fresh: str | None = None
) -> Tidied:
    """Delete what is past its day in a folder; never the newest copy that reads back.

    `fresh` is an archive that was placed and read back just now. Under a clock that is behind the newest copy
    nothing is deleted. What is promised of a copy on record holds, whatever the settings say of it by now.
    """
    folder = str(target.folder)
    try:
        there = list(target.copies())
    except Failure as failure:
        return Tidied(folder, trouble=failure)
    if not there:
        return Tidied(folder)
    if there[-1].made_at > now:
        behind = span(there[-1].made_at - now)
        return Tidied(folder, there=tuple(there), unlooked=f"the clock is {behind} behind the newest copy")
    promised = {one.name: one.delete_after for one in standing if one.folder == folder}
    old = [one for one in there if min(promised.get(one.name, one.made_at + keep), one.made_at + keep) < now]
    if not old:
        return Tidied(folder, there=tuple(there))
    try:
        stays = fresh if fresh is not None else _newest_that_reads_back(target, there)
        deleted = []
        for one in old:
            if one.name != stays:
                target.delete(one.name)
                deleted.append(one.name)
    except Failure as failure:
        return Tidied(folder, there=tuple(there), trouble=failure)
    left = tuple(one for one in there if one.name not in deleted)
    return Tidied(folder, tuple(deleted), left, stays if stays in {one.name for one in old} else None)


def note(tx: Transaction, found: Sequence[Tidied], keep: int) -> tuple[int, int]:
    """Write down what lies in the folders and what is gone; returns how many are new on record, and how many went.

    A copy that is not found counts as gone where it was deleted, or where its folder shows another
    copy: an empty folder may be one whose disk is not mounted.
    """
    made = gone = 0
    for one in found:
        if one.trouble is not None and not one.there:
            continue
        on_record = [copy for copy in copies.standing(tx) if copy.folder == one.folder]
        known, there = {copy.name for copy in on_record}, {copy.name for copy in one.there}
        for copy in one.there:
            if copy.name not in known:
                copies.add(
                    tx,
                    made_at=copy.made_at,
                    head=copy.head,
                    delete_after=Moment(copy.made_at + keep),
                    folder=one.folder,
                    name=copy.name,
                )
                made += 1
        for left in on_record:
            if left.name not in there and (there or left.name in one.deleted):
                copies.mark_gone(tx, left.id)
                gone += 1
    return made, gone


def _newest_that_reads_back(target: CopyTarget, there: Sequence[FoundCopy]) -> str | None:
    return next((one.name for one in reversed(there) if target.reads_back(one.name)), None)


def folders_on_record(store: Store) -> Iterator[str]:
    """The folders in which copies lie that are not known to be gone."""
    yield from dict.fromkeys(one.folder for one in copies.standing(store))
