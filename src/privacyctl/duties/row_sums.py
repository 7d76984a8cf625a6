"""Whether the rows of every table are those that the sums in the audit entries tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import ODD_VALUE
from privacyctl.model.row_sums import RowSum
from privacyctl.store import row_sums
from privacyctl.store.file.connecting import VERSION

if TYPE_CHECKING:
    from privacyctl.store import Store


def wrong(store: Store) -> tuple[int | None, list[str]]:
    """Since which entry the rows are told, and what is not as the entries left it."""
    sums, since, forged = _told(store)
    if forged is not None:
        return None, [f"entry {forged} tells sums of the rows that no command wrote"]
    if since is None:
        return None, []
    found = [(table, now, sums.get(table, RowSum())) for table, now in row_sums.standing(store)]
    return since, [_said(table, now, told) for table, now, told in found if now != told]


def are_altered(store: Store) -> bool:
    """Whether another program altered a row, so that what cannot be read is no fault of the command that reads it."""
    try:
        with store.snapshot():
            return bool(wrong(store)[1])
    except ODD_VALUE:
        return True


def _told(store: Store) -> tuple[dict[str, RowSum], int | None, int | None]:
    """What the entries tell together, since which entry they do, and the first that no command wrote."""
    sums: dict[str, RowSum] = {}
    since, schema = None, 0
    for entry, told, is_restore in row_sums.told(store):
        if told is None or told.schema < schema:
            return {}, None, entry
        if told.is_base is not (told.schema > schema) and not (told.is_base and is_restore):
            return {}, None, entry
        if told.is_base:
            sums, since, schema = {}, entry, told.schema
        for table, one in told.tables.items():
            sums.setdefault(table, RowSum()).add(one.rows, one.total)
    return sums, since if schema == VERSION else None, None


def _said(table: str, now: RowSum, told: RowSum) -> str:
    if now.rows != told.rows:
        return f"{table}: {now.rows} row{'s' * (now.rows != 1)} where the entries left {told.rows}"
    return f"{table}: a row is not as the entries left it"
