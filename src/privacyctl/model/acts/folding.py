"""The state of the record, worked out from its entries by the rules by which it was written.

Entries of form 1 hold no acts. What they say of takedowns and clocks is taken from their
words; the rest of what they did is told by the rows alone, and is counted apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.model.acts import vocabulary
from privacyctl.model.acts.act import STATE, Value
from privacyctl.model.acts.decisions import AnswersImported
from privacyctl.model.acts.older import told_by
from privacyctl.model.audit import acts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.model.acts.act import RowChange

Known = tuple[int, int, tuple[Value, ...]]
"""A row as it stands: its number, the audit entry that wrote it, and its columns in the order of `STATE`."""

Stored = tuple[int, bytes, bytes]
"""An entry as it stands: its number, its canonical bytes, and the chain's hash after it."""

_PLACE = {table: {name: place for place, name in enumerate(columns)} for table, (_, columns) in STATE.items()}


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


@dataclass(slots=True)
class Folding:
    """Takes the entries in their order, and then compares the rows with what they told."""

    unreadable: list[int] = field(default_factory=list)
    """Entries with an act that is none of ours, or that makes a row twice."""
    untold: int = 0
    """Rows of entries of form 1, of which the rows alone say what they hold."""
    _rows: dict[str, dict[int, list[Value | _Untold]]] = field(
        default_factory=lambda: {table: {} for table in STATE}
    )
    _first_told: int | None = None
    _imported: list[tuple[int, int]] = field(default_factory=list)

    def along(self, chain: Iterable[Stored]) -> Iterator[Stored]:
        """The entries of a chain, as they are walked past; each is applied before it is handed on."""
        for one in chain:
            self.take(one[0], one[1])
            yield one

    def take(self, entry: int, body: bytes) -> None:
        """Apply what an entry did."""
        told = acts_of(body)
        if told is None:
            self._take_older(entry, body)
            return
        if self._first_told is None:
            self._first_told = entry
        if not told:
            return
        try:
            acts = vocabulary.read(told.decode("ascii"))
        except (ValueError, UnicodeDecodeError):
            self.unreadable.append(entry)
            return
        for act in acts:
            if isinstance(act, AnswersImported):
                self._imported.append((act.first, act.last))
            for change in act.changes(entry):
                self._apply(entry, change)

    def _take_older(self, entry: int, body: bytes) -> None:
        try:
            changes = list(told_by(json.loads(body)))
        except (ValueError, KeyError, TypeError, AttributeError):  # no entry that we ever wrote
            self.unreadable.append(entry)
            return
        for change in changes:
            self._apply(entry, change)

    def compare(self, table: str, rows: Iterable[Known]) -> Iterator[Unlike]:
        """The rows of a table, in any order, that are not as the entries left them."""
        told = dict(self._rows[table])
        columns = STATE[table][1]
        for number, entry, values in rows:
            wanted = told.pop(number, None)
            if wanted is None:
                if not self._is_left_out(table, number, entry, values):
                    yield Unlike(table, number, ())
                continue
            differ = tuple(
                name
                for name, value, want in zip(columns, values, wanted, strict=True)
                if want is not _UNTOLD and value != want
            )
            self.untold += _UNTOLD in wanted
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
