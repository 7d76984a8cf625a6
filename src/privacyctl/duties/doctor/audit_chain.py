"""Whether every entry of the audit chain holds, and the rows are as the entries left them."""

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

ENTRY_UNKNOWN = Fault(
    word="entry-unknown",
    verdict=CheckVerdict.FAILED,
    means="An entry of the audit chain holds an act that no command of this version writes.",
    how="The acts of every entry are read and done again, on an empty record.",
    mend="keep a copy of the file as it is; see: privacyctl audit",
)
ROW_UNTOLD = Fault(
    word="row-untold",
    verdict=CheckVerdict.FAILED,
    means="A removal, a request, a decision or a suppression is not as the entries of the audit chain left it: "
    "another program wrote into the file.",
    how="The acts of every entry are done again, on an empty record, and each row is compared with what came of it.",
    mend="keep a copy of the file as it is, and put back your last good copy, or say again what is so",
)
_ROWS = "rows and entries"
_MOST_SHOWN = 20


def _look(at: Examination) -> Iterator[CheckResult]:
    verified = audit.verify(at.store)
    if verified.first_broken is None:
        yield sound(f"{verified.head.seq} entries, head {verified.head.hash.hex()[:16]}")
    else:
        yield ENTRY_BROKEN.found(f"entry {verified.first_broken} does not hold")
        return
    for entry in verified.unreadable:
        yield ENTRY_UNKNOWN.found(f"entry {entry} holds an act that no command writes")
    for row in verified.unlike[:_MOST_SHOWN]:
        yield ROW_UNTOLD.found(row.said, check=_ROWS)
    if len(verified.unlike) > _MOST_SHOWN:
        yield ROW_UNTOLD.found(f"{len(verified.unlike) - _MOST_SHOWN} more rows are so", check=_ROWS)
    if verified.holds:
        yield sound(_told(verified.untold), check=_ROWS)


def _told(untold: int) -> str:
    told = "removals, requests, decisions and suppressions are as the entries left them"
    return told if not untold else f"{told}; {untold} of an older form are told by their rows alone"


CHECK = Check(
    name="audit chain",
    about="The entries of what was done, and the rows that they left.",
    faults=(ENTRY_BROKEN, ENTRY_UNKNOWN, ROW_UNTOLD),
    look=_look,
)
