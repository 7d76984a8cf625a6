"""A follow-up: a copy out of our reach, whose holder is asked to remove it, or a recipient to be told.

Its removal can be asked for and not verified: others decide, and their answer proves nothing.
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
"""Seconds within which a recipient is told of a correction or an erasure: our own limit, GDPR art. 19 has none."""


class Copy(StrEnum):
    """Where a copy lies."""

    WEB_ARCHIVE = "web-archive"
    SEARCH_CACHE = "search-cache"
    CDN = "cdn"
    SOCIAL = "social"
    """A post on a social network, by the vendor or by others."""
    DOCUMENT = "document"
    """A PDF or a mail that was sent out."""
    RECIPIENT = "recipient"
    """A recipient who has the data, to be told of a correction or an erasure (GDPR art. 19)."""
    OTHER = "other"


class Lead(NamedTuple):
    """A copy that may exist, and where its removal can be asked for."""

    copy: Copy
    place: str
    ask_at: str | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up of a case."""

    id: int
    case: CaseId
    kind: RequestKind
    """The kind of the case."""
    copy: Copy
    place: str
    """Where the copy lies: an address, or words. Empty after an erasure."""
    ask_at: str | None
    asked_at: Moment | None
    """When its removal was asked for, or the recipient told; None before that."""
    note: str | None
    due_at: Moment | None = None
    """By when a recipient should be told; None for other copies."""


def leads(url: str) -> list[Lead]:
    """The archives and search engines that may have a copy of a public page, and where they are asked.

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
    """Whether others can have copied the page: it is on no private or local host."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal", ".test"))
