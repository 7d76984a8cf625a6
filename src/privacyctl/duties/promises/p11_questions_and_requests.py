"""P11: questions and requests come by mail and the support form. How soon comments were read and questions answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import askers
from privacyctl.model.deadline import Rule
from privacyctl.model.finding_kind import RowId
from privacyctl.model.inbox import LIMIT
from privacyctl.model.moment import HOUR
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.request import Deadline, RequestKind
from privacyctl.model.request_clock import ClockState
from privacyctl.model.text import plural
from privacyctl.store import clocks, letters, requests, sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.promises.inspection import Inspection
    from privacyctl.model.inbox import SourceState
    from privacyctl.model.moment import Moment

UNREAD = Concern(
    word="comment-open",
    key="open",
    says="open",
    weight=Verdict.KEPT,
    means="A comment that came with an order waits to be read.",
    how="The cases of the kind `comment` that nobody has closed.",
    mend="read it, then: privacyctl close {case} --because seen-to --note NOTE",
)
OVERDUE = Concern(
    word="comment-overdue",
    says="not read within 24 hours",
    weight=Verdict.BROKEN,
    means="A comment that came with an order may be a request, and nobody has read it within its 24 hours.",
    how="The clocks of comments that wait, and whose time is over; `privacyctl due` lists them.",
    mend="read it, then: privacyctl close {case} --because seen-to --note NOTE",
)
LATE_INTAKE = Concern(
    word="comment-older",
    says="of older orders, imported after their 24 hours",
    weight=Verdict.KEPT,
    means="A comment was older than its 24 hours when it was first imported, and waits to be read: late intake.",
    how="The time of the order is held against that of the import.",
    mend="read it, then: privacyctl close {case} --because seen-to --note NOTE",
)
READ_LATE = Concern(
    word="comment-read-late",
    says="read late",
    weight=Verdict.BROKEN,
    means="A comment that came with an order was read after its 24 hours.",
    how="When each comment was closed is held against its clock.",
    mend="nothing more: it stays late until it is older than --since; see which: privacyctl requests",
)
UNANSWERED = Concern(
    word="question-overdue",
    says="questions not answered in time",
    weight=Verdict.BROKEN,
    means="The day of a question is over, and it has not been answered.",
    how="The questions that wait, by the days that the settings gave them.",
    mend="answer it, then: privacyctl close {case} --because answered --note NOTE",
)
ANSWERED_LATE = Concern(
    word="question-answered-late",
    says="questions answered late",
    weight=Verdict.BROKEN,
    means="A question was answered after its day.",
    how="When each question was answered is held against its day.",
    mend="nothing more: it stays late until it is older than --since; see which: privacyctl requests",
)
OF_NOBODY_KNOWN = Concern(
    word="question-asker-unknown",
    says="questions said to be answered, of somebody who is not on record",
    weight=Verdict.AT_RISK,
    means="A question was closed as answered, and nothing shows who asked: the address is not on record, and no mail "
    "came from it.",
    how="Each question that was closed as answered is held against its mails and who is on record.",
    mend="put on record who asked in case {case}: privacyctl add-contact ADDRESS",
)
ENDED_LATE = Concern(
    word="asked-ended-late",
    says="closed after their time, unread or unanswered",
    weight=Verdict.AT_RISK,
    means="A comment or a question was closed when its time was over, as a mistake or as taken back, so nothing says "
    "that it was read or answered.",
    how="When each of them was closed without being read or answered is held against its time.",
    mend="see whether case {case} was rightly closed, and answer the person where it was not: privacyctl requests",
)
IN_DOUBT = Concern(
    word="asked-in-doubt",
    says="in doubt: when they were written is not known",
    weight=Verdict.AT_RISK,
    means="Nobody can tell whether a comment was read, or a question answered, in time: the order has a day and no "
    "hour, so that the comment may be up to a day younger, or the receipt is dated ahead of a later clock.",
    how="A day without an hour counts from its first moment, and is surely over a day later. The receipts are held "
    "against what `privacyctl due` saw of the clock since, and against what a person said of it.",
    mend="see to case {case}, if it waits: privacyctl requests; have the reseller's file give the hour; if a clock was "
    "wrong: privacyctl doctor --clock-is-right",
)
LETTER_OVERDUE = Concern(
    word="letter-overdue",
    says="letters not read within 24 hours",
    weight=Verdict.BROKEN,
    means="A letter waits in the inbox for longer than a day: if it asks for a removal, that is late already.",
    how="The letters that wait, by their receipts; `privacyctl due` tells of them.",
    mend="read it, and say what it asks: privacyctl triage {letter}",
)
LETTER_WAITS = Concern(
    word="letter-waits",
    says="letters wait",
    weight=Verdict.KEPT,
    means="A letter came by an inbox and waits for a person, in its day.",
    how="The letters of which nobody has said what they ask.",
    mend="read it, and say what it asks: privacyctl triage {letter}",
)
INBOX_UNREAD = Concern(
    word="inbox-unread",
    says="inboxes that cannot be read",
    weight=Verdict.AT_RISK,
    means="A mailbox of the settings has not been read for twelve hours or more: what came there is not known.",
    how="When each was last read, or first tried, is held against now, where the last try failed.",
    mend="see what is wrong: privacyctl inbox",
)
_CONCERNS = (
    OVERDUE,
    UNANSWERED,
    LETTER_OVERDUE,
    READ_LATE,
    ANSWERED_LATE,
    OF_NOBODY_KNOWN,
    ENDED_LATE,
    IN_DOUBT,
    INBOX_UNREAD,
    LATE_INTAKE,
    UNREAD,
    LETTER_WAITS,
)


def _look(at: Inspection) -> Evidence:
    came = requests.received_since(at.store, at.since)
    kinds = {one.case: one.kind for one in came}
    ended = {one.case: one.closed_at for one in came if one.closed_at is not None}
    found: dict[Concern, list[RowId]] = {concern: [] for concern in _CONCERNS}
    found[UNREAD] = [
        RowId("case", one.case) for one in came if one.kind is RequestKind.COMMENT and one.is_open
    ]
    now, boxes = at.store.now, sources.named(at.store)
    for letter in letters.waiting(at.store):
        late = LETTER_OVERDUE if now - letter.received_at > LIMIT else LETTER_WAITS
        found[late].append(RowId("letter", letter.id))
    found[INBOX_UNREAD] = [RowId("source", one.id) for one in boxes if one.is_loud(now)]
    for clock in clocks.everything(at.store):
        kind = kinds.get(clock.case)
        if kind is None or kind.deadline not in (Deadline.READ, Deadline.SETTINGS):
            continue
        if kind is RequestKind.QUESTION and clock.answered_at is not None:
            asked = requests.get(at.store, clock.case)
            if asked is not None and not askers.is_known(at.store, asked):
                found[OF_NOBODY_KNOWN].append(RowId("case", clock.case))
        is_comment, is_open = kind is RequestKind.COMMENT, clock.state is ClockState.OPEN
        ended_at = at.store.now if is_open else ended.get(clock.case)
        if clock.rule is Rule.OLDER:
            found[LATE_INTAKE] += [RowId("case", clock.case)] if is_open else []
        elif ended_at is not None and clock.is_late(ended_at):
            late = (
                (OVERDUE if is_comment else UNANSWERED)
                if is_open
                else ENDED_LATE
                if clock.answered_at is None
                else (READ_LATE if is_comment else ANSWERED_LATE)
            )
            found[late].append(RowId("case", clock.case))
        elif ended_at is not None and clock.may_be_late(ended_at):
            found[IN_DOUBT].append(RowId("case", clock.case))
    return Evidence(
        {"cases": len(came)},
        tuple(concern.of(rows) for concern, rows in found.items()),
        max((one.recorded_at for one in came), default=None),
        unseen=_unseen(boxes, now),
        rests_on=len(came) + len(boxes),
    )


def _unseen(boxes: Sequence[SourceState], now: Moment) -> str | None:
    """Why not all that came is known; None where every mailbox was read within the hour."""
    if not boxes:
        return "what came in and nobody recorded cannot be seen from here"
    if all(one.read_at is not None and now - one.read_at <= HOUR for one in boxes):
        return None
    return "what came since an inbox was last read cannot be seen from here"


def _shows(evidence: Evidence) -> str:
    return plural(evidence.figures["cases"], "case")


PROMISE = Promise(
    number=11,
    sentence="Questions and requests come by mail and the support form.",
    control="every letter waits in `due`, every request gets a case and a clock",
    commands=("inbox", "triage", "requests", "question"),
    concerns=_CONCERNS,
    look=_look,
    shows=_shows,
    begins="privacyctl requests",
)
