"""A look as JSON has it: one check whether a publication is still on show at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso

if TYPE_CHECKING:
    from privacyctl.model.look import Found, Look, Looked, Through
    from privacyctl.model.look_reason import LookReason
    from privacyctl.output.values import IsoMoment, Sha256


class LookDocument(TypedDict):
    """One check of one place."""

    place: str
    """The place as it stands in the register, or the configured page or folder."""
    through: Through
    """How it was looked."""
    found: Found
    """What was seen; only `gone` from every place stops a clock."""
    reason: LookReason
    """Why the look saw that."""
    url: str | None
    """The address that was fetched; null where a folder was looked through."""
    final_url: str | None
    """Where the redirects ended."""
    status: int | None
    """The HTTP status of the last answer."""
    etag: str | None
    """The server's `ETag` (RFC 9110, section 8.8), as it gave it."""
    last_modified: str | None
    """The server's `Last-Modified`, as it gave it."""
    sha256: Sha256 | None
    """Of the body as it was sent, decompressed."""


class LookedDocument(LookDocument):
    """A look on record."""

    look: int
    """The look's number."""
    task: int | None
    """The task that it was a look at; null where nobody had asked for a removal."""
    publication: int | None
    """The publication that was looked for; null where nothing in the register was."""
    at: IsoMoment
    """When it was looked."""
    before: int | None
    """The number of the earlier look that saw it there, which this one was held against; null without one."""
    mark: str | None
    """The keyed hash of where it was looked, and of the sketch of the page; null of a look of an earlier version."""


def look_document(one: Look) -> LookDocument:
    return {
        "place": one.place,
        "through": one.through,
        "found": one.found,
        "reason": one.reason,
        "url": one.url,
        "final_url": one.final_url,
        "status": one.status,
        "etag": one.etag,
        "last_modified": one.last_modified,
        "sha256": one.sha256.hex() if one.sha256 else None,
    }


def looked_document(one: Looked) -> LookedDocument:
    return {
        "look": one.id,
        "task": one.task,
        "publication": one.publication,
        "at": iso(one.at),
        "before": one.before,
        "mark": one.mark.hex() if one.mark else None,
        **look_document(one.look),
    }
