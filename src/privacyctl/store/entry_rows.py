"""The rows of the record by the audit entries that wrote them, one scan a table, for `doctor` to compare the two."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.entries import ENDED, LIFTED
from privacyctl.store import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store

RECORDED: dict[str, str] = {
    "clock_set": "at",
    "code": "made_at",
    "confirmation": "at",
    "consent_event": "recorded_at",
    "correction": "at",
    "delivery": "at",
    "drill": "at",
    "disclosure": "recorded_at",
    "erasure": "at",
    "follow_up": "recorded_at",
    "former_address": "at",
    "former_name": "at",
    "letter": "recorded_at",
    "letter_decision": "at",
    "look": "at",
    "notice": "announced_at",
    "policy_version": "recorded_at",
    "publication": "added_at",
    "request": "recorded_at",
    "request_closing": "at",
    "request_receipt": "recorded_at",
    "suppression": "recorded_at",
    "takedown_event": "recorded_at",
    "restored": "at",
    "scan_finding": "at",
    "seen_letter": "at",
    LIFTED: "lifted_at",
    ENDED: "ended_at",
}
"""The columns that hold when a row was written: the time of its entry."""

_LISTED = (("disclosure", "disclosed", "disclosure_id"), ("notice", "notice_audience", "notice_id"))


class Left(NamedTuple):
    """The rows of one table that one entry wrote."""

    entry: int
    table: str
    """A table, or `LIFTED` for the suppressions that the entry ended."""
    rows: int
    first: int | None
    """The lowest number among the rows; None in a table whose rows have none."""
    last: int | None
    earliest: int | None
    """The earliest time at which one of them was written; None where the table does not say."""
    latest: int | None
    yeses: int
    """Decisions among them that say yes; every suppression that was lifted."""


def left(store: Store) -> Iterator[Left]:
    """What each entry wrote in each table, in the order of the entries."""
    return merge(
        *(
            _of_table(store, table, column, has_number=has_number)
            for table, column, has_number in audit.entry_columns(store)
        )
    )


def _of_table(store: Store, table: str, column: str, *, has_number: bool) -> Iterator[Left]:
    name = table if column == "entry" else f"{table}.{column}"
    recorded = RECORDED.get(name)
    numbers = "min(number), max(number)" if has_number else "NULL, NULL"
    moments = f"min({recorded}), max({recorded})" if recorded else "NULL, NULL"
    source, yeses = (f"(SELECT *, rowid AS number FROM {table})" if has_number else table), "0"
    if table == "consent_event":
        yeses = "sum(decision IN ('given', 'lifted'))"
    elif name == LIFTED:
        yeses = "count(*)"
    rows = store.stream(
        f"""SELECT {column}, count(*), {numbers}, {moments}, {yeses} FROM {source}
             WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"""
    )
    return (Left(row[0], name, *row[1:]) for row in rows)


def there(store: Store, table: str) -> bytearray:
    """For each number up to the highest of a table: 1 where there is a row of that number, else 0."""
    highest = int(store.value(f"SELECT coalesce(max(rowid), 0) FROM {table}"))
    rows = store.value(f"SELECT count(*) FROM {table} WHERE rowid > 0")
    if rows == highest:  # without a gap, which is the rule
        return bytearray(b"\1") * (highest + 1)
    found = bytearray(min(highest, _FAR_AWAY) + 1)
    for (number,) in store.stream(f"SELECT rowid FROM {table} WHERE rowid BETWEEN 1 AND {_FAR_AWAY}"):
        found[number] = 1
    return found


_FAR_AWAY = 100_000_000
"""No record has so many rows: a higher number was forged, and is not there."""


def without_address(store: Store) -> list[int]:
    """The contacts who were neither erased nor taken back, and have no main address."""
    rows = store.rows(
        """SELECT id FROM contact WHERE erased_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM address WHERE contact_id = contact.id AND is_main) ORDER BY id"""
    )
    return [row[0] for row in rows]


def lists_cut_short(store: Store) -> Iterator[tuple[str, int, int, int]]:
    """The lists of people that do not have as many as their header says: (table, number, said, there).

    An erasure takes people out of the list of a notice: that may have fewer, by as many as were erased.
    """
    erased = store.value("SELECT count(*) FROM contact WHERE erased_at IS NOT NULL")
    for table, members, key in _LISTED:
        fewer = 0 if table == "disclosure" else erased
        yield from (
            (table, row[0], row[1], row[2])
            for row in store.stream(
                f"""SELECT id, people, count({key}) AS listed FROM {table} LEFT JOIN {members} ON {key} = id
                     GROUP BY id HAVING listed NOT BETWEEN people - ? AND people ORDER BY id""",
                (fewer,),
            )
        )
