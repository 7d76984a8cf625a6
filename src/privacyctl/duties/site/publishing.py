"""Publishing: the site's own data, less what must not be shown any more (promises P6, P7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.site import targets
from privacyctl.errors import DeployFailed
from privacyctl.model.entry_match import Match, exact, match
from privacyctl.model.publication import Kind
from privacyctl.model.site import Field
from privacyctl.model.takedown import TakedownState
from privacyctl.model.target import Target
from privacyctl.model.text import match_key
from privacyctl.store import publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.duties.protocols import SiteSource
    from privacyctl.model.ids import CaseId, PublicationId, TaskId
    from privacyctl.model.site import SiteEntry
    from privacyctl.store import Store

TAKEN_OUT = "taken out of the site's data and deployed by `privacyctl publish`"
"""What is said of a task whose entry was taken out."""


@dataclass(frozen=True, slots=True)
class EntryToRemove:
    """An entry that must not be shown, with the barred publications that it shows."""

    entry: SiteEntry
    publications: tuple[PublicationId, ...]
    takes_along: tuple[PublicationId, ...]
    """Publications that may be shown and stand in the same entry."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An entry that matches no publication. `cases` are those it may be about, `near` publications."""

    entry: SiteEntry
    near: tuple[PublicationId, ...]
    is_asked_for: bool
    """Whether somebody asked for the removal of what may be this."""
    cases: tuple[CaseId, ...] = ()
    """The cases that may be about it; where none is like it, all that ask for a removal, since it may be theirs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What filtering the site's data comes to."""

    removals: tuple[EntryToRemove, ...]
    unexplained: tuple[Unexplained, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Published:
    """What was filtered, and what became of it."""

    plan: Plan
    diff: tuple[str, ...]
    deployed: bool = False
    """Whether a deploy command ran, and succeeded."""
    tasks: tuple[TaskId, ...] = ()
    """The takedowns that are marked removed now."""
    is_dry_run: bool = False
    failure: DeployFailed | None = None
    """Why the deploy command failed, where it did."""


def plan(store: Store, entries: Iterable[SiteEntry]) -> Plan:
    """Say of each entry of the site's data whether it may be shown.

    What is barred goes, unless the same thing of the same person was permitted anew; where
    it may as well be another's, who permitted it, a person must decide.
    """
    target = targets.everything(store)
    asking = tuple(takedowns.asking(store))
    erased = _Erased(store)
    removals, unexplained, kept = [], [], 0
    for entry in entries:
        found = [(one, how) for one in target if (how := match(entry, one)) is not None]
        found += [(one, Match.SURE) for one in erased.shown_by(entry)]
        sure = exact(entry, [one for one, how in found if how is Match.SURE])
        permitted = [one for one in sure if not one.is_barred]
        barred = [one for one in sure if one.is_barred and not any(map(one.is_same, permitted))]
        doubted = [
            one for one in barred if any(o.kind is one.kind and o.subject != one.subject for o in permitted)
        ]
        asked = [one for one, _ in found if one.publication is None]
        if barred and not doubted:
            removals.append(EntryToRemove(entry, _numbers(barred), _numbers(permitted)))
        elif sure and not barred and not asked:
            kept += 1
        else:
            near = doubted or asked or [one for one, _ in found]
            unexplained.append(
                Unexplained(
                    entry,
                    _numbers(near),
                    is_asked_for=any(one.is_barred for one in near),
                    cases=_cases(store, near) or asking,
                )
            )
    return Plan(tuple(removals), tuple(unexplained), kept)


class _Erased:
    """The words of erased people, of which a keyed hash alone is left."""

    def __init__(self, store: Store) -> None:
        self._marks = publications.barred_quotes(store)
        self._fingerprint = store.fingerprints.quote if self._marks else None

    def shown_by(self, entry: SiteEntry) -> list[Target]:
        """What an entry shows of them: these very words, in any capitals and spacing."""
        quote = entry.fields.get(Field.QUOTE)
        if self._fingerprint is None or not quote:
            return []
        number = self._marks.get(self._fingerprint(match_key(quote)))
        return [] if number is None else [Target(number, Kind.TESTIMONIAL, is_barred=True)]


def publish(store: Store, site_source: SiteSource, *, is_dry_run: bool) -> Published:
    """Take what must not be shown out of the site's data, deploy, and note that it was removed.

    The deploy command also runs where nothing had to be taken out but a takedown of
    something in the register is open: an earlier run may have been killed between the two.
    It stops no clock: only a look at the pages does. Where the command fails, nothing is
    marked, and the failure is part of what is returned: the files were changed before it.
    """
    made = plan(store, site_source.entries())
    diff = tuple(site_source.cut([one.entry for one in made.removals]))
    if is_dry_run:
        return Published(made, diff, is_dry_run=True)
    site_source.write()
    if made.removals and made.unexplained:
        # The cut moved what is below it: what a person must look at is named by where it is now.
        made = replace(made, unexplained=plan(store, site_source.entries()).unexplained)
    waiting = takedowns.waiting(store)
    if not made.removals and not any(
        t.state is TakedownState.OPEN and t.publication is not None for t in waiting
    ):
        return Published(made, diff)
    try:
        deployed = site_source.deploy()
    except DeployFailed as failure:
        return Published(made, diff, failure=failure)
    return Published(made, diff, deployed=deployed, tasks=_mark(store, made) if deployed else ())


def _mark(store: Store, made: Plan) -> tuple[TaskId, ...]:
    with store.transaction() as tx:
        barred = {number for removal in made.removals for number in removal.publications}
        tasks = [
            task.id
            for task in takedowns.waiting(tx)
            if task.state is TakedownState.OPEN and task.publication in barred
        ]
        for task in tasks:
            takedowns.mark_removed(tx, task, tx.now, TAKEN_OUT)
        if tasks:
            tx.record("filtered", tasks=tasks, entries=len(made.removals))
        return tuple(tasks)


def _cases(store: Store, near: Iterable[Target]) -> tuple[CaseId, ...]:
    """The cases that ask for the removal of these."""
    found: list[CaseId] = []
    for one in near:
        if not one.is_barred:
            continue
        if one.publication is not None:
            found += [task.case for task in takedowns.of_publication(store, one.publication)[:1]]
        elif one.task is not None and (task := takedowns.get(store, one.task)):
            found.append(task.case)
    return tuple(dict.fromkeys(found))


def _numbers(found: Iterable[Target]) -> tuple[PublicationId, ...]:
    return tuple(one.publication for one in found if one.publication is not None)
