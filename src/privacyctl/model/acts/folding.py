"""The state of the record, worked out from its entries by the rules by which it was written.

Most acts make a row that nothing changes later. Such a row says the same as its act, so the two
are held against each other as lines, in a set; what is left is done again, act by act.

Entries of form 1 hold no acts. What they say of takedowns and clocks is taken from their
words; the rest of what they did is told by the rows alone, and is counted apart.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from privacyctl.model.acts import vocabulary
from privacyctl.model.acts.act import STATE, Value
from privacyctl.model.acts.decisions import AnswersImported
from privacyctl.model.acts.older import told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.model.acts.act import RowChange
    from privacyctl.model.chain import Batch

Known = tuple[int, int, tuple[Value, ...]]
"""A row as it stands: its number, the audit entry that wrote it, and its columns in the order of `STATE`."""

_PLACE = {table: {name: place for place, name in enumerate(columns)} for table, (_, columns) in STATE.items()}
_CHANGES = re.compile(
    b"(?:^|;)(?!(?:" + "|".join(sorted(vocabulary.OPENINGS)).encode() + b") )",
)
"""Finds an act that does not merely make a row."""


class _Untold:
    """What no entry told of a column."""


_UNTOLD = _Untold()


@dataclass(frozen=True, slots=True)
class Unlike:
    """A row that is not as the entries left it."""

    table: str
    number: int
    columns: tuple[str, ...]
    """The columns that differ; none where the row is gone, or where no entry made it."""
    is_gone: bool = False

    @property
    def said(self) -> str:
        """What is wrong, by the row's table and number."""
        if self.is_gone:
            return f"{self.table} {self.number} is gone, and no entry took it away"
        if not self.columns:
            return f"{self.table} {self.number} is there, and no entry made it"
        columns = ", ".join(self.columns)
        return f"{self.table} {self.number} is not as the entries left it: {columns}"


@dataclass
class Folding:
    """Takes the entries in their order, and then compares the rows with what they told."""

    unreadable: list[int] = field(default_factory=list)
    """Entries with an act that is none of ours, or that makes a row twice."""
    untold: int = 0
    """Rows of entries of form 1, of which the rows alone say what they hold."""
    _opened: set[bytes] = field(default_factory=set)
    """The acts that made a row, as they stand in their entries, less those whose row says the same."""
    _later: list[tuple[int, bytes]] = field(default_factory=list)
    """The other acts, each with its entry."""
    _older: list[tuple[int, bytes]] = field(default_factory=list)
    _rows: dict[str, dict[int, list[Value | _Untold]]] = field(
        default_factory=lambda: {table: {} for table in STATE}
    )
    _first_told: int | None = None
    _imported: list[tuple[int, int]] = field(default_factory=list)

    def along(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """The entries of a chain, as they are walked past; what each did is taken before it is handed on."""
        for batch in batches:
            for entry, body, _ in batch:
                parts = body.split(b'"', 8)  # as `audit.acts_of`, which is a call more for each of a million
                if len(parts) < 9 or parts[5] != b"acts":
                    self._older.append((entry, body))
                else:
                    if self._first_told is None:
                        self._first_told = entry
                    if parts[7]:
                        self._take(entry, parts[7])
            yield batch

    def _take(self, entry: int, told: bytes) -> None:
        before, lines = len(self._opened), told.split(b";")
        if _CHANGES.search(told) is None:
            self._opened.update(lines)
            made = len(lines)
        else:
            opened = [line for line in lines if _CHANGES.match(line) is None]
            self._later += [(entry, line) for line in lines if _CHANGES.match(line) is not None]
            self._opened.update(opened)
            made = len(opened)
        if len(self._opened) != before + made:
            self.unreadable.append(entry)

    def cancel(self, table: str, lines: Iterable[tuple[int, bytes]]) -> list[int]:
        """Strike out the acts whose rows say the same.

        Takes the number of each row of a table, with the act that would make it as it stands.
        Returns the numbers of the rows that must be looked at one by one: those too that a later
        act touched and left, or set back, as they were made.
        """
        opened, rest = self._opened, []
        touched = self._touched.get(table, set())
        for number, line in lines:
            if line in opened and number not in touched:
                opened.discard(line)
            else:
                rest.append(number)
        return rest

    @cached_property
    def _changed(self) -> list[tuple[int, tuple[RowChange, ...] | None]]:
        """What the other acts changed, each with its entry; None of a text that is no act."""
        return [(entry, self._changes(entry, line)) for entry, line in self._later]

    @cached_property
    def _touched(self) -> dict[str, set[int]]:
        """The rows that acts changed after they were made, by table."""
        found: dict[str, set[int]] = {}
        for _, changes in self._changed:
            for change in changes or ():
                found.setdefault(change.table, set()).add(change.number)
        return found

    def settle(self) -> dict[str, set[int]]:
        """Do again what was not struck out. Returns the numbers of the rows that it is about, by table."""
        for entry, body in self._older:
            try:
                changes = list(told_by(json.loads(body)))
            except (ValueError, KeyError, TypeError, AttributeError):  # no entry that we ever wrote
                self.unreadable.append(entry)
                continue
            for change in changes:
                self._apply(entry, change)
        made = [(0, self._changes(0, line)) for line in sorted(self._opened)]
        for entry, told in (*made, *self._changed):
            if told is None:
                self.unreadable.append(entry)
                continue
            for change in told:
                self._apply(entry, change)
        return {table: set(rows) for table, rows in self._rows.items()}

    def _changes(self, entry: int, line: bytes) -> tuple[RowChange, ...] | None:
        """What an act changed; None of a text that is no act."""
        try:
            (act,) = vocabulary.read(line.decode("ascii"))
        except ValueError:  # a text that is not ASCII too
            return None
        if isinstance(act, AnswersImported):
            self._imported.append((act.first, act.last))
        return tuple(act.changes(entry))

    def compare(self, table: str, rows: Iterable[Known]) -> Iterator[Unlike]:
        """Of the rows that were not struck out, those that are not as the entries left them."""
        told, columns = self._rows[table], STATE[table][1]
        for number, entry, values in rows:
            wanted = told.pop(number, None)
            if wanted is None:
                if not self._is_left_out(table, number, entry, values):
                    yield Unlike(table, number, ())
                continue
            self.untold += _UNTOLD in wanted
            differ = tuple(
                name
                for name, value, want in zip(columns, values, wanted, strict=True)
                if want is not _UNTOLD and value != want
            )
            if differ:
                yield Unlike(table, number, differ)
        for number in told:
            yield Unlike(table, number, (), is_gone=True)

    def _is_left_out(self, table: str, number: int, entry: int, values: tuple[Value, ...]) -> bool:
        """Whether no act had to tell of the row."""
        if self._first_told is None or entry < self._first_told:
            self.untold += 1
            return True
        if table == "publication":  # acts bar a publication, and do not make it
            return values == (None,)
        return table == "consent_event" and any(first <= number <= last for first, last in self._imported)

    def _apply(self, entry: int, change: RowChange) -> None:
        rows, place = self._rows[change.table], _PLACE[change.table]
        row = rows.get(change.number)
        if row is None:
            row = rows[change.number] = [_UNTOLD] * len(place)
        elif change.is_new:
            self.unreadable.append(entry)
        for name, value in change.values.items():
            row[place[name]] = value
