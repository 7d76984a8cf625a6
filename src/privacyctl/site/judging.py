"""Judging a public page for one publication: still there, gone, or inconclusive."""

from __future__ import annotations

from collections.abc import Callable

from privacyctl.model.look import EarlierSighting, Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site_findings import unexplained
from privacyctl.model.target import Seen, Target
from privacyctl.model.unread import Unread, that_may_show
from privacyctl.site.body_kinds import BodyKind, kind_of
from privacyctl.site.presence import has_moved
from privacyctl.site.web import urls
from privacyctl.site.web.fetching import Answer

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
    before: EarlierSighting | None = None,
    why_another: Callable[[EarlierSighting], LookReason | None] = lambda _: None,
    new_elsewhere: Callable[[EarlierSighting, Seen], tuple[Unread, ...]] = lambda *_: (),
) -> Look:
    """Judge one answer for one publication, by the sightings that the finder had in the answer's body.

    `is_up` says whether the site's front page answers: only then does a page that is not
    found count as gone. `unseen` is why a part of the page, such as an image, was not read.
    `before` is the newest sighting at this address: without one nothing is gone. `why_another`
    says why this page cannot be the one of that sighting, and `new_elsewhere` which pictures of
    other hosts may be the logo now.
    """
    mine = unexplained(seen, target)
    unread = that_may_show(target, seen.unread)
    if before is not None and target.logo is not None:
        unread += new_elsewhere(before, seen)
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
    elif answer.status in _GONE and (before is None or before.status in _WHOLE):
        reason = _why_not_found(answer, seen, before) if is_up() else LookReason.SITE_DOWN
    else:
        reason = (
            _why_unproved(answer, seen, target, before)
            or (LookReason.DOUBTFUL if sighting else None)
            or _why_unlike(answer, before, why_another)
            or unseen
            or (LookReason.UNREAD if unread else None)
            or LookReason.NOT_SHOWN
        )
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
        snippet=sighting.told if sighting and reason in (LookReason.SHOWN, LookReason.DOUBTFUL) else None,
        unread=unread,
        beyond=seen.beyond,
        before=before,
    )


def _why_not_found(answer: Answer, seen: Seen, before: EarlierSighting | None) -> LookReason:
    """What a page that is not found tells: that it is gone, if it was there, and the same address still leads to it.

    A browser runs the scripts of such an answer too: some hosts answer so for every page of an app.
    """
    if before is None:
        return LookReason.NEVER_SEEN
    if has_moved(before, answer.final_url):
        return LookReason.MOVED
    return LookReason.SCRIPT_ONLY if seen.is_script_only else LookReason.NOT_FOUND


def _why_unlike(
    answer: Answer,
    before: EarlierSighting | None,
    why_another: Callable[[EarlierSighting], LookReason | None],
) -> LookReason | None:
    """Why a page that does not show it is not known to be the one that did; None where it is."""
    if before is None:
        return LookReason.NEVER_SEEN
    return LookReason.MOVED if has_moved(before, answer.final_url) else why_another(before)


def _why_unproved(
    answer: Answer, seen: Seen, target: Target, before: EarlierSighting | None
) -> LookReason | None:
    """Why a page without a sighting is no proof that the publication is gone; None where it was read whole.

    A page that has always been shown with an error is a page like any other.
    """
    is_picture = (answer.content_type or "").startswith("image/")
    is_compared = is_picture and target.logo is not None and target.logo.likeness is not None
    doubts = {
        LookReason.HTTP_ERROR: answer.status not in _WHOLE
        and (before is None or answer.status != before.status),
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
    kind, stated = kind_of(answer.body, name_of(answer)), answer.content_type or ""
    if kind.is_text:
        return stated == _SVG or not stated.startswith(_NO_TEXT)
    return kind not in (BodyKind.PICTURE, BodyKind.MEDIA, BodyKind.MUTE, BodyKind.UNKNOWN)


def name_of(answer: Answer) -> str:
    """The path that an answer came from, which tells an ending."""
    url = urls.read(answer.final_url)
    return url.path or "" if url else ""
