"""Searching for many values at once finds each of them, however they overlap and wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as some

from privacyctl import residue
from privacyctl.model.erasure import ErasedKind
from privacyctl.model.finding_kind import PlacedText, RowId
from privacyctl.model.residue import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DataObject

LETTERS = some.characters(codec="ascii", categories=["Ll"])


@given(some.text(LETTERS, min_size=8, max_size=30), some.lists(some.integers(0, 25), max_size=6), some.data())
def test_every_value_is_found_that_stands_in_a_text(
    whole: str, starts: Sequence[int], data: DataObject
) -> None:
    """The values are pieces of one text, so that one begins, ends or lies within another."""
    pieces = {whole[start : start + data.draw(some.integers(5, 12))] for start in starts}
    values = [Value(ErasedKind.NOTE, piece) for piece in pieces if len(piece) >= 5]
    rows = [PlacedText(RowId("case", 1), whole), PlacedText(RowId("case", 2), whole[3:])]
    standing = {value: {row for row, text in rows if value.text in text} for value in values}

    assert residue.among(values, [whole]) == set(values)
    assert residue.placed(values, rows) == standing
