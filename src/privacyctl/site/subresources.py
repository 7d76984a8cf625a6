"""Everything of the site's own host that a page loads: fetched, and searched as a part of the page.

Each address is fetched once in a round, whatever number of pages and tasks it is a part of. What is not
read is named. What lies on another host is fetched by nobody, and told apart: nobody could vouch for it.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from urllib3.util import Url

from privacyctl.model.look_reason import LookReason
from privacyctl.model.page_part import PartKind, Subresource
from privacyctl.model.target import KnownBy, Seen, Sighting
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import BodyKind, kind_of
from privacyctl.site.finding.charsets import decoded
from privacyctl.site.finding.finder import Finder
from privacyctl.site.finding.inline_drawings import InlineDrawing, inline_drawings
from privacyctl.site.finding.word_index import forms_of
from privacyctl.site.parts.addresses import is_raster
from privacyctl.site.parts.attributes import of_link_header
from privacyctl.site.web import urls
from privacyctl.site.web.fetching import Answer

_GONE = (404, 410)
_BUSY = 429
_MOST_FOLDERS = 4
_FEWEST_SAID = 15
"""Words in the strings of its scripts by which a page is known again that has no others."""
_MOST_MISSES = 10
"""A script of which so many texts look like addresses, and none leads anywhere, has no addresses in its texts."""
_PASSING = (KnownBy.COMPANY, KnownBy.NAME)


@dataclass(frozen=True, slots=True)
class SubresourceBounds:
    """How much of one page is read beside the page itself."""

    frames: int = 20
    texts: int = 80
    """Scripts, style sheets and data."""
    pictures: int = 60
    frame_depth: int = 2
    """A frame in a framed page."""
    depth: int = 8
    """A script that imports a script, and so on."""
    largest_picture: int = 2_000_000
    largest: int = 5_000_000
    """In bytes: of any one of the others."""
    links: int = 40
    """What may be no more than a link."""
    bytes: int = 20_000_000
    """Of all but the pictures together."""
    seconds: float = 60


BOUNDS = SubresourceBounds()


class _Read(NamedTuple):
    """What was had from one address."""

    seen: Seen
    url: Url
    """Where its redirects ended."""
    size: int
    status: int | None
    why: WhyUnread | None
    """Why nothing was had."""


class _Waiting(NamedTuple):
    """One subresource that waits to be read."""

    one: Subresource
    base: Url
    depth: int
    frames: int
    """How many frames stand around it."""


class Fetch(Protocol):
    """Fetches an address, as `web.fetching.fetch` does."""

    def __call__(
        self, url: str, *, largest: int, must_be_public: bool, is_enough: Callable[[bytes], bool]
    ) -> Answer: ...


@dataclass
class Subresources:
    """Reads the subresources of pages in one round."""

    finder: Finder
    fetch: Fetch
    bounds: SubresourceBounds = BOUNDS
    _read: dict[tuple[Url, str, PartKind], _Read] = field(default_factory=dict)

    def added(self, answer: Answer, seen: Seen) -> Seen:
        """What is seen in a page together with its subresources."""
        page = urls.read(answer.final_url)
        seen = _with_headers(seen, answer)
        if page is None or not seen.loads:
            return _computed(seen, answer)
        return _Visit(self, page, answer.is_public).whole(_computed(seen, answer))

    def read(self, url: Url, fragment: str, one: Subresource, *, must_be_public: bool) -> _Read:
        """What is at one address; fetched at the first question."""
        key = url, fragment if one.kind is PartKind.DRAWING else "", one.kind
        if key not in self._read:
            largest = self.bounds.largest_picture if one.kind is PartKind.PICTURE else self.bounds.largest
            answer = self.fetch(
                url.url, largest=largest, must_be_public=must_be_public, is_enough=self._is_enough
            )
            self._read[key] = self._had(answer, url, fragment, one)
        return self._read[key]

    def _is_enough(self, beginning: bytes) -> bool:
        """Whether a body need not be read to its end: a picture of pixels, where no logo is sought."""
        return not self.finder.seeks_logo and kind_of(beginning) is BodyKind.PICTURE

    def _had(self, answer: Answer, url: Url, fragment: str, one: Subresource) -> _Read:
        final = urls.read(answer.final_url) or url
        if answer.trouble:
            return _Read(Seen(), final, 0, answer.status, _why_no_body(answer.trouble))
        body, name = answer.body, (final.path or "").rpartition("/")[2]
        if one.kind is PartKind.DRAWING and fragment:
            drawn = inline_drawings(decoded(body, answer.charset), fragment)
            body = next((drawing.data for drawing in drawn if isinstance(drawing, InlineDrawing)), body)
        # A browser goes by the bytes of a script or a sheet no more than of a page: it is what it is loaded as.
        taken_for = None if body.lstrip()[:1] == b"<" else one.kind
        seen = self.finder.look(body, name, answer.content_type, answer.charset, taken_for)
        if one.kind is PartKind.FRAME:
            seen = _with_headers(seen, answer)
        return _Read(seen, final, len(body), answer.status, _why_no_part(answer, one))


class _Visit:
    """One page, while its subresources are read."""

    def __init__(self, reader: Subresources, page: Url, is_public: bool) -> None:
        self.reader, self.page, self.is_public = reader, page, is_public
        self.bounds = reader.bounds
        self.end = time.monotonic() + reader.bounds.seconds
        self.left = reader.bounds.bytes
        self.count: Counter[PartKind | None] = Counter()
        self.known: set[tuple[Url, str]] = {(page, "")}
        self.sightings: list[Sighting] = []
        self.unread: list[Unread] = []
        self.beyond: list[Unread] = []
        self.texts: deque[_Waiting] = deque()
        self.pictures: list[_Waiting] = []
        self.links: list[_Waiting] = []
        self.misses: Counter[Url] = Counter()
        """How many texts of a script, which only look like addresses, led nowhere."""
        self.unread_frames = 0
        self.said: list[str] = []
        self.folders: dict[str, Url] = {}
        """Paths to which scripts add the names of pictures, each with where it starts."""

    def whole(self, seen: Seen) -> Seen:
        self._add(seen, self.page, 0, 0)
        while self.texts or self.pictures or self.links:
            while self.texts:
                self._take(self.texts.popleft())
            # What may be a drawing, and show words, comes first.
            pictures = sorted(self.pictures, key=lambda stop: is_raster(stop.one.address))
            self.pictures.clear()
            for stop in pictures:
                self._take(stop)
            # What may be a link comes last: what the page surely loads is read before a bound is hit.
            links = [] if self.texts or self.pictures else self.links[:]
            del self.links[: len(links)]
            for stop in links:
                if self.reader.finder.seeks_logo or not is_raster(stop.one.address):
                    self._take(stop)
        said = forms_of("\n".join((*seen.said, *self.said))) if seen.is_script_only else []
        if len(said) >= _FEWEST_SAID:  # what the page says is in its scripts, and these were read
            forms = (*seen.forms, *said)
            seen = replace(seen, is_script_only=False, forms=forms, words=len(forms))
        return replace(
            seen,
            sightings=(*seen.sightings, *dict.fromkeys(self.sightings)),
            unread=tuple(dict.fromkeys((*seen.unread, *self.unread))),
            beyond=tuple(dict.fromkeys((*seen.beyond, *self.beyond))),
            goes_on=seen.goes_on and self.unread_frames > 0,
        )

    def _add(self, seen: Seen, base: Url, depth: int, frames: int) -> None:
        """Let what a part loads wait for its turn."""
        self.folders |= dict.fromkeys(seen.folders[:_MOST_FOLDERS], base)
        onward = (Subresource(one.url, PartKind.FRAME, 1) for one in seen.refreshes if depth)
        for one in (*seen.loads, *onward):
            stop = _Waiting(one, base, depth + 1, frames + (one.kind is PartKind.FRAME))
            is_picture = one.kind in (PartKind.PICTURE, PartKind.DRAWING)
            (self.links if one.is_link else self.pictures if is_picture else self.texts).append(stop)

    def _take(self, stop: _Waiting) -> None:
        one = stop.one
        addresses = list(self._addresses(stop))
        own = [url for url in addresses if urls.is_same_site(self.page, url)]
        if not one.is_stated and not one.is_link and self.misses[stop.base] >= _MOST_MISSES:
            self.beyond.append(Unread(_name_of(stop.base), WhyUnread.COMPUTED))
            return
        if not own:
            self.beyond += [_of_other_host(one, url) for url in addresses[:1] if one.is_stated]
            self.unread_frames += bool(addresses) and one.kind is PartKind.FRAME
            return
        fragment = one.address.partition("#")[2]
        for url in own:
            key = url, fragment if one.kind is PartKind.DRAWING else ""
            if key in self.known:
                return
            if why := self._over(stop):
                self._note(url, one, why)
                return
            self.known.add(key)
            read = self.reader.read(url, fragment, one, must_be_public=self.is_public)
            self._had(read, url, stop)
            if read.status not in _GONE:
                self.misses[stop.base] = self.misses[stop.base] if one.is_link else -_MOST_MISSES
                return
        self.misses[stop.base] += not one.is_stated and not one.is_link

    def _addresses(self, stop: _Waiting) -> Iterator[Url]:
        """Where a subresource may lie: a script's text may be an address from the script, the page or the root."""
        one, base = stop.one, stop.base
        is_certain = one.is_stated or one.is_link or one.address.startswith((".", "/")) or ":" in one.address
        bases = [base] if is_certain else [base, self.page, self.page._replace(path="/")]
        address = one.address.partition("#")[0]
        read = [urls.read(address, start) for start in bases]
        if not is_certain and one.kind is PartKind.PICTURE and "/" not in address:
            read = [
                *(urls.read(f"{folder}{address}", start) for folder, start in self.folders.items()),
                *read,
            ]
        yield from dict.fromkeys(url for url in read if url)

    def _had(self, read: _Read, url: Url, stop: _Waiting) -> None:
        one = stop.one
        is_other_page = one.is_link and bool(read.seen.title)
        self.left -= read.size if one.kind is not PartKind.PICTURE else 0
        if read.why is WhyUnread.OTHER_HOST and one.kind is not PartKind.PICTURE:
            self.beyond.append(_of_other_host(one, read.url))
            self.unread_frames += one.kind is PartKind.FRAME
        elif read.why is not None:
            self._note(url, one, read.why)
        self.said += read.seen.said if one.kind is PartKind.SCRIPT else ()
        sightings = [_in_part(seen, one, url) for seen in read.seen.sightings if _counts(seen, one)]
        # A page of its own is a part of this one only where a script puts it there, which nobody can read.
        self.sightings += [
            replace(seen, is_sure=False) if is_other_page else seen
            for seen in sightings
            if not is_other_page or seen.is_sure
        ]
        name = _name_of(url)
        if one.is_link:
            said = [replace(part, what=name) for part in read.seen.unread]
            self.beyond += [part for part in said if not part.is_picture]
            self.unread += [part for part in said if part.is_picture]
            if not is_other_page and read.status not in _GONE:
                self._add(read.seen, read.url, stop.depth, stop.frames)
            return
        self.unread += [
            replace(part, what=name if name.endswith(part.what) else f"{name}: {part.what}")
            for part in read.seen.unread
        ]
        if read.status in _GONE and one.kind is not PartKind.FRAME:
            # A page that says so loads what every page does, by addresses that here lead to that page again.
            return
        if read.seen.computes and one.kind is not PartKind.DATA:
            self.beyond.append(Unread(name, WhyUnread.COMPUTED))
        self._add(read.seen, read.url, stop.depth, stop.frames)

    def _over(self, stop: _Waiting) -> WhyUnread | None:
        """Why one more is not read."""
        kind: PartKind | None = {PartKind.FRAME: PartKind.FRAME, PartKind.PICTURE: PartKind.PICTURE}.get(
            stop.one.kind, PartKind.DATA
        )
        kind = None if stop.one.is_link else kind
        self.count[kind] += 1
        most = {
            PartKind.FRAME: self.bounds.frames, PartKind.PICTURE: self.bounds.pictures, None: self.bounds.links,
        }  # fmt: skip
        is_deep = stop.depth > self.bounds.depth or stop.frames > self.bounds.frame_depth
        is_many = self.count[kind] > most.get(kind, self.bounds.texts)
        if is_deep or is_many or self.left <= 0 or time.monotonic() > self.end:
            return WhyUnread.TOO_MANY
        return None

    def _note(self, url: Url, one: Subresource, why: WhyUnread) -> None:
        is_picture = one.kind is PartKind.PICTURE and is_raster(url.path or "")
        self.unread_frames += one.kind is PartKind.FRAME
        # A link to a file of data may lead to anything: what is not read of it is said, and holds no look up.
        is_said = one.is_link and not is_picture
        (self.beyond if is_said else self.unread).append(Unread(_name_of(url), why, is_picture=is_picture))


