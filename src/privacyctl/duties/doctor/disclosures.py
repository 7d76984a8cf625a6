"""Whether today's contracts cover all that was handed to recipients (promise P3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.contracts import beyond_contracts
from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

BEYOND_CONTRACT = Fault(
    word="beyond-contract",
    verdict=CheckVerdict.WARNING,
    means="A recipient was given something that the settings of today would not let it have.",
    how="Every disclosure on record is held against `[recipients]` in privacyctl.toml as it stands today.",
    mend="have them erase what they may not have, or see [recipients] in privacyctl.toml",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    if at.stated is None:
        return
    beyond = beyond_contracts(at.store, at.stated.contracts)
    if beyond.by_recipient:
        found = ", ".join(f"{recipient} ({count})" for recipient, count in beyond.by_recipient.items())
        yield BEYOND_CONTRACT.found(f"the settings of today would not allow what was handed to: {found}")
    else:
        yield sound(f"all {beyond.of} are what a contract names")


CHECK = Check(
    name="disclosures", about="What was handed to recipients.", faults=(BEYOND_CONTRACT,), look=_look
)
