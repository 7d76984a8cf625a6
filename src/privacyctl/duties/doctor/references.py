"""Whether every row that another row points to is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
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


def _look(at: Examination) -> Iterator[CheckResult]:
    count = health.dangling(at.store)
    if count:
        yield MISSING_ROWS.found(f"{count} rows point to rows that are missing")
    else:
        yield sound("no row points to one that is missing")


CHECK = Check(
    name="references", about="The rows that point to other rows.", faults=(MISSING_ROWS,), look=_look
)
