"""Whether a purpose is still what people were told of (promise P8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.purposes import list_purposes
from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

WIDENED = Fault(
    word="purpose-widened",
    verdict=CheckVerdict.WARNING,
    means="The settings say something else of a purpose than people were told, so it is shut.",
    how="Each purpose in the settings is held against the newest notice of it.",
    mend="put the settings back, or: privacyctl announce {purpose} --text FILE",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if at.stated is None:
        return
    listed = list_purposes(at.store, at.stated.purposes)
    widened = [one.definition.purpose for one in listed if one.is_widened]
    if widened:
        yield WIDENED.found(
            f"{', '.join(widened)}: the settings say something else than people were told, so it is shut",
            purpose=widened[0],
        )
    else:
        yield sound("each is as people were told, or waits for a notice")


CHECK = Check(
    name="purposes", about="Whether each purpose is what people were told.", faults=(WIDENED,), look=_look
)
