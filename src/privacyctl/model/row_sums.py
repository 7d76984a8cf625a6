"""What an audit entry tells of the rows of every table: how many it added, and the sum of their keyed hashes.

The hash of a row covers its table and every column, but for those of `UNHELD`. An entry names
for each table by how much the number of rows and the sum of the hashes changed. So the sums of
all entries together tell what stands in each table, whichever command wrote, changed or deleted
a row: `doctor` makes the sums again from the rows. A sum does not depend on the order, and what
an erasure takes out is subtracted: no row is told by its entry alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNHELD: Mapping[str, str] = {
    "audit": "the chain of hashes holds it",
    "due_run": "when `due` last ran, which has no entry",
    "reminder": "what was told by which way, which has no entry",
    "reminder_way": "how sending by a way went, which has no entry",
    "source": "how reading a mailbox went, which has no entry: the next run leaves it anew",
    "scan_memory": "a memory of files that need not be read again: without it they are read",
}
"""The tables that no entry tells of, each with the reason."""

UNHELD_COLUMNS: Mapping[str, str] = {
    f"{table}.{column}": "set by `due`, which has no entry: when it told of the row"
    for table, columns in {
        "takedown": ("told_at", "told_left", "ahead_at"),
        "request_clock": ("told_at", "told_left", "ahead_at"),
        "follow_up": ("told_at", "told_left", "ahead_at"),
        "letter": ("told_at", "told_left"),
    }.items()
    for column in columns
}
"""Likewise the columns."""

COUNTED: Mapping[str, str] = {
    "disclosed": "the mark of the hand-off holds who is in it, and a list can name everybody on record",
}
"""The tables of whose rows an entry tells only the number, each with the reason."""

MANY = 2000
"""An import that makes more rows than this in its tables tells only their number: hashing them takes as long as
the import."""

_WHOLE = 1 << 128
_SUMS = re.compile(r"(?P<schema>\d{1,9})(?P<base>!?)(?P<tables>(?:;[a-z_]+ -?\d{1,18} [0-9a-f]{1,32})*)")


@dataclass(slots=True)
class RowSum:
    """The rows of one table: how many, and the sum of their hashes."""

    rows: int = 0
    total: int = 0
    """Modulo 2 to the 128th."""

    def add(self, rows: int, total: int) -> None:
        self.rows += rows
        self.total = (self.total + total) % _WHOLE


@dataclass(frozen=True, slots=True)
class SumsTold:
    """What one entry tells of the sums."""

    schema: int
    """The version of the schema in which the rows were hashed."""
    is_base: bool
    """Whether these are the sums of all that stands, and no change: the first entry of a schema begins so."""
    tables: Mapping[str, RowSum]


def written(schema: int, sums: Mapping[str, RowSum], *, is_base: bool) -> str:
    """The text that stands in an entry."""
    told = (f";{table} {one.rows} {one.total:x}" for table, one in sorted(sums.items()) if one != RowSum())
    return f"{schema}{'!' if is_base else ''}{''.join(told)}"


def read(text: str) -> SumsTold | None:
    """The same read back; None for what no command wrote."""
    found = _SUMS.fullmatch(text)
    if found is None:
        return None
    lines = (line.split(" ") for line in found["tables"].split(";")[1:])
    tables = {table: RowSum(int(rows), int(total, 16)) for table, rows, total in lines}
    return SumsTold(int(found["schema"]), bool(found["base"]), tables)


def hashed(mark: Callable[[str], bytes], table: str, row: Mapping[str, object]) -> int:
    """The keyed hash of a row as a number; `mark` makes the hash of a text. An empty column adds nothing."""
    import json  # noqa: PLC0415  (start-up)

    stated = {
        column: f"#{value.hex()}" if isinstance(value, bytes) else value
        for column, value in row.items()
        if value is not None
    }
    return int.from_bytes(mark(json.dumps([table, stated])), "big")
