"""A look: one check whether one publication is still on show at one place; evidence of what was seen.

A look holds no name and no quote. What it was a look at, and by whom it may be recognised
(the addresses), lies in a table of its own that an erasure can empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.moment import iso
from privacyctl.model.target import Target

if TYPE_CHECKING:
    from privacyctl.model.ids import PublicationId, TaskId
    from privacyctl.model.moment import Moment


class Found(StrEnum):
    """What a look saw. Only `GONE` from every place stops a clock."""

    GONE = "gone"
    STILL_THERE = "still-there"
    INCONCLUSIVE = "inconclusive"


class Through(StrEnum):
    """How it was looked."""

    PAGE = "page"
    """The public address, as a browser gets it."""
    FRESH = "fresh-page"
    """The same, asking every cache on the way for the page anew."""
    BUILT = "built-folder"
    """The folder that the site is deployed from, where that is all there is."""


class LookReason(StrEnum):
    """Why a look saw what it saw. Known words only: the audit chain may hold them."""

    NOT_FOUND = "not-found"
    """404 or 410 of a page whose site is up."""
    NOT_SHOWN = "not-shown"
    """The page was read whole and does not show it."""
    SHOWN = "shown"
    DOUBTFUL = "doubtful"
    """Something stands there that may be it: a person must look."""
    SITE_DOWN = "site-down"
    NO_ANSWER = "no-answer"
    """No such host, no connection, or the answer broke off."""
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    TLS = "tls"
    HTTP_ERROR = "http-error"
    REDIRECTED_AWAY = "redirected-away"
    """To another site."""
    REDIRECT_LOOP = "redirect-loop"
    LOGIN = "login"
    ROBOT_WALL = "robot-wall"
    EMPTY = "empty"
    GOES_ON = "goes-on"
    """It sends a browser on to another page, or frames one."""
    SCRIPT_ONLY = "script-only"
    NOT_TEXT = "not-text"
    """A PDF, a video: nothing that can be read here."""
    NO_PAGE = "no-page"
    """The place is no address of a page and no file of the site."""


@dataclass(frozen=True, slots=True)
class Look:
    """One check of one place. `url` is None where a folder was looked through."""

    place: str
    """The place as it stands in the register, or the configured page or folder."""
    through: Through
    found: Found
    reason: LookReason
    url: str | None = None
    final_url: str | None = None
    """Where the redirects ended."""
    status: int | None = None
    """The HTTP status of the last answer."""
    etag: str | None = None
    last_modified: str | None = None
    """The validators (RFC 9110 section 8.8) that the server gave, as it gave them."""
    sha256: bytes | None = None
    """Of the body as it was sent, decompressed."""
    snippet: str | None = None
    """What was seen, for the screen alone: it is never stored."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A look on record."""

    id: int
    task: TaskId
    publication: PublicationId | None
    at: Moment
    look: Look


def evidence_sha256(looked: Iterable[Looked]) -> bytes:
    """The hash of looks on record, over what an erasure leaves of them.

    A line a look, its fields parted by single spaces, in the order of the looks: number,
    task, publication or "-", time, through, found, reason, status or "-", SHA-256 of the
    body or "-". docs/evidence.md has it in words, so that anybody can work it out again.
    """
    from hashlib import sha256  # noqa: PLC0415  (start-up)

    digest = sha256()
    for one in looked:
        body = one.look.sha256.hex() if one.look.sha256 else "-"
        fields = (
            one.id, one.task, one.publication or "-", iso(one.at), one.look.through, one.look.found,
            one.look.reason, one.look.status or "-", body,
        )  # fmt: skip
        digest.update((" ".join(map(str, fields)) + "\n").encode())
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A takedown that is to be looked at: what to look for, and where."""

    task: TaskId
    target: Target
    places: tuple[str, ...]
    """As they stand in the register."""
