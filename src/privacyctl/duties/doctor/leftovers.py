"""Whether a command that was killed left something of a file it was making: a copy may hold the whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

UNFINISHED = Fault(
    word="unfinished-files",
    verdict=CheckVerdict.WARNING,
    means="A command was killed while it made a file; what it left may hold a part of the record, or all of it.",
    how="The files in the folder of the data file whose names begin with `.privacyctl-`.",
    mend="while no privacyctl runs: rm {folder}/.privacyctl-*",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    folder = at.store.path.parent
    if left := sorted(folder.glob(".privacyctl-*")):
        many = "s" * (len(left) != 1)
        yield UNFINISHED.found(
            f"{len(left)} unfinished file{many} of a command that was killed", folder=folder
        )


CHECK = Check(
    name="leftovers",
    about="Unfinished files in the folder of the data file. Nothing is said where there are none.",
    faults=(UNFINISHED,),
    look=_look,
)
