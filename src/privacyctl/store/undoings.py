"""The rows of entries that were undone, what rests on an entry, and what an undoing takes out of the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import acts
from privacyctl.model.ids import CaseId, ContactId, PublicationId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction


def counts(table: str) -> str:
    """The condition that a row of a table was not typed by mistake; for SQL."""
    return f"{table}.entry NOT IN (SELECT undone FROM undoing)"


NOT_TAKEN_BACK = "id NOT IN (SELECT contact_id FROM undoing WHERE contact_id IS NOT NULL)"
"""Of a `contact`: no slip put them on record."""

_IS_NO_MISTAKE = """NOT EXISTS (
    SELECT 1 FROM request_closing AS ended WHERE ended.request_id = takedown.request_id AND because = 'mistake')"""
_RESTS = {
    "contact": (
        ("purchase", "contact_id"),
        ("publication", "contact_id"),
        ("request", "contact_id"),
        ("consent_event", "contact_id"),
        ("correction", "contact_id"),
        ("erasure", "contact_id"),
    ),
    "publication": (
        ("takedown", "publication_id", "AND " + _IS_NO_MISTAKE),
        ("place", "publication_id"),
        ("permission", "publication_id"),
    ),
    "purchase": (("correction", "purchase_id"), ("request", "purchase_id")),
    "request": (
        ("request_closing", "request_id"),
        ("request_receipt", "request_id"),
        ("request_message", "request_id"),
        ("confirmation", "request_id"),
        ("takedown", "request_id"),
        ("correction", "request_id"),
        ("erasure", "request_id"),
    ),
    "notice": (("consent_event", "notice_id"),),
}
"""Table → the tables and columns that name its rows; with a condition where not all of these rest on it."""


class Resting(NamedTuple):
    """A later entry with a row that names one of an earlier entry."""

    entry: int
    what: str
    """The table of the earlier row."""
    number: int


class Undoing(NamedTuple):
    """An entry that was undone, and by which."""

    undone: int
    entry: int
    contact: ContactId | None


class HandedMeanwhile(NamedTuple):
    """A hand-off that went out with somebody whom an entry is about, after that entry."""

    disclosure: int
    recipient: str
    at: Moment


def of(store: Store, entry: int) -> Undoing | None:
    """How an entry was undone; None where it stands."""
    row = store.row("SELECT undone, entry, contact_id FROM undoing WHERE undone = ?", (entry,))
    return Undoing(*row) if row else None


def undone(store: Store) -> set[int]:
    """The entries that were undone."""
    return {row[0] for row in store.rows("SELECT undone FROM undoing")}


def apart(store: Store) -> set[int]:
    """The entries that were undone, and those that undid them."""
    rows = store.rows("SELECT undone, entry FROM undoing")
    return {number for row in rows for number in row}


def took_back(store: Store, contact_id: ContactId) -> bool:
    """Whether a contact had been put on record by mistake, and was taken back."""
    return store.value("SELECT 1 FROM undoing WHERE contact_id = ?", (contact_id,)) is not None


def add(tx: Transaction, undone: int, contact: ContactId | None) -> None:
    tx.do(acts.undoing.EntryUndone(undone, contact))


def add_note(tx: Transaction, undone: int, note: str, about: ContactId | None) -> None:
    tx.insert("undoing_note", undone=undone, contact_id=about, text=note)


def made_by(store: Store, table: str, entry: int) -> list[int]:
    """The numbers of the rows that an entry put into a table."""
    return [row[0] for row in store.rows(f"SELECT id FROM {table} WHERE entry = ? ORDER BY id", (entry,))]


def resting(store: Store, table: str, entry: int) -> Resting | None:
    """The first row of another entry that names a row of this one; None where nothing does."""
    found = [
        Resting(row[0], table, row[1])
        for other, column, *only in _RESTS.get(table, ())
        for row in store.rows(
            f"""SELECT {other}.entry, {other}.{column} FROM {other}
                 WHERE {column} IN (SELECT id FROM {table} WHERE entry = :entry)
                   AND {other}.entry <> :entry AND {counts(other)} {"".join(only)}
                 ORDER BY {other}.entry LIMIT 1""",
            {"entry": entry},
        )
    ]
    return min(found, default=None)


def used_under(store: Store, entry: int) -> Resting | None:
    """The first hand-off for the purpose of a notice of this entry, after it and but for the notice's own audience."""
    row = store.row(
        f"""SELECT disclosure.entry, notice.id FROM disclosure JOIN notice ON notice.purpose = disclosure.purpose
             WHERE notice.entry = ? AND disclosure.entry > notice.entry AND via <> 'notice' AND {counts("disclosure")}
             ORDER BY disclosure.entry LIMIT 1""",
        (entry,),
    )
    return Resting(row[0], "notice", row[1]) if row else None


def still_to_be_told(store: Store, entry: int) -> int | None:
    """The first follow-up that waits for a recipient to be told, since the hand-off of this entry and no other."""
    other = counts("disclosure")
    found: int | None = store.value(
        f"""SELECT min(follow_up.id) FROM follow_up JOIN follow_up_text ON follow_up_id = follow_up.id
              JOIN request ON request.id = request_id
             WHERE copy = 'recipient' AND asked_at IS NULL AND follow_up.entry > :entry
               AND EXISTS (SELECT 1 FROM disclosure JOIN disclosed ON disclosure_id = disclosure.id
                            WHERE recipient = place AND disclosed.contact_id = request.contact_id AND entry = :entry)
               AND NOT EXISTS (SELECT 1 FROM disclosure JOIN disclosed ON disclosure_id = disclosure.id
                                WHERE recipient = place AND disclosed.contact_id = request.contact_id
                                  AND disclosure.entry < follow_up.entry AND disclosure.entry <> :entry AND {other})""",
        {"entry": entry},
    )
    return found


