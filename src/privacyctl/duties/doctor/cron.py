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


def _look(at: Examination) -> Iterator[CheckResult]:
    silence = due.silence(at.store)
    if silence is None:
        yield sound("nothing is open unseen")
    elif silence < 0:
        yield NEVER_RAN.found("a removal is open, and cron has never run `privacyctl due`")
    else:
        yield STOPPED.found(f"`privacyctl due` last ran {span(silence)} ago")


CHECK = Check(name="cron", about="When `privacyctl due` last ran.", faults=(NEVER_RAN, STOPPED), look=_look)
