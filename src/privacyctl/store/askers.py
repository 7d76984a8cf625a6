"""Whose a case is whose asker was not on record when it came: found whenever it is read, and never stored.

Whoever is put on record later, by whatever command or import, has the case from then on; and so it
cannot be forgotten at one of the doors by which an address comes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.address import match_key as address_key
from privacyctl.model.ids import CaseId, ContactId
from privacyctl.model.request import RequestKind
from privacyctl.model.text import match_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store

_NOBODYS = """
    SELECT request.id, kind, who, request.entry,
           (SELECT sender FROM request_message WHERE request_id = request.id ORDER BY entry LIMIT 1) AS sender
      FROM request LEFT JOIN request_text ON request_text.request_id = request.id
     WHERE contact_id IS NULL AND company_id IS NULL
"""
_OWNER = """
    SELECT contact_id FROM address WHERE match_key = :key
    UNION ALL SELECT contact_id FROM former_address WHERE fingerprint = :mark LIMIT 1
"""


class Asker(NamedTuple):
    """Whom a case belongs to, and the address that it came from. All None for words that nobody answers to."""

    contact: ContactId | None = None
    company: int | None = None
    address: str | None = None
    """The match key of the address that was typed, else of the one that wrote."""


def of_case(store: Store, case: CaseId) -> Asker:
    """Whose a case is by now that names nobody on record.

    An address that was typed says it, also one that a correction has replaced since; else a
    company of the very name that was typed; else the sender of its mail, where the sender
    came on record after it: whoever was known then wrote for somebody else.
    """
    row = store.row(f"{_NOBODYS} AND request.id = ?", (case,))
    return Asker() if row is None else _asker(store, row["who"], row["sender"], row["entry"])


def cases_of(
    store: Store,
    *,
    contact: ContactId | None = None,
    company: int | None = None,
    kind: RequestKind | None = None,
) -> list[CaseId]:
    """The cases from before they were on record, of a contact or of a company."""
    return [
        case
        for case, asker in everybody(store, kind)
        if (contact is not None and asker.contact == contact)
        or (company is not None and asker.company == company)
    ]


def everybody(store: Store, kind: RequestKind | None = None) -> Iterator[tuple[CaseId, Asker]]:
    """Every case that names nobody on record, with whose it is by now."""
    for row in store.rows(
        f"{_NOBODYS} AND (:kind IS NULL OR kind = :kind) ORDER BY request.id", {"kind": kind and kind.value}
    ):
        yield row["id"], _asker(store, row["who"], row["sender"], row["entry"])


def _asker(store: Store, who: str | None, sender: str | None, entry: int) -> Asker:
    if who and "@" in who and (typed := address_key(who)):
        return Asker(_owner(store, typed), None, typed)
    if who and (company := store.value("SELECT id FROM company WHERE match_key = ?", (match_key(who),))):
        return Asker(None, company, sender)
    if sender is None:
        return Asker()
    later = store.value(
        """SELECT address.contact_id FROM address JOIN contact ON contact.id = address.contact_id
            WHERE match_key = ? AND contact.entry > ?""",
        (sender, entry),
    )
    return Asker(later, None, sender)


def _owner(store: Store, key: str) -> ContactId | None:
    found: ContactId | None = store.value(_OWNER, {"key": key, "mark": store.fingerprints.address(key)})
    return found
