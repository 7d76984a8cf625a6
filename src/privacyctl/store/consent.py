"""The rows of decisions and suppressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.address import NORMALISATION
from privacyctl.model.consent import OURS, ConsentEvent, Decision, Purpose, Via, latest
from privacyctl.model.moment import AHEAD, Moment, outranks
from privacyctl.model.suppression import Suppression
from privacyctl.store.store import placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.model.message import Message
    from privacyctl.store import Store, Transaction
    from privacyctl.store.audience import Closed


STANDS = f"e.id NOT IN (SELECT event_id FROM consent_outranked) AND {counts('e')}"
"""Of a `consent_event` named `e`: it is no slip, and no later record outranks it in spite of its time."""
_IS_UNDATED_YES = "e.decision = 'given' AND e.is_dated IS NOT 1 AND e.via <> 'import'"
"""Of such an event: a yes whose time nobody gave. That of an import is its order's, and older rows do not say so."""


_NO_MAIL = ",".join(
    f"'{one}'" for one in (Purpose.TESTIMONIAL, Purpose.CUSTOMER_LIST, Purpose.ORDER, Purpose.RESTRICTION)
)
"""The purposes by which nobody is sent what they can opt out of."""


def events(store: Store, contact_id: ContactId, purpose: Purpose | None = None) -> list[ConsentEvent]:
    """The decisions of a contact, in the order in which they were made."""
    return _events(store, "contact_id", contact_id, purpose)


def company_events(store: Store, company_id: int, purpose: Purpose | None = None) -> list[ConsentEvent]:
    """The decisions of a company, in the order in which they were made."""
    return _events(store, "company_id", company_id, purpose)


def in_force(store: Store, fingerprints: Sequence[bytes]) -> list[Suppression]:
    """The suppressions of any of these addresses or companies: for each purpose the latest."""
    rows = store.rows(
        f"""SELECT purpose, max(at) AS at, max(recorded_at) AS recorded_at, max(entry) AS entry FROM suppression
             WHERE fingerprint IN ({placeholders(fingerprints)}) AND lifted_at IS NULL
             GROUP BY purpose ORDER BY purpose""",
        fingerprints,
    )
    return [Suppression(Purpose(r["purpose"]), r["at"], r["recorded_at"], r["entry"]) for r in rows]


def suppressed_at(store: Store, fingerprint: bytes, purpose: Purpose) -> Moment | None:
    """When this address or company was closed to the purpose; None where it is open."""
    found: Moment | None = store.value(
        "SELECT at FROM suppression WHERE fingerprint = ? AND purpose = ? AND lifted_at IS NULL",
        (fingerprint, purpose),
    )
    return found


def has_own_yes_since(
    store: Store, contact_id: ContactId, purpose: Purpose, no: Suppression | Closed
) -> bool:
    """Whether the contact's own yes outranks a no of their company: it is later, by a time that somebody gave.

    A yes without such a time may be older than it seems: it has to have been typed after the no.
    """
    stands = latest(events(store, contact_id, purpose))
    if stands is None or not stands.decision.is_yes or not outranks(stands.at, no.at, store.now):
        return False
    return (
        stands.is_dated
        or stands.via is Via.IMPORT
        or bool(store.value("SELECT entry > ? FROM consent_event WHERE id = ?", (no.entry, stands.id)))
    )


def suppress(
    tx: Transaction,
    fingerprint: bytes,
    purpose: Purpose,
    at: Moment,
    *,
    renew: bool = False,
    rests: bool = False,
    normalisation: int = NORMALISATION,
) -> bool:
    """Close an address or company to a purpose. Returns False where it was closed already.

    With `renew` a later no replaces the earlier one, so that evidence to lift it must be newer.
    With `rests` this entry closes it too, whatever the earlier no's time: to undo that one opens nothing.
    """
    known = tx.row(
        "SELECT id, at FROM suppression WHERE fingerprint = ? AND purpose = ? AND lifted_at IS NULL",
        (fingerprint, purpose),
    )
    if known is not None:
        if not (rests or (renew and at > known["at"])):
            return False
        tx.do(acts.decisions.PurposeClosedAnew(known["id"], Moment(max(at, known["at"]))))
        return True
    tx.do(
        acts.decisions.PurposeClosed(tx.next_number("suppression"), fingerprint, purpose, at),
        secret_id=tx.value("SELECT max(id) FROM secret"),
        normalisation=normalisation,
        recorded_at=tx.now,
    )
    return True


