"""Whether every no closes every address of whoever said it (promise P4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.store import noes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

NO_WITHOUT_MARK = Fault(
    word="no-without-mark",
    verdict=CheckVerdict.FAILED,
    means="Somebody has said no, and an address of theirs is open all the same: another program altered a mark, the "
    "address, or the key of all marks.",
    how="Each address of everybody whose latest decision is a no is held against the marks under the key of today.",
    mend="opt them out again, so that the no holds from now on: privacyctl optout {who}",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    first, count = None, 0
    for no in noes.standing(at.store):
        if not no.is_marked:
            first, count = first or no, count + 1
    if first is None:
        held = noes.count(at.store)
        yield sound(f"{held} that stand, each under every address" if held else "nobody said no to anything")
        return
    more = f", and {count - 1} more" if count > 1 else ""
    yield NO_WITHOUT_MARK.found(
        f"{first.subject} said no to {first.purpose}, and an address or name of theirs is open to it{more}",
        who=first.contact if first.contact is not None else "COMPANY",
    )


CHECK = Check(
    name="opt-outs",
    about="The decisions that say no, and the marks that keep to them.",
    faults=(NO_WITHOUT_MARK,),
    look=_look,
)