def _why_no_body(trouble: LookReason) -> WhyUnread:
    match trouble:
        case LookReason.TOO_LARGE:
            return WhyUnread.TOO_LARGE
        case LookReason.REDIRECTED_AWAY:
            return WhyUnread.OTHER_HOST
        case LookReason.REDIRECT_LOOP:
            return WhyUnread.HTTP_ERROR
        case LookReason.NOT_TEXT:
            return WhyUnread.UNKNOWN
        case _:
            return WhyUnread.NO_ANSWER


def _why_no_part(answer: Answer, one: Subresource) -> WhyUnread | None:
    """Why an answer is not what the page would show; None where it is, or where there is nothing to show."""
    if answer.is_ok or answer.status in _GONE:
        return None
    is_nothing = not one.is_stated and 400 <= (answer.status or 0) < 500 and answer.status != _BUSY
    return None if is_nothing else WhyUnread.HTTP_ERROR


def _counts(seen: Sighting, one: Subresource) -> bool:
    """Whether a sighting in a subresource tells of this page.

    A script, or an index of the whole site, names companies and people in passing, as other pages do.
    """
    is_passing = one.kind in (PartKind.SCRIPT, PartKind.STYLE) or (
        one.kind is PartKind.DATA and not one.is_stated
    )
    return not is_passing or seen.is_sure or seen.is_alone or seen.by not in _PASSING


