"""Publishing: the site's own data, less what must not be shown any more (promises P6, P7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from privacyctl.duties import soughts
from privacyctl.model.entries import Match, match
from privacyctl.model.takedown import State
from privacyctl.store import publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.model.site import SiteEntry
    from privacyctl.model.sought import Sought
    from privacyctl.store import Store

TAKEN_OUT = "taken out of the site's data and deployed by `privacyctl publish`"
"""What is said of a task whose entry was taken out."""


class Workshop(Protocol):
    """The site's source, as publishing needs it. Nothing is written before `write`."""

    def entries(self) -> Sequence[SiteEntry]:
        """Every entry of the configured data files."""

    def cut(self, entries: Sequence[SiteEntry]) -> Sequence[str]:
        """Work out the files without these entries; returns the difference, a line each."""

    def write(self) -> None:
        """Write what was worked out, each file whole or not at all."""

    def deploy(self) -> bool:
        """Rebuild and deploy; False where no command is configured. Raises where it fails."""


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry that must not be shown, with the barred publications that it shows."""

    entry: SiteEntry
    publications: tuple[int, ...]
    takes_along: tuple[int, ...]
    """Publications that may be shown and stand in the same entry."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An entry that matches no publication. `cases` are those it may be about, `near` publications."""

    entry: SiteEntry
    near: tuple[int, ...]
    is_asked_for: bool
    """Whether somebody asked for the removal of what may be this."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What filtering the site's data comes to."""

    removals: tuple[Removal, ...]
    unexplained: tuple[Unexplained, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Published:
    """What was filtered, and what became of it."""

    plan: Plan
    diff: tuple[str, ...]
    deployed: bool
    """Whether a deploy command ran, and succeeded."""
    tasks: tuple[int, ...]
    """The takedowns that are marked removed now."""
    is_dry_run: bool


def plan(store: Store, entries: Iterable[SiteEntry]) -> Plan:
    """Say of each entry of the site's data whether it may be shown."""
    sought = soughts.everything(store)
    removals, unexplained, kept = [], [], 0
    for entry in entries:
        found = [(one, how) for one in sought if (how := match(entry, one)) is not None]
        sure = [one for one, how in found if how is Match.SURE]
        barred = [one for one in sure if one.is_barred and not _is_permitted(one, sure)]
        if barred:
            along = [one for one in sure if not one.is_barred]
            removals.append(Removal(entry, _numbers(barred), _numbers(along)))
        elif sure:
            kept += 1
        else:
            near = [one for one, _ in found]
            unexplained.append(
                Unexplained(entry, _numbers(near), is_asked_for=any(one.is_barred for one in near))
            )
    return Plan(tuple(removals), tuple(unexplained), kept)


def publish(store: Store, workshop: Workshop, *, is_dry_run: bool) -> Published:
    """Take what must not be shown out of the site's data, deploy, and note that it was removed.

    The deploy command also runs where nothing had to be taken out but a takedown is open:
    an earlier run may have been killed between the two. It stops no clock: only a look at
    the pages does. Where the command fails, nothing is marked and its failure is raised.
    """
    made = plan(store, workshop.entries())
    diff = tuple(workshop.cut([one.entry for one in made.removals]))
    if is_dry_run:
        return Published(made, diff, deployed=False, tasks=(), is_dry_run=True)
    workshop.write()
    has_open = any(task.state is State.OPEN for task in takedowns.waiting(store))
    deployed = workshop.deploy() if made.removals or has_open else False
    tasks = _mark(store, made) if deployed else ()
    return Published(made, diff, deployed, tasks, is_dry_run=False)


def permitted(store: Store) -> list[Sought]:
    """What may be shown, for a site that has no data file of its own."""
    return [soughts.of_publication(store, one) for one in publications.everything(store) if not one.is_barred]


def _mark(store: Store, made: Plan) -> tuple[int, ...]:
    with store.transaction() as tx:
        barred = {number for removal in made.removals for number in removal.publications}
        tasks = [
            task.id
            for task in takedowns.waiting(tx)
            if task.state is State.OPEN and task.publication in barred
        ]
        for task in tasks:
            takedowns.mark_removed(tx, task, tx.now, TAKEN_OUT)
        if tasks:
            tx.record("filtered", tasks=tasks, entries=len(made.removals))
        return tuple(tasks)


def _is_permitted(barred: Sought, sure: Sequence[Sought]) -> bool:
    """Whether the same thing was permitted anew: the same words, name or logo in a newer publication."""
    return any(not other.is_barred and other.kind is barred.kind for other in sure)


def _numbers(found: Iterable[Sought]) -> tuple[int, ...]:
    return tuple(one.publication for one in found if one.publication is not None)
