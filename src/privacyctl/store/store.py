"""`Store` reads the record; `Transaction` is the only way to change it.

A transaction reads the clock once, takes SQLite's write lock at its start (a deferred one
fails beside other writers), and commits what it did together with one audit entry.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from privacyctl.errors import CardNumberRefused, Failure, Untrusted
from privacyctl.model import acts
from privacyctl.model.audit import GENESIS, About, Head, canonical, chained, timed
from privacyctl.model.moment import NEVER, Moment, from_iso, utc_now
from privacyctl.model.telling import is_ahead
from privacyctl.store.fate import Fate, Place, fate_of, place
from privacyctl.store.file.connecting import settle
from privacyctl.store.file.faults import keyless, lost, plain_words, replaced
from privacyctl.store.file.opening import connect

if TYPE_CHECKING:
    from sqlite_utils import Database

    from privacyctl.model.acts.act import Act
    from privacyctl.model.suppression import Fingerprints
    from privacyctl.store.row_sums import Changing, RowChanges

Clock = Callable[[], int]
Row = sqlite3.Row
Parameters = Sequence[Any] | Mapping[str, Any]
"""For `?` a sequence, for `:name` a mapping. Python 3.12 takes `?1` for a name, and warns of a sequence."""
LARGEST = 2**63 - 1
"""The largest number that a column holds: no row has a larger one."""
_FETCHED = 250
"""Rows that a stream takes at a time: a million of them one by one took half as long again."""


def placeholders(values: Collection[object]) -> str:
    """A question mark for each, to stand between the brackets of SQL's IN."""
    return ",".join("?" * len(values))


