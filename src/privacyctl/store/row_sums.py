"""The sums of the rows of every table: kept while a transaction writes, and made again from what stands.

Triggers of the connection, and not of the file, hand each row that is written, changed or
deleted to the transaction, whichever statement did it. They are made when a statement first
names the table. What an import adds by the thousand is summed up at its end instead.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from privacyctl.model.row_sums import (
    COUNTED,
    MANY,
    UNHELD,
    UNHELD_COLUMNS,
    RowSum,
    SumsTold,
    hashed,
    read,
    written,
)
from privacyctl.store.file.connecting import VERSION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from privacyctl.store import Store

_FUNCTION = "privacyctl_row"
_WORD = re.compile(r"[a-z_]+")
_BULK = """body GLOB '{"act":"imported"*' AND (instr(body, ',"bulk":') OR NOT instr(body, ',"sums":"'))"""
"""The entries of whose rows only the number is told: large imports, and all of those of the older forms."""


class _Shape(NamedTuple):
    """The columns of a table that are hashed."""

    columns: tuple[str, ...]
    has_entry: bool
    refers_to: frozenset[str]
    """The tables whose rows take these along, or change these, when they are deleted."""


class RowChanges:
    """Routes what the triggers of one connection see to the transaction that is running."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.running: Changing | None = None
        self._raised: BaseException = KeyboardInterrupt()  # a signal may come before the first line of `_see`
        connection.create_function(_FUNCTION, -1, self._see)

    def _see(self, *row: Any) -> None:
        if self.running is None:
            return
        try:
            self.running.see(*row)
        except BaseException as raised:
            self._raised = raised
            raise

    def raised(self, error: sqlite3.OperationalError) -> BaseException:
        """What a statement failed of: of an exception while a row was seen, SQLite says only that there was one."""
        return self._raised if str(error) == "user-defined function raised exception" else error


