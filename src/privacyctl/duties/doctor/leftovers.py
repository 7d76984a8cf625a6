"""Whether a command that was killed left something of a file it was making: a copy may hold the whole record."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault
from privacyctl.model.text import plural
from privacyctl.store import made_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

UNFINISHED = Fault(
    word="unfinished-files",
    verdict=CheckVerdict.WARNING,
    means="A command was killed while it made a file; what it left may hold a part of the record, or all of it.",
    how="The files whose names begin with `.privacyctl-` and that no command is at, wherever one ever wrote: in the"
    " folders of the data file, of the web site's data, and of the files that it made about people.",
    mend="privacyctl purge, which deletes them; or by hand: rm -r {files}",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if left := at.leftovers(made_files.folders(at.store)):
        folders = ", ".join(dict.fromkeys(str(file.parent) for file in left))
        yield UNFINISHED.found(
            f"{plural(len(left), 'unfinished file')} of a command that was killed, in {folders}",
            files=" ".join(shlex.quote(str(file)) for file in left),
        )


CHECK = Check(
    name="leftovers",
    about="Unfinished files wherever a command wrote. Nothing is said where there are none.",
    faults=(UNFINISHED,),
    look=_look,
)
