"""The rows of one-time codes, and the time of the last change of the address that they go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.code import LIFE, SETTLED, TRIES, Code
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.store import Store, Transaction


def latest(store: Store, case: CaseId) -> Code | None:
    """The newest code of a case, valid or not."""
    row = store.row(
        """SELECT id, hash, made_at, expires_at, tries, ended_at FROM code
            WHERE request_id = ? ORDER BY id DESC LIMIT 1""",
        (case,),
    )
    return Code(*row) if row else None


def replace(tx: Transaction, case: CaseId, mark: bytes) -> Code:
    """Record a new code and end the one before it."""
    tx.write("UPDATE code SET ended_at = ? WHERE request_id = ? AND ended_at IS NULL", (tx.now, case))
    expires_at = Moment(tx.now + LIFE)
    made = tx.insert(
        "code", request_id=case, hash=mark, made_at=tx.now, expires_at=expires_at, entry=tx.entry
    )
    return Code(made, mark, tx.now, expires_at, 0, None)


def count_try(tx: Transaction, code: Code) -> int:
    """Count a wrong answer; the last one allowed ends the code. Returns how many there were."""
    tries = code.tries + 1
    # What is expired by a clock that is ahead may be good again once that is set right.
    is_over = tries >= TRIES and tx.now <= code.expires_at
    ended_at = tx.now if code.ended_at is None and is_over else code.ended_at
    tx.update("code", code.id, tries=tries, ended_at=ended_at)
    return tries


def use(tx: Transaction, code: Code) -> None:
    tx.update("code", code.id, ended_at=tx.now)


def settles_at(store: Store, contact_id: ContactId) -> Moment | None:
    """The moment from which the address on file can confirm the person; None where no recent correction changed it."""
    at = settled_at(store, contact_id)
    return None if at is None or store.now >= at else at


def settled_at(store: Store, contact_id: ContactId) -> Moment | None:
    """The same, whether or not it has come; None where no correction changed the address.

    Under a clock that was behind it was changed at the time of its entry, and not before.
    """
    changed_at: Moment | None = store.value(
        """SELECT max(at + coalesce(json_extract(body, '$.behind'), 0)) FROM correction LEFT JOIN audit ON seq = entry
            WHERE contact_id = ? AND field = 'email'""",
        (contact_id,),
    )
    return None if changed_at is None else Moment(changed_at + SETTLED)
