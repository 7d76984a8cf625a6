"""The rows of looks: the result, which is append-only, and the addresses, which an erasure empties."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.model.look import EarlierSighting, Found, Look, Looked, Through, evidence_line
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import Moment
from privacyctl.model.sketch import Sketch
from privacyctl.store import contents
from privacyctl.store.store import placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    import hashlib
    from collections.abc import Sequence

    from privacyctl.model.ids import PublicationId, TaskId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row


def add(tx: Transaction, task: TaskId | None, publication: PublicationId | None, look: Look) -> int:
    """Record a look. Its snippet, and what it could not read, is for the screen and is not recorded."""
    sketch = look.sketch.packed() if look.sketch else None
    look_id = tx.insert(
        "look",
        takedown_id=task,
        publication_id=publication,
        at=tx.now,
        through=look.through.value,
        found=look.found.value,
        reason=look.reason.value,
        status=look.status,
        sha256=look.sha256,
        before_id=look.before.look if look.before else None,
        mark=contents.of_look(tx, (look.place, look.url, look.final_url, look.file), sketch),
        entry=tx.entry,
    )
    tx.insert(
        "look_text",
        look_id=look_id,
        place=look.place,
        url=look.url,
        final_url=look.final_url,
        etag=look.etag,
        last_modified=look.last_modified,
        file=look.file,
        sketch=sketch,
    )
    return look_id


def last_at(store: Store) -> Moment | None:
    """When somebody last looked at the site; None for never."""
    found: int | None = store.value("SELECT at FROM look ORDER BY id DESC LIMIT 1")
    return None if found is None else Moment(found)


def sightings(
    store: Store, publication: PublicationId | None, task: TaskId | None
) -> tuple[EarlierSighting, ...]:
    """The looks that saw a publication, the latest first; of what is in no register, those at its task."""
    column, number = ("publication_id", publication) if publication is not None else ("takedown_id", task)
    rows = store.rows(
        f"""SELECT id, entry, at, through, status, place, url, final_url, file, sketch
              FROM look JOIN look_text ON look_id = id
             WHERE {column} = ? AND found = 'still-there' ORDER BY id DESC""",
        (number,),
    )
    return tuple(
        EarlierSighting(
            look=row["id"],
            entry=row["entry"],
            at=row["at"],
            place=row["place"],
            through=Through(row["through"]),
            url=row["url"],
            final_url=row["final_url"],
            status=row["status"],
            file=row["file"],
            sketch=Sketch.unpacked(row["sketch"]) if row["sketch"] is not None else None,
        )
        for row in rows
    )


def get(store: Store, numbers: Sequence[int]) -> list[Looked]:
    """The looks of these numbers, in the order in which they were recorded."""
    return _where(store, "look.id", numbers)


def of_tasks(store: Store, tasks: Sequence[TaskId]) -> list[Looked]:
    """Every look at these tasks, in the order in which they were recorded."""
    return _where(store, "takedown_id", tasks)


def digests(store: Store) -> dict[int, str]:
    """Audit entry → the digest of the looks that it wrote, as the entry has it: forty hexadecimal digits.

    A look whose time lies outside the calendar has no line, and so no digest comes out right.
    """
    from hashlib import sha256  # noqa: PLC0415  (start-up)

    found: dict[int, hashlib._Hash] = {}
    rows = store.stream(
        """SELECT entry, id, takedown_id, publication_id, at, through, found, reason, status, sha256, before_id, mark
             FROM look ORDER BY id"""
    )
    for entry, *look in rows:
        digest = found.setdefault(entry, sha256())
        with contextlib.suppress(ValueError, OverflowError, OSError):
            digest.update(evidence_line(*look))
    return {entry: digest.hexdigest()[:40] for entry, digest in found.items()}


def unfounded(store: Store) -> list[tuple[int, int]]:
    """The looks that say gone, and name no earlier look that saw it: (number, entry). From before there were none."""
    rows = store.rows(
        """SELECT id, entry FROM look WHERE found = 'gone' AND mark IS NOT NULL AND NOT EXISTS (
                  SELECT 1 FROM look AS seen WHERE seen.id = look.before_id AND seen.id < look.id
                     AND seen.found = 'still-there' AND (seen.publication_id = look.publication_id
                         OR (look.publication_id IS NULL AND seen.takedown_id = look.takedown_id)))"""
    )
    return [(row["id"], row["entry"]) for row in rows]


def unproved(store: Store) -> list[TaskId]:
    """The tasks that are verified, though no look of that moment saw it gone and nobody attested it."""
    rows = store.rows(
        f"""SELECT id FROM takedown WHERE state = 'verified'
               AND NOT EXISTS (SELECT 1 FROM look WHERE takedown_id = takedown.id AND found = 'gone'
                                  AND at = verified_at)
               AND NOT EXISTS (SELECT 1 FROM takedown_event WHERE {counts("takedown_event")}
                                  AND takedown_id = takedown.id AND act = 'attested')"""
    )
    return [row["id"] for row in rows]


def without_sighting(store: Store, tasks: Sequence[TaskId]) -> list[TaskId]:
    """Those of these verified tasks that rest on looks alone of which one names no sighting with a sketch.

    Such are the verdicts from before sightings were kept, and later ones that rest on a look of that time.
    """
    rows = store.rows(
        f"""SELECT DISTINCT takedown.id FROM takedown JOIN look ON look.takedown_id = takedown.id
              LEFT JOIN look AS seen ON seen.id = look.before_id
             WHERE takedown.id IN ({placeholders(tasks)}) AND look.found = 'gone' AND look.at = verified_at
               AND seen.mark IS NULL""",
        tasks,
    )
    return [row["id"] for row in rows]


def _where(store: Store, column: str, numbers: Sequence[int]) -> list[Looked]:
    rows = store.rows(
        f"""SELECT look.*, place, url, final_url, etag, last_modified
              FROM look LEFT JOIN look_text ON look_id = look.id
             WHERE {column} IN ({placeholders(numbers)}) ORDER BY look.id""",
        numbers,
    )
    return [_looked(row) for row in rows]


def _looked(row: Row) -> Looked:
    return Looked(
        id=row["id"],
        task=row["takedown_id"],
        publication=row["publication_id"],
        at=row["at"],
        look=Look(
            place=row["place"] or "",
            through=Through(row["through"]),
            found=Found(row["found"]),
            reason=LookReason(row["reason"]),
            url=row["url"],
            final_url=row["final_url"],
            status=row["status"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            sha256=row["sha256"],
        ),
        before=row["before_id"],
        mark=row["mark"],
    )
