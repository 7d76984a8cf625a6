"""Every text on record, and the row that a person would look at to read it.

No column is left out: a table that is not named here is said by its own name. So what a later
version adds is searched before anybody thinks of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import PlacedText, RowId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store


_OF_PUBLICATION = "(SELECT publication_id FROM permission WHERE id = permission_id)"
_OF_TASK = "(SELECT request_id FROM takedown WHERE id = takedown_id)"
_OF_LOOK = "(SELECT publication_id FROM look WHERE id = look_id)"
_OF_TASK_OF_LOOK = (
    "(SELECT request_id FROM takedown JOIN look ON takedown.id = takedown_id WHERE look.id = look_id)"
)
_OF_EVENT = """
    (SELECT request_id FROM takedown JOIN takedown_event AS said ON takedown.id = takedown_id WHERE said.id = event_id)
"""
PLACES = {
    "address": ("contact", "contact_id"),
    "company": ("company", "id"),
    "confirmation": ("case", "request_id"),
    "consent_event": ("entry", "entry"),
    "consent_evidence": ("entry", "(SELECT entry FROM consent_event WHERE id = event_id)"),
    "contact": ("contact", "id"),
    "copy": ("copy", "id"),
    "correction": ("contact", "contact_id"),
    "correction_note": ("contact", "(SELECT contact_id FROM correction WHERE id = correction_id)"),
    "delivery": ("entry", "entry"),
    "disclosure": ("disclosure", "id"),
    "erasure": ("contact", "contact_id"),
    "follow_up": ("case", "request_id"),
    "follow_up_text": ("case", "(SELECT request_id FROM follow_up WHERE id = follow_up_id)"),
    "letter": ("letter", "id"),
    "letter_decision": ("letter", "letter_id"),
    "letter_text": ("letter", "letter_id"),
    "look": ("publication", "publication_id"),
    "look_text": ("publication", _OF_LOOK),
    "made": ("file", "id"),
    "made_path": ("file", "made_id"),
    "notice": ("notice", "id"),
    "permission": ("publication", "publication_id"),
    "permission_text": ("publication", _OF_PUBLICATION),
    "place": ("publication", "publication_id"),
    "policy_version": ("entry", "entry"),
    "publication": ("publication", "id"),
    "publication_text": ("publication", "publication_id"),
    "purchase": ("purchase", "id"),
    "reminder": ("reminder", "id"),
    "reminder_way": ("reminder_way", "id"),
    "request": ("case", "id"),
    "request_clock": ("case", "request_id"),
    "request_closing": ("case", "request_id"),
    "request_message": ("case", "request_id"),
    "request_text": ("case", "request_id"),
    "scan_finding": ("entry", "entry"),
    "seen_letter": ("entry", "entry"),
    "source": ("source", "id"),
    "source_folder": ("source", "source_id"),
    "suppression": ("entry", "entry"),
    "takedown": ("case", "request_id"),
    "takedown_event": ("case", _OF_TASK),
    "takedown_note": ("case", _OF_EVENT),
    "undoing_note": ("entry", "undone"),
}
"""Table → what a row of it is called, and the expression for its number."""
_OTHERWISE = {"look": ("case", _OF_TASK), "look_text": ("case", _OF_TASK_OF_LOOK)}
"""The same for rows in which that number is NULL: a look for somebody who is in no register."""


def placed_texts(store: Store) -> Iterator[PlacedText]:
    """The texts of all rows but the audit entries, which hold no word of anybody."""
    for (table,) in store.rows(_TABLES):
        columns = [row["name"] for row in store.rows(f"PRAGMA table_info({table})") if row["type"] == "TEXT"]
        if not columns:
            continue
        kind, number = PLACES.get(table, (f"row of {table}", "NULL"))
        other, other_number = _OTHERWISE.get(table, (kind, "NULL"))
        rows = store.stream(f"SELECT {number}, {other_number}, {', '.join(columns)} FROM {table}")
        for found, otherwise, *texts in rows:
            if text := "\n".join(filter(None, texts)):
                row = RowId(other, otherwise or 0) if found is None else RowId(kind, found)
                yield PlacedText(row, text)


# A flipped bit may turn a name's type into BLOB: it reads the same, and is equal to no name.
_TABLES = (
    "SELECT CAST(name AS TEXT) FROM sqlite_schema WHERE type = 'table' AND name <> 'audit' ORDER BY name"
)
