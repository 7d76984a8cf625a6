"""Whether the settings can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Failure
from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

UNREADABLE = Fault(
    word="settings-unreadable",
    verdict=CheckVerdict.WARNING,
    is_hinted=False,
    means="privacyctl.toml cannot be read, so that what stands in it is not looked at, and most commands refuse.",
    how="The settings are read as every command reads them.",
    mend="what the check says of it: the line, and what may stand there",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if isinstance(at.settings, Failure):
        yield UNREADABLE.found(at.settings.sentence, hint=at.settings.hint)
    else:
        yield sound(str(at.config))


CHECK = Check(name="settings", about="Whether the settings can be read.", faults=(UNREADABLE,), look=_look)
