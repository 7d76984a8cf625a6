"""Whether the list of erasures beside the data file agrees with the record: an old copy may have been put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.came_back import is_back
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.erasure import ErasureReason
from privacyctl.store import erasures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult
    from privacyctl.model.erasure import Erasure

CAME_BACK = Fault(
    word="erased-came-back",
    verdict=CheckVerdict.FAILED,
    means="Somebody who was erased at their request is on record again, under the address that was erased.",
    how="The list of erasures beside the data file is held against the record; a new order makes a new contact.",
    mend="erase them again, nobody need confirm it: privacyctl erase {contact}",
)
PURGED_CAME_BACK = Fault(
    word="purged-came-back",
    verdict=CheckVerdict.WARNING,
    means="Somebody who was past their time once is on record again.",
    how="The list of erasures beside the data file is held against the record.",
    mend="delete what is past its time: privacyctl purge",
)
UNLISTED = Fault(
    word="erasure-unlisted",
    verdict=CheckVerdict.WARNING,
    means="An erasure is on record and not in the list beside the data file.",
    how="The erasures on record are held against the list.",
    mend="whoever puts an old copy back will not know of them: keep the list with the data file",
)
UNPROVED = Fault(
    word="erasure-unproved",
    verdict=CheckVerdict.WARNING,
    means="Somebody was erased, and it is not proved yet that nothing of them is left in the bytes.",
    how="The erasures on record that no search of the bytes has proved.",
    mend="a command was killed, or found something: privacyctl erase ADDRESS, with an address of theirs",
)
UNREAD = Fault(
    word="erasure-list-unread",
    verdict=CheckVerdict.WARNING,
    is_hinted=False,
    means="Lines of the list of erasures say nothing: another program wrote into it, or it was cut short.",
    how="The lines that are no listing.",
    mend="put back your last good copy of the list",
)


def _look(at: Examination) -> list[CheckResult]:
    done = erasures.everything(at.store)
    all_well = f"{len(done)}, each listed beside the data file and proved" if done else "nobody was erased"
    return list(_faults(at, done)) or [sound(all_well)]


def _faults(at: Examination, done: Sequence[Erasure]) -> Iterator[CheckResult]:
    listings = at.erased.listings
    back = [one for one in listings if is_back(at.store, one)]
    if asked := [one.contact for one in back if one.because is ErasureReason.REQUEST]:
        yield CAME_BACK.found(
            f"contact {_numbers(asked)} is listed as erased and is on record:"
            " a copy from before the erasure was put back, or it was cut short",
            contact=asked[0],
        )
    if purged := [one.contact for one in back if one.because is ErasureReason.RETENTION]:
        yield PURGED_CAME_BACK.found(
            f"contact {_numbers(purged)} was past its time once and is on record:"
            " a copy from before was put back, or they are needed again"
        )
    listed = {one.contact for one in listings}
    if missing := [one.contact for one in done if one.contact not in listed]:
        yield UNLISTED.found(f"{len(missing)} of {len(done)} are not listed beside the data file")
    if unproved := [one.contact for one in done if one.proved_at is None]:
        yield UNPROVED.found(f"it is not proved yet that nothing is left of contact {_numbers(unproved)}")
    if at.erased.unread:
        yield UNREAD.found(f"{at.erased.unread} lines of the list beside the data file say nothing")


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


CHECK = Check(
    name="erasures",
    about="The list of erasures beside the data file, and the erasures on record.",
    faults=(CAME_BACK, PURGED_CAME_BACK, UNLISTED, UNPROVED, UNREAD),
    look=_look,
)
