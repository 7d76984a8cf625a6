"""The rows of former names: what a name was before it was replaced, as keyed hashes of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction

NORMALISATION = 1
"""Version of `privacyctl.model.mentions.pairs_of`, by which the forms were made."""


def remember(tx: Transaction, names: Iterable[tuple[int, str]]) -> None:
    """Remember names that are about to be replaced, each as (contact, name)."""
    from privacyctl.model.mentions import pairs_of  # noqa: PLC0415  (its patterns: only where a name is replaced)

    rows = [
        (contact, mark(tx, form), NORMALISATION, tx.now, tx.entry)
        for contact, name in names
        for form in pairs_of(name)
    ]
    tx.write_many(
        """INSERT INTO former_name (contact_id, fingerprint, secret_id, normalisation, at, entry)
           VALUES (?, ?, (SELECT max(id) FROM secret), ?, ?, ?)
           ON CONFLICT (contact_id, fingerprint) DO UPDATE SET at = excluded.at, entry = excluded.entry""",
        rows,
    )


def mark(store: Store, form: tuple[str, ...]) -> bytes:
    """The keyed hash of one form of a name."""
    return store.fingerprints.name(" ".join(form))


def marks(store: Store, contact_id: ContactId) -> frozenset[bytes]:
    """The keyed hashes of every form of every former name of a contact."""
    rows = store.rows("SELECT fingerprint FROM former_name WHERE contact_id = ?", (contact_id,))
    return frozenset(row[0] for row in rows)


def forget(tx: Transaction, contact_id: ContactId) -> None:
    tx.write("DELETE FROM former_name WHERE contact_id = ?", (contact_id,))
