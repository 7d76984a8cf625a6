"""P4: everyone can opt out of the news. Lists that were handed over are held against who had said no by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import RowId
from privacyctl.model.moment import span
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import consent, handed_after_no

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

WRITTEN_TO = Concern(
    word="written-to",
    says="handed to a mailing service after they had said no",
    weight=Verdict.BROKEN,
    means="A list was handed over with somebody on it whose no was on record by then.",
    how="Every list on record, but for those of notices, is held against the answers and the suppressions of the day.",
    mend="have the recipient take contact {contact} off its list, and make it anew: privacyctl audience updates",
)


def _look(at: Inspection) -> Evidence:
    count, slowest, last_at = consent.opt_outs(at.store, at.since)
    found = handed_after_no.written_to(at.store, at.since)
    rows = (
        row for one in found for row in (RowId("contact", one.contact), RowId("disclosure", one.disclosure))
    )
    return Evidence(
        {"opt_outs": count, "slowest_seconds": slowest, "closed": consent.count_suppressed(at.store)},
        (WRITTEN_TO.of(rows, len(found)),),
        last_at,
    )


def _shows(evidence: Evidence) -> str:
    figures = evidence.figures
    said = plural(figures["opt_outs"], "opt-out")
    if figures["opt_outs"]:
        said += f", on record after {span(figures['slowest_seconds'])} at most"
    return f"{said}; {plural(figures['closed'], 'address', 'addresses')} closed"


PROMISE = Promise(
    number=4,
    sentence="We use it for orders and product news, and everyone can opt out of the news.",
    control="opt-outs that outlive imports and erasure; lists go out through the gate",
    commands=("optout", "audience", "gate"),
    concerns=(WRITTEN_TO,),
    look=_look,
    shows=_shows,
)
