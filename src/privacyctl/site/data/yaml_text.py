"""YAML: from the text to the tree, by the parser's events. Nothing is resolved, constructed or expanded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from privacyctl.errors import BadInput
from privacyctl.site.data.cutting import Cut, flow_cuts, line_cuts
from privacyctl.site.data.lines import BREAK, line_at, line_end, line_start
from privacyctl.site.data.tree import FileBounds, MapItem, Node, NodeKind, Span, malformed, second_key

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader, where PyYAML was built with it: fifty times faster, with the same marks."""
_TO_DASH = re.compile(rf"(?:[ \t]*+(?:#[^\r\n]*+)?{BREAK})*+[ \t]*+-")
_COLON = re.compile(r"[ \t]*:")
_PROPERTIES = re.compile(r"[&!]\S*(?:[ \t]++[&!]\S*)*")
_KEEPS_BREAKS = re.compile(r"[^\r\n]*[|>][0-9]?\+")
_COMMENT = re.compile(r"([ \t]*)#")
_BLANK = re.compile(rf"[ \t]*{BREAK}")


def parse(text: str, path: Path) -> Node | None:
    """Parse a file of one document; None for an empty one.

    Raises BadInput for text that is not YAML, for a second document, for a key that stands
    twice in one map and for an alias without an anchor or within its own value.
    """
    tree = _Tree(text, path)
    at = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            at = _span(event)[0]
            tree.take(event)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML's message may quote the file. Beside its own errors it lets those of chr() and int() out.
        mark = getattr(error, "problem_mark", None)
        raise malformed(path, "YAML", line_at(text, mark.index if mark else at)) from None
    return tree.root


def cuts(text: str, root: Node, gone: Mapping[Node, frozenset[MapItem]]) -> list[Cut]:
    """The cuts that take these items out of their lists and maps."""
    return [
        cut
        for container, items in gone.items()
        for cut in (
            flow_cuts(text, container, items)
            if container.is_flow
            else _block_cuts(text, container, items, is_root=container is root)
        )
    ]


def _span(event: Any) -> Span:
    # Any: by PyYAML's types an event may have no marks. A parser's events have them.
    return event.start_mark.index, event.end_mark.index


def _block_cuts(text: str, container: Node, gone: frozenset[MapItem], *, is_root: bool) -> list[Cut]:
    are_gone = [item in gone for item in container.items]
    spans = [
        _with_comments(text, item.spans[0]) if is_gone else item.spans[0]
        for item, is_gone in zip(container.items, are_gone, strict=True)
    ]
    made = line_cuts(text, spans, are_gone, comments_from=0)
    if len(gone) == len(container.items):
        empty = "[]" if container.kind is NodeKind.LIST else "{}"
        if is_root:
            first_line = text[spans[0][0] : line_end(text, spans[0][0] + 1)]
            made[0] = made[0]._replace(instead=empty + first_line[len(first_line.rstrip("\r\n")) :])
        elif container.inlet is not None:
            made.append(Cut(container.inlet, container.inlet, f" {empty}"))
    return made


def _with_comments(text: str, span: Span) -> Span:
    """An item of a block, with the comments below it that are indented more than it is."""
    start, end = span
    column = start - line_start(text, start)
    at = line_end(text, end)
    while True:
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif (comment := _COMMENT.match(text, at)) and len(comment[1]) > column:
            end = at = line_end(text, comment.end())
        else:
            return start, end


@dataclass(slots=True)
class _Open:
    """A map or list whose end was not read yet."""

    node: Node
    anchor: str | None
    key: Node | None = None
    """The key whose value is next."""
    keys: set[str] = field(default_factory=set)


class _Tree:
    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.root: Node | None = None
        self.bounds = FileBounds(path)
        self.open: list[_Open] = []
        self.anchors: dict[str, Node | None] = {}
        """None for a value whose end was not read yet."""
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise BadInput(f"{self.path} holds several YAML documents", "leave one document in it")
            case yaml.AliasEvent():
                self.grow()
                self.add(self.alias(event))
            case yaml.ScalarEvent():
                self.grow()
                node = self.scalar(event)
                self.name(event.anchor, node)
                self.add(node)
            case yaml.CollectionStartEvent():
                self.grow()
                self.name(event.anchor, None)
                self.open.append(_Open(self.container(event), event.anchor))
            case yaml.CollectionEndEvent():
                done = self.open.pop()
                node = done.node
                # The end mark of a block stands behind the comments and blank lines that follow it.
                is_block = not node.is_flow and node.items
                node.end = node.items[-1].value.end if is_block else _span(event)[1]
                self.name(done.anchor, node)
                self.add(node)

    def grow(self) -> None:
        self.bounds.grow(len(self.open))

    def name(self, anchor: str | None, node: Node | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node

    def alias(self, event: yaml.AliasEvent) -> Node:
        start, end = _span(event)
        target = self.anchors.get(event.anchor or "")
        if target is None:
            raise BadInput(
                f"line {line_at(self.text, start)} of {self.path} has an alias that leads nowhere, or into itself",
                "write out in full what it stands for",
            )
        return Node(NodeKind.ALIAS, start, end, target=target)

    def scalar(self, event: yaml.ScalarEvent) -> Node:
        start, end = _span(event)
        if event.style in ("|", ">") and not _KEEPS_BREAKS.match(self.text, start):
            # The blank lines after a block belong to it only where it says so.
            end = start + len(self.text[start:end].rstrip())
        kind = NodeKind.TEXT if event.style else NodeKind.PLAIN
        return Node(kind, start, end, event.value, event.tag)

    def container(self, event: yaml.CollectionStartEvent) -> Node:
        kind = NodeKind.MAP if isinstance(event, yaml.MappingStartEvent) else NodeKind.LIST
        start, end = _span(event)
        node = Node(kind, start, end, tag=event.tag, is_flow=bool(event.flow_style))
        if not node.is_flow:
            node.inlet = self.inlet(event)
            if kind is NodeKind.LIST:
                node.start = end if self.text.startswith("-", end) else end - 1
        return node

    def inlet(self, event: yaml.CollectionStartEvent) -> int | None:
        """Where `[]` may be written: behind the anchor and tag of a block, or else behind its key's colon."""
        if event.anchor or event.tag:
            properties = _PROPERTIES.match(self.text, _span(event)[0])
            return properties.end() if properties else None
        key = self.open[-1].key if self.open else None
        colon = _COLON.match(self.text, key.end) if key else None
        return colon.end() if colon else None

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if parent.node.kind is NodeKind.LIST:
            start = node.start if parent.node.is_flow else self.dash(parent.node)
            parent.node.items.append(MapItem(None, node, [(start, node.end)]))
        elif parent.key is None:
            self.check_key(parent, node)
            parent.key = node
        else:
            parent.node.items.append(MapItem(parent.key, node, [(parent.key.start, node.end)]))
            parent.key = None

    def dash(self, block: Node) -> int:
        """The place of the next item's dash."""
        if not block.items:
            return block.start
        found = _TO_DASH.match(self.text, block.items[-1].value.end)
        return found.end() - 1 if found else block.items[-1].value.end

    def check_key(self, parent: _Open, key: Node) -> None:
        if not key.is_scalar:
            return
        if key.text in parent.keys:
            raise second_key(self.path, line_at(self.text, key.start))
        parent.keys.add(key.text)
