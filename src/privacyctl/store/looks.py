"""The rows of looks: the result, which is append-only, and the addresses, which an erasure empties."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.model.look import Found, Look, Looked, Through, evidence_line
from privacyctl.model.look_reason import LookReason
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    import hashlib
    from collections.abc import Sequence

    from privacyctl.model.ids import TaskId
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row


def add(tx: Transaction, task: Takedown, look: Look) -> int:
    """Record a look. Its snippet is for the screen and is not recorded."""
    look_id = tx.insert(
        "look",
        takedown_id=task.id,
        publication_id=task.publication,
        at=tx.now,
        through=look.through.value,
        found=look.found.value,
        reason=look.reason.value,
        status=look.status,
        sha256=look.sha256,
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
    )
    return look_id


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
        """SELECT entry, id, takedown_id, publication_id, at, through, found, reason, status, sha256
             FROM look ORDER BY id"""
    )
    for entry, *look in rows:
        digest = found.setdefault(entry, sha256())
        with contextlib.suppress(ValueError, OverflowError, OSError):
            digest.update(evidence_line(*look))
    return {entry: digest.hexdigest()[:40] for entry, digest in found.items()}


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
    )
