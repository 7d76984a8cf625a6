"""The rows of copies, drills and restores, and what identifies a record to its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import acts
from privacyctl.model.audit import GENESIS
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from privacyctl.model.copies import RecordCopy
    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_COPY = "SELECT id, made_at, head, delete_after, gone_at, folder, name FROM copy"


class Overstayed(NamedTuple):
    """Copies in a folder that should be gone."""

    folder: str
    copies: int
    since: Moment
    """When the first of them should have gone."""


def identity(store: Store) -> str:
    """The hash after the first entry; zeros for a record that has none."""
    found: bytes = store.value("SELECT hash FROM audit WHERE seq = 1") or GENESIS
    return found.hex()


def standing(store: Store) -> list[RecordCopy]:
    """The copies that are not known to be gone, the oldest first."""
    return [_copy(row) for row in store.rows(f"{_COPY} WHERE gone_at IS NULL ORDER BY made_at, id")]


def newest(store: Store) -> RecordCopy | None:
    """The newest copy that was read back and is not known to be gone."""
    row = store.row(f"{_COPY} WHERE gone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1")
    return None if row is None else _copy(row)


def last_drill(store: Store) -> Moment | None:
    found: int | None = store.value("SELECT max(at) FROM drill")
    return None if found is None else Moment(found)


def overstayed(store: Store) -> list[Overstayed]:
    """By folder, the copies whose day has passed; those of the folder that was asked for longest ago first."""
    rows = store.rows(
        """SELECT folder, count(*), min(delete_after) FROM copy WHERE gone_at IS NULL AND delete_after < ?
            GROUP BY folder ORDER BY 3, folder""",
        (store.now,),
    )
    return [Overstayed(*row) for row in rows]


def holding_until(store: Store, contact: ContactId) -> Moment | None:
    """By when the last copy is gone that may hold a contact; None where no copy does."""
    found: int | None = store.value(
        """SELECT max(delete_after) FROM copy WHERE gone_at IS NULL
            AND head >= (SELECT entry FROM contact WHERE id = ?)""",
        (contact,),
    )
    return None if found is None else Moment(found)


def add(tx: Transaction, *, made_at: Moment, head: int, delete_after: Moment, folder: str, name: str) -> None:
    number = tx.next_number("copy")
    tx.do(acts.keeping.CopyMade(number, made_at, head, delete_after), folder=folder, name=name)


def mark_gone(tx: Transaction, copy: int) -> None:
    tx.do(acts.keeping.CopyGone(copy, tx.now))


def add_drill(tx: Transaction) -> None:
    tx.do(acts.keeping.DrillHeld(tx.next_number("drill"), tx.now))


def add_restored(tx: Transaction, *, head: int, until: int) -> None:
    tx.do(acts.keeping.RecordRestored(tx.next_number("restored"), head, until, tx.now))


def brought_back(table: str) -> str:
    """The condition that a row of a table came back without its words; for SQL."""
    return f"EXISTS (SELECT 1 FROM restored WHERE {table}.entry > restored.head AND {table}.entry <= restored.until)"


def _copy(row: Row) -> RecordCopy:
    from privacyctl.model.copies import RecordCopy  # noqa: PLC0415  (start-up: `due` counts them, and no more)

    return RecordCopy(
        row["id"],
        row["made_at"],
        row["head"],
        row["delete_after"],
        row["gone_at"],
        row["folder"],
        row["name"],
    )
