"""What one person asked for, with all that is kept of it, read for the answer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import access_document_cases as held
from privacyctl.model.moment import iso, iso_or_none

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from privacyctl.store import Store
    from privacyctl.store.store import Row


def cases(store: Store, contact_id: int, keys: Collection[str], key: Callable[[str], str]) -> tuple[int, ...]:
    """The numbers of their requests, those from before they were on record too.

    `keys` are the match keys of their addresses, and `key` makes one of what somebody
    called themselves.
    """
    own = store.rows("SELECT id FROM request WHERE contact_id = ?", (contact_id,))
    of_nobody = store.rows(
        """SELECT id, who FROM request JOIN request_text ON request_id = id
            WHERE contact_id IS NULL AND company_id IS NULL AND who IS NOT NULL"""
    )
    earlier = [row["id"] for row in of_nobody if key(row["who"]) in keys]
    return tuple(sorted([*(row["id"] for row in own), *earlier]))


def request(store: Store, case: int, keys: Collection[str]) -> held.HeldRequest:
    """One request; a sender is compared with `keys` and not named."""
    row = store.row(
        """SELECT request.*, who, body, note, closing_note, because, request_closing.at AS closed_at,
                  rule, due_at, answered_at
             FROM request LEFT JOIN request_text ON request_text.request_id = request.id
             LEFT JOIN request_closing ON request_closing.request_id = request.id
             LEFT JOIN request_clock ON request_clock.request_id = request.id
            WHERE request.id = ?""",
        (case,),
    )
    if row is None:
        raise LookupError("a case that was just listed is not there")
    receipts = [row["received_at"], *_receipts(store, case)]
    return held.HeldRequest(
        case=case,
        kind=row["kind"],
        what=row["what"],
        received_at=iso(min(receipts)),
        receipts=tuple(iso(at) for at in receipts),
        dated_at=iso_or_none(row["dated_at"]),
        via=row["via"],
        recorded_at=iso(row["recorded_at"]),
        given_as=row["who"],
        text=row["body"],
        note=row["note"],
        mails=_mails(store, case, keys),
        rule=row["rule"],
        due_at=iso_or_none(row["due_at"]),
        answered_at=iso_or_none(row["answered_at"]),
        confirmations=_confirmations(store, case),
        codes=_codes(store, case),
        follow_ups=_follow_ups(store, case),
        closed_because=row["because"],
        closed_at=iso_or_none(row["closed_at"]),
        closing_note=row["closing_note"],
    )


def takedowns(store: Store, contact_id: int, cases: tuple[int, ...]) -> tuple[held.HeldTakedown, ...]:
    """Those of their own cases, and of what is on show about them.

    What others wrote is left out, and where somebody else's words were looked for.
    """
    marks = ",".join("?" * len(cases))
    rows = store.rows(
        f"""SELECT takedown.*, kind = 'testimonial' AND contact_id <> ? AS is_about_others
              FROM takedown LEFT JOIN publication ON publication.id = publication_id
             WHERE request_id IN ({marks}) OR contact_id = ? ORDER BY takedown.id""",
        (contact_id, *cases, contact_id),
    )
    return tuple(_takedown(store, row, is_own=row["request_id"] in cases) for row in rows)


def _takedown(store: Store, row: Row, *, is_own: bool) -> held.HeldTakedown:
    said = store.rows(
        """SELECT act, at, text FROM takedown_event LEFT JOIN takedown_note ON event_id = takedown_event.id
            WHERE takedown_id = ? ORDER BY takedown_event.id""",
        (row["id"],),
    )
    looks = store.rows(
        """SELECT at, through, found, reason, place, url, status FROM look LEFT JOIN look_text ON look_id = id
            WHERE takedown_id = ? ORDER BY id""",
        (row["id"],),
    )
    return held.HeldTakedown(
        task=row["id"],
        case=row["request_id"],
        asked_by_you=is_own,
        what=row["what"],
        publication=row["publication_id"],
        received_at=iso(row["received_at"]),
        due_at=iso(row["due_at"]),
        state=row["state"],
        removed_at=iso_or_none(row["removed_at"]),
        claimed_at=iso_or_none(row["claimed_at"]),
        verified_at=iso_or_none(row["verified_at"]),
        came_back_at=iso_or_none(row["came_back_at"]),
        said=tuple(
            held.HeldStatement(one["act"], iso(one["at"]), one["text"] if is_own else None) for one in said
        ),
        looks=tuple(_look(one, is_about_others=bool(row["is_about_others"])) for one in looks),
    )


def _look(row: Row, *, is_about_others: bool) -> held.HeldLook:
    return held.HeldLook(
        at=iso(row["at"]),
        through=row["through"],
        found=row["found"],
        reason=row["reason"],
        place=None if is_about_others else row["place"],
        url=None if is_about_others else row["url"],
        status=row["status"],
    )


def _receipts(store: Store, case: int) -> list[int]:
    rows = store.rows("SELECT received_at FROM request_receipt WHERE request_id = ? ORDER BY id", (case,))
    return [row[0] for row in rows]


def _mails(store: Store, case: int, keys: Collection[str]) -> tuple[held.HeldMail, ...]:
    rows = store.rows(
        "SELECT sha256, sender FROM request_message WHERE request_id = ? ORDER BY entry, sha256", (case,)
    )
    return tuple(held.HeldMail(row["sha256"].hex(), row["sender"] in keys) for row in rows)


def _confirmations(store: Store, case: int) -> tuple[held.HeldConfirmation, ...]:
    rows = store.rows("SELECT how, at FROM confirmation WHERE request_id = ? ORDER BY id", (case,))
    return tuple(held.HeldConfirmation(row["how"], iso(row["at"])) for row in rows)


def _codes(store: Store, case: int) -> tuple[held.HeldCode, ...]:
    rows = store.rows(
        "SELECT made_at, expires_at, tries, ended_at FROM code WHERE request_id = ? ORDER BY id", (case,)
    )
    return tuple(
        held.HeldCode(iso(row["made_at"]), iso(row["expires_at"]), row["tries"], iso_or_none(row["ended_at"]))
        for row in rows
    )


def _follow_ups(store: Store, case: int) -> tuple[held.HeldFollowUp, ...]:
    rows = store.rows(
        """SELECT copy, place, ask_at, due_at, asked_at, note
             FROM follow_up LEFT JOIN follow_up_text ON follow_up_id = id WHERE request_id = ? ORDER BY id""",
        (case,),
    )
    return tuple(_follow_up(row) for row in rows)


def _follow_up(row: Row) -> held.HeldFollowUp:
    return held.HeldFollowUp(
        copy=row["copy"],
        place=row["place"],
        ask_at=row["ask_at"],
        due_at=iso_or_none(row["due_at"]),
        asked_at=iso_or_none(row["asked_at"]),
        note=row["note"],
    )
