"""P10: everyone can see and correct what is held on them. How soon requests were answered, and which are late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import RowId
from privacyctl.model.moment import span
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.request import Deadline
from privacyctl.model.request_clock import ClockState
from privacyctl.model.text import plural
from privacyctl.store import clocks, corrections, erasures, requests

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

ANSWERED_LATE = Concern(
    word="answered-late",
    says="answered late",
    weight=Verdict.BROKEN,
    means="A request of somebody who uses a right was answered after its day.",
    how="When each request was answered is held against its day.",
    mend="nothing: it stays late, and is told until it is older than --since",
)
OVERDUE = Concern(
    word="answer-overdue",
    key="overdue",
    says="overdue",
    weight=Verdict.BROKEN,
    means="The day of a request is over, and it has not been answered.",
    how="The requests with a day of their own that wait, and whose day is over.",
    mend="answer case {case}: privacyctl requests shows it",
)
WAITING = Concern(
    word="answer-open",
    key="open",
    says="open",
    weight=Verdict.KEPT,
    means="A request of somebody who uses a right waits for its answer.",
    how="The requests with a day of their own that wait, those that are overdue included.",
    mend="answer case {case} by its day: privacyctl requests shows it",
)
UNPROVED = Concern(
    word="unproved",
    says="erased, and the bytes not searched yet",
    weight=Verdict.AT_RISK,
    means="Somebody was erased, and it is not proved yet that nothing of them is left in the bytes.",
    how="The erasures on record that no search of the bytes has proved: a command was killed, or found something.",
    mend="privacyctl erase ADDRESS, with an address of contact {contact}: it is not on record any more",
)


def _look(at: Inspection) -> Evidence:
    now = at.store.now
    times: list[int] = []
    last: list[int] = []
    late, overdue, waiting, answered = [], [], [], 0
    for clock in clocks.everything(at.store):
        case = requests.get(at.store, clock.case)
        if (
            case is None
            or case.kind.deadline is not Deadline.LAW
            or (clock.state is not ClockState.OPEN and case.received_at < at.since)
        ):
            continue
        row = RowId("case", case.id)
        if clock.state is ClockState.OPEN:
            waiting.append(row)
            overdue += [row] if clock.seconds_left(now) < 0 else []
        elif clock.answered_at is not None:
            times += [] if clock.took is None else [clock.took]
            answered += 1
            last.append(clock.answered_at)
            late += [row] if clock.took is None or clock.answered_at > clock.due_at else []
    erased = erasures.everything(at.store)
    return Evidence(
        {
            "answered": answered,
            "slowest_seconds": max(times, default=0),
            "erased": sum(one.at >= at.since for one in erased),
            "corrections": corrections.count_since(at.store, at.since),
        },
        (
            ANSWERED_LATE.of(late),
            OVERDUE.of(overdue),
            WAITING.of(waiting),
            UNPROVED.of(RowId("contact", one.contact) for one in erased if one.proved_at is None),
        ),
        max(last, default=None),
    )


def _shows(evidence: Evidence) -> str:
    figures = evidence.figures
    said = [
        f"{plural(figures['erased'], 'person', 'people')} erased",
        plural(figures["corrections"], "correction"),
        plural(figures["answered"], "request") + " answered",
    ]
    if figures["answered"]:
        said.append(f"slowest after {span(figures['slowest_seconds'])}")
        if not {one.concern for one in evidence.found} & {ANSWERED_LATE, OVERDUE}:
            said.append("none late")
    return ", ".join(said)


PROMISE = Promise(
    number=10,
    sentence="Everyone keeps the rights to their data, and can see and correct what we hold.",
    control="each request has a day by which it is answered, and is answered only to the person",
    commands=("access", "correct", "erase", "object", "restrict"),
    concerns=(ANSWERED_LATE, OVERDUE, WAITING, UNPROVED),
    look=_look,
    shows=_shows,
)
