"""Whether the journal beside the data file and the record are in step, and every line of it is as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.due import PATIENCE
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.model.moment import local, span
from privacyctl.model.text import plural
from privacyctl.store.journal import parting, reading, standing, tail
from privacyctl.store.journal.standing import Stands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

ROLLED_BACK = Fault(
    word="record-rolled-back",
    verdict=CheckVerdict.FAILED,
    means="The journal beside the data file has entries that the record lacks, or others than the record: an older "
    "copy stands here, the end of the chain was cut off, or the chain was written anew.",
    how="The last entry of the journal is looked for in the audit chain.",
    mend="bring back what is missing: privacyctl restore --repair",
)
LAGS = Fault(
    word="journal-lags",
    verdict=CheckVerdict.WARNING,
    means="The record has entries that its journal lacks: a command was killed before it wrote them there, the disk "
    "was full, or another program added them.",
    how="The last entry of the journal is held against the head of the chain.",
    mend="the next command that writes brings it up; whether a command of yours made them: privacyctl audit",
)
MISSING = Fault(
    word="journal-missing",
    verdict=CheckVerdict.WARNING,
    means="There is no journal beside the data file: an older copy put back now would not be noticed.",
    how="The file is looked for.",
    mend="the next command makes it anew; see that nothing deletes it",
)
DAMAGED = Fault(
    word="journal-damaged",
    verdict=CheckVerdict.FAILED,
    is_hinted=False,
    means="A line of the journal is not as it was written: another program changed it, or a disk.",
    how="Each line's MAC, its number and the chain's hash are made again.",
    mend="where the record itself is sound: privacyctl journal --anew",
)
COPY_BEHIND = Fault(
    word="journal-copy-behind",
    verdict=CheckVerdict.WARNING,
    means="A copy of the journal in another folder lacks its end, or knows more than the journal.",
    how="How far each copy is was noted when it was last brought up; the folder itself is not asked.",
    mend="see why: privacyctl journal --copy",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    found = standing.of(at.store)
    if not found.is_believed:
        failure = parting.failure(at.store, found)
        yield ROLLED_BACK.found(failure.sentence, hint=failure.hint)
        return
    if found.how is Stands.MISSING:
        yield MISSING.found("there is none beside the data file")
        return
    if found.how is Stands.IN_STEP and found.journal is None:
        yield sound("nothing is on record yet")
        return
    if damage := found.why or reading.first_damage(tail.beside(at.store.path), at.store.fingerprints):
        yield DAMAGED.found(damage.sentence, hint=damage.hint)
        return
    if (lag := standing.lag(at.store, found)) is not None:
        yield LAGS.found(behind(lag, at.store.now))
        return
    for one in tail.copies_behind(tail.beside(at.store.path)):
        if at.store.now - one.since > PATIENCE:
            yield COPY_BEHIND.found(f"the copy in {one.folder} is behind since {local(one.since)}")
    yield sound(f"{plural(found.record.seq, 'entry', 'entries')}, as many as the record")


def behind(lag: standing.Lag, now: int) -> str:
    """By how much the journal is behind, as a clause."""
    since = f", for {span(now - lag.since)}" if now >= lag.since else ""
    return f"{plural(lag.entries, 'entry', 'entries')} behind the record, from entry {lag.first} on{since}"


CHECK = Check(
    name="journal",
    about="The journal beside the data file: whether it knows more than the record, or less, and is sound.",
    faults=(ROLLED_BACK, LAGS, MISSING, DAMAGED, COPY_BEHIND),
    look=_look,
)
