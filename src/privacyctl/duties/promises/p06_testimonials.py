"""P6: a testimonial never shows the full name, and what was declined is gone within 24 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.names_on_show import shows_name
from privacyctl.duties.promises import removals_in_time
from privacyctl.model import site_findings
from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.publication import Kind
from privacyctl.store import publications, scan_findings, takedowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.duties.promises.inspection import Inspection
    from privacyctl.model.site_findings import StandingFinding

FULL_NAMES = Concern(
    word="full-names",
    says="testimonials that show the full name",
    weight=Verdict.BROKEN,
    means="A testimonial in the register shows the person's full name, as it is on record today.",
    how="The attribution and the quote of everything that may be shown are held against the name on record.",
    mend="take it down: privacyctl takedown WHO --what testimonial; with initials it is another one, "
    "which they may permit",
)
NAMES_SEEN = Concern(
    word="full-name-seen",
    says="testimonials that a scan saw with the full name",
    weight=Verdict.BROKEN,
    means="A scan saw the person's full name beside their words, and no later scan or look saw it gone.",
    how="What `privacyctl scan` surely finds as `full-name` is kept. It ends with the scan that reads the same place, "
    "or the same site, and does not see it.",
    mend="put the first name with an initial in its place and deploy, then: privacyctl scan",
)
NAMES_IN_DOUBT = Concern(
    word="full-name-in-doubt",
    says="full names that a scan saw beside words that are not on the register, or in doubt",
    weight=Verdict.AT_RISK,
    means="A scan saw the full name of a contact beside words that are not on the register, or it was not sure.",
    how="What `privacyctl scan` finds as `full-name` of a contact, or in doubt, is kept until a later scan does not "
    "see it. A name in running text, with no words near that somebody said, is not.",
    mend="look whose words they are, put an initial in the place of the name, and then: privacyctl scan",
)
WORDS_OF_NOBODY = Concern(
    word="words-of-nobody",
    says="places where the site shows words of nobody on the register",
    weight=Verdict.AT_RISK,
    means="A scan saw a testimonial that nothing in the register permits. Of whom it is, and whether it shows the full "
    "name, cannot be told.",
    how="What `privacyctl scan` surely finds as `orphan`, of the kind testimonial, is kept until a later scan does not "
    "see it.",
    mend="find out whose it is, or take it out, and then: privacyctl scan",
)


def _look(at: Inspection) -> Evidence:
    words = publications.testimonials(at.store)
    named = (RowId("publication", one.id) for one in words if not one.is_barred and shows_name(at.store, one))
    tasks = takedowns.since(at.store, at.since, of_testimonials=True)
    seen = scan_findings.standing(at.store)
    names = [one for one in seen if one.wrong is site_findings.FULL_NAME]
    nobodys = sum(
        one.wrong is site_findings.ORPHAN and one.kind is Kind.TESTIMONIAL and one.is_sure for one in seen
    )
    return removals_in_time.look(
        at.store,
        tasks,
        words,
        FULL_NAMES.of(named),
        NAMES_SEEN.of(_rows(one for one in names if one.is_sure and one.contact is None)),
        NAMES_IN_DOUBT.of(_rows(one for one in names if not one.is_sure or one.contact is not None)),
        WORDS_OF_NOBODY.of((), nobodys),
        checked=sum(not one.is_barred for one in words),
    )


def _rows(found: Iterable[StandingFinding]) -> Iterator[RowId]:
    """The publications and contacts of these, each once."""
    named = ((("publication", one.publication), ("contact", one.contact)) for one in found)
    rows = (RowId(kind, number) for both in named for kind, number in both if number is not None)
    return iter(dict.fromkeys(rows))


def _shows(evidence: Evidence) -> str:
    return removals_in_time.shows(evidence, "testimonial", "testimonials")


PROMISE = Promise(
    number=6,
    sentence="A testimonial never shows the full name; one can decline, and it is gone within 24 hours of a "
    "written request.",
    control="full names are refused and looked for; each request has a clock; only a look at the page stops it",
    commands=("takedown", "due", "verify"),
    concerns=(FULL_NAMES, NAMES_SEEN, NAMES_IN_DOUBT, WORDS_OF_NOBODY, *removals_in_time.CONCERNS),
    look=_look,
    shows=_shows,
    begins="privacyctl takedown WHO --what testimonial",
)
