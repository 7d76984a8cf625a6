"""Follow-ups: copies out of our reach, which one can ask others to remove and never see gone.

Those of a takedown are copies of a page; on any case a recipient may wait to be told of a
correction or an erasure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases, late_forgetting
from privacyctl.errors import NotFound, Refused
from privacyctl.model.follow_up import TELL_WITHIN, Copy
from privacyctl.model.moment import Moment
from privacyctl.model.request import RequestKind
from privacyctl.store import follow_ups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.follow_up import FollowUp, Lead
    from privacyctl.model.ids import CaseId
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """Lines of a case as they are now; `changed` names those that are new or moved."""

    lines: tuple[FollowUp, ...]
    changed: tuple[int, ...]


def list_follow_ups(store: Store, case: CaseId | None) -> list[FollowUp]:
    """The lines of a case, or of all: those that wait first. Raises NotFound for no such case."""
    if case is None:
        return follow_ups.everything(store)
    cases.must_get(store, case)
    return follow_ups.of_request(store, case)


def add(store: Store, case: CaseId, lead: Lead) -> FollowedUp:
    """Note a copy that lies out of reach. The same one again changes nothing.

    A recipient is to be told within seven days, whatever the case asks for; any other copy
    is one of what a takedown takes off the site. Raises NotFound and Refused.
    """
    with store.transaction() as tx:
        is_recipient = lead.copy is Copy.RECIPIENT
        request = cases.must_get(tx, case)
        if not is_recipient and request.kind is not RequestKind.TAKEDOWN:
            raise Refused(f"case {case} is no takedown, so nothing was published", "see: privacyctl requests")
        known = follow_ups.find(tx, case, lead)
        if known is not None:
            return FollowedUp((known,), ())
        made = follow_ups.add(tx, case, lead, due_at=Moment(tx.now + TELL_WITHIN) if is_recipient else None)
        tx.record("follow-up-added", cases=[case], follow_ups=[made], copy=lead.copy.value)
        return FollowedUp((_must_get(tx, made),), (made,))


def mark_asked(store: Store, numbers: Sequence[int], *, at: Moment | None, note: str | None) -> FollowedUp:
    """Note that one asked for the removal of these copies. Asked already, they stay as they are.

    Nothing here says that a copy is gone: nobody can know. Raises NotFound.
    """
    with store.transaction() as tx:
        found = [_must_get(tx, number) for number in dict.fromkeys(numbers)]
        changed = [line.id for line in found if line.asked_at is None]
        for number in changed:
            follow_ups.mark_asked(tx, number, tx.now if at is None else at, note)
            late_forgetting.let_go_of_line(tx, _must_get(tx, number))
        if changed:
            tx.record("asked", follow_ups=changed, cases=sorted({line.case for line in found}))
        return FollowedUp(tuple(_must_get(tx, line.id) for line in found), tuple(changed))


def _must_get(tx: Transaction, number: int) -> FollowUp:
    found = follow_ups.get(tx, number)
    if found is None:
        raise NotFound(f"there is no follow-up {number}", "see: privacyctl follow-up")
    return found
