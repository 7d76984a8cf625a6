"""The rows of notices, and of the contacts that they were written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.consent import Purpose
from privacyctl.model.notice import Basis, Choice, Notice
from privacyctl.store import contents
from privacyctl.store.consent import STANDS
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_NOTICE = f"""
    SELECT id, purpose, definition, what_for, basis, choice, text, sha256, announced_at, opens_at, people
      FROM notice WHERE {counts("notice")}
"""


def get(store: Store, notice_id: int) -> Notice | None:
    """One notice, with its text word for word."""
    row = store.row(f"{_NOTICE} AND id = ?", (notice_id,))
    return _notice(row) if row else None


def all_of(store: Store) -> list[Notice]:
    """Every notice, the earliest first."""
    return [_notice(row) for row in store.rows(f"{_NOTICE} ORDER BY id")]


def of_purpose(store: Store, purpose: Purpose) -> list[Notice]:
    """The notices of a purpose, under any definition, the earliest first."""
    rows = store.rows(f"{_NOTICE} AND purpose = ? ORDER BY id", (purpose.value,))
    return [_notice(row) for row in rows]


def of_contact(store: Store, contact_id: ContactId) -> list[Notice]:
    """The notices that were written to a contact, the earliest first."""
    rows = store.rows(
        f"""{_NOTICE} AND id IN (SELECT notice_id FROM notice_audience WHERE contact_id = ?)
             ORDER BY id""",
        (contact_id,),
    )
    return [_notice(row) for row in rows]


def shown_to(store: Store, contact_id: ContactId, purpose: Purpose, at: Moment) -> int | None:
    """The number of the newest notice of a purpose that the contact had been sent by `at`; None without one."""
    found: int | None = store.value(
        f"""SELECT id FROM notice JOIN notice_audience ON notice_id = id
            WHERE {counts("notice")} AND contact_id = ? AND purpose = ? AND announced_at <= ?
            ORDER BY announced_at DESC, id DESC LIMIT 1""",
        (contact_id, purpose.value, at),
    )
    return found


def audience(store: Store, notice_id: int) -> set[ContactId]:
    """The contacts that a notice was written to."""
    rows = store.stream("SELECT contact_id FROM notice_audience WHERE notice_id = ?", (notice_id,))
    return {row[0] for row in rows}


def opted_out(store: Store, notice: Notice) -> int:
    """How many contacts that a notice was written to are now opted out of its purpose.

    For a purpose of the vendor's own a no to product news counts, unless a later yes to the purpose.
    """
    answer = f"""(SELECT max(2 * at + (decision <> 'given')) FROM consent_event AS e
                  WHERE {STANDS} AND e.contact_id = told.contact_id AND e.purpose IN (:purpose, {{}}))"""
    own = "'updates'" if notice.purpose.is_own else ":purpose"
    return int(
        store.value(
            f"""SELECT count(*) FROM notice_audience AS told WHERE notice_id = :notice
                   AND ({answer.format(":purpose")} & 1 OR {answer.format(own)} & 1)""",
            {"notice": notice.id, "purpose": notice.purpose.value},
        )
    )


def add(
    tx: Transaction,
    definition: Definition,
    text: str,
    sha256: bytes,
    opens_at: Moment,
    people: Iterable[ContactId],
) -> int:
    """Record a notice and the contacts that it is written to; returns its number."""
    told = list(people)
    if definition.choice is None:
        raise ValueError("mail about an order is not announced")
    notice = tx.next_number("notice")
    tx.do(
        acts.uses.WindowOpened(
            notice,
            definition.purpose,
            definition.digest,
            sha256,
            tx.now,
            opens_at,
            len(told),
            contents.of_people(tx, told),
        ),
        what_for=definition.what_for,
        basis=definition.basis.value,
        choice=definition.choice.value,
        text=text,
    )
    tx.write_many(
        "INSERT INTO notice_audience (contact_id, notice_id) VALUES (?, ?)", [(one, notice) for one in told]
    )
    return notice


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        purpose=Purpose(row["purpose"]),
        definition=row["definition"],
        what_for=row["what_for"],
        basis=Basis(row["basis"]),
        choice=Choice(row["choice"]),
        text=row["text"],
        sha256=row["sha256"],
        announced_at=row["announced_at"],
        opens_at=row["opens_at"],
        people=row["people"],
    )
