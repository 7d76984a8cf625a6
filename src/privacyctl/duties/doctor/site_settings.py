"""Whether the settings of the web site fit the site that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, sound
from privacyctl.model.site_setting import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult


def _look(at: Examination) -> Iterator[CheckResult]:
    for one in at.stated.site if at.stated is not None else ():
        if one.fault is None:
            yield sound(one.detail, one.name)
        else:
            yield one.fault.found(one.detail, hint=one.hint, check=one.name)


CHECK = Check(
    name="site",
    about="Each setting under `[site]` that is made. Nothing is fetched, run or written.",
    faults=FAULTS,
    look=_look,
)
