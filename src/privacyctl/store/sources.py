"""The rows of mailboxes: which there are, how far each was read, and how that went.

How reading went is a mark, and has no audit entry: the next run leaves it anew. How far a folder was
read has one, since what was passed over would never be filed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.inbox import SourceState
from privacyctl.model.mailbox import ReadMark
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.model.ids import SourceId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction

_SOURCE = "SELECT id, name, begun_at, read_at, last_mail_at, failed_at, is_network, fault FROM source"


def named(store: Store) -> list[SourceState]:
    """The mailboxes that the settings named at the last run, in their order."""
    rows = store.rows(f"{_SOURCE} WHERE is_named ORDER BY id")
    return [_state(*row) for row in rows]


def _state(
    number: SourceId,
    called: str,
    begun_at: Moment,
    read_at: Moment | None,
    last_mail_at: Moment | None,
    failed_at: Moment | None,
    is_network: int | None,
    fault: str | None,
) -> SourceState:
    return SourceState(
        number, called, begun_at, read_at, last_mail_at, failed_at, bool(is_network), fault or ""
    )


def failing(store: Store) -> list[SourceState]:
    """Those of them that cannot be read, whether or not that is anybody's business yet."""
    return [one for one in named(store) if one.failed_at is not None]


def is_any(store: Store) -> bool:
    """Whether a mailbox was ever read."""
    return bool(store.value("SELECT 1 FROM source LIMIT 1"))


def name(tx: Transaction, names: Sequence[str]) -> None:
    """Have exactly these mailboxes named. Of one that is not any more, nothing is told."""
    for one in names:
        tx.write(
            """INSERT INTO source (name, begun_at) VALUES (?, ?)
               ON CONFLICT (name) DO UPDATE SET is_named = 1 WHERE NOT is_named""",
            (one, tx.now),
        )
    tx.write(
        f"""UPDATE source SET is_named = 0, failed_at = NULL, is_network = NULL, fault = NULL
             WHERE is_named AND name NOT IN ({placeholders(names)})""",
        tuple(names),
    )


def was_read(tx: Transaction, source: SourceId) -> None:
    """Note that all of a mailbox was read."""
    tx.write(
        """UPDATE source SET read_at = ?, failed_at = NULL, is_network = NULL, fault = NULL, told_at = NULL
            WHERE id = ?""",
        (tx.now, source),
    )


def was_not_read(tx: Transaction, source: SourceId, fault: str, *, is_network: bool) -> None:
    """Note why a mailbox could not be read; since when stays as it was."""
    tx.write(
        "UPDATE source SET failed_at = coalesce(failed_at, ?), is_network = ?, fault = ? WHERE id = ?",
        (tx.now, int(is_network), fault, source),
    )


def got_mail(tx: Transaction, source: SourceId, at: Moment) -> None:
    """Note when the newest mail of a mailbox was received."""
    tx.write("UPDATE source SET last_mail_at = max(coalesce(last_mail_at, 0), ?) WHERE id = ?", (at, source))


def told(store: Store, now: Moment) -> dict[SourceId, Moment]:
    """When `due --new` last told of each that cannot be read. A time ahead of now does not count."""
    rows = store.rows("SELECT id, told_at FROM source WHERE told_at <= ?", (now,))
    return {row[0]: row[1] for row in rows}


def mark_told(tx: Transaction, sources: Iterable[SourceId]) -> None:
    tx.write_many("UPDATE source SET told_at = ? WHERE id = ?", [(tx.now, one) for one in sources])


def reached(store: Store, source: SourceId, folder: str) -> ReadMark | None:
    """How far a folder was read."""
    row = store.row(
        "SELECT numbering, last FROM source_folder WHERE source_id = ? AND folder = ?", (source, folder)
    )
    return None if row is None else ReadMark(row[0], row[1])


def reach(tx: Transaction, source: SourceId, folder: str, mark: ReadMark) -> None:
    """Note how far a folder was read, where that is news."""
    if reached(tx, source, folder) == mark:
        return
    tx.write(
        """INSERT INTO source_folder (source_id, folder, numbering, last, entry) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (source_id, folder) DO UPDATE
              SET numbering = excluded.numbering, last = excluded.last, entry = excluded.entry""",
        (source, folder, mark.numbering, mark.last, tx.entry),
    )


def place_mark(store: Store, source: str, folder: str, key: str) -> bytes:
    """The keyed hash of where a mail lies, for kinds of mailboxes that give each a name for good."""
    return store.fingerprints.letter(f"place\0{source}\0{folder}\0{key}")


def is_seen(store: Store, mark: bytes) -> bool:
    return store.value("SELECT 1 FROM seen_place WHERE mark = ?", (mark,)) is not None


def see(tx: Transaction, marks: Iterable[bytes]) -> None:
    """Note that the mails at these places were read."""
    tx.write_many(
        "INSERT OR IGNORE INTO seen_place (mark, entry) VALUES (?, ?)", [(one, tx.entry) for one in marks]
    )
