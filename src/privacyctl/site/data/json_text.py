"""JSON: from the text to the tree. Stricter than `json`: no NaN, and no key twice in one map."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from privacyctl.errors import BadInput
from privacyctl.site.data.cutting import Cut, flow_cuts
from privacyctl.site.data.lines import line_at
from privacyctl.site.data.tree import FileBounds, MapItem, Node, NodeKind, malformed, second_key

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\.)*+"')
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null")


def parse(text: str, path: Path) -> Node:
    """Parse a whole file. Raises BadInput for text that is not JSON, naming the line."""
    return _JsonReader(text, path).document()


def cuts(text: str, root: Node, gone: Mapping[Node, frozenset[MapItem]]) -> list[Cut]:
    """The cuts that take these items out of their lists and maps."""
    del root
    return [cut for container, items in gone.items() for cut in flow_cuts(text, container, items)]


class _JsonReader:
    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.bounds = FileBounds(path)

    def document(self) -> Node:
        root = self.value(0)
        self.space()
        if self.at < len(self.text):
            raise self.wrong()
        return root

    def value(self, depth: int) -> Node:
        self.bounds.grow(depth)
        self.space()
        if self.next_is("[") or self.next_is("{"):
            return self.container(depth)
        if plain := _PLAIN.match(self.text, self.at):
            self.at = plain.end()
            return Node(NodeKind.PLAIN, *plain.span(), plain[0])
        return self.string()

    def string(self) -> Node:
        found = _STRING.match(self.text, self.at)
        if not found:
            raise self.wrong()
        try:
            said = json.loads(found[0]) if "\\" in found[0] else found[0][1:-1]
        except ValueError:
            raise self.wrong() from None
        self.at = found.end()
        return Node(NodeKind.TEXT, *found.span(), said)

    def container(self, depth: int) -> Node:
        is_map = self.next_is("{")
        node = Node(NodeKind.MAP if is_map else NodeKind.LIST, self.at, self.at, is_flow=True)
        closing = "}" if is_map else "]"
        keys: set[str] = set()
        self.at += 1
        self.space()
        while not self.next_is(closing):
            if node.items:
                self.skip(",")
            key = self.key(keys) if is_map else None
            value = self.value(depth + 1)
            node.items.append(MapItem(key, value, [(key.start if key else value.start, value.end)]))
            self.space()
        self.at += 1
        node.end = self.at
        return node

    def key(self, keys: set[str]) -> Node:
        self.space()
        key = self.string()
        if key.text in keys:
            raise second_key(self.path, line_at(self.text, key.start))
        keys.add(key.text)
        self.space()
        self.skip(":")
        return key

    def space(self) -> None:
        if found := _SPACE.match(self.text, self.at):
            self.at = found.end()

    def next_is(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def skip(self, mark: str) -> None:
        if not self.next_is(mark):
            raise self.wrong()
        self.at += 1

    def wrong(self) -> BadInput:
        return malformed(self.path, "JSON", line_at(self.text, self.at))
