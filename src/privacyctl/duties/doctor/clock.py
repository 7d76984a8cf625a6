"""Whether the clock is behind the record, and which moments on record lie in the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import due
from privacyctl.model.check import Check, CheckVerdict, Fault
from privacyctl.model.moment import iso, span
from privacyctl.model.text import plural
from privacyctl.store import clock_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

BEHIND = Fault(
    word="clock-behind",
    verdict=CheckVerdict.WARNING,
    means="The clock of this machine is behind the last audit entry: it is wrong now, or was wrong then.",
    how="The time of the last entry is held against the clock.",
    mend="set the clock; if it is right: privacyctl doctor --clock-is-right",
)
IN_THE_FUTURE = Fault(
    word="moment-ahead",
    verdict=CheckVerdict.WARNING,
    means="A row has a moment that should have passed, and that lies in the future: the clock was wrong when it was "
    "written, or is wrong now. Such a moment outranks nothing until it has come.",
    how="Each moment of each table is held against the clock; up to five minutes ahead count as now.",
    mend="see that the clock is right: date; say anew what has a time of its own: --received, --on or --at TIME",
)
MARK_IMPOSSIBLE = Fault(
    word="mark-impossible",
    verdict=CheckVerdict.WARNING,
    means="Something that waits is marked as told at a time, or with time left, that cannot have been: a clock was "
    "wrong, or another program wrote the mark to have `due --new` keep silent. Such a mark counts as none.",
    how="Each mark is held against when that began and how much is left now.",
    mend="nothing need be done: `due --new` tells of it again, and leaves a mark of its own",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    first = clock_signs.first_ahead(at.store)
    if first is not None:
        yield BEHIND.found(
            f"the clock is {span(at.store.behind)} behind the record:"
            f" from entry {first.seq} on, of {iso(first.at)}, times lie ahead"
        )
    for one in clock_signs.lying_ahead(at.store):
        yield IN_THE_FUTURE.found(
            f"{plural(one.moments, 'moment')} in the future in {one.table}.{one.column}, first in row {one.row}:"
            f" up to {span(one.latest - at.store.now)} ahead of the clock"
        )
    if names := due.marked_impossibly(at.store):
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield MARK_IMPOSSIBLE.found(
            f"{names[0]}{more}: told at a time that cannot have been, which counts as never"
        )


CHECK = Check(
    name="clock",
    about="Whether the clock and the moments on record agree; silent where they do.",
    faults=(BEHIND, IN_THE_FUTURE, MARK_IMPOSSIBLE),
    look=_look,
)
