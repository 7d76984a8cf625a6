"""The first look: whether something is on show where the register says, while it still must be.

Only against such a look is it ever seen to be gone. It ends in good time, whatever the site does:
somebody waits who has just put something on record, or taken a request.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privacyctl.model.look import Found, Look, Through
from privacyctl.site.built import BuiltFolder
from privacyctl.site.finding.finder import Finder
from privacyctl.site.places import address_of, is_path
from privacyctl.site.rounds import Round
from privacyctl.site.web import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.look import Assignment
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.target import Target

SECONDS = 20
"""How long all of it may take."""
_MOST_ELSEWHERE = 6
"""Other pages that are looked at where the place does not show it."""
_NEAR = 0.6
"""How alike the path of a link must be to the one that was typed, to be what was meant."""


@dataclass(frozen=True)
class FirstLook:
    """Looks once at the places of a publication, and where one does not show it, at a few other pages."""

    settings: SiteSettings
    key: bytes
    """Of the hashes by which pages are known again."""
    seconds: float = SECONDS

    def look(self, assignments: Sequence[Assignment], permitted: Sequence[Target]) -> list[tuple[Look, ...]]:
        """The looks at each assignment, in their order; none where there is nowhere to look."""
        end = time.monotonic() + self.seconds
        finder = Finder([*(one.target for one in assignments), *permitted])
        site = urls.read(self.settings.url) if self.settings.url else None
        pages = Round(finder, self.key, site=site, end=end)
        public = [tuple(self._public(one, pages)) for one in assignments]
        if self.settings.built is None:
            return public
        places = [place for one in assignments for place in one.places]
        built = BuiltFolder(self.settings.built, finder, self.key, places=places, end=end)
        return [
            (*looks, *self._built(one, built, looks)) for one, looks in zip(assignments, public, strict=True)
        ]

    def _public(self, one: Assignment, pages: Round) -> Iterator[Look]:
        missed = []
        for place in one.places:
            if url := address_of(self.settings, place):
                look = self._once(place, url, one, pages)
                yield look
                if look.found is not Found.STILL_THERE:
                    missed.append(url)
        if not missed and one.places:
            return
        for place, url in self._elsewhere(one, missed, pages):
            look = self._once(place, url, one, pages)
            yield look
            if look.found is Found.STILL_THERE and missed:
                return  # enough to say where it may be meant

    @staticmethod
    def _once(place: str, url: str, one: Assignment, pages: Round) -> Look:
        """The look as a browser gets the page; where that one does not show it, past every cache."""
        look = pages.look(place, url, one.target, Through.PAGE, one.before)
        if look.found is Found.STILL_THERE or look.status is None:
            return look
        fresh = pages.look(place, url, one.target, Through.FRESH, one.before)
        return fresh if fresh.found is Found.STILL_THERE else look

    def _elsewhere(self, one: Assignment, missed: Sequence[str], pages: Round) -> Iterator[tuple[str, str]]:
        """Other pages that may show it: of the settings, of the register, and those that a link leads to."""
        been = set(missed)
        for place in (*self.settings.pages, *one.elsewhere, self.settings.url or ""):
            url = address_of(self.settings, place)
            if url and url not in been and len(been) - len(missed) < _MOST_ELSEWHERE:
                been.add(url)
                yield place, url
        known = [*missed, *([self.settings.url] if self.settings.url else [])]
        links = {link for url in known for link in pages.links(url)} - been
        near = ((max(_alike(link, url) for url in missed), link) for link in links) if missed else ()
        for likeness, link in sorted(near, reverse=True)[:_MOST_ELSEWHERE]:
            if likeness >= _NEAR:
                yield link, link

    @staticmethod
    def _built(one: Assignment, built: BuiltFolder, public: Sequence[Look]) -> Iterator[Look]:
        looked_at = {look.place for look in public}
        for place in one.places:
            if place not in looked_at and is_path(place):
                yield built.look(place, one)
        yield built.look(built.folder.name, one)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, urlsplit(one).path, urlsplit(other).path).ratio()
