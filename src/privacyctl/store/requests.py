"""The rows of requests: the cases, their mails, their receipts and their closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import acts
from privacyctl.model.consent import Via
from privacyctl.model.ids import CaseId
from privacyctl.model.moment import iso
from privacyctl.model.request import Because, Request, RequestKind, WasAbout
from privacyctl.model.takedown import TakedownScope
from privacyctl.model.text import PROSE
from privacyctl.store import askers
from privacyctl.store.contacts import called
from privacyctl.store.store import LARGEST, placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.model.message import Message
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_REQUEST = """
    SELECT request.id, request.kind, request.what, request.contact_id, request.company_id, company.name AS company,
           request_text.who, request_text.body, request_text.note, request_text.sender_name,
           min(request.received_at, coalesce(
               (SELECT min(received_at) FROM request_receipt WHERE request_id = request.id), request.received_at
           )) AS received_at,
           request.recorded_at, request.via, request.dated_at, request_closing.because,
           request_closing.was, request_closing.at AS closed_at, request_text.closing_note,
           (SELECT json_extract(body, '$.act') FROM audit WHERE seq = request_closing.entry) AS ended_by
      FROM request
      LEFT JOIN request_text ON request_text.request_id = request.id
      LEFT JOIN request_closing ON request_closing.request_id = request.id
      LEFT JOIN company ON company.id = request.company_id
"""


def get(store: Store, request_id: CaseId) -> Request | None:
    if request_id > LARGEST:
        return None
    row = store.row(f"{_REQUEST} WHERE request.id = ?", (request_id,))
    return _request(store, row) if row else None


def everything(store: Store) -> list[Request]:
    return [_request(store, row) for row in store.rows(f"{_REQUEST} ORDER BY request.id")]


def of_contact(store: Store, contact_id: ContactId) -> list[Request]:
    """A contact's cases, those from before they were on record too."""
    return _of(store, "contact_id", contact_id, askers.cases_of(store, contact=contact_id))


def of_company(store: Store, company_id: int) -> list[Request]:
    """A company's cases, those from before it was on record too."""
    return _of(store, "company_id", company_id, askers.cases_of(store, company=company_id))


def _of(store: Store, column: str, number: int, earlier: Sequence[CaseId]) -> list[Request]:
    rows = store.rows(
        f"""{_REQUEST} WHERE request.{column} = ? OR request.id IN ({placeholders(earlier)})
            ORDER BY request.id""",
        (number, *earlier),
    )
    return [_request(store, row) for row in rows]


def by_message(store: Store, message: Message) -> list[CaseId]:
    """The cases that a mail opened or was added to. The mail is recognised by its hash, or by Message-ID and sender.

    A Message-ID alone is not enough: anybody can write one.
    """
    rows = store.rows(
        f"""SELECT request_id FROM request_message JOIN request ON request.id = request_id
             WHERE {counts("request")} AND (sha256 = ? OR (message_id = ? AND sender = ?)) ORDER BY request_id""",
        (message.sha256, message.message_id, _sender(message)),
    )
    return [row[0] for row in rows]


def has_mail(store: Store, message: Message) -> bool:
    """Whether a mail is in a case with all of its words: by its bytes, or by Message-ID, sender and words."""
    rows = store.rows(
        """SELECT request_message.sha256 = :hash, body FROM request_message
             LEFT JOIN request_text USING (request_id)
            WHERE request_message.sha256 = :hash OR (message_id = :id AND sender = :sender)""",
        {"hash": message.sha256, "id": message.message_id, "sender": _sender(message)},
    )
    return any(row[0] or (row[1] is not None and message.words in row[1]) for row in rows)


def message_id(store: Store, request_id: CaseId) -> str | None:
    """The Message-ID of the case's first mail; None without a mail or a Message-ID."""
    found: str | None = store.value(
        """SELECT message_id FROM request_message WHERE request_id = ? AND message_id IS NOT NULL
            ORDER BY entry LIMIT 1""",
        (request_id,),
    )
    return found


def sender(store: Store, request_id: CaseId) -> str | None:
    """The match key of the address that the case's first mail came from; None without a mail or a sender."""
    found: str | None = store.value(
        "SELECT sender FROM request_message WHERE request_id = ? ORDER BY entry LIMIT 1", (request_id,)
    )
    return found


def of_kind(store: Store, kind: RequestKind) -> list[Request]:
    """All cases of a kind."""
    return [_request(store, row) for row in store.rows(f"{_REQUEST} WHERE request.kind = ?", (kind.value,))]


def of_nobody(store: Store, kind: RequestKind = RequestKind.TAKEDOWN) -> list[Request]:
    """The requests of people who are on record by no address and no name."""
    rows = store.rows(
        f"""{_REQUEST} WHERE request.kind = ? AND request.contact_id IS NULL
             AND request.company_id IS NULL ORDER BY request.id""",
        (kind.value,),
    )
    found = [_request(store, row) for row in rows]
    return [one for one in found if one.contact is None and one.company is None]


def of_nobody_by_sender(store: Store, contact_id: ContactId) -> list[CaseId]:
    """The cases of people who were not on record that a mail from an address of this contact is in."""
    rows = store.rows(
        """SELECT DISTINCT request.id FROM request_message JOIN request ON request.id = request_id
            WHERE contact_id IS NULL AND company_id IS NULL
              AND sender IN (SELECT match_key FROM address WHERE contact_id = ?) ORDER BY request.id""",
        (contact_id,),
    )
    return [row[0] for row in rows]


