"""Finding the lists that were handed over with somebody on them who had said no by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.consent import OURS, Purpose
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


def written_to(store: Store, since: Moment) -> list[HandedAfterNo]:
    """Who was on a list that was handed over since then though they had said no by that time.

    A no counts from its receipt, whenever somebody typed it. What came with an import was
    said to the reseller, and counts from when it was on record. A no to product news is one to
    every purpose of the vendor's own too, but for a later yes to that very purpose. The
    audience of a notice is no such list: it is how people are told that they can say no.
    """
    known = {(contact, disclosure) for contact, disclosure, _ in _after_an_answer(store, since, _ON_RECORD)}
    known |= _after_an_opt_out(store, since)
    received = {
        (contact, disclosure): lay for contact, disclosure, lay in _after_an_answer(store, since, _RECEIVED)
    }
    return [
        HandedAfterNo(*pair, pair in known, received.get(pair, 0)) for pair in sorted(known | received.keys())
    ]


class HandedAfterNo(NamedTuple):
    """Somebody who was on a list, and the disclosure by which the list was handed over."""

    contact: ContactId
    disclosure: int
    was_on_record: bool
    """Whether their no was on record by then, so that a command should have left them out."""
    lay: int
    """For how many seconds their no had lain there when the list went out."""


_OURS = ",".join(f"'{one}'" for one in OURS)
_HANDED = f"""
    SELECT contact_id, disclosure.id, entry, at, purpose, purpose NOT IN ({_OURS}) AS is_own
      FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
     WHERE {counts("disclosure")} AND via IN ('audience', 'gate', 'export') AND purpose <> 'order' AND recorded_at >= ?
"""
_ON_RECORD = "e.entry < handed.entry"
_RECEIVED = f"({_ON_RECORD} OR e.via <> 'import')"
_ANSWER = f"""
    (SELECT 2 * e.at + (e.decision <> 'given') FROM consent_event AS e
      WHERE e.contact_id = handed.contact_id AND e.purpose = {{purpose}} AND e.at <= handed.at AND {{known}}
        AND {counts("e")}
        AND NOT EXISTS (SELECT 1 FROM consent_outranked AS o WHERE o.event_id = e.id AND o.entry < handed.entry)
      ORDER BY 1 DESC LIMIT 1)
"""


def _after_an_answer(store: Store, since: Moment, known: str) -> set[tuple[ContactId, int, int]]:
    """By the answers that were known: the contact, the disclosure, and for how long the no had been there."""
    # Twice the moment, and one more for a no: of one second the no is the greater.
    rows = store.stream(
        f"""SELECT contact_id, id, at - iif(said & 1, said, news) / 2 FROM (
                SELECT contact_id, id, at, is_own, {_ANSWER.format(purpose="handed.purpose", known=known)} AS said,
                       {_ANSWER.format(purpose=f"'{Purpose.UPDATES}'", known=known)} AS news
                  FROM ({_HANDED}) AS handed)
             WHERE said & 1 OR (is_own AND news & 1 AND NOT coalesce(said > news, 0))""",
        (since,),
    )
    return {(row[0], row[1], row[2]) for row in rows}


def _after_an_opt_out(store: Store, since: Moment) -> set[tuple[ContactId, int]]:
    """By what their addresses were closed to, before they were on record perhaps."""
    closed: dict[bytes, list[_Closed]] = {}
    sql = f"""SELECT fingerprint, purpose, at, entry, recorded_at, lifted_entry FROM suppression
               WHERE {counts("suppression")}"""
    for fingerprint, *row in store.stream(sql):
        closed.setdefault(fingerprint, []).append(_Closed(*row))
    if not closed:
        return set()
    rows = store.stream(
        f"""SELECT match_key, contact_id, id, handed.entry, at, purpose, is_own,
                   {_ANSWER.format(purpose="handed.purpose", known=_ON_RECORD)}
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
    contact: ContactId
    disclosure: int
    entry: int
    at: Moment
    purpose: str
    is_own: int
    said: int | None
    """Their answer, as `_ANSWER` has it."""


class _Closed(NamedTuple):
    purpose: str
    at: Moment
    entry: int
    recorded_at: Moment
    lifted_entry: int | None

    def bars(self, one: _Handed) -> bool:
        """Whether the hand-off was to somebody who was closed to it by then."""
        was_on_record = self.recorded_at < one.at or self.entry < one.entry
        if not was_on_record or (self.lifted_entry is not None and self.lifted_entry < one.entry):
            return False
        if self.purpose in (one.purpose, Purpose.RESTRICTION.value):
            return True
        if not one.is_own or self.purpose != Purpose.UPDATES.value:
            return False
        is_yes = one.said is not None and one.said & 1 == 0
        # Said again after the hand-off, the no has the later time: what it was before is not known.
        return not (is_yes and (self.at > one.at or (one.said or 0) > 2 * self.at + 1))
