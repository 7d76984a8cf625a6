"""The rows of contacts, their addresses and their companies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from privacyctl.model.address import mailbox
from privacyctl.model.contact import ERASED, ERASED_COMPANY, Company, Contact
from privacyctl.model.ids import ContactId
from privacyctl.model.target import NamedContact
from privacyctl.model.text import match_key
from privacyctl.store import former_names

if TYPE_CHECKING:
    from privacyctl.model.address import Address
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction

_LIKE_FOLDS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_CONTACT = """
    SELECT contact.id, contact.name, contact.source, contact.received_at, contact.erased_at,
           company.id AS company_id, company.name AS company
      FROM contact LEFT JOIN company ON company.id = contact.company_id
"""


def get(store: Store, contact_id: ContactId) -> Contact | None:
    row = store.row(f"{_CONTACT} WHERE contact.id = ?", (contact_id,))
    if row is None:
        return None
    company = Company(row["company_id"], row["company"]) if row["company_id"] is not None else None
    return Contact(
        row["id"],
        _emails(store, row["id"]),
        row["name"],
        company,
        row["source"],
        row["received_at"],
        row["erased_at"],
    )


def must_get(store: Store, contact_id: ContactId) -> Contact:
    """A contact that must exist, because a foreign key points to it."""
    found = get(store, contact_id)
    if found is None:
        raise LookupError("a foreign key points to no contact")
    return found


def id_of(store: Store, address_key: str) -> ContactId | None:
    """The number of the contact with this address; None where none has it."""
    found: ContactId | None = store.value(
        "SELECT contact_id FROM address WHERE match_key = ?", (address_key,)
    )
    return found


def address_keys(store: Store, contact_id: ContactId) -> list[str]:
    """The match keys of all addresses of a contact."""
    return [row[0] for row in store.rows("SELECT match_key FROM address WHERE contact_id = ?", (contact_id,))]


def of_same_mailbox(store: Store, key: str) -> list[ContactId]:
    """The contacts with another address that differs from this one by a tag alone, or at Gmail by dots."""
    box = mailbox(key)
    local, _, domain = box.rpartition("@")
    if domain == "gmail.com":
        rows = store.rows(
            """SELECT contact_id, match_key FROM address
                WHERE match_key LIKE '%@gmail.com' OR match_key LIKE '%@googlemail.com'"""
        )
    else:
        rows = store.rows(
            """SELECT contact_id, match_key FROM address
                WHERE match_key = :box OR (match_key >= :local || '+' AND match_key < :local || ',')""",
            {"box": box, "local": local},
        )
    return sorted({row[0] for row in rows if row[1] != key and mailbox(row[1]) == box})


def main_key(store: Store, contact_id: ContactId) -> str:
    """The match key of a contact's main address."""
    found: str = store.value(
        "SELECT match_key FROM address WHERE contact_id = ? ORDER BY is_main DESC, match_key LIMIT 1",
        (contact_id,),
    )
    return found


def former_marks(store: Store, contact_id: ContactId) -> list[bytes]:
    """The fingerprints of a contact's former addresses, which corrections replaced."""
    rows = store.rows("SELECT fingerprint FROM former_address WHERE contact_id = ?", (contact_id,))
    return [row[0] for row in rows]


def called(store: Store, contact_id: ContactId) -> str:
    """A contact's name on the screen: the main address; for an erased person "an erased person"."""
    return main_address(store, contact_id) or ERASED


def main_address(store: Store, contact_id: ContactId) -> str | None:
    """The main address; None for an erased person."""
    found: str | None = store.value(
        "SELECT coalesce(given, match_key) FROM address WHERE contact_id = ? ORDER BY is_main DESC LIMIT 1",
        (contact_id,),
    )
    return found


def company(store: Store, name: str) -> Company | None:
    """The company of that name; capitals and spaces are ignored."""
    row = store.row("SELECT id, name FROM company WHERE match_key = ?", (match_key(name),))
    return Company(row["id"], row["name"]) if row else None


def company_by_id(store: Store, company_id: int) -> Company:
    row = store.row("SELECT id, name FROM company WHERE id = ?", (company_id,))
    if row is None:
        raise LookupError("a foreign key points to no company")
    return Company(row["id"], row["name"])


def of_company(store: Store, company_id: int) -> list[ContactId]:
    """The numbers of a company's contacts, in order."""
    rows = store.rows("SELECT id FROM contact WHERE company_id = ? ORDER BY id", (company_id,))
    return [row["id"] for row in rows]


def search(store: Store, text: str | None, limit: int) -> tuple[list[Contact], int]:
    """Up to `limit` contacts with `text` in their name, company or address, and how many there are in all.

    Capitals of any script are ignored. Without a search index: a scan of a million contacts
    takes a tenth of a second, and an index could keep a name after its erasure.
    """
    if text is None:
        rows = store.rows("SELECT id FROM contact WHERE erased_at IS NULL ORDER BY id LIMIT ?", (limit,))
        # Counts the few erased contacts and subtracts: a million rows stay unread.
        erased = "SELECT count(DISTINCT contact_id) FROM erasure"
        undone = "SELECT count(contact_id) FROM undoing"
        total = store.value(f"SELECT (SELECT count(*) FROM contact) - ({erased}) - ({undone})")
        return [must_get(store, row[0]) for row in rows], int(total)
    found: set[ContactId] = set()
    for spelling in _spellings(text):
        like = _like(spelling)
        found.update(
            row[0]
            for row in store.rows(
                r"""
                SELECT id FROM contact WHERE name LIKE :like ESCAPE '\'
                UNION SELECT contact_id FROM address
                       WHERE match_key LIKE :like ESCAPE '\' OR given LIKE :like ESCAPE '\'
                UNION SELECT contact.id FROM company JOIN contact ON contact.company_id = company.id
                       WHERE company.name LIKE :like ESCAPE '\' OR company.match_key LIKE :like ESCAPE '\'
                """,
                {"like": like},
            )
        )
    return [must_get(store, i) for i in sorted(found)[:limit]], len(found)


