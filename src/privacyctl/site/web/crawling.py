"""Crawling a public site by its sitemaps and links, within bounds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from urllib3.util import Url

from privacyctl.errors import BadInput
from privacyctl.site.decoding import UnreadableBody
from privacyctl.site.web import robots, sitemaps, urls
from privacyctl.site.web.connecting import LIMITS, FetchLimits
from privacyctl.site.web.fetching import Answer, fetch

_REMEMBERED = 10
"""How many skipped addresses are remembered, for each one that may be fetched."""


@dataclass(frozen=True, slots=True)
class CrawlBounds:
    """How far a crawl goes."""

    most: int = 2_000
    """Addresses that are fetched."""
    depth: int = 10
    """Links away from the first page."""
    bytes: int = 500_000_000
    """The size of all bodies together."""
    seconds: float = 3_600
    pause: float = 0.1
    """Seconds between two requests, to spare the server."""


BOUNDS = CrawlBounds()


class LeftOut(StrEnum):
    """Why an address of the site was not read."""

    ROBOTS = "robots.txt"
    TOO_MANY = "too many addresses"
    TOO_DEEP = "too many links away"
    TOO_MUCH = "too much to read"
    TOO_LONG = "out of time"
    UNREADABLE = "unreadable sitemap"


class _Stop(NamedTuple):
    """One address that waits to be fetched."""

    url: Url
    depth: int
    is_guess: bool = False


def crawl(
    base: str,
    links_of: Callable[[Answer], Iterable[str]],
    *,
    pages: Sequence[str] = (),
    bounds: CrawlBounds = BOUNDS,
    limits: FetchLimits = LIMITS,
) -> Crawl:
    """Prepare to crawl the site at `base`. Raises BadInput for a text that is no address of a page.

    `links_of` gives the addresses that a page leads to or shows, as they stand in it.
    `pages` are further places to begin with, whole addresses or paths of the site; a page on
    another site is fetched, and its links are not followed.
    """
    start = urls.read(base)
    named = [start and urls.on_site(page, start) for page in pages]
    if start is None or None in named:
        raise BadInput(
            "a page of the site has no address that can be fetched", "it begins with https:// or http://"
        )
    return Crawl(start, [url for url in (start, *named) if url], links_of, bounds, limits)


@dataclass
class Crawl:
    """The crawl of one site: breadth first, one request at a time, each address once.

    Paths that robots.txt disallows are not fetched, except for pages that the user named.
    """

    site: Url
    named: Sequence[Url]
    links_of: Callable[[Answer], Iterable[str]]
    bounds: CrawlBounds
    limits: FetchLimits
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    """Why an address was not read; complete once `answers` has ended."""
    _known: set[Url] = field(default_factory=set)
    _waiting: deque[_Stop] = field(default_factory=deque)
    _robots: robots.Robots = field(default_factory=robots.Robots)
    _is_public: bool = False
    """Whether the site answered from the public internet: then it is never looked for at a private address."""

    def answers(self) -> Iterator[Answer]:
        """The answer from each address, failed ones too; sitemaps are among them."""
        end, read, reached = time.monotonic() + self.bounds.seconds, 0, set[str]()
        self._begin()
        while self._waiting:
            stop = self._waiting.popleft()
            if time.monotonic() >= end or read >= self.bounds.bytes:
                why = LeftOut.TOO_MUCH if read >= self.bounds.bytes else LeftOut.TOO_LONG
                self._leave_out(stop.url, why)
                continue
            time.sleep(self.bounds.pause)
            answer = fetch(stop.url.url, limits=self.limits, must_be_public=self._is_public)
            read += len(answer.body)
            if answer.final_url in reached or (stop.is_guess and not answer.is_ok):
                continue
            reached.add(answer.final_url)
            yield answer
            self._follow(answer, stop.depth + 1)

    def _begin(self) -> None:
        root = urls.front_page(self.site)
        answer = fetch(f"{root}robots.txt", limits=replace(self.limits, largest=robots.LARGEST))
        self._is_public = answer.is_public
        if answer.is_ok:
            self._robots = robots.read(answer.body)
        listed = [urls.read(place, root) for place in self._robots.sitemaps]
        for url in self.named:
            self._add(_Stop(url, 0), is_named=True)
        for sitemap in listed:
            if sitemap is not None and urls.is_same_site(self.site, sitemap):
                self._add(_Stop(sitemap, 0), is_named=True)
        self._add(_Stop(root._replace(path="/sitemap.xml"), 0, is_guess=True), is_named=True)

    def _follow(self, answer: Answer, depth: int) -> None:
        at = urls.read(answer.final_url)
        if answer.trouble or at is None or not urls.is_same_site(self.site, at):
            return
        try:
            listed = sitemaps.read(answer.body, most=self.limits.largest)
        except UnreadableBody:
            self._leave_out(at, LeftOut.UNREADABLE)
            return
        links = self.links_of(answer) if listed is None else listed
        for link in dict.fromkeys(links):
            if len(self.left_out) >= _REMEMBERED * self.bounds.most:
                return
            url = urls.read(link, at)
            if url is not None and urls.is_same_site(self.site, url):
                self._add(_Stop(url, depth))

    def _add(self, stop: _Stop, *, is_named: bool = False) -> None:
        if stop.url in self._known:
            return
        if not is_named and not self._robots.allows(stop.url):
            self._leave_out(stop.url, LeftOut.ROBOTS)
        elif stop.depth > self.bounds.depth:
            self._leave_out(stop.url, LeftOut.TOO_DEEP)
        elif len(self._known) >= self.bounds.most:
            self._leave_out(stop.url, LeftOut.TOO_MANY)
        else:
            self._known.add(stop.url)
            self._waiting.append(stop)

    def _leave_out(self, url: Url, why: LeftOut) -> None:
        self.left_out.setdefault(url.url, why)
