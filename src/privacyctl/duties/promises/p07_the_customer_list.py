"""P7: a company's name or logo leaves the customer list within 24 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.promises import removals_in_time
from privacyctl.model.promise import Evidence, Promise
from privacyctl.model.publication import Kind
from privacyctl.store import publications, takedowns

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection


def _look(at: Inspection) -> Evidence:
    kinds = {Kind.NAME, Kind.LOGO}
    listed = [one for one in publications.everything(at.store) if one.kind in kinds]
    tasks = takedowns.since(at.store, at.since, of_testimonials=False)
    return removals_in_time.look(at.store, tasks, listed)


def _shows(evidence: Evidence) -> str:
    return removals_in_time.shows(evidence, "name or logo", "names and logos")


PROMISE = Promise(
    number=7,
    sentence="A company's name or logo leaves the customer list within 24 hours of a written request.",
    control="each request has a clock; only a look at the page stops it",
    commands=("takedown", "due", "verify"),
    concerns=removals_in_time.CONCERNS,
    look=_look,
    shows=_shows,
    begins="privacyctl takedown COMPANY --what name",
)
