"""Whether others can read or write the data file, the settings, the files beside them, or a folder around them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from privacyctl.duties.file_privacy import guarded
from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.duties.file_privacy import Guarded
    from privacyctl.model.check import CheckResult

OPEN_FILE = Fault(
    word="open-file",
    verdict=CheckVerdict.FAILED,
    means="Other users of the machine can read the data file, or a file that belongs to it.",
    how="The mode of the data file, of the settings, and of whatever SQLite and privacyctl keep beside them.",
    mend="chmod {mode} {file}",
)
WRITABLE_FOLDER = Fault(
    word="writable-folder",
    verdict=CheckVerdict.FAILED,
    means="Other users of the machine can write into the folder of the data file, or into one around it: they can put "
    "another record, or other settings, in the place of yours.",
    how="The mode of each folder through which the data file and the settings are reached, and of the folder of a link "
    "to them.",
    mend="chmod {mode} {file}",
)
# A folder that somebody made is theirs to keep: that others can look into it is only reported.
OPEN_FOLDER = Fault(
    word="open-folder",
    verdict=CheckVerdict.WARNING,
    means="Other users of the machine can see what lies in the folder of the data file.",
    how="The mode of the folder.",
    mend="chmod {mode} {file}",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    for one in guarded(at.store.path, at.named, at.config):
        if one.is_around and not one.may_be_written:
            continue
        yield _told(one)


def _told(one: Guarded) -> CheckResult:
    check = f"privacy of the {'folder' if one.is_folder else 'file'} {one.path.name or one.path}"
    if not (one.may_be_read or one.may_be_written):
        mine = one.owner == os.geteuid()
        return sound(f"mode {one.mode:04o}{'' if mine else ', owned by another user'}", check)
    of_folder = WRITABLE_FOLDER if one.may_be_written else OPEN_FOLDER
    can = "read"
    if one.may_be_written:
        can = "write into" if one.is_folder else "read and change"
    return (of_folder if one.is_folder else OPEN_FILE).found(
        f"mode {one.mode:04o}: others can {can} it", check=check, mode=f"{one.wanted:o}", file=one.path
    )


CHECK = Check(
    name="privacy of the file",
    about="The modes of the data file, of what lies beside it, and of the folders around it.",
    faults=(OPEN_FILE, WRITABLE_FOLDER, OPEN_FOLDER),
    look=_look,
)
