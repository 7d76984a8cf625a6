"""TOML: from the text to its statements, and the place of each in the text, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from privacyctl.errors import BadInput
from privacyctl.site.data.lines import line_at
from privacyctl.site.data.tree import FileBounds, MapItem, Node, NodeKind, malformed

_KEY = re.compile(r"""([A-Za-z0-9_-]++|"(?:[^"\\\r\n]++|\\.)*+"|'[^'\r\n]*+')""")
_BLANKS = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
_REST_OF_LINE = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\n|\Z)")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\r\n]++|\\.)*+"'
    r"|'[^'\r\n]*+'"
)
_PLAIN = re.compile(r"""[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9][^\s,\]}#]*+|[^\s,\]}#=\[{"']++""")


@dataclass(frozen=True, slots=True)
class TomlStatement:
    """A header, or a key with its value."""

    path: tuple[Node, ...]
    """The path of keys, without that of the header above."""
    start: int
    end: int
    value: Node | None = None
    """None for a header."""
    is_array: bool = False
    """Whether it is a header in double brackets, `[[key]]`: it begins one more table of a list."""


class TomlReader:
    """Reads one statement after the other. Lenient: `tomllib` has refused text that is not TOML."""

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.bounds = FileBounds(path)

    def statements(self) -> list[TomlStatement]:
        """All statements of the file. Raises BadInput where the text is malformed."""
        found = []
        self.skip(_GAP)
        while self.at < len(self.text):
            found.append(self.header() if self.next_is("[") else self.assignment())
            if not _REST_OF_LINE.match(self.text, self.at):
                raise self.wrong()
            self.skip(_GAP)
        return found

    def header(self) -> TomlStatement:
        start = self.at
        is_array = self.next_is("[[")
        self.at += 2 if is_array else 1
        path = self.keys(0)
        self.skip_mark("]]" if is_array else "]")
        return TomlStatement(path, start, self.at, is_array=is_array)

    def assignment(self) -> TomlStatement:
        start = self.at
        path = self.keys(0)
        self.skip_mark("=")
        value = self.value(len(path))
        return TomlStatement(path, start, self.at, value)

    def keys(self, depth: int) -> tuple[Node, ...]:
        keys: list[Node] = []
        while not keys or self.next_is("."):
            if keys:
                self.at += 1
            self.skip(_BLANKS)
            found = _KEY.match(self.text, self.at)
            if not found:
                raise self.wrong()
            self.at = found.end()
            self.bounds.grow(depth + len(keys))
            keys.append(Node(NodeKind.TEXT, *found.span(), self.said(found[0])))
            self.skip(_BLANKS)
        return tuple(keys)

    def value(self, depth: int) -> Node:
        self.bounds.grow(depth)
        self.skip(_BLANKS)
        if self.next_is("["):
            return self.array(depth)
        if self.next_is("{"):
            return self.inline_table(depth)
        string = _STRING.match(self.text, self.at)
        found = string or _PLAIN.match(self.text, self.at)
        if not found:
            raise self.wrong()
        self.at = found.end()
        if string:
            return Node(NodeKind.TEXT, *found.span(), self.said(found[0]))
        return Node(NodeKind.PLAIN, *found.span(), found[0])

    def array(self, depth: int) -> Node:
        node = Node(NodeKind.LIST, self.at, self.at, is_flow=True)
        self.at += 1
        self.skip(_GAP)
        while not self.next_is("]"):
            value = self.value(depth + 1)
            node.items.append(MapItem(None, value, [(value.start, value.end)]))
            self.skip(_GAP)
            if not self.next_is("]"):
                self.skip_mark(",")
                self.skip(_GAP)
        self.at += 1
        node.end = self.at
        return node

    def inline_table(self, depth: int) -> Node:
        node = Node(NodeKind.MAP, self.at, self.at, is_flow=True)
        self.at += 1
        self.skip(_BLANKS)
        while not self.next_is("}"):
            path = self.keys(depth)
            self.skip_mark("=")
            value = self.value(depth + len(path))
            for key in reversed(path[1:]):
                # a.b = 1 is a = {b = 1}
                inner = MapItem(key, value, [(key.start, value.end)])
                value = Node(NodeKind.MAP, key.start, value.end, items=[inner], is_flow=True)
            node.items.append(MapItem(path[0], value, [(path[0].start, value.end)]))
            self.skip(_BLANKS)
            if not self.next_is("}"):
                self.skip_mark(",")
                self.skip(_BLANKS)
        self.at += 1
        node.end = self.at
        return node

    def said(self, written: str) -> str:
        """The value of a key or a string, without quotes and with its escapes resolved."""
        if written[0] not in "\"'":
            return written
        if "\\" not in written and "\n" not in written and written[:3] not in ('"""', "'''"):
            return written[1:-1]
        try:
            return str(tomllib.loads(f"x = {written}")["x"])
        except tomllib.TOMLDecodeError:
            raise self.wrong() from None

    def skip(self, what: re.Pattern[str]) -> None:
        if found := what.match(self.text, self.at):
            self.at = found.end()

    def next_is(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def skip_mark(self, mark: str) -> None:
        if not self.next_is(mark):
            raise self.wrong()
        self.at += len(mark)

    def wrong(self) -> BadInput:
        return malformed(self.path, "TOML", line_at(self.text, self.at))
