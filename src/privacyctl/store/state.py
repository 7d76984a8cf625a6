"""The rows that hold state, held against what the audit entries did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.takedown import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.acts.folding import Folding, Known, Unlike
    from privacyctl.store import Store

_AT_ONCE = 500
_LINES = {
    "takedown": """iif(came_back_at IS NULL, 'takedown-opened ', 'takedown-returned ') || id || ' ' || request_id
        || ' ' || ifnull(publication_id, '-') || ' ' || what || ' ' || received_at
        || ifnull(' ' || came_back_at, '')""",
    "undoing": "'entry-undone ' || undone || ' ' || ifnull(contact_id, '-')",
    "request": """'request-received ' || id || ' ' || kind || ' ' || ifnull(contact_id, '-') || ' '
        || ifnull(company_id, '-') || ' ' || ifnull(what, '-') || ' ' || received_at""",
    "request_receipt": "'earlier-receipt-found ' || id || ' ' || request_id || ' ' || received_at",
    "request_closing": "'case-ended ' || request_id || ' ' || because || ' ' || at || ' ' || ifnull(was, '-')",
    "request_clock": "'clock-started ' || request_id || ' ' || rule || ' ' || due_at",
    "consent_event": """'purpose-decided ' || id || ' ' || ifnull(contact_id, '-') || ' '
        || ifnull(company_id, '-') || ' ' || purpose || ' ' || decision || ' ' || at""",
    "consent_outranked": "'decision-outranked ' || event_id",
    "suppression": "'purpose-closed ' || id || ' #' || lower(hex(fingerprint)) || ' ' || purpose || ' ' || at",
    "scan_finding": """'wrong-seen ' || id || ' ' || wrong || ' ' || ifnull(kind, '-') || ' '
        || ifnull(publication_id, '-') || ' ' || is_sure || ' ' || at""",
    "permission": """'permission-given ' || id || ' ' || publication_id || ' ' || ground || ' ' || at || ' '
        || ifnull(is_dated, '-') || ' ' || ifnull('#' || lower(hex(mark)), '-')""",
    "notice": """'window-opened ' || id || ' ' || purpose || ' #' || lower(hex(definition)) || ' #'
        || lower(hex(sha256)) || ' ' || announced_at || ' ' || opens_at || ' ' || people || ' #' || lower(hex(mark))""",
    "policy_version": "'policy-recorded ' || id || ' #' || lower(hex(sha256)) || ' ' || effective_at",
    "disclosure": """'handed-over ' || id || ' ' || purpose || ' ' || via || ' ' || at || ' ' || people
        || ' #' || lower(hex(mark))""",
}
"""The act that makes such a row, as it stands in an entry; a row that was changed since has another."""
_AS_MADE = {
    "takedown": f"""state = 'open' AND removed_at IS NULL AND claimed_at IS NULL AND verified_at IS NULL
        AND claimed_behind = 0 AND verified_behind = 0
        AND due_at = ifnull(came_back_at, received_at + {LIMIT})""",
    "request_clock": "state = 'open' AND answered_at IS NULL AND answered_behind = 0",
    "suppression": "lifted_at IS NULL AND lifted_entry IS NULL",
    "scan_finding": "ended_at IS NULL AND ended_entry IS NULL",
}
"""Whether what an act does not name still is as the act left it."""


def unlike(store: Store, folding: Folding) -> list[Unlike]:
    """The rows that are not as the entries that were folded left them."""
    rest = {table: set(folding.cancel(_lines(store, table))) for table in _LINES}
    rest["publication"] = set(_barred(store))
    for table, told in folding.settle().items():
        rest[table] |= told
    return [
        one
        for table, numbers in rest.items()
        for one in folding.compare(table, _rows(store, table, sorted(numbers)))
    ]


def _lines(store: Store, table: str) -> Iterator[tuple[int, bytes]]:
    """Each row's number, and the act that would make the row; an empty one where it was changed since."""
    key, as_made = acts.act.STATE[table][0], _AS_MADE.get(table, "true")
    yield from store.stream(f"SELECT {key}, CAST(iif({as_made}, {_LINES[table]}, '') AS BLOB) FROM {table}")


def _barred(store: Store) -> Iterator[int]:
    yield from (row[0] for row in store.stream("SELECT id FROM publication WHERE barred_at IS NOT NULL"))


def _rows(store: Store, table: str, numbers: Sequence[int]) -> Iterator[Known]:
    key, columns = acts.act.STATE[table]
    for at in range(0, len(numbers), _AT_ONCE):
        some = ",".join(map(str, numbers[at : at + _AT_ONCE]))
        for number, entry, *values in store.stream(
            f"SELECT {', '.join((key, 'entry', *columns))} FROM {table} WHERE {key} IN ({some})"
        ):
            yield number, entry, tuple(values)
