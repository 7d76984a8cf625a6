"""Whether words and lists of people are those with which their rows were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import LAST_GOOD_COPY, Check, CheckVerdict, Fault, sound
from privacyctl.store.altered import altered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

CONTENT_ALTERED = Fault(
    word="content-altered",
    verdict=CheckVerdict.FAILED,
    means="The words of a permission, a notice or a version of the policy, the people of a list, or where it was "
    "looked, are not those of the time when they were put on record: another program altered them.",
    how="The keyed mark or the SHA-256 in each such row, which the audit entry names too, is made again from what "
    "stands there now.",
    mend=LAST_GOOD_COPY,
)
_MOST_SHOWN = 20


def _look(at: Examination) -> Iterator[CheckResult]:
    with at.store.snapshot():
        found = list(altered(at.store))
    for one in found[:_MOST_SHOWN]:
        yield CONTENT_ALTERED.found(f"{one.table} {one.number}: not as it was put on record: {one.what}")
    if len(found) > _MOST_SHOWN:
        yield CONTENT_ALTERED.found(f"{len(found) - _MOST_SHOWN} more are so")
    if not found:
        yield sound(
            "permissions, notices, versions of the policy and lists of people are as they were put on record"
        )


CHECK = Check(
    name="words and lists",
    about="What was permitted, announced and promised, whom a list named, and where it was looked.",
    faults=(CONTENT_ALTERED,),
    look=_look,
)
