"""Looking again: the only thing but a person's word that stops a clock, and what starts it anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties import late_forgetting
from privacyctl.duties.cases import must_get_task
from privacyctl.duties.site import targets
from privacyctl.errors import Refused
from privacyctl.model.follow_up import Copy, Lead, is_public, leads
from privacyctl.model.look import Found, TaskAssignment, Through, evidence_sha256
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import DAY, Moment
from privacyctl.model.takedown import Outcome, TakedownState, outcome
from privacyctl.store import follow_ups, looks, scan_findings, takedowns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import Checker
    from privacyctl.model.ids import CaseId, TaskId
    from privacyctl.model.look import Look
    from privacyctl.model.takedown import Takedown
    from privacyctl.model.target import Target
    from privacyctl.store import Store, Transaction

RECHECKED = 30 * DAY
"""How long after its removal was verified a publication is looked for again."""


@dataclass(frozen=True, slots=True)
class LookVerdict:
    """What the looks at one task came to."""

    task: Takedown
    """As it is now. Where it came back, the task that was opened for that."""
    found: Found | None
    """None where there was nowhere to look."""
    looks: tuple[Look, ...]
    has_stopped: bool
    """Whether these looks stopped its clock."""
    came_back: bool
    """Whether it had been verified and is on show again."""
    outcome: Outcome
    sought: Target | None = None
    """What was looked for, of somebody who is in no register."""

    @property
    def is_unseen(self) -> bool:
        """Whether every page answered, and none shows it. That proves nothing where it was never seen."""
        return bool(self.looks) and all(one.reason.is_absence for one in self.looks)

    @property
    def is_gone(self) -> bool:
        """Whether it is proved, by looks or by a person's word, and nothing is seen of it now."""
        return self.task.state is TakedownState.VERIFIED and (self.found is Found.GONE or self.is_unseen)

    @property
    def may_change(self) -> bool:
        """Whether a later look may see something else; a place that is no page stays none."""
        return (
            not self.is_gone
            and bool(self.looks)
            and all(one.reason is not LookReason.NO_PAGE for one in self.looks)
        )


@dataclass(frozen=True, slots=True)
class Verified:
    """What a round of looks came to."""

    verdicts: tuple[LookVerdict, ...]
    follow_ups: int
    """How many copies out of reach joined the cases."""
    ended: tuple[CaseId, ...] = ()
    """The cases whose last clock these looks stopped: who asked is to be told."""

    @property
    def changed(self) -> bool:
        return any(one.has_stopped or one.came_back for one in self.verdicts)

    @property
    def are_all_gone(self) -> bool:
        """Whether every clock has stopped, and nothing is seen."""
        return all(one.is_gone for one in self.verdicts)


def assignments(
    store: Store, tasks: Sequence[TaskId] | None, *, everything: bool = False
) -> list[TaskAssignment]:
    """What to look at: these tasks; with None, all that wait for evidence.

    `everything` adds what was verified within the last 30 days and has not been permitted
    anew. Raises NotFound, and Refused for a task of a closed case or of something that may
    be shown again.
    """
    named = [must_get_task(store, task) for task in dict.fromkeys(tasks or ())]
    found = takedowns.waiting(store) if tasks is None else named
    if everything:
        found += takedowns.verified_since(store, Moment(store.now - RECHECKED))
    assigned = [
        TaskAssignment(
            target=targets.of_task(store, task),
            places=task.where,
            before=looks.sightings(store, task.publication, task.id),
            task=task.id,
        )
        for task in found
    ]
    wordless = [one for one in assigned if not one.target.has_words]
    if wordless and tasks is not None:
        raise Refused(
            f"what task {wordless[0].task} is about was erased once it was gone, and nothing is left to look for",
            "see: privacyctl requests",
        )
    assigned = [one for one in assigned if one.target.has_words]
    shown = targets.permitted(store)
    again = [one for one in assigned if any(map(one.target.is_same, shown))]
    if again and tasks is not None:
        raise Refused(
            f"what task {again[0].task} is about was permitted anew, so it may be seen",
            "see: privacyctl publications",
        )
    return [one for one in assigned if one not in again]


