"""What one person asked for, with all that is kept of it, read for the answer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import access_document_cases as document
from privacyctl.model.moment import iso
from privacyctl.store import askers, clocks
from privacyctl.store import takedowns as tasks
from privacyctl.store.access_document import as_held, held
from privacyctl.store.store import placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Collection

    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.store import Store
    from privacyctl.store.store import Row


def cases(store: Store, contact_id: ContactId) -> tuple[CaseId, ...]:
    """The numbers of their requests, those from before they were on record too."""
    own = store.rows(f"SELECT id FROM request WHERE {counts('request')} AND contact_id = ?", (contact_id,))
    return tuple(sorted([*(row["id"] for row in own), *askers.cases_of(store, contact=contact_id)]))


def request(store: Store, case: CaseId, keys: Collection[str]) -> document.HeldRequest:
    """One request; a sender is compared with `keys` and not named."""
    row = store.row(
        """SELECT request.*, request.id AS "case", who AS given_as, sender_name AS name_in_mail,
                  body AS text, note, closing_note, because AS closed_because,
                  request_closing.at AS closed_at, rule, answered_at
             FROM request LEFT JOIN request_text ON request_text.request_id = request.id
             LEFT JOIN request_closing ON request_closing.request_id = request.id
             LEFT JOIN request_clock ON request_clock.request_id = request.id
            WHERE request.id = ?""",
        (case,),
    )
    if row is None:
        raise LookupError("a case that was just listed is not there")
    receipts = [row["received_at"], *_receipts(store, case)]
    return as_held(
        document.HeldRequest,
        row,
        due_at=iso(clock.due_at) if (clock := clocks.get(store, case)) else None,
        received_at=iso(min(receipts)),
        receipts=tuple(iso(at) for at in receipts),
        mails=held(
            store,
            document.HeldMail,
            """SELECT lower(hex(sha256)) AS sha256, sender FROM request_message
                WHERE request_id = ? AND request_id NOT IN (SELECT id FROM request WHERE kind = 'comment')
                ORDER BY entry, request_message.sha256""",
            case,
            from_your_address=lambda mail: mail["sender"] in keys,
        ),
        confirmations=held(
            store,
            document.HeldConfirmation,
            "SELECT how, at FROM confirmation WHERE request_id = ? ORDER BY id",
            case,
        ),
        codes=held(
            store,
            document.HeldCode,
            """SELECT made_at, expires_at, tries AS wrong_tries, ended_at FROM code
                WHERE request_id = ? ORDER BY id""",
            case,
        ),
        follow_ups=held(
            store,
            document.HeldFollowUp,
            """SELECT copy, place, ask_at, due_at, asked_at, note FROM follow_up
                 LEFT JOIN follow_up_text ON follow_up_id = id WHERE request_id = ? ORDER BY id""",
            case,
        ),
    )


def letters(
    store: Store, contact_id: ContactId, cases: tuple[CaseId, ...]
) -> tuple[document.HeldLetter, ...]:
    """Their letters: those from an address of theirs, and those that became a case or a decision of theirs."""
    rows = store.rows(
        f"""SELECT letter.*, letter.id AS letter, dated_at, name AS name_in_mail, subject, body AS text,
                   lower(hex(sha256)) AS sha256
              FROM letter LEFT JOIN letter_text ON letter_id = letter.id
             WHERE sender IN (SELECT match_key FROM address WHERE contact_id = ?) OR letter.id IN (
                   SELECT letter_id FROM letter_decision
                    WHERE contact_id = ? OR request_id IN ({placeholders(cases)})) ORDER BY letter.id""",
        (contact_id, contact_id, *cases),
    )
    return tuple(_letter(store, row) for row in rows)


def _letter(store: Store, row: Row) -> document.HeldLetter:
    said = store.rows(
        "SELECT said, request_id FROM letter_decision WHERE letter_id = ? ORDER BY id", (row["id"],)
    )
    return as_held(
        document.HeldLetter,
        row,
        sha256=row["sha256"] or None,
        read_as=tuple(one["said"] for one in said),
        cases=tuple(one["request_id"] for one in said if one["request_id"] is not None),
    )


def takedowns(
    store: Store, contact_id: ContactId, cases: tuple[CaseId, ...]
) -> tuple[document.HeldTakedown, ...]:
    """Those of their own cases, and of what is on show about them.

    What others wrote is left out, and where somebody else's words were looked for.
    """
    rows = store.rows(
        f"""SELECT takedown.*, takedown.id AS task, request_id AS "case", publication_id AS publication,
                   kind = 'testimonial' AND contact_id <> ? AS is_about_others
              FROM takedown LEFT JOIN publication ON publication.id = publication_id
             WHERE request_id IN ({placeholders(cases)}) OR contact_id = ? ORDER BY takedown.id""",
        (contact_id, *cases, contact_id),
    )
    return tuple(_takedown(store, row, is_own=row["request_id"] in cases) for row in rows)


def _takedown(store: Store, row: Row, *, is_own: bool) -> document.HeldTakedown:
    about_others = bool(row["is_about_others"])
    return as_held(
        document.HeldTakedown,
        row,
        due_at=iso(task.due_at) if (task := tasks.get(store, row["id"])) else None,
        asked_by_you=is_own,
        said=held(
            store,
            document.HeldStatement,
            """SELECT act, at, text FROM takedown_event LEFT JOIN takedown_note ON event_id = takedown_event.id
                WHERE takedown_id = ? ORDER BY takedown_event.id""",
            row["id"],
            note=lambda one: one["text"] if is_own else None,
        ),
        looks=held(
            store,
            document.HeldLook,
            """SELECT at, through, found, reason, place, url, status FROM look LEFT JOIN look_text ON look_id = id
                WHERE takedown_id = ? ORDER BY id""",
            row["id"],
            place=lambda one: None if about_others else one["place"],
            url=lambda one: None if about_others else one["url"],
        ),
    )


def _receipts(store: Store, case: CaseId) -> list[int]:
    rows = store.rows("SELECT received_at FROM request_receipt WHERE request_id = ? ORDER BY id", (case,))
    return [row[0] for row in rows]
