"""Which entries of the audit chain can be taken back, and what is so then."""

from __future__ import annotations

UNDOABLE = {
    "contact-added": "the contact is off the record, and nobody asked for that",
    "purchase-added": "the order is off the record, and may be typed again",
    "published": "what it put on the register is off it, with its permission",
    "opted-out": "the opt-out does not count, and what it closed is open",
    "opted-in": "the permission does not count, and what it opened is closed again",
    "disclosed": "the hand-off does not count: nothing left the house",
    "announced": "the notice does not count: its purpose is as shut or open as before",
    "removed": "nobody said that it was removed",
    "attested": "nobody said that they saw it gone",
    "takedown-opened": "the case ended as a mistake, and what it barred may be shown",
    "access-opened": "the case ended as a mistake",
    "correction-asked": "the case ended as a mistake",
    "erasure-asked": "the case ended as a mistake, with its removals",
    "objection-opened": "the case ended as a mistake, and what it closed is open",
    "restriction-opened": "the case ended as a mistake, and what it closed is open",
    "question-opened": "the case ended as a mistake",
}
"""The word of an entry → what is so once it was taken back."""
