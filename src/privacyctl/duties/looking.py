"""Looking again: the only thing but a person's word that stops a clock, and what starts it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from privacyctl.duties import soughts
from privacyctl.duties.removals import must_get
from privacyctl.model.follow_up import Copy, Lead, is_public, leads
from privacyctl.model.look import Assignment, Found, Through, evidence_sha256
from privacyctl.model.moment import DAY
from privacyctl.model.takedown import Outcome, State, outcome
from privacyctl.store import follow_ups, looks, publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.model.look import Look
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction

RECHECKED = 30 * DAY
"""How long after its removal was verified a publication is looked for again."""


class Eyes(Protocol):
    """Whatever can look at pages and folders."""

    def look(self, assignments: Sequence[Assignment]) -> Mapping[int, Sequence[Look]]:
        """The looks at each task, by its number; none where there is nowhere to look."""


@dataclass(frozen=True, slots=True)
class Verdict:
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


@dataclass(frozen=True, slots=True)
class Verified:
    """What a round of looks came to."""

    verdicts: tuple[Verdict, ...]
    follow_ups: int
    """How many copies out of reach joined the cases."""

    @property
    def changed(self) -> bool:
        return any(one.has_stopped or one.came_back for one in self.verdicts)

    @property
    def are_all_gone(self) -> bool:
        return all(one.found is Found.GONE for one in self.verdicts)


def assignments(store: Store, tasks: Sequence[int], *, everything: bool) -> list[Assignment]:
    """What to look at: these tasks; without any, all that wait for evidence.

    `everything` adds what was verified within the last 30 days and has not been permitted
    anew. Raises NotFound, and Refused for a task of a closed case.
    """
    found = [must_get(store, task) for task in dict.fromkeys(tasks)] or takedowns.waiting(store)
    if everything:
        again = takedowns.verified_since(store, store.now - RECHECKED)
        found += [task for task in again if _is_still_barred(store, task)]
    return [Assignment(task.id, soughts.of_task(store, task), task.where) for task in found]


def verify(store: Store, eyes: Eyes, assigned: Sequence[Assignment], *, cdn: str | None = None) -> Verified:
    """Look at each, keep what was seen, and let the clocks follow it.

    A task is verified where every look from every one of its places found it gone; one of
    somebody who is in no register never is, since there is no place to be sure of. What
    was verified before and is surely seen again becomes a new task of its case, due at
    once. What was closed or given another place while we looked stays as it is.
    `cdn` is where the vendor has a page forgotten; it joins the follow-ups.
    """
    seen = eyes.look(assigned)
    with store.transaction() as tx:
        verdicts, kept, added = [], [], 0
        for one in assigned:
            task, found = must_get(tx, one.task), tuple(seen.get(one.task, ()))
            kept += [looks.add(tx, task, look) for look in found]
            verdict = _judge(tx, task, found)
            verdicts.append(verdict)
            if verdict.has_stopped:
                added += sum(_add_leads(tx, task.case, look, cdn) for look in found)
        if kept:
            tx.record(
                "looked",
                tasks=[one.task for one in assigned],
                verified=[v.task.id for v in verdicts if v.has_stopped],
                came_back=[v.task.id for v in verdicts if v.came_back],
                looks=len(kept),
                evidence=evidence_sha256(looks.get(tx, kept)).hex()[:40],
            )
        return Verified(tuple(verdicts), added)


def _judge(tx: Transaction, task: Takedown, found: tuple[Look, ...]) -> Verdict:
    together = _together(found)
    # Who is in no register has no places: that nothing is left of them is for a person to say.
    has_stopped = (
        task.publication is not None
        and task.state.is_pending
        and together is Found.GONE
        and set(task.where) <= {look.place for look in found}
    )
    came_back = task.state is State.VERIFIED and together is Found.STILL_THERE
    if has_stopped:
        takedowns.mark_verified(tx, task.id)
    number = takedowns.add_again(tx, task) if came_back else task.id
    after = must_get(tx, number)
    return Verdict(after, together, found, has_stopped, came_back, outcome(after, tx.now))


def _together(found: Sequence[Look]) -> Found | None:
    """What several looks come to: one that still sees it outweighs all; gone is what all say."""
    said = {look.found for look in found}
    return next((one for one in (Found.STILL_THERE, Found.INCONCLUSIVE, Found.GONE) if one in said), None)


def _is_still_barred(store: Store, task: Takedown) -> bool:
    """Whether it must still not be shown: the same thing may have been permitted anew since."""
    publication = publications.get(store, task.publication) if task.publication is not None else None
    if publication is None or not publication.is_barred:
        return False
    theirs = (
        publications.of_contact(store, publication.contact)
        if publication.contact is not None
        else publications.of_company(store, publication.company or 0)
    )
    return not any(
        other.kind is publication.kind and not other.is_barred and other.added_at >= (task.verified_at or 0)
        for other in theirs
    )


def _add_leads(tx: Transaction, case: int, look: Look, cdn: str | None) -> int:
    """Add who else may keep a copy of the page that was looked at."""
    if look.through is not Through.PAGE or look.url is None or not is_public(look.url):
        return 0
    found = leads(look.url) + ([Lead(Copy.CDN, look.url, cdn)] if cdn else [])
    new = [lead for lead in found if follow_ups.find(tx, case, lead) is None]
    for lead in new:
        follow_ups.add(tx, case, lead)
    return len(new)
