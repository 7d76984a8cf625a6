"""The first look at what was put on record, and at what somebody just asked to have removed.

Only against a sighting is something ever seen to be gone. So whoever registers, and whoever takes a
request, looks at once: the sightings are kept, and what is not seen where it should be is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.site import targets
from privacyctl.model.look import Assignment, Found, evidence_sha256
from privacyctl.store import looks, publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.duties.protocols import Checker
    from privacyctl.model.ids import PublicationId, TaskId
    from privacyctl.model.look import EarlierSighting, Look
    from privacyctl.model.publication import Publication
    from privacyctl.model.takedown import Takedown
    from privacyctl.model.target import Target
    from privacyctl.store import Store, Transaction

_MOST_ELSEWHERE = 20
"""Places of the register that are named; of them a few are looked at."""


@dataclass(frozen=True, slots=True)
class FirstLooked:
    """What the first look at one publication came to, or at somebody who is in no register."""

    publication: PublicationId | None
    task: TaskId | None
    """The takedown that it was for; None where something was put on record."""
    places: tuple[str, ...]
    looks: tuple[Look, ...]

    @property
    def seen(self) -> tuple[Look, ...]:
        return tuple(look for look in self.looks if look.found is Found.STILL_THERE)

    @property
    def not_seen(self) -> tuple[Look, ...]:
        """Of each place that was looked at and does not show it, one look."""
        shown = {look.place for look in self.seen}
        missed = {look.place: look for look in self.looks if look.place in self.places}
        return tuple(look for place, look in missed.items() if place not in shown)


def at_publications(store: Store, checker: Checker, registered: Iterable[Publication]) -> list[FirstLooked]:
    """Look for what was put on record at those of its places where it was never seen."""
    wanted: list[tuple[TaskId | None, Assignment]] = []
    for one in registered:
        before = looks.sightings(store, one.id, None)
        if places := _unseen(one.places, before):
            wanted.append((None, _assignment(store, targets.of_publication(store, one), places, before)))
    return _look(store, checker, wanted)


def at_tasks(store: Store, checker: Checker, tasks: Iterable[Takedown], *, anew: bool) -> list[FirstLooked]:
    """Look for what somebody asked to have removed, while it is still there.

    `anew` is whether they ask now; else no more is looked at than the places where it was never seen.
    """
    wanted: list[tuple[TaskId | None, Assignment]] = []
    for task in tasks:
        target, before = targets.of_task(store, task), looks.sightings(store, task.publication, task.id)
        places = task.where if anew else _unseen(task.where, before)
        is_wanted = anew or bool(places) or not (before or task.where)
        if is_wanted and task.state.is_pending and target.has_words:
            wanted.append((task.id, _assignment(store, target, places, before)))
    return _look(store, checker, wanted)


def _unseen(places: Sequence[str], before: Sequence[EarlierSighting]) -> tuple[str, ...]:
    known = {seen.place for seen in before}
    return tuple(place for place in places if place not in known)


def assignment(store: Store, target: Target) -> Assignment:
    """A publication with its places, and the sightings of it on record."""
    publication = publications.get(store, target.publication) if target.publication is not None else None
    places = publication.places if publication else ()
    return Assignment(
        target=target, places=places, before=looks.sightings(store, target.publication, target.task)
    )


def _assignment(
    store: Store, target: Target, places: tuple[str, ...], before: tuple[EarlierSighting, ...]
) -> Assignment:
    elsewhere = publications.known_places(store, _MOST_ELSEWHERE, besides=places)
    # Sought as what is to go: what may be shown would explain itself.
    sought = replace(target, is_barred=True)
    return Assignment(target=sought, places=places, before=before, elsewhere=tuple(elsewhere))


def _look(
    store: Store, checker: Checker, wanted: Sequence[tuple[TaskId | None, Assignment]]
) -> list[FirstLooked]:
    """Look for each, and keep the looks that saw it. The others prove nothing, and are for the screen alone."""
    if not wanted:
        return []
    numbers = {one.target.number for _, one in wanted}
    others = [one for one in targets.permitted(store) if one.number not in numbers]
    seen = checker.look([one for _, one in wanted], others)
    found = [
        FirstLooked(one.target.publication, task, one.places, tuple(saw))
        for (task, one), saw in zip(wanted, seen, strict=True)
    ]
    keep(store, found)
    return found


def keep(store: Store, found: Sequence[FirstLooked]) -> None:
    """Put the sightings on record, but for those of what was erased or ended while we looked."""
    if not any(one.seen for one in found):
        return
    with store.transaction() as tx:
        seen = [one for one in found if one.seen and _stands(tx, one)]
        kept = [looks.add(tx, one.task, one.publication, look) for one in seen for look in one.seen]
        if kept:
            tx.record(
                "looked",
                tasks=[one.task for one in seen if one.task],
                publications=[one.publication for one in seen if one.publication and not one.task],
                looks=len(kept),
                evidence=evidence_sha256(looks.get(tx, kept)).hex()[:40],
            )


def _stands(tx: Transaction, one: FirstLooked) -> bool:
    if one.task is not None:
        task = takedowns.get(tx, one.task)
        return task is not None and task.state.is_pending and targets.of_task(tx, task).has_words
    publication = publications.get(tx, one.publication) if one.publication is not None else None
    return publication is not None and targets.of_publication(tx, publication).has_words
