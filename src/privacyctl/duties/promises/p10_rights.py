"""P10: everyone can see and correct what is held on them. How soon requests were answered, and which are late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import askers
from privacyctl.model.finding_kind import RowId
from privacyctl.model.moment import span
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.request import Because, Deadline
from privacyctl.model.request_clock import ClockState
from privacyctl.model.text import plural
from privacyctl.store import clocks, contacts, corrections, erasures, requests

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.store import Store

ANSWERED_LATE = Concern(
    word="answered-late",
    says="answered late",
    weight=Verdict.BROKEN,
    means="A request of somebody who uses a right was answered after its day.",
    how="When each request was answered is held against its day.",
    mend="what was late stays late, and is told until it is older than --since; see: privacyctl requests",
)
IN_DOUBT = Concern(
    word="answer-in-doubt",
    says="in doubt: a clock was wrong",
    weight=Verdict.AT_RISK,
    means="A request is dated ahead of a later clock. One of the two clocks was wrong, and nobody can tell whether it "
    "was answered in time.",
    how="The receipt of each request is held against what `privacyctl due` saw of the clock since, and against what a "
    "person said of it.",
    mend="where the clock is right: privacyctl doctor --clock-is-right; and when the request of case {case} truly "
    "came, by the command that takes it, with --received TIME: privacyctl requests",
)
OVERDUE = Concern(
    word="answer-overdue",
    key="overdue",
    says="overdue",
    weight=Verdict.BROKEN,
    means="The day of a request is over, and it has not been answered.",
    how="The requests with a day of their own that wait, and whose day is over.",
    mend="answer case {case}, as this says: privacyctl requests",
)
WAITING = Concern(
    word="answer-open",
    key="open",
    says="open",
    weight=Verdict.KEPT,
    means="A request of somebody who uses a right waits for its answer.",
    how="The requests with a day of their own that wait, those that are overdue included.",
    mend="answer case {case} by its day, as this says: privacyctl requests",
)
BY_HAND = Concern(
    word="answered-by-hand",
    says="said to be answered, with no answer on record",
    weight=Verdict.AT_RISK,
    means="A request ended as answered, and the record has no answer: no data was handed out, put right or erased by a "
    "command, or a restriction was lifted before anybody said that the person had an answer to it.",
    how="The requests that need proof of who asks and were closed as answered by `privacyctl close`, which an earlier "
    "version let happen; and the restrictions whose case `privacyctl restrict --lift` ended.",
    mend="answer the person of case {case}, by the command for it where there is one; see: privacyctl requests; before "
    "a restriction is lifted: privacyctl close CASE --because answered --note TEXT",
)
OF_NOBODY_KNOWN = Concern(
    word="asker-unknown",
    says="answered, and nothing shows who asked",
    weight=Verdict.AT_RISK,
    means="A request of somebody who uses a right was answered, and the record does not show that it was theirs: "
    "nobody confirmed who asks, and no mail came from an address of theirs; or who asked is not on record.",
    how="Each answered request is held against its confirmation, its mails and who is on record. What the vendor put "
    "right unasked is no request.",
    mend="where you know who asked in case {case}: privacyctl confirm {case} --how voice; who is not on record yet: "
    "privacyctl add-contact ADDRESS",
)
SAID_TO_BE_NOBODY = Concern(
    word="held-all-the-same",
    says="closed as nothing found, of people on record",
    weight=Verdict.AT_RISK,
    means="A request was closed because nothing was found, and the person who asked is on record.",
    how="The requests that were closed as nothing found are held against who is on record.",
    mend="open it anew by the command that answers it; which it is, and who asked, at case {case}: privacyctl requests",
)
ENDED_LATE = Concern(
    word="ended-late",
    says="closed after their day, unanswered",
    weight=Verdict.AT_RISK,
    means="A request was closed after its day was over, without an answer.",
    how="When each request was closed without an answer is held against its day.",
    mend="see whether case {case} was rightly closed, and answer the person where it was not: privacyctl requests",
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
    late, overdue, doubted, waiting, by_hand, unknown, ended_late, denied = ([] for _ in range(8))
    answered = 0
    for clock in clocks.everything(at.store):
        case = requests.get(at.store, clock.case)
        if (
            case is None
            or case.kind.deadline is not Deadline.LAW
            or (clock.state is not ClockState.OPEN and _is_past(case, at.since))
        ):
            continue
        row = RowId("case", case.id)
        if clock.state is ClockState.OPEN:
            waiting.append(row)
            overdue += [row] if clock.is_late(now) else []
            doubted += [row] if clock.may_be_late(now) and not clock.is_late(now) else []
        elif clock.answered_at is not None:
            is_late = clock.is_late(clock.answered_at)
            late += [row] if is_late else []
            doubted += [row] if clock.may_be_late(clock.answered_at) and not is_late else []
            if case.is_answered_unsaid:
                by_hand.append(row)
                continue
            if corrections.is_of_vendor(at.store, case.id):
                continue
            if not askers.is_known(at.store, case):
                unknown.append(row)
                continue
            times += [] if clock.took is None else [clock.took]
            answered += 1
            last.append(clock.answered_at)
        elif case.closed_because is Because.NOTHING_FOUND and _is_on_record(at.store, case):
            denied.append(row)
        elif (case.closed_at or 0) > clock.due_at:
            ended_late.append(row)
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
            IN_DOUBT.of(doubted),
            BY_HAND.of(by_hand),
            OF_NOBODY_KNOWN.of(unknown),
            SAID_TO_BE_NOBODY.of(denied),
            ENDED_LATE.of(ended_late),
            WAITING.of(waiting),
            UNPROVED.of(RowId("contact", one.contact) for one in erased if one.proved_at is None),
        ),
        max(last, default=None),
        # What was a mistake or is said to be taken back, and what the vendor did unasked, shows nobody's right kept.
        rests_on=answered,
    )


def _is_on_record(store: Store, case: Request) -> bool:
    """Whether somebody is on record who asked."""
    if case.contact is None:
        return False
    person = contacts.get(store, case.contact)
    return person is not None and person.erased_at is None


def _is_past(case: Request, since: Moment) -> bool:
    """Whether a case that was ended is told of no more."""
    return max(case.received_at, case.closed_at or 0) < since


def _shows(evidence: Evidence) -> str:
    figures = evidence.figures
    said = [
        f"{plural(figures['erased'], 'person', 'people')} erased",
        plural(figures["corrections"], "correction"),
        plural(figures["answered"], "request") + " answered",
    ]
    if figures["answered"]:
        said.append(f"slowest after {span(figures['slowest_seconds'])}")
        if not {one.concern for one in evidence.found} & {ANSWERED_LATE, OVERDUE, IN_DOUBT}:
            said.append("none late")
    return ", ".join(said)


PROMISE = Promise(
    number=10,
    sentence="Everyone keeps the rights to their data, and can see and correct what we hold.",
    control="each request has a day by which it is answered, and is answered only to the person",
    commands=("access", "correct", "erase", "object", "restrict"),
    concerns=(
        ANSWERED_LATE,
        OVERDUE,
        IN_DOUBT,
        BY_HAND,
        OF_NOBODY_KNOWN,
        SAID_TO_BE_NOBODY,
        ENDED_LATE,
        WAITING,
        UNPROVED,
    ),
    look=_look,
    shows=_shows,
    begins="privacyctl access WHO",
)
