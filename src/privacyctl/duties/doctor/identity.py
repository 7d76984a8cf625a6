"""Whether the file is a data file of ours, of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

NOT_OURS = Fault(
    word="not-ours",
    verdict=CheckVerdict.FAILED,
    is_hinted=False,
    means="The file says that it is of another version, or another program's.",
    how="The application id and the version in the file's header.",
    mend="put back your last good copy",
)

ANOTHER_JOURNAL = Fault(
    word="another-journal",
    verdict=CheckVerdict.FAILED,
    means="Another program set the file to keep its changes in a file of its own beside it (WAL). That file holds what "
    "was erased, and a copy of the data file alone lacks the last changes.",
    how="SQLite's `journal_mode`, which stands in the file's header.",
    mend="end every program that has the file open, then: sqlite3 FILE 'PRAGMA journal_mode=DELETE'",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if (
        mode := health.journal_mode(at.store)
    ) == "wal":  # every other one ends with the connection that sets it
        yield ANOTHER_JOURNAL.found(f"another program set its journal to '{mode}'")
    found = health.identity(at.store)
    if health.is_expected(found):
        yield sound(f"a data file of privacyctl, version {found[1]}")
    else:
        yield NOT_OURS.found(f"its version is {found[1]}, and that is not ours")


CHECK = Check(
    name="identity",
    about="Whose file it is, and of which version.",
    faults=(NOT_OURS, ANOTHER_JOURNAL),
    look=_look,
)
