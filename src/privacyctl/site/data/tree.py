"""The tree of values that every format is parsed into, and the comparison of two trees.

Each value knows its place in the text.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from privacyctl.errors import BadInput

DEEPEST = 100
MOST_VALUES = 200_000
"""How many values a file may have: more than a site's data holds, and some 150 MB of memory."""

Span = tuple[int, int]
"""Where a part of a text begins and where it ends, in characters."""


class NodeKind(Enum):
    """The kinds of value."""

    MAP = "map"
    LIST = "list"
    TEXT = "text"
    """A string in quotes, or a block scalar of YAML."""
    PLAIN = "plain"
    """A value without quotes: a number, a date, true, null, and YAML's plain text."""
    ALIAS = "alias"
    """YAML's `*name`: the value that was written elsewhere."""


@dataclass(slots=True, eq=False)
class Node:
    """One value. It is filled while its file is parsed, and not changed afterwards."""

    kind: NodeKind
    start: int
    end: int
    """Behind its last character; comments and white space after it are not part of it."""
    text: str = ""
    """A scalar's text as it is written; empty for a map or list."""
    tag: str | None = None
    """YAML's `!tag`. Two trees' tags are compared; nothing is constructed by them."""
    items: list[MapItem] = field(default_factory=list)
    is_flow: bool = False
    """Whether its items stand in brackets, separated by commas."""
    target: Node | None = None
    """The value that an alias stands for."""
    inlet: int | None = None
    """In a YAML block: where `[]` or `{}` may be written in its place."""

    @property
    def meant(self) -> Node:
        """The value itself; for an alias, the value that it stands for."""
        return self.target or self

    @property
    def is_scalar(self) -> bool:
        return self.kind in (NodeKind.TEXT, NodeKind.PLAIN)

    @property
    def is_nothing(self) -> bool:
        """Whether it is null, or left empty."""
        return self.kind is NodeKind.PLAIN and self.text in ("", "~", "null")


@dataclass(slots=True, eq=False)
class MapItem:
    """One value of a map or a list, with its key."""

    key: Node | None
    value: Node
    spans: list[Span]
    """The parts of the text that are cut out with it. Several where TOML writes it in several places."""


@dataclass(slots=True)
class FileBounds:
    """Counts a file's values and bounds their number and depth."""

    path: Path
    values: int = 0

    def grow(self, depth: int) -> None:
        """Count one more value. Raises BadInput where there are too many, or it lies too deep."""
        self.values += 1
        if depth > DEEPEST:
            raise BadInput(f"{self.path} nests its values more than {DEEPEST} deep", "name another file")
        if self.values > MOST_VALUES:
            raise BadInput(f"{self.path} holds more than {MOST_VALUES:,} values", "split the file")


def malformed(path: Path, form: str, line: int | None) -> BadInput:
    """What is said of a file that is not of the form that its name promises."""
    tabs = " (YAML is indented with spaces, never with tabs)" if form == "YAML" else ""
    where = f": see line {line}" if line else ""
    return BadInput(f"{path} is not valid {form}{where}", f"mend the file{tabs} and run the command again")


def second_key(path: Path, line: int) -> BadInput:
    """What is said of a map that has a key twice: which of the two is meant, nobody can tell."""
    return BadInput(f"line {line} of {path} has a key for the second time", "leave only one of the two")


def is_same_without(before: Node, gone: Container[MapItem], after: Node) -> bool:
    """Whether the second tree equals the first one without some of its items.

    An alias must stand for the same value as before, and that value must have lost nothing.
    """
    touched, emptied = _changes(before, gone)
    became: dict[Node, Node] = {}

    def is_same(one: Node, other: Node) -> bool:
        if (one.kind, one.text, one.tag) != (other.kind, other.text, other.tag):
            return False
        if one.target is not None:
            return one.target not in touched and became.get(one.target) is other.target
        became[one] = other
        left, there = [item for item in one.items if item not in gone], other.items
        if len(left) > len(there):
            # In TOML a table without any item may not be written at all.
            left = [item for item in left if item.value not in emptied]
        if [*map(_key, left)] != [*map(_key, there)]:
            # A table of TOML that began before all others may go on after them.
            left, there = sorted(left, key=_key), sorted(there, key=_key)
        return len(left) == len(there) and all(
            is_same_key(a.key, b.key) and is_same(a.value, b.value) for a, b in zip(left, there, strict=True)
        )

    def is_same_key(one: Node | None, other: Node | None) -> bool:
        return one is other if one is None or other is None else is_same(one, other)

    return is_same(before, after)


def _key(item: MapItem) -> str:
    return item.key.text if item.key else ""


def _changes(root: Node, gone: Container[MapItem]) -> tuple[set[Node], set[Node]]:
    """The values that lose something, and those of them that lose everything."""
    touched, emptied = set(), set()

    def look(node: Node) -> None:
        for item in node.items:
            look(item.value)
        if any(item in gone or item.value in touched for item in node.items):
            touched.add(node)
            if all(item in gone or item.value in emptied for item in node.items):
                emptied.add(node)

    look(root)
    return touched, emptied