class Changing:
    """What one transaction changes in the sums."""

    def __init__(self, store: Store, connection: sqlite3.Connection, entry: int) -> None:
        self._store, self._connection, self._entry = store, connection, entry
        self._sums: dict[str, RowSum] = {}
        self._of_entry: Counter[str] = Counter()
        """How much of these the rows of this entry are, in each table."""
        self._shapes = _shapes(store)
        self._watched: set[str] = set()
        self._statements: set[str] = set()
        self._in_bulk: Mapping[str, str] = {}
        self._bulk_entries: dict[int, bool] = {}
        self.is_bulk = False
        self.begins_anew = False
        """Whether rows came back of which no entry tells the sums: a restore writes them without their words."""

    def watch(self, statement: str) -> None:
        """Have the triggers of each table that a statement names."""
        if statement in self._statements:
            return
        self._statements.add(statement)
        named = self._shapes.keys() & set(_WORD.findall(statement))
        for table in named | {one for one, shape in self._shapes.items() if shape.refers_to & named}:
            if table not in self._watched:
                self._watched.add(table)
                for trigger in _triggers(table, self._shapes[table]):
                    self._connection.execute(trigger)

    def see(self, sign: int, table: str, entry: int | None, *values: Any) -> None:
        """One row came, or went."""
        own = self._sums.setdefault(table, RowSum())
        if entry == self._entry and table in self._in_bulk:
            return
        is_counted = table in COUNTED or (entry is not None and self._is_bulk(entry))
        if is_counted:
            own.add(sign, 0)
            return
        row = dict(zip(self._shapes[table].columns, values, strict=True))
        value = sign * hashed(self._store.fingerprints.row, table, row)
        own.add(sign, value)
        if entry == self._entry:
            self._of_entry[table] += value

    def begin_bulk(self, tables: Mapping[str, str]) -> None:
        """Sum up the rows that this entry makes in these tables at its end; for each a condition of SQL for them."""
        self.watch(" ".join(tables))
        self._in_bulk = tables
        for table in tables:
            self._connection.execute(f"DROP TRIGGER temp.{_FUNCTION}_in_{table}")

    def end_bulk(self) -> None:
        made = {
            table: int(
                self._store.value(f"SELECT count(*) FROM {table} WHERE entry = {self._entry:d} AND {where}")
            )
            for table, where in self._in_bulk.items()
        }
        self.is_bulk = sum(made.values()) > MANY
        if self.is_bulk:  # of all its rows only the number is told, of those too that were hashed one by one
            for table, value in self._of_entry.items():
                self._sums[table].add(0, -value)
        for table, rows in made.items():
            own = self._sums.setdefault(table, RowSum())
            own.add(rows, 0)
            if not self.is_bulk:
                where = f"entry = {self._entry:d} AND {self._in_bulk[table]}"
                own.add(0, _total(self._store, table, self._shapes[table], where))

    def told(self) -> str:
        """The text for the entry: what changed, or the sums of all that stands where no entry before told them."""
        head = self._store.value("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
        before = read(_cut(head)) if head is not None else None
        if before is not None and before.schema == VERSION and not self.begins_anew:
            return written(VERSION, self._sums, is_base=False)
        sums = {one.table: one.sum for one in standing(self._store, self._entry if self.is_bulk else None)}
        return written(VERSION, sums, is_base=True)

    def _is_bulk(self, entry: int) -> bool:
        if entry == self._entry:
            return self.is_bulk
        known = self._bulk_entries.get(entry)
        if known is None:
            found = self._store.value(f"SELECT 1 FROM audit WHERE seq = ? AND {_BULK}", (entry,))
            known = self._bulk_entries[entry] = found is not None
        return known


class TableSum(NamedTuple):
    """What stands in one table."""

    table: str
    sum: RowSum


def standing(store: Store, bulk_entry: int | None = None) -> Iterator[TableSum]:
    """The sums of every table as it is now. `bulk_entry` is one that is not written yet."""
    one_more = "" if bulk_entry is None else f" AND entry <> {bulk_entry:d}"
    for table, shape in _shapes(store).items():
        rows = store.value(f"SELECT count(*) FROM {table}")
        where = (
            "entry NOT IN (SELECT seq FROM audit WHERE " + _BULK + ")" + one_more if shape.has_entry else "1"
        )
        total = 0 if table in COUNTED or not rows else _total(store, table, shape, where)
        made = RowSum()
        made.add(rows, total)
        yield TableSum(table, made)


def told(store: Store) -> Iterator[tuple[int, SumsTold | None, bool]]:
    """What each entry of the newest form tells, in their order; None for what no command wrote.

    With each goes whether it is a restore's, which may tell all sums anew.
    """
    for seq, text, is_restore in store.stream(
        """SELECT seq, substr(CAST(body AS TEXT), instr(body, ',"sums":"')), body GLOB '{"act":"restored"*'
             FROM audit WHERE instr(body, ',"sums":"') ORDER BY seq"""
    ):
        yield seq, read(_cut(text)), bool(is_restore)


def _cut(body: str) -> str:
    return body.partition(',"sums":"')[2].partition('"')[0]


def _total(store: Store, table: str, shape: _Shape, where: str) -> int:
    mark, total = store.fingerprints.row, 0
    for values in store.stream(f"SELECT {', '.join(shape.columns)} FROM {table} WHERE {where}"):
        total += hashed(mark, table, dict(zip(shape.columns, values, strict=True)))
    return total


_KNOWN: dict[str, dict[str, _Shape]] = {}
"""The shapes of the tables that such statements make: a command of several transactions asks for them in each."""


def _shapes(store: Store) -> dict[str, _Shape]:
    """The shape of each table that is held."""
    made = ";".join(
        row[0] for row in store.rows("SELECT sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    )
    if made not in _KNOWN:
        _KNOWN[made] = _read_shapes(store)
    return _KNOWN[made]


def _read_shapes(store: Store) -> dict[str, _Shape]:
    columns: dict[str, list[str]] = {}
    for table, column in store.rows(
        """SELECT schema.name, info.name FROM sqlite_schema AS schema JOIN pragma_table_info(schema.name) AS info
            WHERE schema.type = 'table' AND schema.name NOT LIKE 'sqlite%' ORDER BY 1, info.name"""
    ):
        if table not in UNHELD and f"{table}.{column}" not in UNHELD_COLUMNS:
            columns.setdefault(table, []).append(column)
    parents: dict[str, set[str]] = {}
    for table, parent in store.rows(
        """SELECT schema.name, "table" FROM sqlite_schema AS schema JOIN pragma_foreign_key_list(schema.name)
            WHERE schema.type = 'table' AND on_delete <> 'NO ACTION'"""
    ):
        parents.setdefault(table, set()).add(parent)
    return {
        table: _Shape(tuple(names), "entry" in names, frozenset(parents.get(table, ())))
        for table, names in columns.items()
    }


def _triggers(table: str, shape: _Shape) -> Sequence[str]:
    def seen(sign: int, row: str) -> str:
        entry = f"{row}.entry" if shape.has_entry else "NULL"
        return f"{_FUNCTION}({sign}, '{table}', {entry}, {_list(row)})"

    def _list(row: str) -> str:
        return ", ".join(f'{row}."{one}"' for one in shape.columns)

    made, changed = (
        f"CREATE TEMP TRIGGER IF NOT EXISTS {_FUNCTION}",
        f"({_list('NEW')}) IS NOT ({_list('OLD')})",
    )
    return (
        f"{made}_in_{table} AFTER INSERT ON main.{table} BEGIN SELECT {seen(1, 'NEW')}; END",
        f"{made}_out_{table} AFTER DELETE ON main.{table} BEGIN SELECT {seen(-1, 'OLD')}; END",
        f"""{made}_at_{table} AFTER UPDATE ON main.{table} WHEN {changed}
            BEGIN SELECT {seen(-1, "OLD")}, {seen(1, "NEW")}; END""",
    )
