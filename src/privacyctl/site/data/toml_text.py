"""TOML: from its statements to the tree. A table's statements may stand in several places of the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from privacyctl.errors import Refused
from privacyctl.site.data.cutting import Cut, flow_cuts, line_cuts
from privacyctl.site.data.front_matter import matter_start
from privacyctl.site.data.lines import BREAK, line_end
from privacyctl.site.data.toml_statements import TomlReader, TomlStatement
from privacyctl.site.data.tree import MapItem, Node, NodeKind, Span, malformed

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_COMMENTS = re.compile(rf"(?:[ \t]*+#[^\r\n]*+{BREAK})++(?=[ \t]*+{BREAK})")


def parse(text: str, path: Path) -> Node:
    """Parse a whole file. Raises BadInput for text that is not TOML."""
    statements = TomlReader(text, path).statements()
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        # The library's message may quote the file.
        place = _PLACE.search(str(error))
        raise malformed(path, "TOML", int(place[1]) if place else None) from None
    root = _assembled(statements, Node(NodeKind.MAP, 0, len(text)))
    if not _agrees(root, data):
        raise Refused(
            f"{path} is TOML of a kind that is not known well enough to change it",
            "take what has to go out of it by hand",
        )
    return root


def cuts(text: str, root: Node, gone: Mapping[Node, frozenset[MapItem]]) -> list[Cut]:
    """The cuts that take these items out of their lists and tables."""
    made: list[Cut] = []
    owner: dict[Span, MapItem] = {}
    for container, items in gone.items():
        if container.is_flow:
            made += flow_cuts(text, container, items)
        else:
            owner |= {span: item for item in items for span in item.spans}
    runs = _runs(text, sorted({span for item in root.items for span in item.spans}), owner)
    gone_runs = [item is not None for _, item in runs]
    return made + line_cuts(text, [span for span, _ in runs], gone_runs, comments_from=matter_start(text))


def _runs(
    text: str, statements: Sequence[Span], owner: Mapping[Span, MapItem]
) -> list[tuple[Span, MapItem | None]]:
    """The statements in their order. Neighbours of one item are joined, with the text between them."""
    runs: list[tuple[Span, MapItem | None]] = []
    for span in statements:
        item = owner.get(span)
        if item and runs and runs[-1][1] is item:
            runs[-1] = ((runs[-1][0][0], span[1]), item)
        else:
            runs.append((span, item))
    return [((start, _with_comments(text, end) if item else end), item) for (start, end), item in runs]


def _with_comments(text: str, end: int) -> int:
    """The end of an entry, with the comments right below it if a blank line follows these."""
    below = line_end(text, end)
    comments = _COMMENTS.match(text, below)
    return comments.end() if comments else end


def _assembled(statements: Sequence[TomlStatement], root: Node) -> Node:
    index: dict[tuple[Node, str], MapItem] = {}

    def item_of(table: Node, key: Node, value: Node, span: Span) -> MapItem:
        """The item of a table; added where the table has none of this key."""
        found = index.get((table, key.text))
        if found is None:
            found = index[table, key.text] = MapItem(key, value, [])
            table.items.append(found)
        found.spans.append(span)
        return found

    def table_at(path: Sequence[Node], span: Span) -> Node:
        """The table that a path of keys leads to; in a list of tables, the last one so far."""
        table = root
        for key in path:
            table = item_of(table, key, Node(NodeKind.MAP, *span), span).value
            if table.kind is NodeKind.LIST and table.items:
                table.items[-1].spans.append(span)
                table = table.items[-1].value
        return table

    header: tuple[Node, ...] = ()
    for statement in statements:
        span = statement.start, statement.end
        *above, last = statement.path
        if statement.value is not None:
            item_of(table_at((*header, *above), span), last, statement.value, span)
            continue
        header = statement.path
        if statement.is_array:
            tables = item_of(table_at(above, span), last, Node(NodeKind.LIST, *span), span).value
            tables.items.append(MapItem(None, Node(NodeKind.MAP, *span), [span]))
        else:
            table_at(header, span)
    return root


def _agrees(node: Node, data: Any) -> bool:
    """Whether `tomllib` has parsed the same values."""
    match node.kind:
        case NodeKind.MAP:
            return (
                isinstance(data, dict)
                and len(data) == len(node.items)
                and all(item.key and _agrees(item.value, data.get(item.key.text)) for item in node.items)
            )
        case NodeKind.LIST:
            return (
                isinstance(data, list)
                and len(data) == len(node.items)
                and all(_agrees(item.value, one) for item, one in zip(node.items, data, strict=True))
            )
        case NodeKind.TEXT:
            return isinstance(data, str) and node.text == data
        case _:
            return data is not None and not isinstance(data, str | list | dict)
