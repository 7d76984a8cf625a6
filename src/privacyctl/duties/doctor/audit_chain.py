"""Whether every entry of the audit chain holds, and the rows are as the entries left them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.chain import ChainFault
from privacyctl.model.check import LAST_GOOD_COPY, Check, CheckVerdict, Fault, sound
from privacyctl.model.text import plural

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
MISNUMBERED = Fault(
    word=ChainFault.MISNUMBERED,
    verdict=CheckVerdict.FAILED,
    means="An entry says another number than that of its place: somebody repeated an entry, or moved it.",
    how="The number inside each entry is held against its place in the chain.",
    mend=LAST_GOOD_COPY,
)
MISFORMED = Fault(
    word=ChainFault.MISFORMED,
    verdict=CheckVerdict.FAILED,
    means="An entry has a form that no version of ours wrote, or an older one than an entry before it.",
    how="The form of each entry is held against those that this version knows.",
    mend=LAST_GOOD_COPY,
)
TIME_GOES_BACK = Fault(
    word=ChainFault.TIME_GOES_BACK,
    verdict=CheckVerdict.FAILED,
    means="An entry is dated before the one in front of it, which no command of this version does.",
    how="The time of each entry is held against that of the entry before it.",
    mend=LAST_GOOD_COPY,
)
CLOCK_WENT_BACK = Fault(
    word=ChainFault.CLOCK_WENT_BACK,
    verdict=CheckVerdict.WARNING,
    means="A command of an older version ran while the clock of the machine was set back.",
    how="The time of each entry is held against that of the entry before it.",
    mend="what was proved by that entry may have been proved later: see privacyctl audit",
)
ABOVE_HEAD = Fault(
    word=ChainFault.ABOVE_HEAD,
    verdict=CheckVerdict.FAILED,
    means="Rows carry the number of an entry that is not there: the end of the chain, or all of it, was cut off.",
    how="The highest and the lowest number of an entry in each table are held against the last entry.",
    mend=LAST_GOOD_COPY,
)
LOOKS_ALTERED = Fault(
    word=ChainFault.LOOKS_ALTERED,
    verdict=CheckVerdict.FAILED,
    means="A look, which is the evidence of a removal, was altered, taken out or added; or something is said to be "
    "gone that no look saw there before.",
    how="The digest in each entry about looks is made again from the rows of its looks, and each look that says gone "
    "is held against the sighting that it names.",
    mend="what these looks proved is not proved: see privacyctl audit, and look again: privacyctl verify TASK",
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
    means="A removal, a request, a decision, a suppression, a permission, a notice, a version of the policy or a "
    "hand-off is not as the entries of the audit chain left it: another program wrote into the file.",
    how="The acts of every entry are done again, on an empty record, and each row is compared with what came of it.",
    mend="keep a copy of the file as it is, and put back your last good copy, or say again what is so",
)
_ROWS = "rows and entries"
_MOST_SHOWN = 20
_FAULTS = {
    one.word: one
    for one in (MISNUMBERED, MISFORMED, TIME_GOES_BACK, CLOCK_WENT_BACK, ABOVE_HEAD, LOOKS_ALTERED)
}


def _look(at: Examination) -> Iterator[CheckResult]:
    verified = at.verified
    if verified.first_broken is not None:
        yield ENTRY_BROKEN.found(f"entry {verified.first_broken} does not hold")
        return
    for kind, count in verified.counts.items():
        first = next(one for one in verified.findings if one.fault is kind)
        more = f", and {count - 1} more: privacyctl audit --verify" if count > 1 else ""
        yield _FAULTS[kind].found(first.detail + more)
    if not verified.counts:
        older = f", {verified.older} of the older form" if verified.older else ""
        entries = plural(verified.head.seq, "entry", "entries")
        yield sound(f"{entries}{older}, head {verified.head.hash.hex()[:16]}")
    for entry in verified.unreadable:
        yield ENTRY_UNKNOWN.found(f"entry {entry} holds an act that no command writes")
    for row in verified.unlike[:_MOST_SHOWN]:
        yield ROW_UNTOLD.found(row.said, check=_ROWS)
    if len(verified.unlike) > _MOST_SHOWN:
        yield ROW_UNTOLD.found(f"{len(verified.unlike) - _MOST_SHOWN} more rows are so", check=_ROWS)
    if not verified.unreadable and not verified.unlike:
        yield sound(_told(verified.untold), check=_ROWS)


def _told(untold: int) -> str:
    told = "all that acts wrote is as the entries left it"
    if untold == 1:
        return f"{told}; 1 of an older form is told by its row alone"
    return told if not untold else f"{told}; {untold} of an older form are told by their rows alone"


CHECK = Check(
    name="audit chain",
    about="The entries of what was done, and the rows that they left.",
    faults=(ENTRY_BROKEN, *_FAULTS.values(), ENTRY_UNKNOWN, ROW_UNTOLD),
    look=_look,
)
