"""P8: no other use without a chance to opt out first. Uses of a purpose that was not open are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import disclosures, notices

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

UNANNOUNCED = Concern(
    word="unannounced",
    says="used for a purpose that was not open",
    weight=Verdict.BROKEN,
    means="Data was handed over for a purpose of the vendor's own before its notice was out and its window over.",
    how="The disclosures for such a purpose are held against the windows of its notices.",
    mend="use it no more until people were told: privacyctl announce PURPOSE --text FILE",
)


def _look(at: Inspection) -> Evidence:
    told = notices.all_of(at.store)
    shut = disclosures.while_shut(at.store, at.since)
    hand_offs, *_ = disclosures.count_since(at.store, at.since)
    return Evidence(
        {"notices": len(told)},
        (UNANNOUNCED.of(RowId("disclosure", number) for number in shut),),
        max((one.announced_at for one in told), default=None),
        rests_on=len(told) + hand_offs,
    )


def _shows(evidence: Evidence) -> str:
    notices = evidence.figures["notices"]
    uses = evidence.rests_on - notices
    used = f"{plural(uses, 'hand-off')} held against what was open; " if uses else ""
    return f"{used}{plural(notices, 'notice')} of new purposes"


PROMISE = Promise(
    number=8,
    sentence="No other use without a chance to opt out first.",
    control="a new purpose stays shut until its notice is out and its window is over",
    commands=("purposes", "announce"),
    concerns=(UNANNOUNCED,),
    look=_look,
    shows=_shows,
    begins="privacyctl announce PURPOSE --text FILE",
)
