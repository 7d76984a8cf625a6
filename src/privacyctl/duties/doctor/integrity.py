"""Whether every page and index of the file is sound, as SQLite sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import LAST_GOOD_COPY, Check, CheckVerdict, Fault, sound
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

FAULTY_PAGES = Fault(
    word="faulty-pages",
    verdict=CheckVerdict.FAILED,
    means="A page of the file cannot be read, or an index says something else than its table.",
    how="SQLite's own `integrity_check`.",
    mend=LAST_GOOD_COPY,
)


def _look(at: Examination) -> Iterator[CheckResult]:
    wrong = health.integrity(at.store)
    if wrong:
        yield FAULTY_PAGES.found(f"SQLite finds {len(wrong)} fault{'s' * (len(wrong) != 1)}")
    else:
        yield sound("every page and index is sound")


CHECK = Check(
    name="integrity", about="The pages and indexes of the file.", faults=(FAULTY_PAGES,), look=_look
)
