"""Whether every row that another row points to is there, and every request has its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.store import clocks
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

MISSING_ROWS = Fault(
    word="missing-rows",
    verdict=CheckVerdict.FAILED,
    is_hinted=False,
    means="Rows point to rows that are not there: another program wrote into the file.",
    how="SQLite's own `foreign_key_check`.",
    mend="put back your last good copy",
)
WITHOUT_CLOCK = Fault(
    word="case-without-clock",
    verdict=CheckVerdict.FAILED,
    means="A request has no clock, so that `due` will never tell of it: another program wrote into the file.",
    how="Every case is held against its tasks, where it is a takedown, and else against the clocks.",
    mend="see what it asks for: privacyctl requests; then put back your last good copy",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    count = health.dangling(at.store)
    if count:
        yield MISSING_ROWS.found(f"{count} rows point to rows that are missing")
    without = clocks.without(at.store)
    if without:
        cases = ", ".join(map(str, without))
        yield WITHOUT_CLOCK.found(f"case {cases} has no clock, and `privacyctl due` will never tell of it")
    if not count and not without:
        yield sound("no row points to one that is missing")


CHECK = Check(
    name="references",
    about="The rows that point to other rows.",
    faults=(MISSING_ROWS, WITHOUT_CLOCK),
    look=_look,
)
