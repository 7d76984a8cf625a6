"""What the record shows of the promises, in counts and moments; nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.consent import OURS, Purpose

if TYPE_CHECKING:
    from privacyctl.store import Store


def opt_outs(store: Store, since: int) -> tuple[int, int, int | None]:
    """How many people and companies said no since then; the longest until it was on record; the last.

    What came with an import was said elsewhere and is not counted.
    """
    row = store.row(
        """SELECT count(*), coalesce(max(recorded_at - at), 0), max(recorded_at) FROM consent_event
            WHERE decision <> 'given' AND via <> 'import' AND recorded_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def suppressed(store: Store) -> int:
    """How many addresses and companies are closed to something."""
    return int(store.value("SELECT count(DISTINCT fingerprint) FROM suppression WHERE lifted_at IS NULL"))


def written_to_after_no(store: Store, since: int) -> int:
    """How many times a list was handed over with somebody on it whose no was on record by then.

    A no to product news is one to every purpose of the vendor's own too, but for a later
    yes to that very purpose. The audience of a notice is no such list: it is how people
    are told that they can say no.
    """
    return len(_after_an_answer(store, since) | _after_an_opt_out(store, since))


_OURS = ",".join(f"'{one}'" for one in OURS)
_HANDED = f"""
    SELECT contact_id, disclosure.id, entry, at, purpose, purpose NOT IN ({_OURS}) AS is_own
      FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
     WHERE via IN ('audience', 'gate', 'export') AND purpose <> 'order' AND recorded_at >= ?1
"""
_ANSWER = """
    (SELECT 2 * e.at + (e.decision <> 'given') FROM consent_event AS e
      WHERE e.contact_id = handed.contact_id AND e.purpose = {purpose} AND e.at <= handed.at AND e.entry < handed.entry
      ORDER BY 1 DESC LIMIT 1)
"""


def _after_an_answer(store: Store, since: int) -> set[tuple[int, int]]:
    """By their answers: the contact and the disclosure of each."""
    # Twice the moment, and one more for a no: of one second the no is the greater.
    rows = store.stream(
        f"""SELECT contact_id, id FROM (
                SELECT contact_id, id, is_own, {_ANSWER.format(purpose="handed.purpose")} AS said,
                       {_ANSWER.format(purpose=f"'{Purpose.UPDATES}'")} AS news FROM ({_HANDED}) AS handed)
             WHERE said & 1 OR (is_own AND news & 1 AND NOT coalesce(said > news, 0))""",
        (since,),
    )
    return {(row[0], row[1]) for row in rows}


def _after_an_opt_out(store: Store, since: int) -> set[tuple[int, int]]:
    """By what their addresses were closed to, before they were on record perhaps."""
    closed: dict[bytes, list[_Closed]] = {}
    sql = "SELECT fingerprint, purpose, at, entry, recorded_at, lifted_entry FROM suppression"
    for fingerprint, *row in store.stream(sql):
        closed.setdefault(fingerprint, []).append(_Closed(*row))
    if not closed:
        return set()
    rows = store.stream(
        f"""SELECT match_key, contact_id, id, handed.entry, at, purpose, is_own,
                   {_ANSWER.format(purpose="handed.purpose")}
              FROM ({_HANDED}) AS handed JOIN address USING (contact_id) WHERE address.entry < handed.entry""",
        (since,),
    )
    mark = store.fingerprints.address
    handed = ((mark(key), _Handed(*row)) for key, *row in rows)
    return {
        (one.contact, one.disclosure)
        for fingerprint, one in handed
        if any(suppression.bars(one) for suppression in closed.get(fingerprint, ()))
    }


class _Handed(NamedTuple):
    contact: int
    disclosure: int
    entry: int
    at: int
    purpose: str
    is_own: int
    said: int | None
    """Their answer, as `_ANSWER` has it."""


class _Closed(NamedTuple):
    purpose: str
    at: int
    entry: int
    recorded_at: int
    lifted_entry: int | None

    def bars(self, one: _Handed) -> bool:
        """Whether the hand-off was to somebody who was closed to it by then."""
        was_on_record = self.recorded_at < one.at or self.entry < one.entry
        if not was_on_record or (self.lifted_entry is not None and self.lifted_entry < one.entry):
            return False
        if self.purpose == one.purpose:
            return True
        if not one.is_own or self.purpose != Purpose.UPDATES.value:
            return False
        is_yes = one.said is not None and one.said & 1 == 0
        # Said again after the hand-off, the no has the later time: what it was before is not known.
        return not (is_yes and (self.at > one.at or (one.said or 0) > 2 * self.at + 1))


def used_while_shut(store: Store, since: int) -> int:
    """How many hand-offs there were for a purpose of the vendor's own whose window was not over.

    The audience of a notice is no use of it: a window begins with that.
    """
    return int(
        store.value(
            f"""SELECT count(*) FROM disclosure
                WHERE purpose NOT IN ({_OURS}) AND recorded_at >= ?1 AND via <> 'notice'
                  AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.purpose = disclosure.purpose
                                   AND opens_at <= disclosure.at)""",
            (since,),
        )
    )


def notices(store: Store) -> tuple[int, int | None]:
    """How many notices were written, and when the last one was."""
    row = store.row("SELECT count(*), max(announced_at) FROM notice")
    return (row[0], row[1]) if row else (0, None)


def disclosures(store: Store, since: int) -> tuple[int, int, int, int | None]:
    """How many hand-offs since then, how many of them not for orders, to how many recipients, and the last."""
    row = store.row(
        """SELECT count(*), coalesce(sum(purpose <> 'order'), 0), count(DISTINCT recipient), max(recorded_at)
             FROM disclosure WHERE recorded_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2], row[3]) if row else (0, 0, 0, None)


def follow_ups_overdue(store: Store) -> int:
    """How many recipients should have been told by now of a correction or an erasure."""
    return int(
        store.value(
            """SELECT count(*) FROM follow_up
                WHERE copy = 'recipient' AND asked_at IS NULL AND due_at < ?""",
            (store.now,),
        )
    )


def held(store: Store) -> tuple[int, int]:
    """How many people and order lines are on record."""
    row = store.row(
        """SELECT (SELECT count(*) FROM contact WHERE erased_at IS NULL),
                  (SELECT count(*) FROM purchase)"""
    )
    return (row[0], row[1]) if row else (0, 0)


def cases(store: Store, since: int) -> tuple[int, int, int | None]:
    """How many cases were received since then, how many of them wait for a human eye, and the last."""
    row = store.row(
        """SELECT count(*), coalesce(sum(kind = 'comment' AND request_closing.request_id IS NULL), 0),
                  max(recorded_at)
             FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
            WHERE received_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def received(store: Store, since: int) -> list[int]:
    """When each case was received."""
    return [row[0] for row in store.rows("SELECT received_at FROM request WHERE received_at >= ?", (since,))]


def erasures(store: Store, since: int) -> tuple[int, int]:
    """How many people were erased since then, and how many erasures are not proved yet."""
    row = store.row(
        "SELECT coalesce(sum(at >= ?), 0), coalesce(sum(proved_at IS NULL), 0) FROM erasure", (since,)
    )
    return (row[0], row[1]) if row else (0, 0)


def corrections(store: Store, since: int) -> int:
    """How many fields were put right since then."""
    return int(store.value("SELECT count(*) FROM correction WHERE at >= ?", (since,)))
