"""The rows of corrections, and of the former addresses that they replaced, as keyed hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.address import NORMALISATION
from privacyctl.model.consent import Purpose
from privacyctl.model.correction import Corrected, Correction, OnWordOf
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_COLUMNS = "id, contact_id, field, word, request_id, at, purchase_id"
_LISTS = "('audience', 'gate', 'export', 'notice')"


class Former(NamedTuple):
    """The contact that a former address belonged to, and until when."""

    contact: ContactId
    at: Moment


def of_contact(store: Store, contact_id: ContactId) -> list[Correction]:
    rows = store.rows(f"SELECT {_COLUMNS} FROM correction WHERE contact_id = ? ORDER BY id", (contact_id,))
    return [_correction(row) for row in rows]


def latest(
    store: Store, contact_id: ContactId, field: Corrected, purchase: int | None = None
) -> Correction | None:
    """The newest correction of a field of a person, or of one order line; None where nobody corrected it."""
    row = store.row(
        f"""SELECT {_COLUMNS} FROM correction
             WHERE contact_id = ? AND field = ? AND purchase_id IS ? ORDER BY id DESC LIMIT 1""",
        (contact_id, field.value, purchase),
    )
    return _correction(row) if row else None


def order_fields(store: Store) -> dict[int, frozenset[Corrected]]:
    """Order line → its fields that were put right, which no import changes."""
    found: dict[int, set[Corrected]] = {}
    for row in store.rows("SELECT purchase_id, field FROM correction WHERE purchase_id IS NOT NULL"):
        found.setdefault(row[0], set()).add(Corrected(row[1]))
    return {purchase: frozenset(fields) for purchase, fields in found.items()}


def product_marks(store: Store) -> frozenset[tuple[int, bytes]]:
    """What the products of order lines were before a correction, as (line, keyed hash)."""
    rows = store.rows(
        """SELECT purchase_id, product_mark FROM correction
            WHERE purchase_id IS NOT NULL AND product_mark IS NOT NULL"""
    )
    return frozenset((row[0], row[1]) for row in rows)


def is_of_vendor(store: Store, case: CaseId) -> bool:
    """Whether all that was put right in a case was so on the vendor's own word: nobody asked for it."""
    row = store.row(
        "SELECT count(*), sum(word = ?) FROM correction WHERE request_id = ?", (OnWordOf.VENDOR.value, case)
    )
    return row is not None and row[0] > 0 and row[0] == row[1]


def count_since(store: Store, since: Moment) -> int:
    """How many fields were put right since then."""
    return int(store.value("SELECT count(*) FROM correction WHERE at >= ?", (since,)))


def add(
    tx: Transaction,
    contact_id: ContactId,
    field: Corrected,
    word: OnWordOf,
    case: CaseId | None,
    *,
    because: str | None = None,
    purchase: int | None = None,
    product_was: str | None = None,
) -> None:
    """Record that a field was put right. Of what a product was, a keyed hash is kept, and of the others nothing."""
    made = tx.insert(
        "correction",
        contact_id=contact_id,
        field=field.value,
        word=word.value,
        request_id=case,
        purchase_id=purchase,
        product_mark=None if product_was is None else tx.fingerprints.product(product_was),
        at=tx.now,
        entry=tx.entry,
    )
    if because is not None:
        tx.insert("correction_note", correction_id=made, text=because)


def set_address(
    tx: Transaction, contact_id: ContactId, old_key: str, new_key: str, given: str | None
) -> None:
    """Replace the main address; a keyed hash of the old one stays.

    Requests from before they were on record, which name them by the old address, get the new
    one, so that they stay theirs.
    """
    if tx.value("SELECT 1 FROM address WHERE match_key = ?", (new_key,)) is None:
        tx.insert("address", match_key=new_key, contact_id=contact_id, given=given, is_main=0, entry=tx.entry)
    tx.write("DELETE FROM former_address WHERE fingerprint = ?", (tx.fingerprints.address(new_key),))
    tx.write(
        """INSERT INTO former_address (fingerprint, contact_id, secret_id, normalisation, at, entry)
           VALUES (?, ?, (SELECT max(id) FROM secret), ?, ?, ?)
           ON CONFLICT (fingerprint)
           DO UPDATE SET contact_id = excluded.contact_id, at = excluded.at, entry = excluded.entry""",
        (tx.fingerprints.address(old_key), contact_id, NORMALISATION, tx.now, tx.entry),
    )
    tx.write("DELETE FROM address WHERE match_key = ?", (old_key,))
    tx.write("UPDATE address SET is_main = match_key = ? WHERE contact_id = ?", (new_key, contact_id))
    tx.write("UPDATE request_message SET sender = NULL WHERE sender = ?", (old_key,))


def rename_asker(tx: Transaction, case: CaseId, who: str) -> None:
    """Replace the address in a request of a person who was not on record then."""
    tx.write("UPDATE request_text SET who = ? WHERE request_id = ?", (who, case))


def former(store: Store) -> dict[bytes, Former]:
    """Fingerprint → contact, of every former address."""
    rows = store.stream("SELECT fingerprint, contact_id, at FROM former_address")
    return {row[0]: Former(row[1], row[2]) for row in rows}


def former_owner(store: Store, address_key: str) -> Former | None:
    """The contact that an address belonged to before a correction; None for other addresses."""
    row = store.row(
        "SELECT contact_id, at FROM former_address WHERE fingerprint = ?",
        (store.fingerprints.address(address_key),),
    )
    return Former(row[0], row[1]) if row else None


def was_handed_over(store: Store, contact_id: ContactId) -> bool:
    """Whether any recipient was given data of a contact, or gave it to us."""
    return bool(
        store.value(
            f"""SELECT EXISTS (SELECT 1 FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
                           WHERE contact_id = :contact AND {counts("disclosure")})
                   OR EXISTS (SELECT 1 FROM purchase WHERE contact_id = :contact AND delivery_id IS NOT NULL)""",
            {"contact": contact_id},
        )
    )


def lists_since(store: Store, contact_id: ContactId, since: Moment) -> list[tuple[str, Moment]]:
    """The recipients who were handed a list with this contact since `since`, each with the last time."""
    rows = store.rows(
        f"""SELECT recipient, max(at) FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
             WHERE {counts("disclosure")} AND contact_id = ? AND at >= ? AND via IN {_LISTS}
             GROUP BY recipient ORDER BY recipient""",
        (contact_id, since),
    )
    return [(row[0], row[1]) for row in rows]


def lists_for(store: Store, contact_id: ContactId, since: Moment) -> list[tuple[str, Purpose, Moment]]:
    """The same by purpose: (recipient, purpose, last time)."""
    rows = store.rows(
        f"""SELECT recipient, purpose, max(at) FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
             WHERE {counts("disclosure")} AND contact_id = ? AND at >= ? AND via IN {_LISTS}
             GROUP BY recipient, purpose ORDER BY recipient, purpose""",
        (contact_id, since),
    )
    return [(row[0], Purpose(row[1]), row[2]) for row in rows]


def _correction(row: Row) -> Correction:
    return Correction(row[0], row[1], Corrected(row[2]), OnWordOf(row[3]), row[4], row[5], row[6])
