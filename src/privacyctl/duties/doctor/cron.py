"""Whether cron runs `privacyctl due`, while there is something to tell of, and whether a comment waits unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import due
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.moment import span
from privacyctl.model.text import plural
from privacyctl.store import clocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

NEVER_RAN = Fault(
    word="cron-never-ran",
    verdict=CheckVerdict.WARNING,
    means="A removal waits, and nobody is told when it is due.",
    how="`privacyctl due` leaves a mark each time that it runs, and there is none.",
    mend="have cron run it: privacyctl init prints the line, and a warning on a terminal repeats it",
)
STOPPED = Fault(
    word="cron-stopped",
    verdict=CheckVerdict.WARNING,
    means="`privacyctl due` has not run for six hours, a quarter of the time that a removal has.",
    how="The mark that `privacyctl due` leaves each time that it runs.",
    mend="is cron running?",
)
RAN_AHEAD = Fault(
    word="cron-ran-ahead",
    verdict=CheckVerdict.WARNING,
    means="`privacyctl due` left the mark of a time that lies in the future: whether it ran since is not known.",
    how="The mark that `privacyctl due` leaves each time that it runs is held against the clock.",
    mend="see that the clock is right: date; the next run of `privacyctl due` sets the mark right",
)
UNREAD = Fault(
    word="comment-unread",
    verdict=CheckVerdict.WARNING,
    means="A comment that came with an order may be a request, and nobody has read it for 24 hours.",
    how="The clocks of comments that wait, and the comments of older orders.",
    mend="read it: privacyctl requests; then: privacyctl close {case} --because seen-to --note NOTE",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    late = clocks.unread_since(at.store, at.store.now)
    if late:
        yield UNREAD.found(f"{plural(len(late), 'comment')} that nobody has read in time", case=late[0])
    silence = due.silence(at.store)
    if silence is None and late:
        return
    if silence is None:
        yield sound("nothing is open unseen")
    elif silence.seconds is None:
        yield NEVER_RAN.found("a removal is open, and cron has never run `privacyctl due`")
    elif silence.seconds < 0:
        ahead = span(silence.seconds)
        yield RAN_AHEAD.found(
            f"`privacyctl due` last ran in the future ({ahead} ahead of now): the clock jumped"
        )
    else:
        yield STOPPED.found(f"`privacyctl due` last ran {span(silence.seconds)} ago")


CHECK = Check(
    name="cron",
    about="When `privacyctl due` last ran.",
    faults=(NEVER_RAN, STOPPED, RAN_AHEAD, UNREAD),
    look=_look,
)
