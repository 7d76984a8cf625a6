"""A follow-up: a copy that lies out of our reach, and whom one asks to remove it.

It can be asked for, never seen to be gone: others decide, and their answer proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import RequestKind

TELL_WITHIN = 7 * DAY
"""How soon a recipient is to be told of a correction or an erasure: GDPR art. 19 names no day."""


class Copy(StrEnum):
    """What holds a copy."""

    WEB_ARCHIVE = "web-archive"
    SEARCH_CACHE = "search-cache"
    CDN = "cdn"
    SOCIAL = "social"
    """A post of one's own, or of others."""
    DOCUMENT = "document"
    """A PDF or a mail that has been sent out."""
    RECIPIENT = "recipient"
    """Somebody who was given the data, to be told of a correction or an erasure (GDPR art. 19)."""
    OTHER = "other"


class Lead(NamedTuple):
    """A copy that may be there, and where its removal is asked for."""

    copy: Copy
    place: str
    ask_at: str | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One line of a case."""

    id: int
    case: CaseId
    kind: RequestKind
    """What the case asks for."""
    copy: Copy
    place: str
    """What may still be seen there: an address, or words. Empty once it was erased."""
    ask_at: str | None
    asked_at: Moment | None
    """When it was asked for; None while it waits."""
    note: str | None
    due_at: Moment | None = None
    """By when a recipient should be told; None of a copy that one only asks about."""


def leads(url: str) -> list[Lead]:
    """Who else may keep a copy of a public page that has changed, and where they are asked.

    The Internet Archive takes requests by mail (help.archive.org, "How do I request to
    remove something from archive.org?"); Google and Bing have a form for pages that no
    longer say what the result shows ("Refresh outdated content", "Content Removal Tool").
    """
    return [
        Lead(
            Copy.WEB_ARCHIVE, f"https://web.archive.org/web/*/{quote(url, safe=':/?&=%')}", "info@archive.org"
        ),
        Lead(Copy.SEARCH_CACHE, url, "https://search.google.com/search-console/remove-outdated-content"),
        Lead(Copy.SEARCH_CACHE, url, "https://www.bing.com/webmasters/tools/contentremoval"),
    ]


def is_public(url: str) -> bool:
    """Whether others can have seen the page at all: it is on no private or local host."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal", ".test"))
