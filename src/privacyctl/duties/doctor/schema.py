"""Whether every table, index and trigger is as this version makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

ALTERED = Fault(
    word="schema-altered",
    verdict=CheckVerdict.FAILED,
    means="A table, an index or a trigger was changed, added or dropped: what a trigger forbids may have been done.",
    how="The schema in the file is held against one that is made anew.",
    mend="somebody changed the file with another program; put back your last good copy",
)
_SHOWN = 5


def _look(at: Examination) -> Iterator[CheckResult]:
    altered = health.altered(at.store)
    if altered:
        yield ALTERED.found(f"not as it was made: {', '.join(altered[:_SHOWN])}")
    else:
        yield sound("every table, index and trigger is as it was made")


CHECK = Check(name="schema", about="The tables, indexes and triggers.", faults=(ALTERED,), look=_look)