def of_same_no(
    store: Store, fingerprint: bytes, fingerprints: Sequence[bytes], purpose: Purpose
) -> list[bytes]:
    """Those of `fingerprints` that are closed as of the no that closed `fingerprint`, and not by a later one."""
    rows = store.rows(
        f"""SELECT fingerprint FROM suppression WHERE fingerprint IN ({placeholders(fingerprints)}) AND purpose = ?
               AND lifted_at IS NULL AND at <= (SELECT at FROM suppression
                    WHERE fingerprint = ? AND purpose = ? AND lifted_at IS NULL)""",
        (*fingerprints, purpose, fingerprint, purpose),
    )
    return [row[0] for row in rows]


def lift(tx: Transaction, fingerprints: Sequence[bytes], purpose: Purpose) -> int:
    """End the suppressions of these addresses for a purpose. They stay on record as lifted."""
    found = tx.rows(
        f"""SELECT id FROM suppression WHERE fingerprint IN ({placeholders(fingerprints)})
             AND purpose = ? AND lifted_at IS NULL""",
        (*fingerprints, purpose),
    )
    for row in found:
        tx.do(acts.decisions.PurposeReopened(row["id"], tx.now))
    return len(found)


def add_event(
    tx: Transaction,
    *,
    purpose: Purpose,
    decision: Decision,
    at: Moment,
    via: Via,
    contact_id: ContactId | None = None,
    company_id: int | None = None,
    notice: int | None = None,
    is_dated: bool = True,
) -> int:
    """Record a decision. `notice` is the number of the notice that the person had been shown; None for an import.

    With `is_dated` somebody said when it was made. From now on the decision outranks what
    lies ahead of the clock, and a no that is dated outranks a yes whose time nobody gave.
    """
    number = tx.next_number("consent_event")
    outranked = tx.rows(
        f"""SELECT e.id FROM consent_event AS e
            WHERE e.contact_id IS :contact AND e.company_id IS :company AND e.purpose = :purpose
              AND (e.decision IN ('given', 'lifted') AND :is_no OR :at >= :now) AND e.at > :at
              AND (e.at > :now + :ahead OR {_IS_UNDATED_YES} AND :is_no AND :is_dated)
              AND {STANDS}""",
        {
            "contact": contact_id,
            "company": company_id,
            "purpose": purpose.value,
            "is_no": not decision.is_yes,
            "is_dated": is_dated,
            "at": at,
            "now": tx.now,
            "ahead": AHEAD,
        },
    )
    tx.do(
        acts.decisions.PurposeDecided(number, contact_id, company_id, purpose, decision, at),
        recorded_at=tx.now,
        via=via.value,
        notice_id=notice,
        is_dated=int(is_dated),
        again=tx.value(
            """SELECT coalesce(max(again) + 1, 0) FROM consent_event
                WHERE contact_id = ? AND purpose = ? AND decision = ? AND at = ?
                  AND entry IN (SELECT undone FROM undoing)""",
            (contact_id, purpose.value, decision.value, at),
        ),
    )
    for row in outranked:
        tx.do(acts.decisions.DecisionOutranked(row["id"]))
    return number


def outrank_by_import(tx: Transaction) -> list[tuple[ContactId, Purpose, Moment]]:
    """Let the noes that this transaction's import took outrank what `add_event` lets a dated no outrank.

    Returns whose yes was outranked, of which purpose, and when the no was said: what the yes
    reopened is to be closed again.
    """
    # From the few yeses to the import's noes: the other way a million answers are gone through.
    outranked = tx.rows(
        f"""SELECT e.id, e.contact_id, e.purpose, max(new.at) FROM consent_event AS e CROSS JOIN consent_event AS new
             WHERE e.decision = 'given' AND (e.at > :now + :ahead OR {_IS_UNDATED_YES}) AND e.entry < :entry
               AND new.contact_id = e.contact_id AND new.purpose = e.purpose AND new.entry = :entry
               AND new.decision = 'refused' AND new.at < e.at AND {STANDS}
             GROUP BY e.id""",
        {"now": tx.now, "ahead": AHEAD, "entry": tx.entry},
    )
    for row in outranked:
        tx.do(acts.decisions.DecisionOutranked(row[0]))
    return [(row[1], Purpose(row[2]), row[3]) for row in outranked]


def add_evidence(
    tx: Transaction, event_id: int, *, text: str | None, message_id: str | None, sha256: bytes | None
) -> None:
    tx.insert("consent_evidence", event_id=event_id, text=text, message_id=message_id, sha256=sha256)


def has_mail(store: Store, message: Message) -> bool:
    """Whether a decision rests on this mail, by its bytes."""
    return store.value("SELECT 1 FROM consent_evidence WHERE sha256 = ?", (message.sha256,)) is not None


