"""Whether cron runs `privacyctl due`, while there is something to tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import due
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.moment import span

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


def _look(at: Examination) -> Iterator[CheckResult]:
    silence = due.silence(at.store)
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
    name="cron", about="When `privacyctl due` last ran.", faults=(NEVER_RAN, STOPPED, RAN_AHEAD), look=_look
)
