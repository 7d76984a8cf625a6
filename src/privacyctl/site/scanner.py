"""Searching folders, files and the public site for every target."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from privacyctl.errors import BadInput, Failure, Refused
from privacyctl.model.target import Seen
from privacyctl.site.finding.finder import Finder
from privacyctl.site.folders import Memory, Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from privacyctl.model.ids import PublicationId
    from privacyctl.model.look import Assignment, Look
    from privacyctl.model.site import SiteEntry, SiteSettings
    from privacyctl.model.target import KnownFiles, NamedContact, Target
    from privacyctl.site.web.connecting import FetchLimits
    from privacyctl.site.web.crawling import CrawlBounds
    from privacyctl.site.web.fetching import Answer


@dataclass
class SiteScanner:
    """One scan of one or more places."""

    settings: SiteSettings
    places: Sequence[str]
    """Folders, files and addresses; where none is given, those of the settings."""
    began: int
    """When it began, in nanoseconds since 1970."""
    tell: Callable[[int], None] = lambda _: None
    limits: FetchLimits | None = None
    """None for the usual limits; `bounds` likewise."""
    bounds: CrawlBounds | None = None
    files: int = 0
    """How many files and pages were read, or known from before."""
    skipped: int = 0
    """How many files and pages were too large or no text, or could not be read."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Addresses of the public site, files, and parts of both that were not read, and why."""
    read: list[str] = field(default_factory=list)
    """The whole paths and the addresses of what was read, or known from before."""
    not_read: set[str] = field(default_factory=set)
    """Those that were met and not read."""
    has_all_entries: bool = True
    """Whether `entries` read every data file that lies in these places, and no folder of entries in part."""
    unread: list[Failure] = field(default_factory=list)
    """Data files that could not be read, and why."""
    key: bytes = b""
    """Of the hashes by which pages are known again."""
    sightings: list[tuple[PublicationId, Look]] = field(default_factory=list)
    """What the public site surely shows at its places, where that was not known."""

    def look(
        self,
        target: Sequence[Target],
        people: Sequence[NamedContact],
        known: KnownFiles,
        is_wrong: Callable[[Seen], bool],
        assigned: Callable[[Target], Assignment],
    ) -> Iterator[tuple[str, Seen]]:
        """Every file and page in which something is seen, as (path or address, what was seen).

        `assigned` tells the places of a publication, and where it was seen before. Raises BadInput
        for a place that does not exist, and Refused for a site that does not answer.
        """
        finder = cache(lambda: Finder(target, people))
        for place in self._places():
            if _is_address(place):
                yield from self._public(place, finder(), assigned)
            else:
                scan = Scan(finder, Memory(known), is_wrong, self.began, self.tell)
                for path, seen in scan.run(Path(place)):
                    yield str(path), seen
                self.files += scan.files
                self.skipped += scan.skipped
                self.left_out |= {one.what: one.why.value for one in scan.unread}
                self.read += map(self.whole, scan.read)
                self.not_read.update(map(self.whole, scan.not_read))

    def entries(self) -> list[SiteEntry]:
        """The entries of those configured data files that lie within `places`.

        A file that cannot be read is noted in `unread`, and the others are read all the same.
        """
        if not self.settings.data:
            return []
        from privacyctl.site import data  # noqa: PLC0415  (its formats: for a site that has such files)

        folders = [Path(place).resolve() for place in self._places() if not _is_address(place)]
        found: list[SiteEntry] = []
        for source in self.settings.data:
            path = source.path.resolve()
            if any(path.is_relative_to(folder) for folder in folders):
                try:
                    found += [entry for file in data.read(source) for entry in file.entries]
                except Failure as failure:
                    self.unread.append(failure)
                    self.has_all_entries = False
            elif any(folder.is_relative_to(path) for folder in folders):
                self.has_all_entries = False
        return found

    def whole(self, where: str) -> str:
        """A path or an address as it is the same from wherever the scan is run."""
        return where.rstrip("/") if _is_address(where) else os.path.abspath(where)  # noqa: PTH100  (a link stays one)

    def scanned(self) -> list[str]:
        """The folders, files and sites that are gone through, each as `whole` has it."""
        return [self.whole(place) for place in self._places()]

    def _places(self) -> Sequence[str]:
        if self.places:
            return self.places
        source, built = self.settings.source, self.settings.built
        folders = [source] if source else []
        if built and not (source and built.is_relative_to(source)):
            folders.append(built)
        if folders:
            return [str(folder) for folder in folders]
        if self.settings.url:
            return [self.settings.url]
        raise BadInput(
            "it is not said where to look",
            "name a folder or an address: privacyctl scan public; or set site.source in privacyctl.toml",
        )

    def _public(
        self, place: str, finder: Finder, assigned: Callable[[Target], Assignment]
    ) -> Iterator[tuple[str, Seen]]:
        from privacyctl.site.web.connecting import LIMITS  # noqa: PLC0415
        from privacyctl.site.web.crawling import BOUNDS, crawl  # noqa: PLC0415  (most scans need no network)
        from privacyctl.site.witness import Witness  # noqa: PLC0415

        witness = Witness(
            self.settings, self.key, place, finder, assigned, self.limits or LIMITS, self.sightings
        )

        known: dict[str, Seen] = {}

        def links_of(answer: Answer) -> Iterable[str]:
            seen = known.pop(answer.final_url)
            return (*seen.links, *(one.address for one in seen.loads))

        pages = [page for page in self.settings.pages if not _is_address(page)]
        walk = crawl(place, links_of, pages=pages, limits=self.limits or LIMITS, bounds=self.bounds or BOUNDS)
        for answer in walk.answers():
            known.clear()
            if not self.files and not answer.is_ok:
                reason = answer.trouble.value if answer.trouble else f"status {answer.status}"
                raise Refused(
                    f"the site does not answer as it should: {reason}", "check the address, and try again"
                )
            if not answer.is_ok:
                self.skipped += 1
                self.not_read.add(self.whole(answer.final_url))
                known[answer.final_url] = Seen()
                continue
            self.files += 1
            self.read.append(self.whole(answer.final_url))
            self.tell(self.files)
            path = urlsplit(answer.final_url).path
            seen = finder.look(answer.body, path, answer.content_type, answer.charset)
            known[answer.final_url] = seen
            witness.see(answer, seen)
            self.left_out |= {urljoin(answer.final_url, one.what): one.why.value for one in seen.unread}
            if seen.sightings or seen.exhibits:
                yield answer.final_url, seen
        self.left_out |= {url: why.value for url, why in walk.left_out.items()}
        self.not_read.update(map(self.whole, walk.left_out))


def _is_address(place: str) -> bool:
    return urlsplit(place).scheme in ("http", "https")
