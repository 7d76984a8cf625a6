"""Erasing a person table by table: rows that others point to stay, without any words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.contact import ERASED_COMPANY
from privacyctl.model.erasure import ErasedKind
from privacyctl.store import former_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import CaseId, ContactId, PublicationId, TaskId
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows about one person, by numbers that no erasure changes."""

    contact: ContactId
    cases: tuple[CaseId, ...]
    """Their cases, those from before they were on record too."""
    publications: tuple[PublicationId, ...]
    """Their testimonials, and the names and logos whose listed contact they are."""
    tasks: tuple[TaskId, ...]
    """The takedowns of these cases and of their testimonials."""


class StoredText(NamedTuple):
    """A text about a person, as it stands in a column."""

    what: ErasedKind
    text: str


_OUR_SOURCES = "('typed', 'order', 'purchase', 'erased', 'undone', 'lost')"
_TEXTS = (
    (ErasedKind.ADDRESS, "SELECT match_key FROM address WHERE contact_id = :contact"),
    (ErasedKind.ADDRESS, "SELECT given FROM address WHERE contact_id = :contact"),
    (ErasedKind.NAME, "SELECT name FROM contact WHERE id = :contact"),
    (ErasedKind.SOURCE, f"SELECT source FROM contact WHERE id = :contact AND source NOT IN {_OUR_SOURCES}"),
    (ErasedKind.ORDER, "SELECT DISTINCT order_ref FROM purchase WHERE contact_id = :contact"),
)
_IN_EVENTS = "event_id IN (SELECT id FROM consent_event WHERE contact_id = :contact)"
_IN_PERMISSIONS = "permission_id IN (SELECT id FROM permission WHERE publication_id IN {publications})"
_IN_STATEMENTS = "event_id IN (SELECT id FROM takedown_event WHERE takedown_id IN {tasks})"
_IN_LETTERS = """
    (sender IN (SELECT match_key FROM address WHERE contact_id = :contact) OR letter_id IN (
        SELECT letter_id FROM letter_decision WHERE contact_id = :contact OR request_id IN {cases}))
"""
_IN_CORRECTIONS = "correction_id IN (SELECT id FROM correction WHERE contact_id = :contact)"
# Where something of theirs is still on show, it must be known where it was seen: only so is it ever seen to be gone.
_IN_LOOKS = """
    look_id IN (SELECT id FROM look WHERE (takedown_id IN {tasks} OR publication_id IN (
                     SELECT id FROM publication WHERE contact_id = :contact AND kind = 'testimonial'))
                   AND NOT (found = 'still-there' AND EXISTS (
                            SELECT 1 FROM takedown WHERE takedown.publication_id = look.publication_id
                               AND state IN ('open', 'removed'))))
"""
# The holder of a copy who was not asked yet must still be asked, so that follow-up's address stays.
_IN_ASKED = """
    follow_up_id IN (SELECT id FROM follow_up WHERE request_id IN {cases} AND asked_at IS NOT NULL
                      AND copy <> 'recipient')
"""
# Each side table with personal text: the condition for a person's rows, and the columns with words.
_SIDE = (
    (ErasedKind.EVIDENCE, "consent_evidence", _IN_EVENTS, "text message_id"),
    (ErasedKind.PERMISSION, "permission_text", _IN_PERMISSIONS, "text message_id"),
    (ErasedKind.MAIL, "request_text", "request_id IN {cases}", "who body note closing_note sender_name"),
    (ErasedKind.MAIL, "request_message", "request_id IN {cases}", "message_id sender"),
    (
        ErasedKind.MAIL,
        "letter_text",
        _IN_LETTERS,
        "sender given name others wrote subject body above remarks message_id",
    ),
    (ErasedKind.NOTE, "takedown_note", _IN_STATEMENTS, "text"),
    (ErasedKind.NOTE, "correction_note", _IN_CORRECTIONS, "text"),
    (ErasedKind.LOOK, "look_text", _IN_LOOKS, "place url final_url file"),
    (ErasedKind.NOTE, "undoing_note", "contact_id = :contact", "text"),
    (ErasedKind.FOLLOW_UP, "follow_up_text", _IN_ASKED, "place note"),
)
# A mail of theirs in another person's case, or in a firm's: the mail stays without its sender.
_AS_SENDER = """
    UPDATE request_message SET sender = NULL
     WHERE sender IN (SELECT match_key FROM address WHERE contact_id = :contact)
"""
# Side tables whose rows stay, emptied: a mail's hash tells that there was a mail, and nothing in it.
_EMPTIED = {"consent_evidence", "permission_text", "request_message"}
_GONE = (
    (ErasedKind.CODE, "code", "request_id IN {cases}"),
    (ErasedKind.NOTICE, "notice_audience", "contact_id = :contact"),
    (ErasedKind.ADDRESS, "former_address", "contact_id = :contact"),
    (
        ErasedKind.HAND_OFF,
        "disclosed_order",
        "purchase_id IN (SELECT id FROM purchase WHERE contact_id = :contact)",
    ),
)


