"""Whether others can read the data file, the settings, the files beside them, or the folder."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

OPEN_FILE = Fault(
    word="open-file",
    verdict=CheckVerdict.FAILED,
    means="Other users of the machine can read the data file, or a file that belongs to it.",
    how="The mode of the data file, of the settings, and of whatever SQLite and privacyctl keep beside them.",
    mend="chmod {mode} {file}",
)
# A folder that somebody made is theirs to keep: it is only reported.
OPEN_FOLDER = Fault(
    word="open-folder",
    verdict=CheckVerdict.WARNING,
    means="Other users of the machine can see what lies in the folder of the data file.",
    how="The mode of the folder.",
    mend="chmod {mode} {file}",
)
_BESIDE = ("-journal", "-wal", "-shm", ".erasures")


def _look(at: Examination) -> Iterator[CheckResult]:
    path = at.store.path
    beside = [path.with_name(path.name + end) for end in _BESIDE]
    beside += sorted(path.parent.glob(f"{path.name}.before-v*"))
    for file in (path, at.config, *beside):
        if file.exists():
            yield _mode(file, 0o600, OPEN_FILE)
    yield _mode(path.parent, 0o700, OPEN_FOLDER)


def _mode(file: Path, wanted: int, fault: Fault) -> CheckResult:
    status = file.stat()
    mode = stat.S_IMODE(status.st_mode)
    check = f"privacy of the {'folder' if stat.S_ISDIR(status.st_mode) else 'file'} {file.name}"
    if mode & ~wanted & 0o077 == 0:
        mine = status.st_uid == os.geteuid()
        return sound(f"mode {mode:04o}{'' if mine else ', owned by another user'}", check)
    detail = f"mode {mode:04o}: others can read it"
    return fault.found(detail, check=check, mode=f"{wanted:o}", file=file)


CHECK = Check(
    name="privacy of the file",
    about="The modes of the data file, of what lies beside it, and of its folder.",
    faults=(OPEN_FILE, OPEN_FOLDER),
    look=_look,
)
