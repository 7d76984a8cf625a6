"""P4: everyone can opt out of the news. Lists that were handed over are held against who had said no by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import RowId
from privacyctl.model.moment import DAY, span
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import consent, disclosures, handed_after_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.duties.promises.inspection import Inspection
    from privacyctl.store.handed_after_no import HandedAfterNo

WRITTEN_TO = Concern(
    word="written-to",
    says="handed to a mailing service after they had said no",
    weight=Verdict.BROKEN,
    means="A list was handed over with somebody on it whose no was on record by then, or had lain unread for a day.",
    how="Every list on record, but for those of notices, is held against the answers and the suppressions of the day.",
    mend="have the recipient take contact {contact} off its list, and make it anew: privacyctl audience updates",
)

CROSSED = Concern(
    word="crossed-a-no",
    says="handed to a mailing service while their no lay there",
    weight=Verdict.AT_RISK,
    means="A list was handed over with somebody on it whose no had reached the vendor within the day before, and was "
    "typed after it.",
    how="The same lists are held against the receipt of each no, and not against when it was typed.",
    mend="have the recipient take contact {contact} off its list, and make it anew: privacyctl audience updates",
)
LAY = Concern(
    word="no-lay-unread",
    says="opt-outs that lay for more than a day",
    weight=Verdict.AT_RISK,
    means="Somebody's no was put on record more than a day after its receipt, and until then nothing heeded it.",
    how="The receipt of each no is held against when it was put on record. What came with an import or a list is left "
    "out: it was said to somebody else.",
    mend="see what was sent to them meanwhile, and type a no on its day: privacyctl show {contact}; of whom nothing is"
    " on record, an entry is named: privacyctl audit",
)


def _look(at: Inspection) -> Evidence:
    count, slowest, last_at = consent.opt_outs(at.store, at.since)
    closed = consent.count_suppressed(at.store)
    _, lists, *_ = disclosures.count_since(at.store, at.since)
    found = handed_after_no.written_to(at.store, at.since)
    broken = [one for one in found if one.was_on_record or one.lay > DAY]
    crossed = [one for one in found if one not in broken]
    return Evidence(
        {"opt_outs": count, "slowest_seconds": slowest, "closed": closed},
        (
            WRITTEN_TO.of(_rows(broken), len(broken)),
            CROSSED.of(_rows(crossed), len(crossed)),
            LAY.of(_lay(at)),
        ),
        last_at,
        rests_on=lists + consent.is_any_no_to_mail(at.store, at.since),
    )


def _lay(at: Inspection) -> Iterator[RowId]:
    for contact, company in consent.typed_late(at.store, at.since, DAY):
        yield RowId("contact" if contact is not None else "company", contact or company or 0)
    for entry in consent.typed_late_of_nobody(at.store, at.since, DAY):
        yield RowId("entry", entry)


def _rows(found: Iterable[HandedAfterNo]) -> Iterator[RowId]:
    for one in found:
        yield RowId("contact", one.contact)
        yield RowId("disclosure", one.disclosure)


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
    concerns=(WRITTEN_TO, CROSSED, LAY),
    look=_look,
    shows=_shows,
    begins="privacyctl audience updates --to RECIPIENT",
)
