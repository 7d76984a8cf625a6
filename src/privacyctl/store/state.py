"""The rows that hold state, held against what the audit entries did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.takedown import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.acts.act import Opening, Value
    from privacyctl.model.acts.folding import Folding, Known, Unlike
    from privacyctl.store import Store

_AT_ONCE = 500
_DUE = {"takedown-opened": f"received_at + {LIMIT}", "takedown-returned": "came_back_at"}
"""When such a task is due: what follows from the fields of its act."""


def unlike(store: Store, folding: Folding) -> list[Unlike]:
    """The rows that are not as the entries that were folded left them."""
    openings = acts.vocabulary.openings()
    rest = {
        table: set(folding.cancel(table, _lines(store, table, kinds))) for table, kinds in openings.items()
    }
    rest["publication"] = set(_barred(store))
    for table, told in folding.settle().items():
        rest[table] |= told
    return [
        one
        for table, numbers in rest.items()
        for one in folding.compare(table, _rows(store, table, sorted(numbers)))
    ]


def _lines(store: Store, table: str, kinds: Sequence[type[Opening]]) -> Iterator[tuple[int, bytes]]:
    """Each row's number, and the act that would make the row; an empty one where it was changed since."""
    key, ways = acts.act.STATE[table][0], " ".join(f"WHEN {_as_made(one)} THEN {_line(one)}" for one in kinds)
    yield from store.stream(f"SELECT {key}, CAST(CASE {ways} ELSE '' END AS BLOB) FROM {table}")


def _line(kind: type[Opening]) -> str:
    """The act of a row as it stands in an entry; for SQL."""
    columns = [acts.act.STATE[kind.TABLE][0], *kind.__slots__[1:]]
    of_type = [str(kind.__annotations__[name]) for name in kind.__slots__]
    said = [
        f"'#' || lower(hex({column}))" if of.startswith("bytes") else column
        for column, of in zip(columns, of_type, strict=True)
    ]
    written = [
        f"ifnull({one}, '-')" if of.endswith("None") else one for one, of in zip(said, of_type, strict=True)
    ]
    return " || ' ' || ".join([f"'{kind.word()}'", *written])


def _as_made(kind: type[Opening]) -> str:
    """Whether what the act does not name still is as the act left it; for SQL."""
    made = [f"{name} IS {_literal(value)}" for name, value in kind.AS_MADE.items()]
    made += [f"due_at = {_DUE[kind.word()]}"] if kind.word() in _DUE else []
    return " AND ".join(made) or "true"


def _literal(value: Value) -> str:
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def _barred(store: Store) -> Iterator[int]:
    yield from (row[0] for row in store.stream("SELECT id FROM publication WHERE barred_at IS NOT NULL"))


def _rows(store: Store, table: str, numbers: Sequence[int]) -> Iterator[Known]:
    key, columns = acts.act.STATE[table]
    for at in range(0, len(numbers), _AT_ONCE):
        some = ",".join(map(str, numbers[at : at + _AT_ONCE]))
        for number, entry, *values in store.stream(
            f"SELECT {', '.join((key, 'entry', *columns))} FROM {table} WHERE {key} IN ({some})"
        ):
            yield number, entry, tuple(values)