def holding(store: Store, contact_id: ContactId, asked_as_nobody: Sequence[CaseId]) -> Holding:
    """The rows to erase of a contact; `asked_as_nobody` are their cases from before they were on record."""
    cases = {row[0] for row in store.rows("SELECT id FROM request WHERE contact_id = ?", (contact_id,))}
    cases.update(asked_as_nobody)
    shown = [
        row[0]
        for row in store.rows("SELECT id FROM publication WHERE contact_id = ? ORDER BY id", (contact_id,))
    ]
    made = Holding(contact_id, tuple(sorted(cases)), tuple(shown), ())
    tasks = store.rows(
        _filled(
            """SELECT id FROM takedown WHERE request_id IN {cases} OR publication_id IN (
                   SELECT id FROM publication WHERE contact_id = :contact AND kind = 'testimonial') ORDER BY id""",
            made,
        ),
        {"contact": contact_id},
    )
    return Holding(contact_id, made.cases, made.publications, tuple(row[0] for row in tasks))


def texts(store: Store, of: Holding) -> list[StoredText]:
    """Every text about them, without the words of publications on show."""
    found = [
        StoredText(what, row[0]) for what, sql in _TEXTS for row in store.rows(sql, {"contact": of.contact})
    ]
    for what, table, where, columns in _SIDE:
        for column in columns.split():
            rows = store.rows(
                _filled(f"SELECT {column} FROM {table} WHERE {where}", of), {"contact": of.contact}
            )
            found += [StoredText(what, row[0]) for row in rows]
    return [one for one in found if one.text]


def empty(tx: Transaction, of: Holding) -> dict[ErasedKind, int]:
    """Empty the side tables of a person; returns how many rows of each kind lost their words."""
    gone: dict[ErasedKind, int] = {}
    for what, table, where in _GONE:
        _count(gone, what, tx.write(*_bound(f"DELETE FROM {table} WHERE {where}", of)))
    for what, table, where, columns in _SIDE:
        if table in _EMPTIED:
            nothing = ", ".join(f"{column} = NULL" for column in columns.split())
            held = " OR ".join(f"{column} IS NOT NULL" for column in columns.split())
            sql = f"UPDATE {table} SET {nothing} WHERE ({held}) AND {where}"
        else:
            sql = f"DELETE FROM {table} WHERE {where}"
        _count(gone, what, tx.write(*_bound(sql, of)))
    _count(gone, ErasedKind.MAIL, tx.write(*_bound(_AS_SENDER, of)))
    _forget_notes(tx, of)
    former_names.forget(tx, of.contact)
    return gone


def _forget_notes(tx: Transaction, of: Holding) -> None:
    """Delete the notes of follow-ups with recipients; the fact that these were told stays."""
    where = "follow_up_id IN (SELECT id FROM follow_up WHERE request_id IN {cases} AND copy = 'recipient')"
    tx.write(*_bound(f"UPDATE follow_up_text SET note = NULL WHERE note IS NOT NULL AND {where}", of))


