"""What stood in some rows before an entry, and which entry touched them after it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from privacyctl.model.acts import vocabulary
from privacyctl.model.acts.older import told_by
from privacyctl.model.audit import acts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from privacyctl.model.acts.act import Act, RowChange

Place = tuple[str, int]
"""A row of a table of `STATE`: the table, and its number."""


@dataclass(slots=True)
class RowsBefore:
    """The rows that an entry made or changed."""

    made: frozenset[Place]
    changed: frozenset[Place]
    values: dict[Place, dict[str, Any]] = field(default_factory=dict)
    """What the entries before it told of the rows that it changed."""
    later: dict[Place, int] = field(default_factory=dict)
    """For each row that another entry changed after it, the first such entry."""


def rows_before(
    entry: int, acts: Iterable[Act], chain: Iterable[tuple[int, bytes, bytes]], apart: Collection[int]
) -> RowsBefore:
    """Walk the chain for the rows that the acts of `entry` wrote.

    `apart` are entries that were undone, and those that undid them: after it they count as nothing.
    Raises ValueError for an entry that no command wrote.
    """
    changes = [change for act in acts for change in act.changes(entry)]
    made = frozenset(_place(one) for one in changes if one.is_new)
    found = RowsBefore(made, frozenset(_place(one) for one in changes) - made)
    wanted = found.made | found.changed
    numbers = {str(number).encode() for _, number in wanted}
    for seq, body, _ in chain:
        if seq == entry or (seq > entry and seq in apart):
            continue
        for change in _told(seq, body, numbers):
            place = _place(change)
            if place not in wanted:
                continue
            if seq < entry:
                found.values.setdefault(place, {}).update(change.values)
            else:
                found.later.setdefault(place, seq)
    return found


def _told(seq: int, body: bytes, numbers: set[bytes]) -> Iterator[RowChange]:
    """What an entry did to rows of these numbers, and perhaps to more."""
    acts = acts_of(body)
    if acts is None:
        yield from told_by(json.loads(body))
        return
    for line in acts.split(b";"):
        if line.split(b" ", 2)[1:2] and line.split(b" ", 2)[1] in numbers:
            for act in vocabulary.read(line.decode("ascii")):
                yield from act.changes(seq)


def _place(change: RowChange) -> Place:
    return change.table, change.number
