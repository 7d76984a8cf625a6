"""Whether the data file is reached under one name: by a link, or under a second hard name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

SECOND_NAME = Fault(
    word="second-name",
    verdict=CheckVerdict.FAILED,
    means="The data file has a second hard name. Who opens it under that name has another journal, another list of "
    "erasures and other settings, and a command that was killed may leave the file damaged.",
    how="The number of names that the system counts for the file.",
    mend="find the other name (find FOLDER -samefile {file}) and remove it",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    path = at.store.path
    # What a killed `init` left is the same file under the name it was built with: the check of leftovers tells of it.
    unfinished = sum(left.samefile(path) for left in path.parent.glob(".privacyctl-*"))
    names = path.stat().st_nlink - unfinished
    if names > 1:
        yield SECOND_NAME.found(f"{path} has {names} hard names", file=path)
    if at.named != path:
        yield sound(f"{at.named} is a link, and leads to {path}")


CHECK = Check(
    name="name of the file",
    about="Whether the data file is reached by a link, or has a second hard name. Nothing is said of a plain file.",
    faults=(SECOND_NAME,),
    look=_look,
)
