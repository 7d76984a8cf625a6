"""Whether a page is the one on which something was seen before: only then is its absence a proof.

| before | now | what it is |
|---|---|---|
| no sighting at this address | anything but shown | never seen there |
| a sighting | the address ends at another path | moved |
| a sighting | a page that has next to nothing of what that one said | another page: a wall, a notice, a soft 404 |
| a sighting of a page with next to no words of its own | any page | too bare to be known again |
| a sighting of a logo | the same page, with a picture of another host that is new, or may have been it | unread |
| a sighting | the same page | gone, where it was read whole |
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from urllib3.util import Url

from privacyctl.model.look import EarlierSighting, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.page_part import PartKind
from privacyctl.model.sketch import Recognised, Sketch
from privacyctl.model.target import KnownBy, Seen, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.finding.shingles import Shingles, hashed, own_texts, shingles
from privacyctl.site.web import urls
from privacyctl.site.web.fetching import Answer

_NOTHING: frozenset[int] = frozenset()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
NONSENSE = 16
"""Letters of a path that no site has: one in 10^22 of those drawn is drawn again."""
_WHY = {
    Recognised.SAME: None,
    Recognised.OTHER: LookReason.OTHER_PAGE,
    Recognised.TOO_BARE: LookReason.TOO_BARE,
}


def held_against(before: Sequence[EarlierSighting], url: str) -> EarlierSighting | None:
    """The newest sighting at an address. Of one round, a look that kept a sketch."""
    at = urls.read(url)
    here = [one for one in before if at and (was := urls.read(one.url or "")) and urls.is_same_page(was, at)]
    return max(here, key=lambda one: (one.entry, one.sketch is not None, one.look), default=None)


def seen_in_folder(before: Sequence[EarlierSighting], folder: str) -> EarlierSighting | None:
    """The newest sighting in a file of the folder."""
    here = [
        one for one in before if one.through is Through.BUILT and (one.file or "").startswith(f"{folder}/")
    ]
    return max(here, key=lambda one: one.look, default=None)


def seen_elsewhere(before: Sequence[EarlierSighting], url: str | None) -> EarlierSighting | None:
    """The newest sighting at another public address."""
    at = urls.read(url or "")
    there = [
        one for one in before if (was := urls.read(one.url or "")) and not (at and urls.is_same_page(was, at))
    ]
    return max(there, key=lambda one: one.look, default=None)


def has_moved(before: EarlierSighting, final_url: str) -> bool:
    """Whether the redirects end at another page than they did at the sighting."""
    was, now = urls.read(before.final_url or before.url or ""), urls.read(final_url)
    return was is None or now is None or not urls.is_same_page(was, now)


def _pictures_elsewhere(seen: Seen, page: str) -> list[Unread]:
    """The pictures of other hosts, which no look fetches; those that a page names, where no part of it was read."""
    at = urls.read(page)
    named = (urls.read(one.address, at) for one in seen.loads if one.kind is PartKind.PICTURE)
    beyond = [one for one in named if one and at and not urls.is_same_site(at, one)]
    return [one for one in seen.beyond if one.is_picture] or [
        Unread(f"a picture of {one.host}", WhyUnread.OTHER_HOST, is_picture=True, address=one.url)
        for one in beyond
    ]


def _as_picture(address: str) -> str:
    """An address without a query that only counts or cheats a cache: one that names no file and no address."""
    path, _, query = address.partition("?")
    return address if any(mark in query.lower() for mark in ("/", "%2f", ".", "=http")) else path


@dataclass(frozen=True)
class PageWords:
    """What a page says, as it is compared with what it said before."""

    shingles: Shingles
    title: int

    @classmethod
    def of(cls, seen: Seen, key: bytes) -> PageWords:
        return cls(shingles(seen.forms, key), hashed(seen.title, key))


@dataclass
class Recognition:
    """Knows pages again, in one round: the theme of each site is asked for once."""

    key: bytes
    """Of the hashes. It depends on the data file's secret."""
    barred: Sequence[Target]
    """What is to go from the pages: its words may be gone from a page together with those that are looked for."""
    ask: Callable[[str], tuple[Answer, Seen]]
    """Fetches and reads one page."""
    site: Url | None = None
    """The address of the site in the settings."""
    _themes: dict[Url, PageWords | LookReason] = field(default_factory=dict)

    def sketch(self, page: PageWords, answer: Answer, seen: Seen, target: Target) -> Sketch:
        """What is kept of a page that shows the target."""
        elsewhere = self._elsewhere(seen, answer, target)
        theme = self._theme(answer)
        own = page.shingles.without(own_texts(target, self.key))
        if isinstance(theme, LookReason):
            return Sketch.of(own, page.title, has_theme=True, elsewhere=elsewhere)
        is_of_site = theme.title == page.title
        title = 0 if is_of_site else page.title
        return Sketch.of(own - theme.shingles.all, title, has_theme=False, elsewhere=elsewhere)

    def why_another(self, before: EarlierSighting, page: PageWords, answer: Answer) -> LookReason | None:
        """Why a page proves nothing though it does not show what was seen before; None where it is the same page."""
        if before.sketch is None:  # of an earlier version
            return LookReason.NEVER_SEEN
        theme = self._theme(answer)
        if isinstance(theme, LookReason):
            if before.sketch.has_theme:
                return theme
            theme = PageWords(_NO_WORDS, 0)
        same = before.sketch.recognises(page.shingles.all, page.title, theme.shingles.all)
        if same is Recognised.SAME:
            return None
        less = theme.shingles.all | self._barred_words
        if before.sketch.recognises(page.shingles.all, page.title, less) is Recognised.SAME:
            return None
        return _WHY[same]

    def _elsewhere(self, seen: Seen, answer: Answer, target: Target) -> set[int]:
        """The pictures of other hosts that are not the target. Of a logo that is known by its name, any may be it."""
        mine = [one for one in seen.sightings if one.target.number == target.number]
        if target.logo is not None and all(one.by is not KnownBy.LOGO for one in mine):
            return set()
        return {self._hashed(one) for one in _pictures_elsewhere(seen, answer.final_url)}

    def new_elsewhere(self, before: EarlierSighting, seen: Seen) -> tuple[Unread, ...]:
        """The pictures of other hosts that did not stand there when the logo was seen: it may be one of them now."""
        known = before.sketch.elsewhere if before.sketch else frozenset()
        return tuple(one for one in seen.beyond if one.is_picture and self._hashed(one) not in known)

    def _hashed(self, picture: Unread) -> int:
        return hashed(_as_picture(picture.address), self.key)

    @cached_property
    def _barred_words(self) -> frozenset[int]:
        texts = [text for one in self.barred for text in own_texts(one, self.key)]
        return frozenset().union(*(text.all for text in texts))

    def _theme(self, answer: Answer) -> PageWords | LookReason:
        """What every page of the site says: the answer to a path that does not exist. Else why it is not known.

        It is no theme of the front page, since many a site answers with its front page to any path.
        """
        at, end = urls.read(answer.url), urls.read(answer.final_url)
        if at is None or end is None:
            return LookReason.NO_PAGE
        front = urls.front_page(at, self.site)
        if urls.is_same_page(front, end) or urls.is_same_page(front, at):
            return PageWords(_NO_WORDS, 0)
        if front not in self._themes:
            self._themes[front] = self._asked(front)
        return self._themes[front]

    def _asked(self, front: Url) -> PageWords | LookReason:
        nonsense = "".join(secrets.choice(_LETTERS) for _ in range(NONSENSE))
        url = urls.on_site(f"/{nonsense}/", front)
        if url is None:
            return LookReason.NO_PAGE
        answer, seen = self.ask(url.url)
        if answer.trouble in (LookReason.REDIRECTED_AWAY, LookReason.REDIRECT_LOOP):
            return PageWords(_NO_WORDS, 0)  # then no path that does not exist is answered with a page
        return answer.trouble or PageWords.of(seen, self.key)


_NO_WORDS = Shingles([], [], [])
