"""What P6 and P7 share: how soon what was asked for was seen to be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import due
from privacyctl.model.finding_kind import RowId
from privacyctl.model.moment import span
from privacyctl.model.promise import Concern, Evidence, Verdict
from privacyctl.model.site_findings import STILL_SHOWN
from privacyctl.model.takedown import Outcome, TakedownState, outcome
from privacyctl.model.text import plural
from privacyctl.store import looks, requests, scan_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from privacyctl.model.moment import Moment
    from privacyctl.model.promise import PromiseFinding
    from privacyctl.model.publication import Publication
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store

LATE = Concern(
    word="late",
    says="removed late",
    weight=Verdict.BROKEN,
    means="A look saw it gone after the 24 hours were over, and nobody had said in time that it was removed.",
    how="Each removal's evidence is held against its deadline: 24 hours after the receipt of the request.",
    mend="it stays late, and is told until it is older than --since; tell whoever asked: privacyctl receipt CASE",
)
OVERDUE = Concern(
    word="overdue",
    says="overdue",
    weight=Verdict.BROKEN,
    means="The 24 hours are over, and no look has seen it gone.",
    how="The removals without evidence whose deadline is over; `privacyctl due` lists them.",
    mend="take it off the site and deploy, then: privacyctl verify {task}",
)
SHOWN_AGAIN = Concern(
    word="shown-again",
    says="on show again after its removal was verified",
    weight=Verdict.BROKEN,
    means="A scan saw on the site what had been seen to be gone, and no later scan or look saw it gone again.",
    how="What `privacyctl scan` surely finds as `still-shown` is held against the removals that were verified.",
    mend="take publication {publication} off the site and deploy, then: privacyctl scan",
)
PERHAPS_SHOWN = Concern(
    word="perhaps-shown-again",
    says="perhaps on show again after its removal was verified",
    weight=Verdict.AT_RISK,
    means="A scan saw on the site what may be a thing that had been seen to be gone, and a person must look.",
    how="What `privacyctl scan` finds as `still-shown`, in doubt, is held against the removals that were verified.",
    mend="look whether it is publication {publication}, take it off if so, and then: privacyctl scan",
)
CLOSED_LATE = Concern(
    word="closed-late",
    says="closed after its hour, without a removal",
    weight=Verdict.AT_RISK,
    means="A case was closed when its 24 hours were over, and no look had seen gone what it asked to have removed.",
    how="When each case that was closed without a removal was closed is held against its deadline.",
    mend="see whether case {case} was rightly closed, and take it down where it was not: privacyctl requests",
)
PROVED_LATE = Concern(
    word="proved-late",
    says="claimed in time, proved late",
    weight=Verdict.AT_RISK,
    means="Somebody said within the 24 hours that it was removed, and a look saw it gone only after them.",
    how="The claim of `privacyctl removed` and the evidence of `privacyctl verify` are held against the deadline.",
    mend="nothing mends this one; look as soon as the site is deployed: privacyctl verify",
)
IN_DOUBT = Concern(
    word="in-doubt",
    says="in doubt: a clock was wrong",
    weight=Verdict.AT_RISK,
    means="The request or the evidence is dated ahead of a later clock. One of the two clocks was wrong, and nobody "
    "can tell whether the removal was in time.",
    how="The moments of each removal are held against what `privacyctl due` saw of the clock since, against what a "
    "person said of it, and against the clock of now.",
    mend="where the clock is right: privacyctl doctor --clock-is-right; and when the request of task {task} truly "
    "came: privacyctl takedown WHO --received TIME",
)
UNVERIFIED = Concern(
    word="unverified",
    says="removed, and nobody has looked",
    weight=Verdict.AT_RISK,
    means="Somebody said that it was removed, and no look has seen it gone: its clock still runs.",
    how="The tasks in the state `removed`.",
    mend="privacyctl verify {task}",
)
OPEN = Concern(
    word="open",
    says="open",
    weight=Verdict.KEPT,
    means="A removal waits, within its 24 hours.",
    how="The tasks in the state `open`, those that are overdue included.",
    mend="take it off the site and deploy, then: privacyctl verify {task}",
)
CRON_SILENT = Concern(
    word="cron-silent",
    says="cron has not run `privacyctl due`",
    weight=Verdict.AT_RISK,
    means="A removal waits, and cron has never run `due`, or not for six hours.",
    how="`privacyctl due` leaves a mark each time that it runs.",
    mend="have cron run `privacyctl due`; when it last ran: privacyctl doctor",
    is_single=True,
)
CONCERNS = (
    SHOWN_AGAIN,
    LATE,
    OVERDUE,
    PERHAPS_SHOWN,
    CLOSED_LATE,
    PROVED_LATE,
    IN_DOUBT,
    UNVERIFIED,
    OPEN,
    CRON_SILENT,
)


def look(
    store: Store,
    tasks: Collection[Takedown],
    publications: Collection[Publication],
    *more: PromiseFinding,
    checked: int = 0,
) -> Evidence:
    """What these removals show, beside the publications of their kinds. `more` is found beside them, and told first.

    What nobody has seen gone is on show. A task that waits, or was closed without a removal, is no evidence of one:
    where its hour was over by then, that is told. `checked` is how much shows the promise kept beside the removals.
    """
    on_show = sum(not one.is_barred or _waits(one) for one in publications)
    ended = [task for task in tasks if task.state is not TakedownState.CLOSED]
    times = list(_seconds_to_removal(ended))
    pending = [task for task in ended if task.state.is_pending]
    proved = [task for task in ended if task.state is TakedownState.VERIFIED]
    seen = [task.verified_at for task in ended if task.verified_at is not None]
    broken = _with_outcome(Outcome.BROKEN, ended, store.now)
    overdue = [task for task in broken if task.state.is_pending]
    return Evidence(
        {
            "on_show": on_show,
            "to_be_removed": sum(_waits(one) for one in publications),
            "removals": len(times),
            "slowest_seconds": max(times, default=0),
            "attested": sum(task.is_attested for task in proved),
            "without_sighting": len(looks.without_sighting(store, [task.id for task in proved])),
        },
        (
            *more,
            *_shown_again(store, publications),
            LATE.of(_rows(task for task in broken if task not in overdue)),
            OVERDUE.of(_rows(overdue)),
            CLOSED_LATE.of(_closed_late(store, tasks)),
            PROVED_LATE.of(_rows(_with_outcome(Outcome.PROVED_LATE, ended, store.now))),
            IN_DOUBT.of(_rows(_with_outcome(Outcome.IN_DOUBT, ended, store.now))),
            UNVERIFIED.of(_rows(task for task in pending if task.state is TakedownState.REMOVED)),
            OPEN.of(_rows(task for task in pending if task.state is TakedownState.OPEN)),
            CRON_SILENT.where(bool(pending) and due.silence(store) is not None),
        ),
        max(seen, default=None),
        times=tuple(times),
        rests_on=checked + len(proved) + sum(one.removal is TakedownState.VERIFIED for one in publications),
    )


def shows(evidence: Evidence, noun: str, many: str) -> str:
    """How much is on show, how many removals there were, and how slow the slowest was."""
    figures = evidence.figures
    on_show = f"{plural(figures['on_show'], noun, many)} on show"
    if figures["to_be_removed"]:
        on_show += f", {figures['to_be_removed']:,} still to be removed"
    if not figures["removals"]:
        return f"{on_show}; no removal"
    late = {one.concern for one in evidence.found} & {LATE, PROVED_LATE, OVERDUE, IN_DOUBT}
    slowest = f"slowest {span(figures['slowest_seconds'])}{'' if late else ', none late'}"
    said = f"{on_show}; {plural(figures['removals'], 'removal')}, {slowest}"
    if attested := figures["attested"]:
        said += f"; {attested} attested by a person"
    if older := figures["without_sighting"]:
        said += f"; {older} by looks from before sightings were kept"
    return said


def _waits(publication: Publication) -> bool:
    return publication.removal is not None and publication.removal.is_pending


def _rows(tasks: Iterable[Takedown]) -> Iterator[RowId]:
    return (RowId("task", task.id) for task in tasks)


def _shown_again(store: Store, publications: Iterable[Publication]) -> Iterator[PromiseFinding]:
    """What scans saw of that which is verified to be gone. While a removal waits, its own clock tells."""
    gone = {one.id for one in publications if one.is_barred and one.removal is TakedownState.VERIFIED}
    seen = [
        one for one in scan_findings.standing(store) if one.wrong is STILL_SHOWN and one.publication in gone
    ]
    for concern, is_sure in ((SHOWN_AGAIN, True), (PERHAPS_SHOWN, False)):
        found = dict.fromkeys(one.publication for one in seen if one.is_sure is is_sure)
        yield concern.of(RowId("publication", number) for number in found if number is not None)


def _closed_late(store: Store, tasks: Iterable[Takedown]) -> Iterator[RowId]:
    """The cases, each once, that were closed when the deadline of one of their tasks was over."""
    closed = dict.fromkeys((task.case, task.due_at) for task in tasks if task.state is TakedownState.CLOSED)
    ended = {number: requests.get(store, number) for number, _ in closed}
    late = dict.fromkeys(n for n, due_at in closed if (one := ended[n]) and (one.closed_at or 0) > due_at)
    return (RowId("case", number) for number in late)


def _with_outcome(wanted: Outcome, tasks: Iterable[Takedown], now: Moment) -> list[Takedown]:
    return [task for task in tasks if outcome(task, now) is wanted]


def _seconds_to_removal(tasks: Iterable[Takedown]) -> Iterator[int]:
    """From the receipt, or from when it was seen on show again, to the look that saw it gone.

    Where a clock ran wrong in between, there is no telling.
    """
    for task in tasks:
        if task.took is not None:
            yield task.took
