"""Whether copies that should be gone are still there, and whether somebody has practised to restore one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.copies import DRILLED_WITHIN
from privacyctl.model.moment import DAY, local
from privacyctl.model.text import plural
from privacyctl.store import copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

OVERSTAYED = Fault(
    word="copy-overstayed",
    verdict=CheckVerdict.WARNING,
    means="A copy of the record is past its day and is not known to be gone: people were told that it would be.",
    how="The copies on record, each with its day.",
    mend="delete what is past its day: privacyctl backup, or privacyctl purge; bring a disk back that is away",
)
UNPRACTISED = Fault(
    word="restore-unpractised",
    verdict=CheckVerdict.WARNING,
    means="There are copies, and for 90 days nobody has decrypted one: whether the key is there still is not known.",
    how="The last drill on record.",
    mend="practise it: privacyctl restore FILE --identity KEYFILE --dry-run",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    """Silent where no copy was ever made: the ninth promise says so."""
    store, newest = at.store, copies.newest(at.store)
    if newest is None:
        return
    for one in copies.overstayed(store):
        are = "is" if one.copies == 1 else "are"
        yield OVERSTAYED.found(
            f"{plural(one.copies, 'copy', 'copies')} of before {local(one.since)} {are} still in {one.folder}"
        )
    drill = copies.last_drill(store)
    if drill is None:
        yield UNPRACTISED.found("not decrypted yet")
    elif store.now - drill >= DRILLED_WITHIN:
        yield UNPRACTISED.found(f"not decrypted since {local(drill)}, {(store.now - drill) // DAY} days ago")
    else:
        days = plural(max((store.now - drill) // DAY, 0), "day")
        yield sound(f"the newest is of {local(newest.made_at)}; the last drill was {days} ago")


CHECK = Check(
    name="copies",
    about="The copies of the record: those past their day, and when one was last decrypted; silent without any.",
    faults=(OVERSTAYED, UNPRACTISED),
    look=_look,
)