def _in_part(seen: Sighting, one: Subresource, url: Url) -> Sighting:
    part = one.kind
    if part is PartKind.PICTURE and seen.by is not KnownBy.LOGO:
        part = PartKind.DRAWING
    return replace(seen, part=part, resource=_name_of(url))


def _of_other_host(one: Subresource, url: Url) -> Unread:
    kind = "data" if one.kind is PartKind.DATA else f"a {one.kind.value}"
    is_picture = one.kind is PartKind.PICTURE
    return Unread(f"{kind} of {url.host}", WhyUnread.OTHER_HOST, is_picture, url.url if is_picture else "")


def _with_headers(seen: Seen, answer: Answer) -> Seen:
    """What is seen in a page, with what the headers of its answer load and where they lead."""
    loads = [Subresource(one.address, one.kind, 1, one.is_stated) for one in of_link_header(answer.links)]
    refreshes = [answer.refresh] if answer.refresh and answer.refresh.url else []
    if not loads and not refreshes:
        return seen
    return replace(seen, loads=(*seen.loads, *loads), refreshes=(*seen.refreshes, *refreshes))


def _computed(seen: Seen, answer: Answer) -> Seen:
    if not seen.computes:
        return seen
    url = urls.read(answer.final_url)
    what = f"a part of {_name_of(url)}" if url else "a part of the page"
    return replace(seen, beyond=(*seen.beyond, Unread(what, WhyUnread.COMPUTED)))


def _name_of(url: Url) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path or "/"