def still_waiting(store: Store, tasks: Sequence[TaskId]) -> list[TaskAssignment]:
    """Those of these tasks that still wait; a case may be closed while one waits to look again."""
    waiting = {task.id for task in takedowns.waiting(store)}
    return assignments(store, [task for task in tasks if task in waiting])


def verify(
    store: Store, checker: Checker, assigned: Sequence[TaskAssignment], *, cdn: str | None = None
) -> Verified:
    """Look at each, keep what was seen, and let the clocks follow it.

    A task is verified where every look from every one of its places found it gone, each against
    an earlier sighting there; one of somebody who is in no register never is, since there is no
    place to be sure of. What was verified before and is surely seen again becomes a new task of
    its case, due at once. What was closed or given another place while we looked stays as it is.
    `cdn` is where the vendor has a page forgotten; it joins the follow-ups.
    """
    seen = checker.look(assigned, targets.permitted(store))
    with store.transaction() as tx:
        verdicts, kept, added = [], [], 0
        for one, found in zip(assigned, seen, strict=True):
            task, proved = must_get_task(tx, one.task), tuple(map(_as_proved, found))
            kept += [looks.add(tx, task.id, task.publication, look) for look in proved]
            verdict = _judge(tx, task, proved, one.target)
            verdicts.append(verdict)
            if verdict.has_stopped:
                added += sum(_add_leads(tx, task.case, look, cdn) for look in proved)
        if kept:
            tx.record(
                "looked",
                tasks=[one.task for one in assigned],
                verified=[v.task.id for v in verdicts if v.has_stopped],
                came_back=[v.task.id for v in verdicts if v.came_back],
                looks=len(kept),
                evidence=evidence_sha256(looks.get(tx, kept)).hex()[:40],
            )
        stopped = [one.task for one in verdicts if one.has_stopped]
        return Verified(tuple(verdicts), added, takedowns.ended(tx, stopped))


def _as_proved(look: Look) -> Look:
    """The look, which says that something is gone only where it was seen before: whoever looked."""
    if look.found is not Found.GONE or look.before is not None:
        return look
    return replace(look, found=Found.INCONCLUSIVE, reason=LookReason.NEVER_SEEN)


def _judge(tx: Transaction, task: Takedown, found: tuple[Look, ...], target: Target) -> LookVerdict:
    together = _together(found, task.where)
    # Who is in no register has no places: that nothing is left of them is for a person to say.
    has_stopped = (
        task.publication is not None
        and task.state.is_pending
        and together is Found.GONE
        and set(task.where) <= {look.place for look in found}
    )
    came_back = task.state is TakedownState.VERIFIED and together is Found.STILL_THERE
    if has_stopped and task.publication is not None:
        takedowns.mark_verified(tx, task.id)
        scan_findings.end_of(tx, task.publication)
        late_forgetting.let_go(tx, task)
    number = takedowns.add_again(tx, task) if came_back else task.id
    after = must_get_task(tx, number)
    sought = target if task.publication is None else None
    return LookVerdict(after, together, found, has_stopped, came_back, outcome(after, tx.now), sought)


def _together(found: Sequence[Look], where: Sequence[str]) -> Found | None:
    """What several looks come to: one that still sees it outweighs all; gone is what all say.

    The pages of the settings and the built folder are looked through for every publication. That one
    is not there where it never was, and where nobody said that it is, tells nothing either way.
    """
    tells = [one for one in found if one.reason is not LookReason.NEVER_SEEN or one.place in where]
    said = {look.found for look in tells or found}
    return next((one for one in (Found.STILL_THERE, Found.INCONCLUSIVE, Found.GONE) if one in said), None)


def _add_leads(tx: Transaction, case: CaseId, look: Look, cdn: str | None) -> int:
    """Add who else may keep a copy of the page that was looked at."""
    if look.through is not Through.PAGE or look.url is None or not is_public(look.url):
        return 0
    found = leads(look.url) + ([Lead(Copy.CDN, look.url, cdn)] if cdn else [])
    new = [lead for lead in found if follow_ups.find(tx, case, lead) is None]
    for lead in new:
        follow_ups.add(tx, case, lead)
    return len(new)
