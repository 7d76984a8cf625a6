"""CSV: from the bytes to rows of cells; ragged rows, quotes and totals."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, broken_csv
from privacyctl.model.purchase import BadRow
from privacyctl.orders.rows import CellRules, order_lines

if TYPE_CHECKING:
    from privacyctl.orders.order_file import Batch, Orders
    from privacyctl.orders.source import Source

BATCH = 200
_LARGEST_CELL = 1 << 20
_LARGEST_BATCH = 16 << 20
"""In bytes: the most that 200 rows may take, fifty times more than real ones."""
_DELIMITERS = ",;\t"
_QUOTED = re.compile('"[^"]*"')
_TOTALS = re.compile(
    r"(grand |sub ?)?totals?\b|(gesamt|zwischen)?summen?\b|gesamt|totale?s?\b|totaal|insgesamt|suma\b|somme\b"
    r"|razem\b|итого|всего|合計|总计",
    re.IGNORECASE,
)

Row = tuple[int, list[str]]
"""The line on which it began, and its cells."""
Test = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Picked:
    """The columns that are read of each row, and the rules for their cells."""

    width: int
    places: dict[str, int]
    """Field → column."""
    rules: CellRules
    is_order: Test | None = None
    """Tells whether a row is a paid order; None where every row is one."""


def rows(source: Source, encoding: str) -> Iterator[Row]:
    """The header and then every row that is not blank.

    Raises BadInput for bytes that are not in `encoding`, and for a quote that is never
    closed, since the rows after it would be read as one cell.
    """
    csv.field_size_limit(_LARGEST_CELL)
    source.allow(_LARGEST_BATCH)
    text = io.TextIOWrapper(io.BufferedReader(source, 1 << 16), encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=_delimiter(source.head), strict=True, skipinitialspace=True)
    began = 1
    try:
        for cells in reader:
            if cells and (cells[0] or any(cells)):
                yield began, cells
            began = reader.line_num + 1
    except csv.Error:
        raise broken_csv(source.path, began, reader.line_num) from None
    except UnicodeDecodeError as reason:
        raise _not_text(source, reason, reader.line_num + 1) from None


def batches(rows: Iterator[Row], picked: Picked, orders: Orders) -> Iterator[Batch]:
    """The rows after the header, checked, some 200 at a time."""
    batch = list(islice(rows, BATCH))
    while batch:
        # Only the last rows may be totals, so the next batch is read before this one is given out.
        orders.source.allow(_LARGEST_BATCH)
        following = list(islice(rows, BATCH))
        if not following and _is_totals(batch[-1][1]):
            batch.pop()
            orders.totals_rows += 1
        if checked := _checked(batch, picked, orders):
            yield checked
        batch = following


def _checked(batch: list[Row], picked: Picked, orders: Orders) -> Batch:
    ragged: Batch = []
    comment = picked.places.get("comment")
    if set(map(len, map(itemgetter(1), batch))) != {picked.width}:
        ragged = [
            BadRow(row, f"it has {len(cells)} columns, and the header has {picked.width}")
            for row, cells in batch
            if len(cells) != picked.width
        ]
        if comment is not None:  # which of its cells is the comment cannot be told
            orders.comments_left += [bad.row for bad in ragged if isinstance(bad, BadRow)]
        batch = [row for row in batch if len(row[1]) == picked.width]
    if picked.is_order is not None:
        paid = [row for row in batch if picked.is_order(row[1])]
        if len(paid) < len(batch):
            orders.passed_over["not paid"] += len(batch) - len(paid)
            if comment is not None:
                left = [row for row, cells in batch if not picked.is_order(cells) and cells[comment].strip()]
                orders.comments_left += left
        batch = paid
    if not batch:
        return ragged
    numbers, cells = zip(*batch, strict=True)
    columns = list(zip(*cells, strict=True))
    fields = {field: columns[place] for field, place in picked.places.items()}
    lines: Batch = order_lines(numbers, fields, picked.rules, orders)
    return sorted(lines + ragged, key=itemgetter(0)) if ragged else lines


def _is_totals(cells: Sequence[str]) -> bool:
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTALS.match(first) is not None and not any("@" in cell for cell in cells)


def _delimiter(head: bytes) -> str:
    """The delimiter that the first line has most of, outside quotes."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \r\n").splitlines()[0]
    bare = _QUOTED.sub("", line.decode("latin-1"))
    return max(_DELIMITERS, key=bare.count)


def _not_text(source: Source, reason: UnicodeDecodeError, line: int) -> BadInput:
    before = reason.object[: reason.start]
    # The decoder reads ahead by chunks: lines of the chunk before the fault were not counted yet.
    line += max(before.count(b"\n"), before.count(b"\r"))
    if reason.encoding.startswith("utf"):
        return BadInput(
            f"line {line} of {source.path} is not in UTF-8", "try again with --encoding windows-1252"
        )
    return BadInput(f"line {line} of {source.path} is not in windows-1252 either", "export the file as UTF-8")