class Store:
    """An open data file, for reading. A command that only reads sees one state of the record."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, opened: Place) -> None:
        connection.row_factory = sqlite3.Row
        self.path = path
        self._place = opened
        self.commits = 0
        """How many transactions were committed: their changes are done, even if a later step fails."""
        self.fate = Fate.NOT
        """What became of the last transaction that came to its COMMIT."""
        self.shut: Failure | None = None
        """Why nothing may be written; None where it may."""
        self.is_upgraded = False
        """Whether an earlier version wrote the file, and it was brought to this one just now."""
        self.lag: str | None = None
        """Why the journal could not be brought up to the last commit; None where it was."""
        self._connection = connection
        self._clock = clock
        self._row_changes: RowChanges | None = None
        """What the triggers of the connection call; made with the first transaction that writes."""

    @classmethod
    def open(cls, path: Path, clock: Clock = utc_now) -> Self:
        """Open an existing data file. Raises a subclass of Untrusted where it cannot be opened or trusted."""
        before = place(path)
        connection, is_upgraded = connect(path)
        if place(path) != before:  # no telling which of the two was opened
            connection.close()
            raise replaced(path)
        store = cls(connection, path, clock, before)
        store.is_upgraded = is_upgraded
        return store

    def close(self) -> None:
        self._connection.close()

    @property
    def is_in_place(self) -> bool:
        """Whether the file that was opened has its name still."""
        return place(self.path) == self._place

    def replaced(self) -> Untrusted:
        """The failure where another file has the name."""
        return replaced(self.path)

    @property
    def has_committed(self) -> bool:
        return self.commits > 0

    def copy_into(self, path: Path, *, lasts: bool = True) -> None:
        """Write a consistent copy that holds no byte of a deleted row, into a private file that it makes.

        Raises OSError where that cannot be made. Waits for nobody, and holds what was committed when it began.
        One that does not last need not survive a power cut: nothing waits for the disk.
        """
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with plain_words(path):
            self._connection.execute("PRAGMA query_only=OFF")  # with it VACUUM INTO is refused as well
            synchronous = self.value("PRAGMA synchronous")
            try:
                if not lasts:
                    self._connection.execute("PRAGMA synchronous=OFF")
                self._connection.execute("VACUUM INTO ?", (str(path),))
            finally:
                self._connection.execute(f"PRAGMA synchronous={synchronous}")
                self._connection.execute("PRAGMA query_only=ON")

    def in_memory(self) -> Self:
        """A copy of the record that lies in memory alone, to be changed and thrown away."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with plain_words(self.path):
            self._connection.backup(copy)
        settle(copy)
        return type(self)(copy, self.path, self._clock, self._place)

    def emptied(self) -> Self:
        """A record in memory that has nothing of this one but its key."""
        return self._made_of(self.rows("SELECT * FROM secret"), self.path, self._clock)

    @classmethod
    def of_nothing(cls, path: Path, clock: Callable[[], int]) -> Self:
        """A record in memory that has nothing, and a key of its own; for one whose data file is lost."""
        return cls._made_of([(1, os.urandom(32), 0)], path, clock)

    @classmethod
    def _made_of(cls, keys: Sequence[Any], path: Path, clock: Callable[[], int]) -> Self:
        from privacyctl.store.file.making import migrations  # noqa: PLC0415  (only where something is wrong)

        fresh = sqlite3.connect(":memory:", isolation_level=None)
        for statements in migrations():
            for statement in statements:
                fresh.execute(statement)
        fresh.executemany("INSERT INTO secret VALUES (?, ?, ?)", map(tuple, keys))
        settle(fresh)
        return cls(fresh, path, clock, place(path))

    @cached_property
    def now(self) -> Moment:
        """The moment of this command; the clock is read once. A transaction has a moment of its own."""
        return Moment(self._clock())

    def plain_words(self) -> contextlib.AbstractContextManager[None]:
        """Turn SQLite's errors into failures with a sentence of ours."""
        return plain_words(self.path)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        with plain_words(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        with plain_words(self.path):
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row; None without a row."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Rows one by one as plain tuples, for results too large for memory.

        The file is locked against writers until the last row was read, so do not wait or print
        in between.
        """
        for rows in self.batches(sql, parameters):
            yield from rows

    def batches(self, sql: str, parameters: Parameters = ()) -> Iterator[list[tuple[Any, ...]]]:
        """The same rows in lists of a hundred or so, for what is done to many at once."""
        with plain_words(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = None
            cursor.execute(sql, parameters)
            while rows := cursor.fetchmany(_FETCHED):
                yield rows

    def use_memory(self, mebibytes: int) -> None:
        """Let SQLite keep more pages in memory until the connection ends, for commands that touch the whole file."""
        self._connection.execute(f"PRAGMA cache_size={-1024 * mebibytes}")

    def rewrite(self) -> None:
        """Rewrite the whole file, so that no byte outside the current rows is left in it.

        SQLite's temporary copy is in memory, never in a file.
        """
        with plain_words(self.path):
            self._connection.execute("PRAGMA query_only=OFF")
            try:
                self._connection.execute("PRAGMA temp_store=MEMORY")
                self._connection.execute("VACUUM")
            finally:
                self._connection.execute("PRAGMA query_only=ON")

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Self]:
        """All reads inside see the record as it was at the first of them."""
        with plain_words(self.path):
            self._connection.execute("BEGIN")
        try:
            yield self
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """The keyed hashes of this file."""
        from privacyctl.model.suppression import Fingerprints  # noqa: PLC0415  (hashlib: not for `due`)

        secret = self.value("SELECT value FROM secret ORDER BY id DESC LIMIT 1")
        if secret is None:
            raise keyless(self.path)
        return Fingerprints(secret)

    @property
    def head_at(self) -> Moment:
        """The time of the last entry; `NEVER` before the first, or where a fault made the time unreadable.

        Cut out of the entry's text: to read that as JSON takes `due` longer than all else that `due` does.
        """
        row = self.row(
            """SELECT substr(body, instr(body, '"at":"') + 6, 19) FROM audit ORDER BY seq DESC LIMIT 1"""
        )
        return NEVER if row is None else from_iso(str(row[0])) or NEVER

    def written_at(self, seq: int) -> Moment:
        """When an entry was written; `NEVER` where there is none, or where a fault made the time unreadable."""
        found = self.value(
            'SELECT substr(body, instr(body, \'"at":"\') + 6, 19) FROM audit WHERE seq = ?', (seq,)
        )
        return NEVER if found is None else from_iso(str(found)) or NEVER

    @property
    def behind(self) -> int:
        """By how many seconds the clock is behind what the record knows; 0 where it is at it or after it.

        The record knows the time of its last entry, and when `due` last ran: by cron, every few minutes.
        """
        ran = Moment(self.value("SELECT at FROM due_run") or NEVER)
        return max(self.head_at - self.now, ran - self.now if is_ahead(ran, self.now) else 0, 0)

    def head(self) -> Head:
        """The end of the audit chain."""
        row = self.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        return Head(0, GENESIS) if row is None else Head(row["seq"], row["hash"])

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All changes inside are committed together with one audit entry, or none is.

        Without a change nothing is written. A change without an entry, an entry without a
        change, and a second transaction inside are bugs of ours and raise. Any error inside
        rolls back.
        """
        if self.shut is not None:
            raise self.shut
        connection = self._connection
        with plain_words(self.path):
            connection.execute("PRAGMA query_only=OFF")
            try:
                connection.execute("BEGIN IMMEDIATE")
                transaction = Transaction(connection, self.path, self._clock, self._place, self)
                yield transaction
                entry = transaction.finish()
                if entry is not None:
                    self._commit(entry)
            except sqlite3.OperationalError as error:
                if self._row_changes is None:
                    raise
                raise self._row_changes.raised(error) from None
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if self._row_changes is not None:
                    self._row_changes.running = None
                connection.execute("PRAGMA query_only=ON")
        if entry is not None:
            self.bring_up()

    def bring_up(self) -> None:
        """Bring the journal up to the head; `lag` says why where it could not be. What was committed stands."""
        from privacyctl.store.journal import appending  # noqa: PLC0415  (of what writes alone)

        try:
            appending.bring_up(self)
            self.lag = None
        except appending.Behind as behind:
            self.lag = behind.reason

    def changing(self, entry: int) -> Changing:
        """What the transaction of that entry changes in the sums of the rows, from now on."""
        from privacyctl.store.row_sums import Changing, RowChanges  # noqa: PLC0415  (start-up)

        if self._row_changes is None:
            self._row_changes = RowChanges(self._connection)
        self._row_changes.running = Changing(self, self._connection, entry)
        return self._row_changes.running

    def _commit(self, entry: Head) -> None:
        """Commit, and know what became of it, whatever interrupts."""
        self.fate = Fate.MAYBE
        try:
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            self._settle(fate_of(self.path, entry))
            raise
        if place(self.path) == self._place:
            self._settle(Fate.DONE)
            return
        # SQLite committed into a file that has lost its name, or our own commit is in the new one.
        self._settle(fate_of(self.path, entry))
        if self.fate is not Fate.DONE:
            raise lost(self.path, is_first=not self.commits)

    def _settle(self, fate: Fate) -> None:
        self.commits += fate is Fate.DONE
        self.fate = fate


class Transaction(Store):
    """The record inside one transaction; reads see its own writes."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Clock, opened: Place, outer: Store
    ) -> None:
        super().__init__(connection, path, clock, opened)
        self._outer = outer
        self.entry = self.head().seq + 1
        """The number of this transaction's audit entry; the rows it writes carry it."""
        self.is_mark = False
        """Whether this transaction only sets a mark, such as the time of `due`'s last run, and needs no entry."""
        self._is_abandoned = False
        self._recorded: tuple[str, About] | None = None
        self._acts: list[Act] = []
        self._changes_before = connection.total_changes
        _ = self.now, self.head_at  # the clock is read once, after the lock was taken

    def record(self, act: str, **about: int | str | Sequence[int]) -> None:
        """Set this transaction's audit entry, of numbers and known words. Once a transaction.

        `act` is a word of `model/entries.py`, where it is said which rows the entry leaves.
        """
        from privacyctl.model.entries import WORDS  # noqa: PLC0415  (start-up)

        if self._recorded is not None:
            raise RuntimeError("a transaction has one audit entry")
        if act not in WORDS:
            raise RuntimeError(f"{act!r} is no word of an audit entry: it has no row in model/entries.py")
        self._recorded = (act, about)

    def do(self, act: Act, **beside: Any) -> None:
        """Do an act: write its rows, and put the act into this transaction's audit entry.

        `beside` are columns of a new row that are no state, such as `recorded_at`. Nothing else
        writes the columns of `STATE`. Raises for a card number in any text (promise P1).
        """
        for change in act.changes(self.entry):
            self._about_to(change.table)
            key, _ = acts.act.STATE[change.table]
            table = self._database.table(change.table)
            if change.is_new:
                self._check(change.table, beside)
                table.insert({key: change.number, **change.values, **beside, "entry": self.entry})
            else:
                table.update(change.number, change.values)
        self._acts.append(act)

    def next_number(self, table: str) -> int:
        """The number that the next new row of a table of `STATE` gets."""
        return int(self.value(f"SELECT coalesce(max({acts.act.STATE[table][0]}), 0) + 1 FROM {table}"))

    def abandon(self) -> None:
        """Roll everything back at the end, as a dry run does."""
        self._is_abandoned = True

    @property
    def has_changed(self) -> bool:
        return self._connection.total_changes != self._changes_before

    def insert(self, table: str, **values: Any) -> int:
        """Add one row and return its number. Raises for a card number in any text (promise P1)."""
        self._check(table, values)
        row_id = self._database.table(table).insert(values).last_rowid
        return int(row_id or 0)

    def update(self, table: str, row_id: int, **values: Any) -> None:
        """Change one row by its number."""
        self._check(table, values)
        self._database.table(table).update(row_id, values)

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement that changes many rows or none; returns how many it changed."""
        self._about_to(sql)
        return self._connection.execute(sql, parameters).rowcount

    def write_many(self, sql: str, rows: Iterator[Parameters] | Sequence[Parameters]) -> int:
        """Run one statement for each of many rows. The texts must have been checked for card numbers."""
        self._about_to(sql)
        return self._connection.executemany(sql, rows).rowcount

    def begin_bulk(self, tables: Mapping[str, str]) -> None:
        """Say that rows may come by the thousand into these tables, each with a condition of SQL that finds them."""
        self._about_to("")
        self._changing.begin_bulk(tables)

    def begin_sums_anew(self) -> None:
        """Have the entry tell the sums of all rows that stand, since no entry before tells of some of them."""
        self._changing.begins_anew = True

    def end_bulk(self) -> None:
        """Say that they have come."""
        self._changing.end_bulk()

    @cached_property
    def _changing(self) -> Changing:
        return self._outer.changing(self.entry)

    def finish(self) -> Head | None:
        """Write the audit entry and return it, to be committed; None where nothing is to be committed any more.

        A mark has no entry, and is committed here.
        """
        if self._is_abandoned:
            return None
        if self.has_changed and place(self.path) != self._place:
            raise replaced(self.path)
        if self.is_mark:
            self._connection.execute("COMMIT")
            return None
        if self.has_changed is not (self._recorded is not None):
            raise RuntimeError("a change and its audit entry go together")
        if self._recorded is None:
            return None
        self._must_hold()
        act, about = self._recorded
        at, of_clock = timed(self.now, self.head_at, act)
        of_bulk = {"bulk": 1} if self._changing.is_bulk else {}
        told = acts.vocabulary.written(self._acts), self._changing.told()
        body = canonical(self.entry, at, act, {**about, **of_clock, **of_bulk}, *told)
        entry = Head(self.entry, chained(self.head().hash, body))
        self._connection.execute(
            "INSERT INTO audit (seq, body, hash) VALUES (?, ?, ?)", (entry.seq, body, entry.hash)
        )
        return entry

    def _must_hold(self) -> None:
        # A trigger may have rolled back: later writes would then be committed one by one.
        if not self._connection.in_transaction:
            raise RuntimeError("the transaction was lost")

    def _about_to(self, statement: str) -> None:
        """Hold the rows that a statement, or a table by its name, is about to change to the audit entry."""
        self._must_hold()
        if not self.is_mark:
            before = self._connection.total_changes
            self._changing.watch(statement)
            self._changes_before += self._connection.total_changes - before

    @cached_property
    def _database(self) -> Database:
        # Only commands that write load it: 50 ms of start-up.
        from sqlite_utils import Database  # noqa: PLC0415

        # Plugins of sqlite-utils are other people's code, and must not run on the record.
        return Database(self._connection, execute_plugins=False)

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(r[0] for r in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"))

    def _check(self, table: str, values: Mapping[str, Any]) -> None:
        self._about_to(table)
        if table not in self._tables:  # sqlite-utils would make the mistyped table
            raise RuntimeError(f"there is no table {table!r}")
        if set(values) & set(acts.act.STATE.get(table, ("", ()))[1]):
            raise RuntimeError(f"what {table!r} says of the state is written by an act alone")
        from privacyctl.model.cards import holds_card_number  # noqa: PLC0415  (its patterns: not for `due`)

        for column, value in values.items():
            if isinstance(value, str) and holds_card_number(value):
                raise CardNumberRefused(column.replace("_", " "))
