"""A look: one check whether one publication is still on show at one place. Looks are the evidence of removals.

A look that saw it is a sighting. Only against an earlier sighting at the same place does a later
look say that it is gone. A look holds no name and no quote. The addresses, by which somebody may be
recognised, and the sketch of the page lie in a table of their own that an erasure empties.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import iso
from privacyctl.model.target import Target

if TYPE_CHECKING:
    from privacyctl.model.ids import PublicationId, TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.model.sketch import Sketch
    from privacyctl.model.unread import Unread


class Found(StrEnum):
    """The result of a look. Only `gone` at every place stops a clock."""

    GONE = "gone"
    STILL_THERE = "still-there"
    INCONCLUSIVE = "inconclusive"


class Through(StrEnum):
    """By which route a place was looked at."""

    PAGE = "page"
    """The public address, as a browser gets it."""
    FRESH = "fresh-page"
    """The same, asking every cache on the way for the page anew."""
    BUILT = "built-folder"
    """The folder that the site is deployed from, where that is all there is."""


@dataclass(frozen=True, slots=True)
class EarlierSighting:
    """A look on record that saw the publication: what a later look at the same place is held against."""

    look: int
    """The look's number."""
    entry: int
    """The audit entry of its round."""
    at: Moment
    place: str
    """As the register had it then."""
    through: Through
    url: str | None
    final_url: str | None
    status: int | None
    file: str | None = None
    """The file of the built folder that it was seen in, as a whole path."""
    sketch: Sketch | None = None
    """None of a look from before sketches were kept, and where an erasure took it. Of the built folder: what of it
    could only be downloaded and not be opened; None where there was no such file."""

    @property
    def where(self) -> str:
        """Where it was seen, as a person would look for it."""
        return self.final_url or self.url or self.place

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it that may name somebody."""
        return tuple(text for text in (self.place, self.url, self.final_url, self.file) if text)


@dataclass(frozen=True, slots=True)
class Look:
    """One check of one place. `url` is None where the built folder was searched."""

    place: str
    """The place as the register has it, or the page or folder of the settings."""
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
    """With `etag` the validators (RFC 9110 section 8.8), as the server sent them."""
    sha256: bytes | None = None
    """Of the decompressed body."""
    snippet: str | None = None
    """The words of the sighting, for the screen alone: never stored."""
    named_on: int = 0
    """On how many other pages something may be it, of a folder in which it is not surely shown; never stored either."""
    unread: tuple[Unread, ...] = ()
    """The parts that could show it and were not read, for the screen alone: never stored."""
    beyond: tuple[Unread, ...] = ()
    """The parts that no look reads, as those of other hosts, for the screen alone: never stored."""
    before: EarlierSighting | None = None
    """The sighting at this place that the look was held against."""
    file: str | None = None
    """The file of the built folder that it was seen in, as a whole path."""
    sketch: Sketch | None = None
    """Of a page that shows it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A look on record."""

    id: int
    task: TaskId | None
    """None of a look that no task asked for: when something was put on record, and by a scan."""
    publication: PublicationId | None
    at: Moment
    look: Look
    before: int | None = None
    """The number of the sighting that it was held against."""
    mark: bytes | None = None
    """The keyed hash of where it was looked, and of the sketch. None of a look from before these were kept."""


def evidence_sha256(looked: Iterable[Looked]) -> bytes:
    """The SHA-256 over looks on record, without the fields that an erasure empties.

    A line a look, its fields parted by single spaces, in the order of the looks: number,
    task, publication, time, through, found, reason, status, SHA-256 of the body, each "-"
    where there is none; and of a look with a mark, the number of the sighting that it was
    held against, and the mark. docs/evidence.md describes the form, so that others can
    compute the hash.
    """
    from hashlib import sha256  # noqa: PLC0415  (start-up)

    digest = sha256()
    for one in looked:
        seen = one.look
        digest.update(
            evidence_line(
                one.id, one.task, one.publication, one.at, seen.through, seen.found, seen.reason, seen.status,
                seen.sha256, one.before, one.mark,
            )
        )  # fmt: skip
    return digest.digest()


def evidence_line(
    number: int, task: int | None, publication: int | None, at: int, through: str, found: str, reason: str,
    status: int | None, sha256: bytes | None, before: int | None, mark: bytes | None,
) -> bytes:  # fmt: skip
    """The line of one look in the hash of the evidence."""
    body = sha256.hex() if sha256 else "-"
    fields = (number, task or "-", publication or "-", iso(at), through, found, reason, status or "-", body)
    held = (before or "-", mark.hex()) if mark else ()
    return (" ".join(map(str, (*fields, *held))) + "\n").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Something that is to be looked for, and the places to look at."""

    target: Target
    places: tuple[str, ...]
    """The places as the register has them."""
    before: tuple[EarlierSighting, ...] = ()
    """Every sighting of it on record, the latest first."""
    elsewhere: tuple[str, ...] = ()
    """Places where it may be meant to be, if it is not seen at its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssignment(Assignment):
    """A takedown that is to be verified."""

    task: TaskId
