"""What an entry left in the record that its acts do not tell, read from the record itself.

So a journal that lags, or was lost, is written again from the record alone. The rows that an
entry made carry its number; those that it changed without an act are named in it.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from privacyctl.model.acts.act import STATE, Opening
from privacyctl.model.acts.older import told_by
from privacyctl.model.entries import WORDS
from privacyctl.model.journalled import TABLES
from privacyctl.model.text import match_key
from privacyctl.store.journal.lines import JournalLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from privacyctl.store import Store
    from privacyctl.store.journal.lines import Values

_FEW = 20
"""So many entries are asked of the tables alone that their words may write."""
_MADE = [table for table, one in TABLES.items() if one.is_ever and "entry" in one.columns]
_WITHOUT_NUMBER = {table for table in _MADE if TABLES[table].columns[0] != "id"}
"""Tables whose rows have no number of their own: a later entry may make one that stands before an older one's."""
_FORMER = {"contact-changed", "corrected", "erased", "erased-words", "purged", "undone"}
"""Entries that may take away what somebody was called or reached by before."""
_NAMED = {
    "asked": (("follow_ups", "follow_up", "id"),),
    "erasure-proved": (("contacts", "erasure", "contact_id"),),
    "published": (("publications", "publication", "id"),),
    "takedown-widened": (("publications", "publication", "id"),),
    "undone": (("publications", "publication", "id"),),
}
"""Word of an entry → a key that names rows which it changed and no act tells of: the table, and the column."""
_LISTS = {"disclosure": ("disclosed", "disclosure_id"), "notice": ("notice_audience", "notice_id")}
_BY_OLDER = {
    "tasks": ("takedown", "id"),
    "verified": ("takedown", "id"),
    "came_back": ("takedown", "id"),
    "cases": ("request_clock", "request_id"),
    "publications": ("publication", "id"),
    "follow_ups": ("follow_up", "id"),
    "contacts": ("erasure", "contact_id"),
}
"""What entries of form 1 name, whose acts nothing tells: the table, and the column."""


def since(store: Store, after: int) -> Iterator[JournalLine]:
    """A line for each entry after that one, in their order."""
    bodies = store.stream("SELECT seq, body, hash FROM audit WHERE seq > ? ORDER BY seq", (after,))
    first = [row for _, row in zip(range(_FEW), bodies, strict=False)]
    few = None
    if len(first) < _FEW:
        words = {str(body).removeprefix('{"act":"').partition('"')[0] for _, body, _ in first}
        few = set().union(*(_writes(word) for word in words))
    made = {table: _Made(store, table, after + 1) for table in _MADE if few is None or table in few}
    for seq, body, digest in first:
        yield _line(store, seq, body, digest, made)
    for seq, body, digest in bodies:
        yield _line(store, seq, body, digest, made)


def _writes(word: str) -> set[str]:
    known = WORDS.get(word)
    return set(known.must | known.may) if known else set(_MADE)


class _Made:
    """The rows of one table that entries made, taken entry by entry."""

    def __init__(self, store: Store, table: str, first: int) -> None:
        columns = ", ".join(TABLES[table].columns)
        # Rows are numbered as they are made, so those of the last entries are found from the end.
        bound = (
            ""
            if table in _WITHOUT_NUMBER
            else f"rowid > ifnull((SELECT rowid FROM {table} WHERE entry < :first ORDER BY rowid DESC LIMIT 1), 0) AND"
        )
        if first == 1:
            bound = ""
        order = f"entry, {TABLES[table].columns[0]}"
        rows = store.stream(
            f"SELECT entry, {columns} FROM {table} WHERE {bound} entry >= :first ORDER BY {order}",
            {"first": first},
        )
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next: tuple[int, Iterator[tuple[Any, ...]]] | None = next(self._groups, None)

    def of(self, entry: int) -> Iterable[tuple[Any, ...]]:
        """The rows of an entry, to be taken before those of the next are asked for."""
        while self._next is not None and self._next[0] < entry:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != entry:
            return
        for row in self._next[1]:
            yield row[1:]
        self._next = next(self._groups, None)


