"""P11: questions and requests come by mail and the support form. The cases that were opened are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.request import RequestKind
from privacyctl.model.text import plural
from privacyctl.store import requests

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

UNREAD = Concern(
    word="comment-open",
    key="open",
    says="open",
    weight=Verdict.KEPT,
    means="A comment that came with an order waits for a human eye.",
    how="The cases of the kind `comment` that nobody has closed.",
    mend="read it, then: privacyctl close {case} --because seen-to --note NOTE",
)


def _look(at: Inspection) -> Evidence:
    came = requests.received_since(at.store, at.since)
    unread = (RowId("case", one.case) for one in came if one.kind is RequestKind.COMMENT and one.is_open)
    return Evidence(
        {"cases": len(came)},
        (UNREAD.of(unread),),
        max((one.recorded_at for one in came), default=None),
        unseen="what came in and nobody recorded cannot be seen from here",
        rests_on=len(came),
    )


def _shows(evidence: Evidence) -> str:
    return plural(evidence.figures["cases"], "case")


PROMISE = Promise(
    number=11,
    sentence="Questions and requests come by mail and the support form.",
    control="every request gets a case and a clock",
    commands=("requests",),
    concerns=(UNREAD,),
    look=_look,
    shows=_shows,
    begins="privacyctl requests",
)
