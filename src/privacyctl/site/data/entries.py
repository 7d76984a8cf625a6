"""Finding the entries in a data file's tree, and the label of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from privacyctl.errors import BadInput
from privacyctl.model.site import DataSource
from privacyctl.site.data.opening import OpenedFile
from privacyctl.site.data.tree import MapItem, Node, NodeKind

_HINT = 'say which keys lead to the entries: under = "KEY.KEY" in [[site.data]]'


class Place(NamedTuple):
    """Where an entry stands in the tree."""

    label: str
    """Its key, or its number in the list."""
    key: str | None
    item: MapItem
    container: Node

    @property
    def start(self) -> int:
        return self.item.spans[0][0]


def places(file: OpenedFile, source: DataSource, path: Path) -> list[Place]:
    """The places of the entries, in their order. Raises BadInput where several lists may hold them."""
    found: list[Place] = []
    for container in _containers(file, source, path):
        if container.kind is NodeKind.MAP:
            found += _of_map(container, path)
        else:
            first = len(found) + 1
            found += [Place(str(at), None, item, container) for at, item in enumerate(container.items, first)]
    return found


def reached(root: Node, under: tuple[str, ...]) -> list[Node]:
    """The values that a path of keys leads to. In a list the rest of the path is followed in each item."""
    nodes = [root]
    for name in under:
        # Each value once, however many aliases lead to it.
        maps = dict.fromkeys(one for node in nodes for one in _maps(node))
        nodes = [item.value.meant for one in maps for item in one.items if item.key and item.key.text == name]
    return list(dict.fromkeys(nodes))


def _maps(node: Node) -> list[Node]:
    return [item.value.meant for item in node.items] if node.kind is NodeKind.LIST else [node]


def _containers(file: OpenedFile, source: DataSource, path: Path) -> list[Node]:
    if file.root is None:
        return []
    found = reached(file.root, source.under) if source.under else [_top(file.root, path)]
    # TOML writes an empty list of tables by having no table.
    if not found and not file.is_toml:
        raise BadInput(f"{path} has no {'.'.join(source.under)}", _HINT)
    for node in found:
        if not (node.kind in (NodeKind.MAP, NodeKind.LIST) or node.is_nothing):
            raise BadInput(
                f"{path} has one value where its entries are looked for, not a list or a map", _HINT
            )
    return found


def _top(root: Node, path: Path) -> Node:
    """The list or map of entries of a file for which no keys are configured."""
    values = [item.value.meant for item in root.items]
    lists = [value for value in values if value.kind is NodeKind.LIST]
    if root.kind is NodeKind.LIST or not lists:
        return root
    of_maps = [one for one in lists if any(item.value.meant.kind is NodeKind.MAP for item in one.items)]
    has_maps = any(value.kind is NodeKind.MAP for value in values)
    candidates = of_maps or ([] if has_maps else lists)
    if len(candidates) > 1:
        raise BadInput(f"{path} has several lists, and any of them may hold its entries", _HINT)
    return candidates[0] if candidates else root


def _of_map(container: Node, path: Path) -> Iterator[Place]:
    kinds = {item.value.meant.kind for item in container.items}
    if NodeKind.LIST in kinds and len(kinds) == 1:
        raise BadInput(f"{path} has lists where its entries are looked for", _HINT)
    for item in container.items:
        # A list among the items, or a string among maps, is about all of them: their order, a title.
        is_remark = item.value.meant.kind is NodeKind.LIST or (
            NodeKind.MAP in kinds and item.value.meant.kind is not NodeKind.MAP
        )
        if item.key and item.key.is_scalar and not is_remark:
            yield Place(item.key.text, item.key.text, item, container)
