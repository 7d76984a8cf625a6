"""The policy as one page, to show to a customer or an auditor."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from privacyctl.model.moment import iso, iso_or_none
from privacyctl.model.promise import Verdict
from privacyctl.output import pages
from privacyctl.output.policy import shows, version_line
from privacyctl.output.screen import charts

if TYPE_CHECKING:
    from privacyctl.duties.promises.policy import Policy


def page(found: Policy, vendor: str | None) -> str:
    """The whole page as HTML: it loads nothing, runs nothing and names nobody."""
    counts = Counter(one.evidence.verdict for one in found.promises)
    return pages.render(
        "policy.html",
        vendor=vendor,
        as_of=iso(found.as_of),
        since=iso(found.since),
        sums=[(verdict.value, counts[verdict]) for verdict in Verdict if counts[verdict]],
        promises=[
            {
                "name": one.promise.name,
                "sentence": one.promise.sentence.rstrip("."),
                "control": one.promise.control,
                "verdict": one.evidence.verdict.value,
                "shows": shows(one),
                "last_at": iso_or_none(one.evidence.last_at),
            }
            for one in found.promises
        ],
        # The charts are made of numbers and words of ours alone.
        removals_chart=Markup(charts.time_to_removal(found.removal_seconds)),  # noqa: S704
        requests_chart=Markup(charts.requests_by_month(found.requests, found.since, found.as_of)),  # noqa: S704
        version=version_line(found),
    )