def opt_outs(store: Store, since: Moment) -> tuple[int, int, int | None]:
    """How many people and companies said no since then; the seconds until the slowest was on record; the last.

    Under a clock that ran behind, a no was on record by the time of its entry, and not before.
    What came with an import was said elsewhere and is not counted.
    """
    row = store.row(
        f"""SELECT count(*),
                  coalesce(max(recorded_at - at + coalesce(json_extract(body, '$.behind'), 0)), 0),
                  max(recorded_at)
             FROM consent_event LEFT JOIN audit ON seq = entry
            WHERE {counts("consent_event")} AND decision <> 'given' AND purpose <> 'restriction' AND via <> 'import'
              AND recorded_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def is_any_no_to_mail(store: Store, since: Moment) -> bool:
    """Whether anybody said no to being written to since then, or is closed to it now; to be shown is something else."""
    return bool(
        store.value(
            f"""SELECT EXISTS (SELECT 1 FROM suppression WHERE lifted_at IS NULL AND purpose NOT IN ({_NO_MAIL}))
                    OR EXISTS (SELECT 1 FROM consent_event WHERE {counts("consent_event")} AND decision <> 'given'
                                  AND purpose NOT IN ({_NO_MAIL}) AND via <> 'import' AND recorded_at >= ?)""",
            (since,),
        )
    )


def typed_late(store: Store, since: Moment, limit: int) -> list[tuple[ContactId | None, int | None]]:
    """Who said no and was on record with it more than `limit` seconds after its receipt: a contact or a company each.

    What came with an import or a list was said elsewhere and is left out.
    """
    rows = store.rows(
        f"""SELECT DISTINCT contact_id, company_id FROM consent_event
            WHERE {counts("consent_event")} AND decision <> 'given' AND via NOT IN ('import', 'list')
              AND recorded_at >= ? AND recorded_at - at > ?
            ORDER BY company_id, contact_id""",
        (since, limit),
    )
    return [(row[0], row[1]) for row in rows]


def typed_late_of_nobody(store: Store, since: Moment, limit: int) -> list[int]:
    """The same of those who are not on record: the entries that closed their addresses, or their companies.

    Entries that do not say how the no came are left out: it may have been a list.
    """
    rows = store.rows(
        f"""SELECT DISTINCT entry FROM suppression JOIN audit ON seq = entry
             WHERE recorded_at >= ? AND recorded_at - at > ? AND {counts("suppression")}
               AND json_extract(body, '$.act') = 'opted-out' AND json_extract(body, '$.unknown') > 0
               AND json_extract(body, '$.via') <> 'list' ORDER BY entry""",
        (since, limit),
    )
    return [row[0] for row in rows]


def count_suppressed(store: Store) -> int:
    """How many addresses and companies are closed to something."""
    return int(
        store.value(
            "SELECT count(DISTINCT fingerprint) FROM suppression WHERE lifted_at IS NULL AND normalisation = ?",
            (NORMALISATION,),
        )
    )


def _events(store: Store, column: str, subject: int, purpose: Purpose | None) -> list[ConsentEvent]:
    rows = store.rows(
        f"""SELECT consent_event.id, purpose, decision, at, recorded_at, via, text, notice_id, is_dated,
                   consent_event.id IN (SELECT event_id FROM consent_outranked)
              FROM consent_event LEFT JOIN consent_evidence ON event_id = consent_event.id
             WHERE {column} = :subject AND {counts("consent_event")} AND (:purpose IS NULL OR purpose = :purpose)
             ORDER BY at, consent_event.id""",
        {"subject": subject, "purpose": purpose},
    )
    return [
        ConsentEvent(
            r["id"],
            Purpose(r["purpose"]),
            Decision(r["decision"]),
            r["at"],
            r["recorded_at"],
            Via(r["via"]),
            r["text"],
            r["notice_id"],
            bool(r["is_dated"]),
            bool(r[9]),
        )
        for r in rows
    ]


def opted_out(store: Store, purpose: Purpose) -> int:
    """How many contacts and companies have a no as their latest decision on a purpose."""
    return int(
        store.value(
            f"""SELECT count(*) FROM (SELECT max(2 * at + (decision <> 'given')) AS latest FROM consent_event AS e
                 WHERE {STANDS} AND purpose = ? AND contact_id IS NOT NULL GROUP BY contact_id) WHERE latest & 1""",
            (purpose.value,),
        )
    )


def any_yes_since(store: Store, purpose: Purpose, at: Moment) -> bool:
    """Whether anybody said yes to a purpose since `at`. For product news a yes to a vendor's own purpose counts too."""
    marks = ",".join(f"'{one}'" for one in OURS)
    own = f"OR purpose NOT IN ({marks})" if purpose is Purpose.UPDATES else ""
    return bool(
        store.value(
            f"""SELECT EXISTS (SELECT 1 FROM consent_event AS e
                 WHERE {STANDS} AND decision = 'given' AND at >= ? AND (purpose = ? {own}))""",
            (at, purpose.value),
        )
    )
