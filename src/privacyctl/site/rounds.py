"""One round of looks at public pages: what is fetched for one publication is not fetched again for the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from urllib3.util import Url

from privacyctl.model.look import EarlierSighting, Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.target import Refresh, Seen, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import ENOUGH
from privacyctl.site.finding.finder import Finder
from privacyctl.site.judging import look_at, name_of
from privacyctl.site.presence import PageWords, Recognition, held_against
from privacyctl.site.subresources import Subresources
from privacyctl.site.web import urls
from privacyctl.site.web.connecting import LIMITS, FetchLimits
from privacyctl.site.web.fetching import Answer, fetch


class _Fetched(NamedTuple):
    """A page of a round."""

    answer: Answer
    """With no more of its body than judging needs: a round may have hundreds of pages."""
    seen: Seen
    unseen: LookReason | None
    words: PageWords


@dataclass
class Round:
    """Looks at public pages; each page, front page and subresource is fetched once.

    The finder searches each for the targets of all tasks at once.
    """

    finder: Finder
    key: bytes = b""
    """Of the hashes by which pages are known again."""
    limits: FetchLimits = LIMITS
    site: Url | None = None
    """The address of the site in the settings, whose page tells whether the site is up."""
    end: float | None = None
    """When all of it must be over, on the monotonic clock; None where it may take as long as it does."""
    _pages: dict[tuple[str, Through], _Fetched] = field(default_factory=dict)
    _up: dict[Url, bool] = field(default_factory=dict)
    _last: dict[tuple[bytes, str, str | None, str | None], Seen] = field(default_factory=dict)
    """What the two bodies show that were read last."""

    def look_at_page(
        self, place: str, url: str, target: Target, before: Sequence[EarlierSighting] = ()
    ) -> list[Look]:
        """Look for one publication twice: as a browser gets the page, and past every cache.

        What the page loads of its own host is a part of it, and fetched once, as a browser gets it.
        """
        return [self.look(place, url, target, through, before) for through in (Through.PAGE, Through.FRESH)]

    def look(
        self, place: str, url: str, target: Target, through: Through, before: Sequence[EarlierSighting] = ()
    ) -> Look:
        """Look for one publication once. A page that shows it is sketched."""
        page = self._page(url, through)
        answer, seen, unseen = page.answer, page.seen, page.unseen
        look = look_at(
            place,
            through,
            answer,
            seen,
            target,
            is_up=lambda: self._is_up(answer.url),
            unseen=unseen,
            before=held_against(before, url),
            why_another=lambda earlier: self._recognition.why_another(earlier, page.words, answer),
            new_elsewhere=self._recognition.new_elsewhere,
        )
        if look.found is Found.STILL_THERE:
            return replace(look, sketch=self._recognition.sketch(page.words, answer, seen, target))
        return look

    @cached_property
    def _recognition(self) -> Recognition:
        barred = [one for one in self.finder.targets if one.is_barred]
        return Recognition(self.key, barred, self._ask, self.site)

    def _ask(self, url: str) -> tuple[Answer, Seen]:
        answer = self._fetch(url)
        return answer, self._see(answer)

    def links(self, url: str) -> list[str]:
        """The pages of its own site that a page leads to, as a browser gets it."""
        page = self._page(url, Through.PAGE)
        at = urls.read(page.answer.final_url)
        read = (urls.read(link, at) for link in page.seen.links)
        return [link.url for link in read if link and at and urls.is_same_site(link, at)]

    def _fetch(
        self,
        url: str,
        *,
        fresh: bool = False,
        largest: int | None = None,
        must_be_public: bool = False,
        refresh_of: Callable[[Answer], Refresh | None] = lambda _: None,
        is_enough: Callable[[bytes], bool] | None = None,
    ) -> Answer:
        """Fetch an address within what is left of the time. What is not fetched for want of time is too slow."""
        limits = self.limits if largest is None else replace(self.limits, largest=largest)
        if self.end is not None:
            left = self.end - time.monotonic()
            if left <= 0:
                return Answer(url, url, trouble=LookReason.TOO_SLOW)
            limits = replace(limits, whole=min(limits.whole, left))
        return fetch(
            url,
            fresh=fresh,
            limits=limits,
            must_be_public=must_be_public,
            refresh_of=refresh_of,
            is_enough=is_enough,
        )

    def _page(self, url: str, through: Through) -> _Fetched:
        if (url, through) not in self._pages:
            met: list[Seen] = []

            def soonest(answer: Answer) -> Refresh | None:
                """Where a visitor is sent on from a page; what it shows meanwhile counts as well."""
                met.append(self._see(answer))
                all_ = [
                    one for one in (*met[-1].refreshes, answer.refresh) if one and not one.is_without_scripts
                ]
                return min((one for one in all_ if one.is_soon), default=None)

            answer = self._fetch(url, fresh=through is Through.FRESH, refresh_of=soonest)
            seen = met[-1] if met else Seen()
            met += self._seen_without_scripts(answer, seen)
            sightings = dict.fromkeys(sighting for page in met for sighting in page.sightings)
            later = [Unread(one.url, WhyUnread.LATER) for one in seen.refreshes if not one.is_soon]
            seen = replace(seen, sightings=tuple(sightings), unread=(*seen.unread, *later))
            seen = seen if answer.trouble else self._subresources.added(answer, seen)
            self._pages[url, through] = _Fetched(
                replace(answer, body=answer.body[:ENOUGH]),
                replace(seen, forms=()),
                _unread(answer, seen),
                PageWords.of(seen, self.key),
            )
        return self._pages[url, through]

    def _seen_without_scripts(self, answer: Answer, seen: Seen) -> Iterator[Seen]:
        """What the pages show to which only a browser without scripts is sent on."""
        page = urls.read(answer.final_url)
        for one in seen.refreshes:
            url = urls.read(one.url, page)
            if one.is_without_scripts and page and url and urls.is_same_site(page, url):
                yield self._see(self._fetch(url.url, must_be_public=answer.is_public))

    def _see(self, answer: Answer) -> Seen:
        """What a page shows. Past the caches most sites answer as before: the same bytes are read once."""
        key = sha256(answer.body).digest(), name_of(answer), answer.content_type, answer.charset
        if key not in self._last:
            seen = self.finder.look(answer.body, name_of(answer), answer.content_type, answer.charset)
            self._last = {**dict(list(self._last.items())[-1:]), key: seen}
        return self._last[key]

    @cached_property
    def _subresources(self) -> Subresources:
        return Subresources(self.finder, self._fetch)

    def _is_up(self, url: str) -> bool:
        read = urls.read(url)
        if read is None:
            return False
        front = urls.front_page(read, self.site)
        if front not in self._up:
            self._up[front] = self._fetch(front.url).is_ok
        return self._up[front]


def _unread(answer: Answer, seen: Seen) -> LookReason | None:
    """Why a picture that is a page of its own proves nothing; None for a readable one, or another body."""
    is_picture = (answer.content_type or "").startswith("image/")
    is_compared = all(one.why is not WhyUnread.PICTURE for one in seen.unread)
    return LookReason.NOT_TEXT if is_picture and answer.is_ok and not is_compared else None
