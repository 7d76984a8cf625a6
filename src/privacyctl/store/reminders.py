"""The rows of reminders: what is to be told by which way, who sends it, which way took it; and how each way does.

All of it is marks, and has no audit entry. A moment that lies ahead was written under a wrong clock: it is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.moment import DAY, Moment
from privacyctl.model.reminder import DueStep, Topic, WayState, rest
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

KEPT = 90 * DAY
"""Seconds for which it is kept that something was told, once it waits no more."""


class Unsent(NamedTuple):
    """A step that no way has taken yet."""

    id: int
    key: tuple[Topic, int, int]
    way: str
    digest: int | None
    made_at: Moment
    claimed_at: Moment | None
    claimed_by: str | None
    tries: int


def put_right(tx: Transaction) -> None:
    """Take back what was written under a clock that was ahead: it was told to nobody at that time."""
    tx.write("DELETE FROM reminder WHERE made_at > ?", (tx.now,))
    tx.write(
        """UPDATE reminder SET sent_at = NULL, claimed_at = NULL, claimed_by = NULL
            WHERE sent_at > :now OR claimed_at > :now""",
        {"now": tx.now},
    )
    tx.write("DELETE FROM reminder_way WHERE taken_at > :now OR failed_at > :now", {"now": tx.now})


def add(tx: Transaction, steps: Iterable[DueStep], way: str, digest: int | None = None) -> None:
    """Have these told by a way, but for those that are, or wait for it, already."""
    tx.write_many(
        """INSERT INTO reminder (topic, number, step, way, digest, made_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (topic, number, step, way) DO NOTHING""",
        [(one.topic.value, one.number, one.step, way, digest, tx.now) for one in steps],
    )


def unsent(store: Store) -> list[Unsent]:
    """What waits to be told, the first made first."""
    rows = store.rows("SELECT * FROM reminder WHERE sent_at IS NULL ORDER BY id")
    return [_unsent(row) for row in rows]


def _unsent(row: Row) -> Unsent:
    return Unsent(
        row["id"],
        (Topic(row["topic"]), row["number"], row["step"]),
        row["way"],
        row["digest"],
        row["made_at"],
        row["claimed_at"],
        row["claimed_by"],
        row["tries"],
    )


def drop(tx: Transaction, numbers: Sequence[int]) -> None:
    """Let go of what needs not be told any more."""
    tx.write(f"DELETE FROM reminder WHERE sent_at IS NULL AND id IN ({placeholders(numbers)})", numbers)


def forget_old(tx: Transaction, keep: Iterable[tuple[Topic, int, int]]) -> None:
    """Forget that something was told long ago, but for these steps, which wait still."""
    kept = {(topic.value, number) for topic, number, _ in keep}
    rows = tx.rows("SELECT id, topic, number FROM reminder WHERE sent_at <= ?", (tx.now - KEPT,))
    tx.write_many(
        "DELETE FROM reminder WHERE id = ?", [(row[0],) for row in rows if (row[1], row[2]) not in kept]
    )


def claim(tx: Transaction, numbers: Sequence[int], by: str) -> None:
    """Note that a run sends these now."""
    tx.write(
        f"""UPDATE reminder SET claimed_at = ?, claimed_by = ?, tries = tries + 1
             WHERE sent_at IS NULL AND id IN ({placeholders(numbers)})""",
        (tx.now, by, *numbers),
    )


def mark_sent(tx: Transaction, numbers: Sequence[int], by: str, way: str) -> None:
    """Note that the way took these, and that it is well."""
    tx.write(
        f"UPDATE reminder SET sent_at = ? WHERE claimed_by = ? AND id IN ({placeholders(numbers)})",
        (tx.now, by, *numbers),
    )
    mark_well(tx, way)


def mark_well(tx: Transaction, way: str) -> None:
    """Note that a way took something."""
    tx.write(
        """INSERT INTO reminder_way (way, taken_at) VALUES (:way, :now) ON CONFLICT (way) DO UPDATE
              SET taken_at = :now, failed_at = NULL, tries = 0, next_at = NULL, fault = NULL, said_at = NULL""",
        {"way": way, "now": tx.now},
    )


def mark_not_sent(tx: Transaction, numbers: Sequence[int], by: str) -> None:
    """Let the next run have these."""
    tx.write(
        f"""UPDATE reminder SET claimed_at = NULL, claimed_by = NULL
             WHERE claimed_by = ? AND sent_at IS NULL AND id IN ({placeholders(numbers)})""",
        (by, *numbers),
    )


def mark_failing(tx: Transaction, way: str, fault: str, *, is_lasting: bool) -> None:
    """Note that a way took nothing, and have it rest; since when stays as it was."""
    tries = 1 + int(tx.value("SELECT tries FROM reminder_way WHERE way = ?", (way,)) or 0)
    tx.write(
        """INSERT INTO reminder_way (way, failed_at, tries, next_at, fault)
           VALUES (:way, :now, :tries, :next, :fault)
           ON CONFLICT (way) DO UPDATE SET failed_at = coalesce(failed_at, :now), tries = :tries, next_at = :next,
                                           fault = :fault""",
        {
            "way": way,
            "now": tx.now,
            "tries": tries,
            "next": tx.now + rest(tries, is_lasting=is_lasting),
            "fault": fault,
        },
    )


def mark_said(tx: Transaction, ways: Iterable[str]) -> None:
    """Note that a run said of these that they take nothing."""
    tx.write_many("UPDATE reminder_way SET said_at = ? WHERE way = ?", [(tx.now, one) for one in ways])


def name_ways(tx: Transaction, names: Sequence[str]) -> None:
    """Forget how the ways did that the settings name no more."""
    tx.write(f"DELETE FROM reminder_way WHERE way NOT IN ({placeholders(names)})", names)


def ways(store: Store) -> dict[str, WayState]:
    """How each way did that something was sent by."""
    rows = store.rows("SELECT way, taken_at, failed_at, tries, next_at, fault, said_at FROM reminder_way")
    return {row[0]: WayState(*row) for row in rows}


def is_digest_made(store: Store, way: str, day: int) -> bool:
    """Whether the digest of a local day was made for a way."""
    return bool(store.value("SELECT 1 FROM reminder WHERE way = ? AND digest = ? LIMIT 1", (way, day)))


def is_told(store: Store, key: tuple[Topic, int, int]) -> bool:
    """Whether any way took a step."""
    topic, number, step = key
    return bool(
        store.value(
            """SELECT 1 FROM reminder WHERE topic = ? AND number = ? AND step = ? AND sent_at IS NOT NULL
                LIMIT 1""",
            (topic.value, number, step),
        )
    )


def first_sent(store: Store, topic: Topic, number: int, way: str) -> tuple[int, Moment] | None:
    """The (step, moment when it was made) of what a way first took about something."""
    row = store.row(
        """SELECT step, made_at FROM reminder WHERE topic = ? AND number = ? AND way = ? AND digest IS NULL
              AND sent_at IS NOT NULL ORDER BY id LIMIT 1""",
        (topic.value, number, way),
    )
    return None if row is None else (row[0], row[1])


def mark_all_told(tx: Transaction) -> None:
    """Note that a run had told all that there was to tell; `due_run` has its row already."""
    tx.write("UPDATE due_run SET told_at = ?", (tx.now,))


def all_told_at(store: Store) -> Moment | None:
    """When a run last had told all that there was to tell."""
    found = store.value("SELECT told_at FROM due_run")
    return None if found is None else Moment(found)
