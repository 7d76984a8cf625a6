"""Lost entries, done again on a copy of the record.

The acts of an entry write their rows as they did when it was made, in its place of the chain, so
that the record's triggers want the same events of them. What no act tells is written first, as the
journal has it. Names and words are in no journal: a contact or a company that the copy does not
have is on record again as a number, and nothing else.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from privacyctl.model.acts.act import STATE, Opening
from privacyctl.model.contact import ERASED_COMPANY, LOST
from privacyctl.model.journalled import TABLES
from privacyctl.store.fate import place
from privacyctl.store.store import Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.acts.act import Act
    from privacyctl.store import Store
    from privacyctl.store.journal.lines import JournalLine, Values

_CHANGING = {
    "publication": "id",
    "erasure": "id",
    "follow_up": "id",
    "takedown": "id",
    "request_clock": "request_id",
    "suppression": "id",
}
"""Tables of which an entry may change a row without an act, with the column of their numbers."""
_LISTS = {"disclosed": "disclosure_id", "notice_audience": "notice_id"}


class Replay(Transaction):
    """One transaction in which lost entries are done again, each under its own number and at its own time."""

    def begin(self, line: JournalLine) -> None:
        """Write the rows of an entry. It is sealed by `seal`; in between the caller takes away what it took."""
        self.entry = line.seq
        self.__dict__["now"] = line.at
        acts = line.acts
        if acts is None:
            self._let_go_of_triggers()
        for table in ("company", "contact"):
            for first, last in line.beside.get(table, ()):
                self._number(table, first, last)
        self._forget_former(line.former)
        for table, one in TABLES.items():
            if one.is_ever and table in line.rows:
                self._rows(table, line.rows[table])
        beside = {table: list(line.beside.get(table, ())) for table in STATE}
        for act in acts or ():
            self._again(act, beside)

    def seal(self, line: JournalLine) -> None:
        """Put the entry itself into the chain."""
        self._connection.execute(
            "INSERT INTO audit (seq, body, hash) VALUES (?, ?, ?)", (line.seq, line.body, line.hash)
        )

    def _about_to(self, statement: str) -> None:  # noqa: ARG002  (as `Transaction`)
        """Let the sums of the rows be: the entries tell those of the lost record, with names and words."""
        self._must_hold()

    def _again(self, act: Act, beside: dict[str, list[Values]]) -> None:
        for change in act.changes(self.entry):
            key, columns = STATE[change.table]
            if not change.is_new:
                sets = ", ".join(f"{name} = ?" for name in change.values)
                self.write(
                    f"UPDATE {change.table} SET {sets} WHERE {key} = ?",
                    (*change.values.values(), change.number),
                )
                continue
            said: dict[str, Any] = dict(change.values)
            if isinstance(act, Opening):
                names = [
                    one for one in TABLES[change.table].columns[1:] if one not in columns and one != "entry"
                ]
                said |= dict(zip(names, _of(beside[change.table], change.number), strict=True))
            said |= {key: change.number, "entry": self.entry}
            self.write(
                f"INSERT INTO {change.table} ({', '.join(said)}) VALUES ({', '.join('?' * len(said))})",
                tuple(said.values()),
            )

    def _number(self, table: str, first: int, last: int) -> None:
        """Contacts or companies as numbers, where the copy does not have them."""
        if table == "company":
            sql = (
                "INSERT INTO company (id, name, match_key, entry) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            )
            rows = ((one, ERASED_COMPANY, f"\x01{one}", self.entry) for one in range(first, last + 1))
            self.write_many(sql, rows)
            return
        sql = """INSERT INTO contact (id, source, received_at, erased_at, entry) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT DO NOTHING"""
        self.write_many(sql, ((one, LOST, self.now, self.now, self.entry) for one in range(first, last + 1)))

    def _rows(self, table: str, rows: Sequence[Values]) -> None:
        columns = TABLES[table].columns
        if column := _LISTS.get(table):
            sql = f"INSERT INTO {table} (contact_id, {column}) VALUES (?, ?) ON CONFLICT DO NOTHING"
            for number, runs in rows:
                people = (
                    one
                    for first, last in zip(runs[::2], runs[1::2], strict=True)
                    for one in range(first, last + 1)
                )
                self.write_many(sql, ((one, number) for one in people))
            return
        again = "NOTHING"
        if key := _CHANGING.get(table):
            again = f"UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns if name != key)}"
        target = f"({key})" if key else ""
        self.write_many(
            f"""INSERT INTO {table} ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})
                ON CONFLICT {target} DO {again}""",
            [tuple(row) for row in rows],
        )

    def _forget_former(self, people: Sequence[int]) -> None:
        for one in people:
            self.write("DELETE FROM former_address WHERE contact_id = ?", (one,))
            self.write("DELETE FROM former_name WHERE contact_id = ?", (one,))

    def _let_go_of_triggers(self) -> None:
        """Take the triggers off: entries of form 1 tell no events, and their rows are as they are now."""
        for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            self._connection.execute(f"DROP TRIGGER {name}")


def _of(runs: list[Values], number: int) -> Values:
    """What stands beside the act of a row of that number."""
    at = bisect_right(runs, number, key=lambda run: run[0]) - 1
    if at >= 0 and number <= runs[at][1]:
        return runs[at][2:]
    raise ValueError("a row of which the journal tells nothing")


@contextlib.contextmanager
def replaying(store: Store) -> Iterator[Replay]:
    """All entries that are done again inside are committed together, or none is. Nothing is appended to a journal."""
    connection = store._connection  # noqa: SLF001  (as `Store.transaction`)
    with store.plain_words():
        connection.execute("PRAGMA query_only=OFF")
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA defer_foreign_keys=ON")
            triggers = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            again = Replay(connection, store.path, store._clock, place(store.path), store)  # noqa: SLF001
            yield again
            there = {
                row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
            }
            for (sql,) in triggers:
                if sql not in there:
                    connection.execute(sql)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA query_only=ON")
