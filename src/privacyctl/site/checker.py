"""Looking at every place of a takedown: its public pages, or the folder that the site is deployed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privacyctl.model.look import Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site_findings import unexplained
from privacyctl.model.unread import Unread, WhyUnread, that_may_show
from privacyctl.site.finding.finder import PICTURES, Finder
from privacyctl.site.folders import walk
from privacyctl.site.judging import Round
from privacyctl.site.web import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from privacyctl.model.ids import TaskId
    from privacyctl.model.look import Assignment
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.target import Seen, Sighting, Target


@dataclass(frozen=True)
class SiteChecker:
    """Looks at the site that the settings name. In one call each address, and the folder, is read once."""

    settings: SiteSettings
    tell: Callable[[int], None] = lambda _: None

    def look(
        self, assignments: Sequence[Assignment], permitted: Sequence[Target]
    ) -> dict[TaskId, list[Look]]:
        """The looks at each task, by its number; none where there is nowhere to look."""
        finder = Finder([*(one.target for one in assignments), *permitted])
        pages = Round(finder, site=urls.read(self.settings.url) if self.settings.url else None)
        built = _Built(self.settings.built, finder) if self.settings.built else None
        found: dict[TaskId, list[Look]] = {}
        for one in assignments:
            found[one.task] = list(self._looks(one, pages, built))
            self.tell(len(found))
        return found

    def _looks(self, one: Assignment, pages: Round, built: _Built | None) -> Iterator[Look]:
        addresses = {place: self._address(place) for place in one.places}
        for place, url in addresses.items():
            if url is not None:
                yield from pages.look_at_page(place, url, one.target)
            elif built is None or not _is_path(place):
                yield Look(place, Through.BUILT, Found.INCONCLUSIVE, LookReason.NO_PAGE)
            else:
                yield built.look(place, one.target)
        for page in self.settings.pages:
            url = self._address(page)
            if url is not None and url not in addresses.values():
                yield from pages.look_at_page(page, url, one.target)
        if built is not None:
            yield built.look(built.folder.name, one.target)

    def _address(self, place: str) -> str | None:
        """Where a place is fetched: as it stands, or on the site in the settings; None for no address."""
        if urlsplit(place).scheme in ("http", "https"):
            return place
        site = urls.read(self.settings.url) if self.settings.url and _is_path(place) else None
        url = urls.on_site(place, site) if site else None
        return url.url if url else None


class _Built:
    """The built folder, searched once for every target."""

    def __init__(self, folder: Path, finder: Finder) -> None:
        self.folder = folder
        self._read = 0
        self._unread: list[Unread] = []
        """Files, and parts of them, that were not read: the publication may stand in them."""
        self._files: dict[str, Seen] = {}
        for path in walk(folder, self._pass_over) if folder.is_dir() else ():
            self._look(path, finder)

    def _look(self, path: Path, finder: Finder) -> None:
        name = path.relative_to(self.folder).as_posix()
        try:
            with path.open("rb") as file:
                seen = finder.look_at_file(file, name)
        except OSError:
            self._unread.append(Unread(name, WhyUnread.LOCKED))
            return
        self._read += path.suffix.lower() not in PICTURES
        self._unread += seen.unread
        self._files[name] = seen

    def _pass_over(self, path: Path, why: WhyUnread) -> None:
        self._unread.append(Unread(path.relative_to(self.folder).as_posix(), why))

    def look(self, place: str, target: Target) -> Look:
        """Look for the target: a sure sighting counts in any file, a doubtful one in the place's own file.

        A doubtful sighting in another file proves nothing here; `scan` reports it. What is in no
        register has no place of its own, so that any file may be it.
        """
        own = _files_of(place) & self._files.keys()
        mine = [(name, one) for name, seen in self._files.items() for one in unexplained(seen, target)]
        sure = next(((name, one) for name, one in mine if one.is_sure), None)
        if sure is not None:
            return self._seen(place, Found.STILL_THERE, LookReason.SHOWN, *sure)
        # Where no file is the place's own, it may be any of them.
        doubtful = next(((name, one) for name, one in mine if name in own or not own), None)
        if doubtful is not None and (place != self.folder.name or target.publication is None):
            return self._seen(place, Found.INCONCLUSIVE, LookReason.DOUBTFUL, *doubtful)
        if unread := that_may_show(target, self._unread):
            is_size = all(one.why is WhyUnread.TOO_LARGE for one in unread)
            reason = LookReason.TOO_LARGE if is_size else LookReason.UNREAD
            return Look(place, Through.BUILT, Found.INCONCLUSIVE, reason, unread=unread)
        if not self._read:
            return Look(place, Through.BUILT, Found.INCONCLUSIVE, LookReason.EMPTY)
        return Look(place, Through.BUILT, Found.GONE, LookReason.NOT_SHOWN)

    @staticmethod
    def _seen(place: str, found: Found, reason: LookReason, name: str, one: Sighting) -> Look:
        return Look(place, Through.BUILT, found, reason, snippet=f"{name}:{one.line}: {one.snippet}")


def _files_of(place: str) -> set[str]:
    """The files of the built folder that a path of the site may be served from."""
    path = urlsplit(place).path.strip("/")
    return {path, f"{path}.html", f"{path}/index.html".lstrip("/")}


def _is_path(place: str) -> bool:
    """Whether the place is the path of a page or a file, and not words such as "the printed brochure"."""
    return ":" not in place and not any(character.isspace() for character in place)
