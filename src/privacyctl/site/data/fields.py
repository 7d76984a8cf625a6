"""Reading an entry's fields, by our names, from a site's own keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from privacyctl.errors import BadInput
from privacyctl.model.site import DataSource, Field, Holds
from privacyctl.site.data.tree import MapItem, Node, NodeKind

_MOST_MERGES = 1_000_000
"""How many maps the `<<` keys of a file may lead to, each counted every time: chains of them take for ever."""
_BETWEEN_WORDS = re.compile(r"[\s_-]+")

KeyPath = tuple[str, ...]
"""A path of keys: a key, a key within its value, and so on."""


def _paths(*dotted: str) -> tuple[KeyPath, ...]:
    return tuple(tuple(path.split(".")) for path in dotted)


# Keys as they are compared: in lower case, and nothing between the words.
_PERSON = _paths("author", "author.name", "person", "person.name")
_COMPANY = _paths(
    "company", "company.name", "companyname", "client", "client.name", "org", "organisation", "organization",
    "firm", "author.company", "author.org",
)  # fmt: skip
_QUOTE = _paths(
    "quote", "text", "content", "testimonial", "testimonial.content", "testimonial.text", "message", "body",
    "review", "author.text",
)  # fmt: skip
_LOGO = _paths("logo", "logo.src", "logo.url", "logourl", "companylogo", "company.logo", "logolightmode")
_USUAL = {
    Holds.TESTIMONIALS: {
        Field.NAME: _paths("name", "fullname") + _PERSON + _paths("author.title", "title"),
        Field.COMPANY: _COMPANY,
        Field.QUOTE: _QUOTE,
        Field.LOGO: _LOGO,
    },
    Holds.CUSTOMERS: {
        Field.NAME: _PERSON,
        Field.COMPANY: _COMPANY + _paths("customer", "customer.name", "name", "title"),
        Field.QUOTE: _QUOTE,
        Field.LOGO: _LOGO + _paths("image", "image.src", "image.url", "img", "icon"),
    },
}
_OF_A_STRING = {Holds.TESTIMONIALS: Field.QUOTE, Holds.CUSTOMERS: Field.COMPANY}


class Fields:
    """Reads the entries of one source, and notes which of the configured keys some entry had."""

    def __init__(self, source: DataSource) -> None:
        self._source = source
        self._configured = source.keys or {}
        self._paths: dict[Field, Sequence[KeyPath]] = _USUAL[source.holds] | {
            field: [tuple(map(_compared, path))] for field, path in self._configured.items()
        }
        self._met: set[Field] = set()
        self._maps_read: dict[Node, tuple[dict[str, Node], list[Node]]] = {}
        self._merges = 0

    def of(self, value: Node) -> dict[Field, str]:
        """An entry's fields; empty where it has none of ours.

        An entry that is only a string is a company in a list of customers, else a quote.
        """
        entry = value.meant
        if text := _text(entry):
            return {_OF_A_STRING[self._source.holds]: text}
        found = {}
        for field, paths in self._paths.items():
            for path in paths:
                if text := self._at(entry, path):
                    found[field] = text
                    self._met.add(field)
                    break
        return found

    def check(self) -> None:
        """Raise BadInput for a configured key that no entry had."""
        for field, path in self._configured.items():
            if field not in self._met:
                raise BadInput(
                    f"no entry of {self._source.path} has the key {'.'.join(path)}",
                    f'say what the site calls it: keys = {{ {field} = "KEY" }} in [[site.data]]',
                )

    def _at(self, entry: Node, path: KeyPath) -> str:
        node: Node | None = entry
        for name in path:
            node = next((named[name] for named in self._maps(node) if name in named), None) if node else None
        return _text(node) if node else ""

    def _maps(self, node: Node) -> list[dict[str, Node]]:
        """The map as a dict by keys, and after it each map that YAML's `<<` merges into it, nearest first."""
        found: dict[Node, dict[str, Node]] = {}
        waiting = [node.meant]
        while waiting:
            one = waiting.pop()
            if one not in found:
                by_key, merged = self._read(one)
                found[one] = by_key
                waiting += reversed(merged)
                self._merges += len(merged)
            if self._merges > _MOST_MERGES:
                raise BadInput(
                    f"{self._source.path} leads by << through too many maps", "write them out in full"
                )
        return list(found.values())

    def _read(self, node: Node) -> tuple[dict[str, Node], list[Node]]:
        """One map as a dict (of two keys that differ in case, the first counts), and the maps that it merges."""
        if node not in self._maps_read:
            by_key = {_compared(item.key.text): item.value for item in reversed(node.items) if item.key}
            merged = [one for item in node.items if _is_merge(item) for one in _maps_of(item.value.meant)]
            self._maps_read[node] = by_key, merged
        return self._maps_read[node]


def _maps_of(value: Node) -> list[Node]:
    return [item.value.meant for item in value.items] if value.kind is NodeKind.LIST else [value]


def _is_merge(item: MapItem) -> bool:
    return item.key is not None and item.key.kind is NodeKind.PLAIN and item.key.text == "<<"


def _compared(key: str) -> str:
    return _BETWEEN_WORDS.sub("", key).casefold()


def _text(node: Node) -> str:
    """A scalar's text as it is written; empty for null, and for a list or map."""
    node = node.meant
    if not node.is_scalar or node.is_nothing:
        return ""
    # "\ud800" is half of a character: no text that can be written anywhere.
    return node.text.strip().encode("utf-8", "replace").decode()
