"""Fetching one public page, as a browser would get it, within bounds.

The connection is made here and not by urllib3's pool. A name is resolved once, so that the
IP address that was checked is the one that is connected to. And one time limit holds for the
whole answer: a server that sends its headers byte by byte never exceeds that of a single read.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from urllib3.response import HTTPResponse
from urllib3.util import Url

from privacyctl import __version__
from privacyctl.model.look_reason import LookReason
from privacyctl.model.target import Refresh
from privacyctl.site import refreshing
from privacyctl.site.decoding import UnreadableBody, decode
from privacyctl.site.web import urls
from privacyctl.site.web.connecting import LIMITS, FetchLimits, connect, cut_off, resolve

_HEADERS = {
    "User-Agent": f"privacyctl/{__version__} (takedown verification)",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en,*;q=0.5",
    "Connection": "close",
}
_FRESH = {"Cache-Control": "no-cache", "Pragma": "no-cache"}
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_LONGEST_HEADER = 300
_LONGEST_LINKS = 20_000
_VALUE = re.compile(r"""(?:[^",]|"[^"]*"?)+""")
_TYPE = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,100})")
_CHARSET = re.compile(r""";\s{0,9}charset=(?:"([^"]{0,40})|([^;\s]{0,40}))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer from one address. `trouble` says why there is no whole body."""

    url: str
    """The address that was asked for."""
    final_url: str
    """Where the redirects ended, or the redirect that was not followed leads."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    """In lower case, without its parameters."""
    charset: str | None = None
    """The charset that the header names, in lower case."""
    body: bytes = b""
    """Decompressed."""
    sha256: bytes | None = None
    """Of `body`; None where no body was read."""
    redirects: int = 0
    """How many redirects were followed, refreshes among them."""
    refresh: Refresh | None = None
    """That of the header."""
    links: str = ""
    """The `Link` headers, by which a page loads style sheets and more (RFC 8288)."""
    is_busy: bool = False
    """Whether the server asks to come again later (`Retry-After`, RFC 9110 section 10.2.3)."""
    is_public: bool = False
    """Whether it came from the public internet."""
    trouble: LookReason | None = None

    @property
    def is_ok(self) -> bool:
        """Whether the page that was asked for came back."""
        return (
            self.trouble is None and self.status is not None and 200 <= self.status < 300 and not self.is_busy
        )


def fetch(
    url: str,
    *,
    fresh: bool = False,
    limits: FetchLimits = LIMITS,
    must_be_public: bool = False,
    refresh_of: Callable[[Answer], Refresh | None] = lambda _: None,
    is_enough: Callable[[bytes], bool] | None = None,
) -> Answer:
    """Fetch one page, following redirects on its own site only. A server's failure is in `trouble`, never raised.

    `fresh` makes every cache on the way fetch the page anew: by headers, and, for caches that
    ignore these, by a query parameter that no cache has seen. `must_be_public` is for what a page
    from the public internet names: its host may be given a private address meanwhile. `refresh_of` says
    where a browser goes on from a page: that is a redirect too. `is_enough` says of the beginning of a
    body, where that is not compressed, whether the rest may stay where it is.
    """
    start = urls.read(url)
    if start is None:
        return Answer(url, url, trouble=LookReason.NO_PAGE)
    end = time.monotonic() + limits.whole
    mark = f"{urls.MARK}{secrets.token_hex(4)}" if fresh else ""
    at = _marked(start, mark)
    been: list[Url] = []
    while True:
        been.append(at)
        reply = _ask(
            at, fresh=fresh, limits=limits, end=end, must_be_public=must_be_public, is_enough=is_enough
        )
        answer = replace(reply.answer, url=url, redirects=len(been) - 1)
        refresh = refresh_of(answer) if reply.location is None and not answer.trouble else None
        leads_to = refresh.url if refresh else reply.location
        if leads_to is None or (refresh and urls.is_no_page(leads_to)):
            return answer
        must_be_public = must_be_public or answer.is_public
        target = urls.read(leads_to, at)
        if target is None or not urls.is_same_site(start, target) or _is_less_safe(at, target):
            where = target.url if target else at.url
            return replace(answer, final_url=where, trouble=LookReason.REDIRECTED_AWAY)
        marked = _marked(target, mark)
        if refresh and at in (target, marked):
            return answer
        # A site that redirects to the address without the parameter is not sent the parameter again.
        at = target if marked == at else marked
        if at in been or len(been) > limits.redirects:
            return replace(answer, final_url=at.url, trouble=LookReason.REDIRECT_LOOP)


class _Reply(NamedTuple):
    answer: Answer
    location: str | None = None
    """The target of a redirect, as the header has it."""


def _ask(
    at: Url, *, fresh: bool, limits: FetchLimits, end: float, must_be_public: bool,
    is_enough: Callable[[bytes], bool] | None,
) -> _Reply:  # fmt: skip
    """Send one request. After a public host has answered, a redirect to a private one is not followed."""
    answer = Answer(at.url, at.url)
    try:
        addresses = resolve(at, end)
        answer = replace(answer, is_public=all(map(urls.is_public, addresses)))
        if must_be_public and not answer.is_public:
            return _Reply(replace(answer, trouble=LookReason.REDIRECTED_AWAY))
        with closing(connect(at, addresses, limits, end)) as connection, cut_off(connection, end):
            headers = _HEADERS | {"Host": Url(host=at.host, port=at.port).netloc or ""}
            connection.request(
                "GET", at.request_uri, headers=headers | (_FRESH if fresh else {}), preload_content=False
            )
            with closing(connection.getresponse()) as response:
                answer = _head(answer, response)
                location = response.headers.get("location")
                if response.status in _REDIRECTS and location:
                    # Servers send UTF-8 here, and http.client reads it as Latin-1.
                    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
                    return _Reply(answer, location)
                body = _body(response, limits, is_enough)
    except UnreadableBody as unread:
        return _Reply(replace(answer, trouble=unread.reason))
    return _Reply(replace(answer, body=body, sha256=sha256(body).digest()))


def _marked(url: Url, mark: str) -> Url:
    """The address with the mark as a query parameter, once; unchanged where the mark is empty."""
    if mark in (url.query or ""):
        return url
    return url._replace(query=f"{url.query}&{mark}" if url.query else mark)


def _is_less_safe(one: Url, other: Url) -> bool:
    return (one.scheme, other.scheme) == ("https", "http")


def _head(answer: Answer, response: HTTPResponse) -> Answer:
    content_type, charset = _media_type(response.headers.get("content-type", ""))
    return replace(
        answer,
        status=response.status,
        etag=_header(response, "etag"),
        last_modified=_header(response, "last-modified"),
        content_type=content_type,
        charset=charset,
        refresh=refreshing.refresh_of(response.headers.get("refresh", "")),
        links=response.headers.get("link", "")[:_LONGEST_LINKS],
        is_busy="retry-after" in response.headers,
    )


def _media_type(stated: str) -> tuple[str | None, str | None]:
    """The media type and its charset. Of several headers the last one holds (Fetch standard, section 2.2.2)."""
    kind = charset = None
    for value in _VALUE.findall(stated):
        found, named = _TYPE.match(value), _CHARSET.search(value)
        if found is None and kind is not None:
            continue
        new = found[1].lower() if found else None
        if named:
            charset = (named[1] or named[2] or "").lower()
        elif new != kind:
            charset = None
        kind = new
    return kind, charset or None


def _header(response: HTTPResponse, name: str) -> str | None:
    return response.headers.get(name, "")[:_LONGEST_HEADER] or None


def _body(response: HTTPResponse, limits: FetchLimits, is_enough: Callable[[bytes], bool] | None) -> bytes:
    coding = response.headers.get("content-encoding", "")
    is_too_large = (response.length_remaining or 0) > limits.largest
    if is_too_large and (coding or is_enough is None):
        raise UnreadableBody(LookReason.TOO_LARGE)
    sent = bytearray()
    while piece := response.read1(_PIECE, decode_content=False):
        sent += piece
        if is_enough is not None and not coding and is_enough(bytes(sent)):
            return bytes(sent)
        if is_too_large or len(sent) > limits.largest:
            raise UnreadableBody(LookReason.TOO_LARGE)
    return decode(bytes(sent), coding, most=limits.largest)
