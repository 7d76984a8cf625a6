"""The rows that hold state, held against what the audit entries did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.acts.folding import Folding, Known, Unlike
    from privacyctl.store import Store


def unlike(store: Store, folding: Folding) -> list[Unlike]:
    """The rows that are not as the entries that were folded left them."""
    return [one for table in acts.act.STATE for one in folding.compare(table, _rows(store, table))]


def _rows(store: Store, table: str) -> Iterator[Known]:
    key, columns = acts.act.STATE[table]
    for number, entry, *values in store.stream(f"SELECT {key}, entry, {', '.join(columns)} FROM {table}"):
        yield number, entry, tuple(values)