def husk(tx: Transaction, contact_id: ContactId, source: str = "erased") -> dict[ErasedKind, int]:
    """Empty a contact's row but for its number and the time: append-only rows point to it.

    `source` says what became of them: "erased", or "undone" where they were typed by mistake.
    """
    gone: dict[ErasedKind, int] = {}
    named = tx.value("SELECT name IS NOT NULL FROM contact WHERE id = ?", (contact_id,))
    _count(gone, ErasedKind.NAME, int(named))
    _count(gone, ErasedKind.ADDRESS, tx.write("DELETE FROM address WHERE contact_id = ?", (contact_id,)))
    tx.write(
        """UPDATE contact SET name = NULL, name_at = NULL, name_is_typed = 0, company_id = NULL, company_at = NULL,
                  company_is_typed = 0, source = ?, erased_at = ? WHERE id = ?""",
        (source, tx.now, contact_id),
    )
    return gone


def orders(store: Store, contact_id: ContactId) -> list[str]:
    """Their orders' numbers, the first recorded first."""
    rows = store.rows(
        "SELECT order_ref FROM purchase WHERE contact_id = ? GROUP BY order_ref ORDER BY min(id)",
        (contact_id,),
    )
    return [row[0] for row in rows]


def count_orders(store: Store, contact_id: ContactId) -> int:
    return int(store.value("SELECT count(*) FROM purchase WHERE contact_id = ?", (contact_id,)))


def delete_orders(tx: Transaction, contact_id: ContactId) -> int:
    """Delete the order lines. The case of a comment stays, without its order."""
    tx.write(
        "DELETE FROM disclosed_order WHERE purchase_id IN (SELECT id FROM purchase WHERE contact_id = ?)",
        (contact_id,),
    )
    return tx.write("DELETE FROM purchase WHERE contact_id = ?", (contact_id,))


def drop_company(tx: Transaction, company_id: int) -> bool:
    """Erase a company that no other row needs; returns whether it was erased.

    A decision of the company's own needs its name, since it covers people who join later. The
    row is deleted; where a request or a publication points to it, only its name is.
    """
    needed = tx.value(
        """SELECT EXISTS (SELECT 1 FROM contact WHERE company_id = :company)
               OR EXISTS (SELECT 1 FROM publication JOIN publication_text ON publication_id = publication.id
                           WHERE company_id = :company AND (barred_at IS NULL OR EXISTS (
                                 SELECT 1 FROM takedown WHERE takedown.publication_id = publication.id
                                    AND state IN ('open', 'removed'))))
               OR EXISTS (SELECT 1 FROM request JOIN takedown ON request_id = request.id
                           WHERE company_id = :company AND state IN ('open', 'removed'))
               OR EXISTS (SELECT 1 FROM consent_event WHERE company_id = :company)""",
        {"company": company_id},
    )
    if needed:
        return False
    pointed_to = tx.value(
        """SELECT EXISTS (SELECT 1 FROM publication WHERE company_id = :company)
               OR EXISTS (SELECT 1 FROM request WHERE company_id = :company)""",
        {"company": company_id},
    )
    if not pointed_to:
        tx.write("DELETE FROM company WHERE id = ?", (company_id,))
        return True
    # A key with a control character: no name that can be typed has one.
    tx.write(
        "UPDATE company SET name = ?, match_key = ? WHERE id = ?",
        (ERASED_COMPANY, f"\x01{company_id}", company_id),
    )
    return True


def _count(gone: dict[ErasedKind, int], what: ErasedKind, rows: int) -> None:
    if rows:
        gone[what] = gone.get(what, 0) + rows


def _bound(sql: str, of: Holding) -> tuple[str, dict[str, int]]:
    """The statement, and the contact's number as the parameter `:contact`."""
    return _filled(sql, of), {"contact": of.contact}


def _filled(sql: str, of: Holding) -> str:
    # Numbers of rows, which SQLite made itself: no text from outside gets into the SQL.
    for name in ("cases", "publications", "tasks"):
        sql = sql.replace(f"{{{name}}}", f"({','.join(map(str, getattr(of, name)))})")
    return sql
