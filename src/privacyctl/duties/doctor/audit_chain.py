"""Whether every entry of the audit chain holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import audit
from privacyctl.model.check import Check, CheckVerdict, Fault, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

ENTRY_BROKEN = Fault(
    word="entry-broken",
    verdict=CheckVerdict.FAILED,
    means="An entry of the audit chain was changed, or one before it was taken out.",
    how="The chain is walked from its first entry, and each hash is made again.",
    mend="see: privacyctl audit",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    verified = audit.verify(at.store)
    if verified.holds:
        yield sound(f"{verified.head.seq} entries, head {verified.head.hash.hex()[:16]}")
    else:
        yield ENTRY_BROKEN.found(f"entry {verified.first_broken} does not hold")


CHECK = Check(name="audit chain", about="The entries of what was done.", faults=(ENTRY_BROKEN,), look=_look)
