"""Whether a field is kept that nothing uses (promise P2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import purposes
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.purpose import PersonalField
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult
    from privacyctl.model.consent import Purpose
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store

UNUSED = Fault(
    word="unused-field",
    verdict=CheckVerdict.WARNING,
    means="A field is on record that no purpose names: nothing needs it.",
    how="The fields of every purpose, of ours and of the settings, are held against what is on record.",
    mend="import it no more, or name it under the purpose that uses it: [purposes.NAME] fields",
)
_ALWAYS_USED = (PersonalField.EMAIL, PersonalField.ORDER)


def _look(at: Examination) -> Iterator[CheckResult]:
    if at.stated is None:
        return
    if unused := list(_unused(at.store, at.stated.purposes)):
        yield UNUSED.found(f"nothing uses {', '.join(unused)}")
    else:
        yield sound("every field on record has a use")


def _unused(store: Store, named: Mapping[Purpose, Definition]) -> Iterator[str]:
    used = {field for one in purposes.known(store, named).values() for field in one.fields}
    for field in PersonalField:
        if field in used or field in _ALWAYS_USED:
            continue
        if count := health.holding(store, field):
            noun = "contact" if field in (PersonalField.NAME, PersonalField.COMPANY) else "order line"
            yield f"the {field} of {count:,} {noun}{'s' * (count != 1)}"


CHECK = Check(name="fields", about="Whether each field on record has a use.", faults=(UNUSED,), look=_look)