class Arrival(NamedTuple):
    """A case as it came in, without a word of what it says."""

    case: CaseId
    kind: RequestKind
    received_at: Moment
    recorded_at: Moment
    closed_at: Moment | None
    """When somebody closed it; None where nobody did. A takedown's case is never closed by its evidence."""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def received_since(store: Store, since: Moment) -> list[Arrival]:
    """The cases that were received since then, by their first receipt on record."""
    rows = store.rows(
        f"""SELECT id, kind, received_at, recorded_at, request_closing.at
             FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
            WHERE {counts("request")} AND received_at >= ? ORDER BY id""",
        (since,),
    )
    return [Arrival(row[0], RequestKind(row[1]), row[2], row[3], row[4]) for row in rows]


def add(
    tx: Transaction,
    kind: RequestKind,
    *,
    received_at: Moment,
    via: Via,
    message: Message | None = None,
    contact_id: ContactId | None = None,
    company_id: int | None = None,
    what: TakedownScope | None = None,
    who: str | None = None,
    note: str | None = None,
) -> CaseId:
    """Add a case, with the mail that asked for it: what it says, and by what it is known again."""
    case = CaseId(tx.next_number("request"))
    tx.do(
        acts.requests.RequestReceived(case, kind, contact_id, company_id, what, received_at),
        dated_at=message.dated_at if message else None,
        via=via.value,
        recorded_at=tx.now,
    )
    _add_texts(
        tx,
        case,
        who=who,
        body=(message.words or None) if message else None,
        note=note,
        sender_name=message.name if message and who is not None else None,
    )
    if message:
        add_message(tx, case, message)
    return case


def _add_texts(tx: Transaction, case: CaseId, **texts: str | None) -> None:
    if any(texts.values()):
        tx.insert("request_text", request_id=case, **texts)


def senders(store: Store, request_id: CaseId) -> list[str | None]:
    """Who the mails of a case are from, as match keys; None for a mail without a sender."""
    rows = store.rows("SELECT sender FROM request_message WHERE request_id = ?", (request_id,))
    return [row[0] for row in rows]


def add_message(tx: Transaction, request_id: CaseId, message: Message) -> bool:
    """Record the Message-ID, the hash and the sender of a mail; once for each case. Returns whether it is new there."""
    known = "SELECT 1 FROM request_message WHERE request_id = ? AND sha256 = ?"
    if tx.value(known, (request_id, message.sha256)):
        return False
    tx.insert(
        "request_message",
        request_id=request_id,
        message_id=message.message_id,
        sha256=message.sha256,
        sender=_sender(message),
        entry=tx.entry,
    )
    return True


def add_words(tx: Transaction, request_id: CaseId, message: Message, received_at: Moment) -> None:
    """Keep the words of a mail that joins a case, below those that it has; cut at the longest text that is kept."""
    said = f"[another mail, received {iso(received_at)}]\n{message.words}"
    row = tx.row("SELECT body, note FROM request_text WHERE request_id = ?", (request_id,))
    if row is None:
        tx.insert("request_text", request_id=request_id, body=said[:PROSE])
    else:
        tx.update(
            "request_text", request_id, body=f"{row['body'] or row['note'] or ''}\n\n{said}".strip()[:PROSE]
        )


def add_receipt(tx: Transaction, request_id: CaseId, received_at: Moment) -> None:
    """Add an earlier receipt than the one on record."""
    number = tx.next_number("request_receipt")
    tx.do(acts.requests.EarlierReceiptFound(number, request_id, received_at), recorded_at=tx.now)


def close(
    tx: Transaction, request: Request, because: Because, note: str, was: WasAbout | None = None
) -> None:
    """Close a case; `was` says what a comment turned out to be. Its text is deleted: somebody has read it."""
    tx.do(acts.requests.CaseEnded(request.id, because, tx.now, was))
    if tx.value("SELECT 1 FROM request_text WHERE request_id = ?", (request.id,)):
        tx.update("request_text", request.id, closing_note=note)
    else:
        tx.insert("request_text", request_id=request.id, closing_note=note)
    if request.kind is RequestKind.COMMENT:
        tx.update("request_text", request.id, body=None)


def _request(store: Store, row: Row) -> Request:
    tasks: Sequence[Row] = store.rows(
        "SELECT id, state IN ('open', 'removed') AS pending FROM takedown WHERE request_id = ? ORDER BY id",
        (row["id"],),
    )
    contact, company = row["contact_id"], row["company_id"]
    asker = askers.of_case(store, row["id"]) if contact is None and company is None else None
    return Request(
        id=row["id"],
        kind=RequestKind(row["kind"]),
        what=TakedownScope(row["what"]) if row["what"] else None,
        contact=asker.contact if asker else contact,
        company=asker.company if asker else company,
        who=_who(store, row),
        received_at=row["received_at"],
        recorded_at=row["recorded_at"],
        via=Via(row["via"]),
        text=row["body"] or row["note"],
        closed_because=Because(row["because"]) if row["because"] else None,
        was_about=WasAbout(row["was"]) if row["was"] else None,
        closed_at=row["closed_at"],
        closing_note=row["closing_note"],
        dated_at=row["dated_at"],
        tasks=tuple(task["id"] for task in tasks),
        open_tasks=sum(task["pending"] for task in tasks),
        asked_from=asker.address if asker else None,
        claimed_name=row["sender_name"],
        ended_by=row["ended_by"],
    )


def _who(store: Store, row: Row) -> str:
    known = row["who"] or row["company"]
    if known is None and row["contact_id"] is not None:
        known = called(store, row["contact_id"])
    return known or "not on record"


def _sender(message: Message) -> str | None:
    return message.writers[0].key if message.writers else None