def _line(store: Store, seq: int, body: str, digest: bytes, made: Mapping[str, _Made]) -> JournalLine:
    line = JournalLine(seq, digest, body, {}, {}, [], [])
    said, did = line.document, line.acts
    opened = {(act.TABLE, getattr(act, act.__slots__[0])) for act in did or () if isinstance(act, Opening)}
    for table, rows in made.items():
        _take(store, line, table, rows.of(seq), opened)
    if did is None:
        _as_of_form_1(store, line, said)
    for key, table, column in _NAMED.get(line.word, ()):
        _add(line, table, _rows(store, table, column, said.get(key, ())))
    if "publication" in line.rows:
        line.rows["publication_text"] = _quoted(store, [row[0] for row in line.rows["publication"]])
    for table, (members, column) in _LISTS.items():
        for number in [one for run in line.beside.get(table, ()) for one in range(run[0], run[1] + 1)] + [
            row[0] for row in line.rows.get(table, ())
        ]:
            # The list is in the order of people: that of one who is named is not looked for among all.
            named = [run for one in said.get("contacts", ()) for run in (one, one)]
            listed = named if said.get("via") == "typed" else _numbers(store, members, column, number)
            line.rows.setdefault(members, []).append([number, listed])
    if line.word in _FORMER and (whose := said.get("contacts")):
        line.former.extend(whose)
        for table in ("former_address", "former_name"):
            line.rows[table] = _rows(store, table, "contact_id", whose)
    return line


def _take(
    store: Store, line: JournalLine, table: str, rows: Iterable[tuple[Any, ...]], opened: set[tuple[str, int]]
) -> None:
    """Sort the rows of a table: those that an act made, and those that it did not."""
    columns = TABLES[table].columns
    told = set(STATE[table][1]) | {"entry"} if table in STATE else {"entry"}
    places = [place for place, name in enumerate(columns) if place and name not in told]
    for row in rows:
        if table in ("contact", "company"):
            _run(line.beside, table, row[0], [])
        elif (table, row[0]) in opened:
            _run(line.beside, table, row[0], [row[place] for place in places])
        elif table == "consent_event" and line.body.startswith('{"act":"imported"'):
            if dict(zip(columns, row, strict=True))["decision"] != "given":
                _add(line, table, [list(row)])
                _hold_to_addresses(store, line, dict(zip(columns, row, strict=True)))
        else:
            _add(line, table, [list(row)])


def _run(runs: dict[str, list[Values]], table: str, number: int, values: Values) -> None:
    """Add a row to the last run, where it follows it and says the same."""
    known = runs.setdefault(table, [])
    if known and known[-1][1] == number - 1 and known[-1][2:] == values:
        known[-1][1] = number
    else:
        known.append([number, number, *values])


def _add(line: JournalLine, table: str, rows: Iterable[Values]) -> None:
    known = line.rows.setdefault(table, [])
    known.extend(row for row in rows if row not in known[-_FEW:])
    if not known:
        del line.rows[table]


def _hold_to_addresses(store: Store, line: JournalLine, event: Mapping[str, Any]) -> None:
    """A no that came with an import hangs on the contact alone, who is lost with the disk: mark their addresses."""
    for (key,) in store.rows("SELECT match_key FROM address WHERE contact_id = ?", (event["contact_id"],)):
        mark = store.fingerprints.address(key)
        line.noes.append([mark, event["purpose"], event["at"], event["contact_id"]])


def _as_of_form_1(store: Store, line: JournalLine, said: Mapping[str, Any]) -> None:
    """The rows that an entry of form 1 changed, as they stand now."""
    for change in told_by(said):
        _add(line, change.table, _rows(store, change.table, STATE[change.table][0], [change.number]))
    for key, (table, column) in _BY_OLDER.items():
        if isinstance(numbers := said.get(key), list):
            _add(line, table, _rows(store, table, column, numbers))
    _add(line, "suppression", _rows(store, "suppression", "lifted_entry", [line.seq]))


def _rows(store: Store, table: str, column: str, numbers: Sequence[int]) -> list[Values]:
    columns = ", ".join(TABLES[table].columns)
    rows = store.stream(
        f"SELECT {columns} FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return [list(row) for row in rows]


def _quoted(store: Store, publications: Sequence[int]) -> list[Values]:
    """For each publication the mark of its words, by which they are known again."""
    rows = store.rows(
        "SELECT publication_id, quote, quote_mark FROM publication_text"
        " WHERE publication_id IN (SELECT value FROM json_each(?))",
        (json.dumps(publications),),
    )
    return [
        [number, store.fingerprints.quote(match_key(quote)) if mark is None and quote else mark]
        for number, quote, mark in rows
    ]


def _numbers(store: Store, members: str, column: str, number: int) -> list[int]:
    """The people of a list, as the first and the last of each run of numbers."""
    runs: list[int] = []
    for (one,) in store.stream(
        f"SELECT contact_id FROM {members} WHERE {column} = ? ORDER BY contact_id", (number,)
    ):
        if runs and runs[-1] == one - 1:
            runs[-1] = one
        else:
            runs += [one, one]
    return runs
