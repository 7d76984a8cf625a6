"""What buyers wrote with their orders: each text a case, known again by a keyed hash of its words.

The hash lies where that of a mail does, and stays when the words are gone: once somebody has read
them, the same words with the same order are nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import acts
from privacyctl.model.consent import Via
from privacyctl.model.ids import CaseId
from privacyctl.model.request import RequestKind

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.purchase import OrderLine
    from privacyctl.store import Store, Transaction


class OpenedComment(NamedTuple):
    """The new case of a comment."""

    case: CaseId
    written_at: Moment | None
    """When it was written; None where no file tells, as of words that an earlier file did not have."""


def is_known(store: Store, line: OrderLine) -> bool:
    """Whether these words with this order have, or had, a case."""
    return _by_mark(store, _mark(store, line)) is not None


def take(tx: Transaction, purchase: int, contact: ContactId, line: OrderLine) -> OpenedComment | None:
    """Open a case for what a buyer wrote with an order; None where the same words have one already.

    An order line has one case; further words with the same line are known by their hash alone.
    """
    text, mark = line.comment or "", _mark(tx, line)
    known = _by_mark(tx, mark)
    if known is not None:
        _give_back(tx, known, text)
        return None
    before = tx.rows(
        """SELECT purchase_id, body, entry,
                  EXISTS (SELECT 1 FROM request_message WHERE request_id = request.id) AS is_marked
             FROM request LEFT JOIN request_text ON request_text.request_id = request.id
            WHERE purchase_id IN (SELECT id FROM purchase WHERE order_ref = ?)""",
        (line.order,),
    )
    if any(_one_spaced(row["body"] or "") == _one_spaced(text) for row in before if not row["is_marked"]):
        return None
    was_there = any(row["entry"] != tx.entry for row in before)
    written_at = None if was_there else line.ordered_at
    has_case = any(row["purchase_id"] == purchase for row in before)
    case = _add(tx, None if has_case else purchase, contact, text, written_at)
    tx.insert("request_message", request_id=case, sha256=mark, entry=tx.entry)
    return OpenedComment(case, written_at)


def _mark(store: Store, line: OrderLine) -> bytes:
    return store.fingerprints.comment(f"{line.order}\0{_one_spaced(line.comment or '')}")


def _by_mark(store: Store, mark: bytes) -> CaseId | None:
    found: CaseId | None = store.value("SELECT request_id FROM request_message WHERE sha256 = ?", (mark,))
    return found


def _give_back(tx: Transaction, case: CaseId, text: str) -> None:
    """Put words back that a restore had lost, while nobody has read them."""
    tx.write(
        """INSERT INTO request_text (request_id, body)
           SELECT :case, :text WHERE :case NOT IN (SELECT request_id FROM request_closing)
               ON CONFLICT (request_id) DO UPDATE SET body = :text WHERE body IS NULL""",
        {"case": case, "text": text},
    )


def _add(
    tx: Transaction, purchase: int | None, contact: ContactId, text: str, written_at: Moment | None
) -> CaseId:
    """Add the case, received when the order was imported."""
    case = CaseId(tx.next_number("request"))
    tx.do(
        acts.requests.RequestReceived(case, RequestKind.COMMENT, contact, None, None, tx.now),
        purchase_id=purchase,
        dated_at=written_at,
        via=Via.IMPORT.value,
        recorded_at=tx.now,
    )
    tx.insert("request_text", request_id=case, body=text)
    return case


def _one_spaced(text: str) -> str:
    return " ".join(text.split())