def handed_since(store: Store, people: Sequence[ContactId], entry: int) -> list[HandedMeanwhile]:
    """The hand-offs after an entry with any of these people in them."""
    import json  # noqa: PLC0415  (start-up)

    rows = store.rows(
        f"""SELECT id, recipient, at FROM disclosure
             WHERE entry > ? AND {counts("disclosure")} AND id IN (
                   SELECT disclosure_id FROM disclosed WHERE contact_id IN (SELECT value FROM json_each(?)))
             ORDER BY id""",
        (entry, json.dumps(list(people))),
    )
    return [HandedMeanwhile(*row) for row in rows]


def told_of_notice(store: Store, entry: int) -> list[HandedMeanwhile]:
    """The hand-offs of the audience of a notice of this entry, to those who send it."""
    rows = store.rows(
        """SELECT disclosure.id, recipient, disclosure.at FROM disclosure JOIN notice USING (purpose)
            WHERE notice.entry = ? AND disclosure.entry >= notice.entry AND via = 'notice' ORDER BY disclosure.id""",
        (entry,),
    )
    return [HandedMeanwhile(*row) for row in rows]


class _Texts(NamedTuple):
    """A table with words that an entry wrote."""

    table: str
    where: str
    """The condition for the rows of the entry."""
    columns: str
    """The columns with words."""
    row_stays: bool = False
    """Whether the row keeps its place without them."""


_TEXTS = (
    _Texts("permission_text", "permission_id IN ({permissions})", "text message_id"),
    _Texts("publication_text", "publication_id IN ({publications})", "quote attribution logo"),
    _Texts("place", "publication_id IN ({publications}) OR entry = :entry", "location"),
    _Texts("takedown_note", "event_id IN (SELECT id FROM takedown_event WHERE entry = :entry)", "text"),
    _Texts(
        "consent_evidence",
        "event_id IN (SELECT id FROM consent_event WHERE entry = :entry)",
        "text message_id",
        row_stays=True,
    ),
    _Texts("request_text", "request_id IN ({cases})", "who body note sender_name"),
    _Texts("request_message", "request_id IN ({cases})", "message_id sender", row_stays=True),
    _Texts("purchase", "entry = :entry", "order_ref"),
)
_OF = {
    "publications": "SELECT id FROM publication WHERE entry = :entry",
    "permissions": """SELECT id FROM permission WHERE entry = :entry
        OR publication_id IN (SELECT id FROM publication WHERE entry = :entry)""",
    "cases": "SELECT id FROM request WHERE entry = :entry",
}


def texts(store: Store, entry: int) -> list[tuple[str, str]]:
    """The words that an entry wrote and that are nobody else's, each with the table that it stands in."""
    return [
        (one.table, text)
        for one in _TEXTS
        for row in store.rows(
            f"SELECT {', '.join(one.columns.split())} FROM {one.table} WHERE {one.where.format(**_OF)}",
            {"entry": entry},
        )
        for text in row
        if text
    ]


def take_out(tx: Transaction, entry: int) -> None:
    """Take the words of an entry off the record. What others point to stays as a number."""
    tx.write(
        "DELETE FROM disclosed_order WHERE purchase_id IN (SELECT id FROM purchase WHERE entry = :entry)",
        {"entry": entry},
    )
    for one in _TEXTS:
        emptied = ", ".join(f"{column} = NULL" for column in one.columns.split())
        gone = f"UPDATE {one.table} SET {emptied}" if one.row_stays else f"DELETE FROM {one.table}"
        tx.write(f"{gone} WHERE {one.where.format(**_OF)}", {"entry": entry})


def closes(store: Store, suppression: int) -> bool:
    """Whether a suppression is in force."""
    return (
        store.value("SELECT 1 FROM suppression WHERE id = ? AND lifted_at IS NULL", (suppression,))
        is not None
    )


def unlist(tx: Transaction, publications: Sequence[PublicationId], entry: int) -> None:
    """Take the listed contact off the names and logos that this entry neither made nor added a place to.

    Nothing else is left that it can have written about them.
    """
    for one in publications:
        tx.write(
            """UPDATE publication SET contact_id = NULL
                WHERE id = :one AND entry <> :entry AND kind <> 'testimonial'
                  AND NOT EXISTS (SELECT 1 FROM place WHERE publication_id = :one AND entry = :entry)""",
            {"one": one, "entry": entry},
        )


def leave_company(tx: Transaction, entry: int) -> list[int]:
    """Take the contacts out of the companies that this entry put on record; returns these companies."""
    made = made_by(tx, "company", entry)
    for one in made:
        tx.write(
            """UPDATE contact SET company_id = NULL, company_at = NULL, company_is_typed = 0
                WHERE company_id = ? AND EXISTS (SELECT 1 FROM publication
                      WHERE publication.entry = ? AND publication.contact_id = contact.id)""",
            (one, entry),
        )
    return made


def overdue(store: Store, entry: int) -> CaseId | None:
    """A case of this entry whose time is over; None where each is still within it."""
    found = store.value(
        """SELECT id FROM request WHERE entry = :entry AND (
                  EXISTS (SELECT 1 FROM takedown WHERE request_id = request.id AND due_at < :now)
               OR EXISTS (SELECT 1 FROM request_clock WHERE request_id = request.id AND due_at < :now))""",
        {"entry": entry, "now": store.now},
    )
    return None if found is None else CaseId(found)
