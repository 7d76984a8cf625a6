"""What a scan of the public site saw at the places of the register, while it was looking for what is wrong.

A sighting is kept only where none of the page as it is now is on record: a scan of every deploy
would else keep the same thing each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.model.look import Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site_findings import unexplained
from privacyctl.site.places import address_of
from privacyctl.site.presence import PageWords, Recognition, held_against
from privacyctl.site.web import urls
from privacyctl.site.web.connecting import LIMITS, FetchLimits
from privacyctl.site.web.fetching import Answer, fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from privacyctl.model.ids import PublicationId
    from privacyctl.model.look import Assignment
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.target import Seen, Target
    from privacyctl.site.finding.finder import Finder


@dataclass
class Witness:
    """Sees the pages of one site go by."""

    settings: SiteSettings
    key: bytes
    """Of the hashes by which pages are known again."""
    site: str
    """The address of the site that is scanned."""
    finder: Finder
    assigned: Callable[[Target], Assignment]
    """The places of a publication, and the sightings of it that are on record."""
    limits: FetchLimits = LIMITS
    sightings: list[tuple[PublicationId, Look]] = field(default_factory=list)

    def __post_init__(self) -> None:
        barred = [one for one in self.finder.targets if one.is_barred]
        self._recognition = Recognition(self.key, barred, self._ask, urls.read(self.site))

    def see(self, answer: Answer, seen: Seen) -> None:
        """Note what a page surely shows of that which has its place there."""
        shown = {one.target.number: one.target for one in seen.sightings if one.is_sure}
        wanted = [one for one in shown.values() if one.publication is not None and _shows(seen, one)]
        words = PageWords.of(seen, self.key) if wanted else None
        for target in wanted:
            if words is not None and target.publication is not None:
                look = self._look(answer, words, seen, target)
                self.sightings += [(target.publication, look)] if look else []

    def _look(self, answer: Answer, words: PageWords, seen: Seen, target: Target) -> Look | None:
        assigned = self.assigned(target)
        place = next((one for one in assigned.places if self._is_at(one, answer.url)), None)
        if place is None:
            return None
        before = held_against(assigned.before, answer.url)
        if before is not None and self._recognition.why_another(before, words, answer) is None:
            return None
        return Look(
            place=place,
            through=Through.PAGE,
            found=Found.STILL_THERE,
            reason=LookReason.SHOWN,
            url=answer.url,
            final_url=answer.final_url,
            status=answer.status,
            etag=answer.etag,
            last_modified=answer.last_modified,
            sha256=answer.sha256,
            before=before,
            sketch=self._recognition.sketch(words, answer, seen, target),
        )

    def _is_at(self, place: str, url: str) -> bool:
        of_place, at = urls.read(address_of(self.settings, place) or ""), urls.read(url)
        return of_place is not None and at is not None and urls.is_same_page(of_place, at)

    def _ask(self, url: str) -> tuple[Answer, Seen]:
        answer = fetch(url, limits=self.limits)
        return answer, self.finder.look(answer.body, "", answer.content_type, answer.charset)


def _shows(seen: Seen, target: Target) -> bool:
    """Whether it is this one that is seen, and nothing like it that may be shown."""
    return not target.is_barred or any(one.is_sure for one in unexplained(seen, target))
