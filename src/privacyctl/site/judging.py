"""Judging a public page for one publication: still there, gone, or inconclusive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from urllib3.util import Url

from privacyctl.model.look import Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site_findings import unexplained
from privacyctl.model.target import Refresh, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread, that_may_show
from privacyctl.site.body_kinds import ENOUGH, BodyKind, kind_of
from privacyctl.site.finding.finder import Finder
from privacyctl.site.logos.likeness import can_be_read
from privacyctl.site.web import urls
from privacyctl.site.web.fetching import LIMITS, Answer, FetchLimits, fetch

_MOST_IMAGES = 60
_LARGEST_IMAGE = 2_000_000
_FEWEST_WORDS = 5
_MOST_LOGIN_WORDS = 100
"""A page with a password field and more words than this has a login in its corner, and is no login page."""
_LOGINS = {"login", "log-in", "signin", "sign-in", "auth", "sso", "wp-login"}
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf")
_SVG = "image/svg+xml"
_GONE = (404, 410)
_WHOLE = (200, 203)
_FOUND = {
    LookReason.SHOWN: Found.STILL_THERE,
    LookReason.NOT_FOUND: Found.GONE,
    LookReason.NOT_SHOWN: Found.GONE,
}


def look_at(
    place: str,
    through: Through,
    answer: Answer,
    seen: Seen,
    target: Target,
    *,
    is_up: Callable[[], bool],
    unseen: LookReason | None = None,
) -> Look:
    """Judge one answer for one publication, by the sightings that the finder had in the answer's body.

    `is_up` says whether the site's front page answers: only then does a page that is not
    found count as gone. `unseen` is why a part of the page, such as an image, was not read.
    """
    mine = unexplained(seen, target)
    unread = that_may_show(target, seen.unread)
    # A sure sighting tells more than a doubtful one above it.
    sighting = next((one for one in mine if one.is_sure), mine[0] if mine else None)
    if sighting and sighting.is_sure:
        reason = LookReason.SHOWN
    elif answer.trouble:
        reason = answer.trouble
    elif answer.is_busy:
        reason = LookReason.HTTP_ERROR
    elif seen.is_wall:
        reason = LookReason.ROBOT_WALL
    elif answer.status in _GONE:
        reason = LookReason.NOT_FOUND if is_up() else LookReason.SITE_DOWN
    else:
        doubt = LookReason.DOUBTFUL if sighting else unseen or (LookReason.UNREAD if unread else None)
        reason = _why_unproved(answer, seen, target) or doubt or LookReason.NOT_SHOWN
    return Look(
        place=place,
        through=through,
        found=_FOUND.get(reason, Found.INCONCLUSIVE),
        reason=reason,
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        etag=answer.etag,
        last_modified=answer.last_modified,
        sha256=answer.sha256,
        snippet=sighting.snippet if sighting and reason in (LookReason.SHOWN, LookReason.DOUBTFUL) else None,
        unread=unread,
    )


@dataclass
class Round:
    """Looks at public pages; each page, front page and image is fetched once.

    The finder searches each for the targets of all tasks at once.
    """

    finder: Finder
    limits: FetchLimits = LIMITS
    site: Url | None = None
    """The address of the site in the settings, whose page tells whether the site is up."""
    _pages: dict[tuple[str, Through], tuple[Answer, Seen, LookReason | None]] = field(default_factory=dict)
    _images: dict[Url, tuple[Sighting, ...] | LookReason] = field(default_factory=dict)
    _up: dict[Url, bool] = field(default_factory=dict)

    def look_at_page(self, place: str, url: str, target: Target) -> list[Look]:
        """Look for one publication twice: as a browser gets the page, and past every cache.

        For a logo the page's own images are looked at too, as a browser gets them.
        """
        return [self._look(place, url, target, through) for through in (Through.PAGE, Through.FRESH)]

    def _look(self, place: str, url: str, target: Target, through: Through) -> Look:
        answer, seen, unseen = self._page(url, through)
        if target.logo is not None and not answer.trouble:
            sightings, unseen_image = self._images_of(answer, seen)
            unseen = unseen or unseen_image
            seen = replace(seen, sightings=(*seen.sightings, *sightings))
        return look_at(
            place, through, answer, seen, target, is_up=lambda: self._is_up(answer.url), unseen=unseen
        )

    def _page(self, url: str, through: Through) -> tuple[Answer, Seen, LookReason | None]:
        if (url, through) not in self._pages:
            met: list[Seen] = []

            def soonest(answer: Answer) -> Refresh | None:
                """Where a visitor is sent on from a page; what it shows meanwhile counts as well."""
                met.append(self._see(answer))
                all_ = [
                    one for one in (*met[-1].refreshes, answer.refresh) if one and not one.is_without_scripts
                ]
                return min((one for one in all_ if one.is_soon), default=None)

            answer = fetch(url, fresh=through is Through.FRESH, limits=self.limits, refresh_of=soonest)
            seen = met[-1] if met else Seen()
            met += self._seen_without_scripts(answer, seen)
            sightings = dict.fromkeys(sighting for page in met for sighting in page.sightings)
            later = [Unread(one.url, WhyUnread.LATER) for one in seen.refreshes if not one.is_soon]
            seen = replace(seen, sightings=tuple(sightings), unread=(*seen.unread, *later))
            # A round may have hundreds of pages, and judging needs no more of each.
            self._pages[url, through] = replace(answer, body=answer.body[:ENOUGH]), seen, _unread(answer)
        return self._pages[url, through]

    def _seen_without_scripts(self, answer: Answer, seen: Seen) -> Iterator[Seen]:
        """What the pages show to which only a browser without scripts is sent on."""
        page = urls.read(answer.final_url)
        for one in seen.refreshes:
            url = urls.read(one.url, page)
            if one.is_without_scripts and page and url and urls.is_same_site(page, url):
                yield self._see(fetch(url.url, limits=self.limits, must_be_public=answer.is_public))

    def _see(self, answer: Answer) -> Seen:
        return self.finder.look(answer.body, _name(answer), answer.content_type, answer.charset)

    def _images_of(self, answer: Answer, seen: Seen) -> tuple[list[Sighting], LookReason | None]:
        """The sightings in a page's images, and why one of the images could not be read."""
        page = urls.read(answer.final_url)
        read = dict.fromkeys(urls.read(image, page) for image in seen.images)
        own = [url for url in read if url and page and urls.is_same_site(page, url)]
        unseen = LookReason.TOO_LARGE if len(own) > _MOST_IMAGES else None
        sightings: list[Sighting] = []
        for url in own[:_MOST_IMAGES]:
            if isinstance(found := self._image(url, must_be_public=answer.is_public), LookReason):
                unseen = found
            else:
                sightings += found
        return sightings, unseen

    def _image(self, url: Url, *, must_be_public: bool) -> tuple[Sighting, ...] | LookReason:
        if url not in self._images:
            limits = replace(self.limits, largest=_LARGEST_IMAGE)
            answer = fetch(url.url, limits=limits, must_be_public=must_be_public)
            if answer.trouble is LookReason.REDIRECTED_AWAY or answer.status in _GONE:
                self._images[url] = ()
            elif answer.is_ok:
                self._images[url] = self._see(answer).sightings or _unread(answer) or ()
            else:
                self._images[url] = answer.trouble or LookReason.HTTP_ERROR
        return self._images[url]

    def _is_up(self, url: str) -> bool:
        read = urls.read(url)
        if read is None:
            return False
        front = urls.front_page(read, self.site)
        if front not in self._up:
            self._up[front] = fetch(front.url, limits=self.limits).is_ok
        return self._up[front]


