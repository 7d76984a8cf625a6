"""P6: a testimonial never shows the full name, and what was declined is gone within 24 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.names_on_show import shows_name
from privacyctl.duties.promises import removals_in_time
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.store import publications, takedowns

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

FULL_NAMES = Concern(
    word="full-names",
    says="testimonials that show the full name",
    weight=Verdict.BROKEN,
    means="A testimonial in the register shows the person's full name, as it is on record today.",
    how="The attribution and the quote of everything that may be shown are held against the name on record.",
    mend="take it down: privacyctl takedown WHO --what testimonial; with initials it is another one, "
    "which they may permit",
)


def _look(at: Inspection) -> Evidence:
    on_show = [one for one in publications.testimonials(at.store) if not one.is_barred]
    named = [one.id for one in on_show if shows_name(at.store, one)]
    tasks = takedowns.since(at.store, at.since, of_testimonials=True)
    return removals_in_time.look(at.store, tasks, len(on_show), (FULL_NAMES, named))


def _shows(evidence: Evidence) -> str:
    return removals_in_time.shows(evidence, "testimonial", "testimonials")


PROMISE = Promise(
    number=6,
    sentence="A testimonial never shows the full name; one can decline, and it is gone within 24 hours of a "
    "written request.",
    control="full names are refused; each request has a clock; only a look at the page stops it",
    commands=("takedown", "due", "verify"),
    concerns=(FULL_NAMES, *removals_in_time.CONCERNS),
    look=_look,
    shows=_shows,
)
