"""Looking at every place of a takedown: its public pages, or the folder that the site is deployed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.look import Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.site.built import BuiltFolder
from privacyctl.site.finding.finder import Finder
from privacyctl.site.places import address_of, is_path
from privacyctl.site.rounds import Round
from privacyctl.site.web import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from privacyctl.model.look import Assignment
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.target import Target


@dataclass(frozen=True)
class SiteChecker:
    """Looks at the site that the settings name. In one call each address, and the folder, is read once."""

    settings: SiteSettings
    key: bytes
    """Of the hashes by which pages are known again."""
    tell: Callable[[int], None] = lambda _: None

    def look(self, assignments: Sequence[Assignment], permitted: Sequence[Target]) -> list[tuple[Look, ...]]:
        """The looks at each assignment, in their order; none where there is nowhere to look."""
        finder = Finder([*(one.target for one in assignments), *permitted])
        site = urls.read(self.settings.url) if self.settings.url else None
        pages = Round(finder, self.key, site=site)
        built = BuiltFolder(self.settings.built, finder, self.key) if self.settings.built else None
        found = []
        for one in assignments:
            found.append(tuple(self._looks(one, pages, built)))
            self.tell(len(found))
        return found

    def _looks(self, one: Assignment, pages: Round, built: BuiltFolder | None) -> Iterator[Look]:
        addresses = {place: address_of(self.settings, place) for place in one.places}
        for place, url in addresses.items():
            if url is not None:
                yield from pages.look_at_page(place, url, one.target, one.before)
            elif built is None or not is_path(place):
                yield Look(place, Through.BUILT, Found.INCONCLUSIVE, LookReason.NO_PAGE)
            else:
                yield built.look(place, one)
        for page in self.settings.pages:
            url = address_of(self.settings, page)
            if url is not None and url not in addresses.values():
                yield from pages.look_at_page(page, url, one.target, one.before)
        if built is not None:
            yield built.look(built.folder.name, one)