def _unread(answer: Answer) -> LookReason | None:
    """Why a picture proves nothing: it is damaged or too large. None for a readable one, or another body."""
    is_picture = (answer.content_type or "").startswith("image/")
    return LookReason.NOT_TEXT if is_picture and answer.is_ok and not can_be_read(answer.body) else None


def _why_unproved(answer: Answer, seen: Seen, target: Target) -> LookReason | None:
    """Why a page without a sighting is no proof that the publication is gone; None where it was read whole."""
    is_picture = (answer.content_type or "").startswith("image/")
    is_compared = is_picture and target.logo is not None and target.logo.likeness is not None
    doubts = {
        LookReason.HTTP_ERROR: answer.status not in _WHOLE,
        LookReason.LOGIN: _led_to_login(answer) or (seen.is_login and seen.words <= _MOST_LOGIN_WORDS),
        LookReason.NOT_TEXT: not is_compared and not _is_text(answer),
        LookReason.SCRIPT_ONLY: seen.is_script_only,
        LookReason.GOES_ON: seen.goes_on,
        LookReason.EMPTY: not is_compared and seen.words < _FEWEST_WORDS,
    }
    return next((reason for reason, holds in doubts.items() if holds), None)


def _led_to_login(answer: Answer) -> bool:
    url = urls.read(answer.final_url)
    if url is None or answer.redirects == 0:
        return False
    return any(part.partition(".")[0].lower() in _LOGINS for part in (url.path or "").split("/"))


def _is_text(answer: Answer) -> bool:
    """Whether the finder could search the body; what of it could not be read is in `Seen.unread`."""
    kind, stated = kind_of(answer.body, _name(answer)), answer.content_type or ""
    if kind.is_text:
        return stated == _SVG or not stated.startswith(_NO_TEXT)
    return kind not in (BodyKind.PICTURE, BodyKind.MEDIA, BodyKind.MUTE, BodyKind.UNKNOWN)


def _name(answer: Answer) -> str:
    url = urls.read(answer.final_url)
    return url.path or "" if url else ""
