"""Whether the rows of every table are those that the audit entries left, whatever wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.row_sums import wrong
from privacyctl.model.check import LAST_GOOD_COPY, Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

ROWS_ALTERED = Fault(
    word="rows-altered",
    verdict=CheckVerdict.FAILED,
    means="A row of the table was altered, taken out or added by another program, or a sum in an entry is none that a "
    "command wrote.",
    how="Each audit entry tells by how much the number of rows of each table, and the sum of their keyed hashes, "
    "changed. Both are made again from the rows.",
    mend=LAST_GOOD_COPY,
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if at.verified.first_broken is not None:  # no entry behind it tells anything
        return
    with at.store.snapshot():
        since, faults = wrong(at.store)
    yield from (ROWS_ALTERED.found(one) for one in faults)
    if not faults:
        yield sound(_held(since))


def _held(since: int | None) -> str:
    if since is None:
        return "no entry tells of the rows yet: the next one will"
    told = "every table has the rows that the entries left"
    return told if since == 1 else f"{told}, as far as entry {since} found them"


CHECK = Check(
    name="rows",
    about="The rows of every table, held against the sums in the audit entries.",
    faults=(ROWS_ALTERED,),
    look=_look,
)