def companies_like(store: Store, text: str, limit: int) -> list[int]:
    """The numbers of up to `limit` companies with `text` in their name, the shortest names first."""
    rows = store.rows(
        r"SELECT id FROM company WHERE match_key LIKE ? ESCAPE '\' ORDER BY length(match_key), id LIMIT ?",
        (_like(match_key(text)), limit),
    )
    return [row[0] for row in rows]


def some_companies(store: Store, limit: int) -> dict[str, int]:
    """Match key → number, of companies."""
    return {row[0]: row[1] for row in store.rows("SELECT match_key, id FROM company LIMIT ?", (limit,))}


def some_names(store: Store, limit: int) -> dict[str, int]:
    """Match key of the name → number, of contacts."""
    rows = store.rows("SELECT name, id FROM contact WHERE name IS NOT NULL LIMIT ?", (limit,))
    return {match_key(row[0]): row[1] for row in rows}


def addresses_beside(store: Store, local: str, domain: str, limit: int) -> list[tuple[str, ContactId]]:
    """The addresses, as match keys, with one side of this one and another other side; each with its contact."""
    rows = store.rows(
        """SELECT match_key, address.contact_id FROM address
            WHERE (match_key >= :local || '@' AND match_key < :local || 'A'
                   OR substr(match_key, -length(:domain) - 1) = '@' || :domain)
              AND address.contact_id NOT IN (SELECT contact_id FROM erasure) ORDER BY contact_id LIMIT :limit""",
        {"local": local, "domain": domain, "limit": limit},
    )
    return [(row[0], row[1]) for row in rows]


def named(store: Store) -> list[NamedContact]:
    """Everybody on record who has a name, in the order of their numbers."""
    rows = store.rows(
        """SELECT contact.id, contact.name, nullif(company.name, ?) AS company
             FROM contact LEFT JOIN company ON company.id = contact.company_id
            WHERE contact.name IS NOT NULL AND contact.erased_at IS NULL ORDER BY contact.id""",
        (ERASED_COMPANY,),
    )
    return [NamedContact(*row) for row in rows]


def count(store: Store) -> int:
    """How many people are on record."""
    return int(store.value("SELECT count(*) FROM contact WHERE erased_at IS NULL"))


def add(
    tx: Transaction,
    address: Address,
    *,
    name: str | None,
    company_id: int | None,
    source: str,
    received_at: Moment,
) -> ContactId:
    row_id = tx.insert(
        "contact",
        name=name,
        name_at=tx.now if name else None,
        name_is_typed=int(name is not None),
        company_id=company_id,
        company_at=tx.now if company_id else None,
        company_is_typed=int(company_id is not None),
        source=source,
        received_at=received_at,
        entry=tx.entry,
    )
    contact_id = ContactId(row_id)
    add_address(tx, contact_id, address, is_main=True)
    return contact_id


def add_address(tx: Transaction, contact_id: ContactId, address: Address, *, is_main: bool = False) -> None:
    tx.insert(
        "address",
        match_key=address.key,
        contact_id=contact_id,
        given=spelling_kept(address.given, address.key),
        is_main=int(is_main),
        entry=tx.entry,
    )


def spelling_kept(given: str, key: str) -> str | None:
    """The given spelling, if it differs from the match key; else None."""
    return given if given != key else None


def is_typed(store: Store, contact_id: ContactId, field: str) -> bool:
    """Whether the field ("name" or "company") was typed, so that no import replaces it."""
    column = {"name": "name_is_typed", "company": "company_is_typed"}[field]
    return bool(store.value(f"SELECT {column} FROM contact WHERE id = ?", (contact_id,)))


def set_name(tx: Transaction, contact_id: ContactId, name: str) -> None:
    """Record a typed name; no import replaces it. A name that stood there is remembered as a keyed hash."""
    was = tx.value("SELECT name FROM contact WHERE id = ?", (contact_id,))
    if was is not None and was != name:
        former_names.remember(tx, [(contact_id, was)])
    tx.update("contact", contact_id, name=name, name_at=tx.now, name_is_typed=1)


def set_company(tx: Transaction, contact_id: ContactId, company_id: int) -> None:
    """Record a typed company; no import replaces it."""
    tx.update("contact", contact_id, company_id=company_id, company_at=tx.now, company_is_typed=1)


def company_named(tx: Transaction, name: str) -> Company:
    """The company of that name; added where there is none."""
    found = company(tx, name)
    if found is not None:
        return found
    return Company(tx.insert("company", name=name, match_key=match_key(name), entry=tx.entry), name)


def _emails(store: Store, contact_id: ContactId) -> tuple[str, ...]:
    rows = store.rows(
        "SELECT coalesce(given, match_key) FROM address WHERE contact_id = ? ORDER BY is_main DESC, match_key",
        (contact_id,),
    )
    return tuple(row[0] for row in rows)


def _like(text: str) -> str:
    r"""The pattern of what has the text anywhere in it, for LIKE with ESCAPE '\'."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _spellings(text: str) -> Iterable[str]:
    """The spellings to search for: LIKE ignores the case of ASCII letters alone, so others are tried one by one.

    Spellings that are equal to LIKE are one, since each costs a scan of all rows.
    """
    text = unicodedata.normalize("NFC", text.strip())
    spellings = (text, text.lower(), text.upper(), text.title(), match_key(text))
    return {spelling.translate(_LIKE_FOLDS) for spelling in spellings}
