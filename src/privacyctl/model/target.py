"""What is looked for on a site, and where it was seen.

A `Target` is one publication as a page or a file would show it. A `Sighting` is one place
of a text where it stands. An `Exhibit` is what a page shows as a testimonial or a customer
by its own markup, whoever it is about: one that shows nothing on record is an orphan.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.publication import Kind
from privacyctl.model.text import match_key

if TYPE_CHECKING:
    from privacyctl.model.ids import PublicationId, TaskId


class LogoMark(NamedTuple):
    """By what a logo's file is known again."""

    name: str
    """The file's name, without a folder."""
    sha256: bytes
    likeness: bytes | None
    """What is left of the picture when it is resized and recompressed; None where it has none."""


@dataclass(frozen=True, slots=True)
class Target:
    """What would show that a publication is there, or somebody who asked and is in no register."""

    publication: PublicationId | None
    kind: Kind | None
    """None for somebody who is not in the register: anything of theirs."""
    is_barred: bool
    """Whether it must not be seen. One that may be is sought to know what is on show for a reason."""
    quote: str | None = None
    attribution: str | None = None
    person: str | None = None
    """The full name on record: never to be seen beside the quote (promise P6)."""
    company: str | None = None
    logo: LogoMark | None = None
    addresses: tuple[str, ...] = ()
    """E-mail addresses, for somebody who is not in the register."""
    subject: int | None = None
    """Whose it is: the contact of a testimonial, the company of a name or a logo."""
    task: TaskId | None = None
    """The takedown that waits for it, for somebody who is not in the register."""

    @property
    def number(self) -> int:
        """By which it is told from every other one: its publication's, or below zero its task's."""
        return self.publication if self.publication is not None else -(self.task or 0)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to look for: of an erased person's, once it is gone, nothing is left."""
        return bool(
            self.quote or self.attribution or self.person or self.company or self.logo or self.addresses
        )

    def is_same(self, other: Target) -> bool:
        """Whether it is the same thing of the same person or company: what was barred may be permitted anew."""
        if self.subject is None or (self.kind, self.subject) != (other.kind, other.subject):
            return False
        if self.kind is Kind.TESTIMONIAL:
            return match_key(self.quote or "") == match_key(other.quote or "")
        if self.logo is None or other.logo is None:
            return self.logo is other.logo
        return self.logo.sha256 == other.logo.sha256 or self.logo.name == other.logo.name


class KnownBy(StrEnum):
    """By what it was known."""

    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    NAME = "full name"
    COMPANY = "company"
    ADDRESS = "e-mail address"
    LOGO = "logo"
    """The file itself, by its hash or its likeness."""
    FILE_NAME = "file name"
    MARK = "mark"
    """The site's own `data-privacyctl="pub_7"`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place of a text where something sought stands."""

    target: Target
    by: KnownBy
    line: int
    """Counted from 1, in the file or the body as it was sent."""
    snippet: str
    """The words around it, on one line. For the screen alone: they are never stored."""
    is_sure: bool
    """Whether it is surely meant, and not a common word or a remark in passing."""
    is_beside_quote: bool = False
    """Whether it stands beside this person's own quote."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a page's markup shows as a testimonial or as a customer."""

    kind: Kind
    line: int
    snippet: str
    shows: tuple[Target, ...]
    """What of the sought it shows; empty for one that nothing on record explains."""
    is_sure: bool = True
    """Whether the markup says so plainly; a wall of "partners" may be anybody's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in one page or file."""

    sightings: tuple[Sighting, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    words: int = 0
    """How many words a reader sees."""
    is_script_only: bool = False
    """A page that shows next to nothing until its scripts have run."""
    goes_on: bool = False
    """A page that a browser leaves at once, or that frames another one: what is seen is not it."""
    is_login: bool = False
    """A page that asks for a password."""
    is_wall: bool = False
    """A page that wants to know whether a robot asks."""
    images: tuple[str, ...] = ()
    """The addresses of its images, as they stand there."""
    links: tuple[str, ...] = ()
    """The addresses that it leads to, as they stand there."""


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """What a scan has read before and found nothing wrong with, as digests that tell nothing of it."""

    key: bytes
    """What the digests depend on: the data file's secret, and everything that is sought."""
    digests: set[bytes]
    kept: set[bytes]
    """Those that still hold after this scan; whoever scans adds to them."""
