"""CSV and TSV: a list of rows, each a map from the header's names to its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from privacyctl.errors import BadInput, broken_csv
from privacyctl.site.data.cutting import Cut, line_cuts
from privacyctl.site.data.lines import BREAK, line_at
from privacyctl.site.data.tree import FileBounds, MapItem, Node, NodeKind

_DELIMITERS = ",;\t"
_QUOTED = re.compile('"[^"]*+"')
_LINE = re.compile(rf"[^\r\n]*+(?:{BREAK}|\Z)")
_LARGEST_CELL = 1 << 20


def parse(text: str, path: Path) -> Node:
    """Parse a whole file with a header.

    Raises BadInput for a name that stands twice in the header, for a row that is longer or shorter
    than the header, and for a quote that is never closed, naming the line.
    """
    bounds = FileBounds(path)
    root = Node(NodeKind.LIST, 0, len(text))
    keys: list[Node] = []
    for start, end, cells in _rows(text, path):
        for _ in cells:
            bounds.grow(1)
        if not keys:
            keys = [Node(NodeKind.TEXT, start, end, name.strip()) for name in cells]
            _check_names(keys, path, line_at(text, start))
            continue
        if len(cells) != len(keys):
            raise BadInput(
                f"the row on line {line_at(text, start)} of {path} has {len(cells)} cells, "
                f"and the header has {len(keys)}",
                "mend that row",
            )
        row = Node(NodeKind.MAP, start, end)
        row.items = [
            MapItem(key, Node(NodeKind.TEXT, start, end, cell), [(start, end)])
            for key, cell in zip(keys, cells, strict=True)
        ]
        root.items.append(MapItem(None, row, [(start, end)]))
    return root


def cuts(text: str, root: Node, gone: Mapping[Node, frozenset[MapItem]]) -> list[Cut]:
    """The cuts that take these rows out of the text."""
    rows = gone[root]
    spans = [item.spans[0] for item in root.items]
    return line_cuts(text, spans, [item in rows for item in root.items])


def _rows(text: str, path: Path) -> Iterator[tuple[int, int, list[str]]]:
    """Each row that is not blank, as (where it begins, where it ends, its cells)."""
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        while read < len(text) and (line := _LINE.match(text, read)):
            read = line.end()
            yield line[0]

    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(lines(), delimiter=_delimiter(text, path), strict=True, skipinitialspace=True)
    start = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise broken_csv(path, line_at(text, start), line_at(text, read - 1)) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield start, start + len(text[start:read].rstrip("\r\n")), cells
        start = read


def _delimiter(text: str, path: Path) -> str:
    """The delimiter that the first line has most of, outside quotes."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    first = text.lstrip("\r\n").partition("\n")[0]
    bare = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count)


def _check_names(keys: list[Node], path: Path, line: int) -> None:
    names = [key.text for key in keys if key.text]
    if len(set(names)) < len(names):
        raise BadInput(
            f"the header on line {line} of {path} has a name twice", "give each column a name of its own"
        )
