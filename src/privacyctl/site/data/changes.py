"""A data file without some of its entries: cut out of its text, and checked by parsing the result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from privacyctl.errors import Failure, Refused
from privacyctl.model.site import SiteEntry
from privacyctl.site.data.cutting import applied, ended_alike
from privacyctl.site.data.encoding import encoded
from privacyctl.site.data.entries import Place, places
from privacyctl.site.data.files import DataFile
from privacyctl.site.data.opening import Format, opened
from privacyctl.site.data.tree import MapItem, Node, is_same_without


def without(file: DataFile, entries: Iterable[SiteEntry]) -> bytes | None:
    """The file's bytes without these entries; None where the whole file is one entry.

    All other bytes stay as they are, but for a blank line or comma between an entry and the
    next, and the `[]` that YAML needs for a list that is empty now. Raises Refused where the
    result, parsed, is not exactly the tree of the file without the entries.
    """
    wanted = {_mark(entry) for entry in entries}
    if not wanted:
        return file.data
    if file.is_one_entry:
        return None
    before = opened(file.data, file.path)
    if before is None or before.root is None or not wanted.issubset(map(_mark, file.entries)):
        raise ValueError("an entry of another file")
    found = places(before, file.source, file.path)
    gone = [place for entry, place in zip(file.entries, found, strict=True) if _mark(entry) in wanted]
    cut = applied(before.text, before.format.cuts(before.text, before.root, _by_container(gone)))
    items = {place.item for place in gone}
    # Without the line break at its end, a YAML block after `|` has another value.
    for new in (ended_alike(before.text, cut), cut):
        after = _parsed(before.format, new, file.path)
        if after and is_same_without(before.root, items, after):
            return encoded(before.whole(new), like=file.data)
    raise Refused(
        f"the entries cannot be cut out of {file.path} without changing what else it says",
        "take them out by hand: perhaps another one uses their anchor (&), or shares a line with them",
    )


def _mark(entry: SiteEntry) -> tuple[int, str]:
    """Line and label: no other entry of the file has both."""
    return entry.line, entry.label


def _by_container(found: Iterable[Place]) -> dict[Node, frozenset[MapItem]]:
    gone: dict[Node, set[MapItem]] = defaultdict(set)
    for place in found:
        gone[place.container].add(place.item)
    return {container: frozenset(items) for container, items in gone.items()}


def _parsed(form: Format, text: str, path: Path) -> Node | None:
    try:
        return form.parse(text, path)
    except Failure:
        return None
