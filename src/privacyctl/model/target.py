"""Targets, sightings and exhibits: publications to search a site for, and the places where they were seen.

A `Target` is one publication as a page or a file would show it. A `Sighting` is one place of a
text where a target stands. An `Exhibit` is a testimonial or a customer by the page's own
markup; an exhibit without a target is an orphan.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.page_part import PartKind
from privacyctl.model.publication import Kind
from privacyctl.model.text import match_key

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId, PublicationId, TaskId
    from privacyctl.model.page_part import Subresource
    from privacyctl.model.unread import Unread


class LogoMark(NamedTuple):
    """The features by which a logo's file is recognised."""

    name: str
    """The file's name, without a folder."""
    sha256: bytes
    likeness: bytes | None
    """Features that survive resizing and recompression; None for a picture without structure."""


class NamedContact(NamedTuple):
    """A contact and the full name that must not stand beside words of theirs (promise P6)."""

    contact: ContactId
    name: str
    company: str | None
    """In "Ann L., Lee GmbH" the second name is no family name where that is the company."""


@dataclass(frozen=True, slots=True)
class Target:
    """The words, names and pictures that show a publication, or a person who asked and has none on record."""

    publication: PublicationId | None
    kind: Kind | None
    """None for a person without a publication on record: all kinds are searched for."""
    is_barred: bool
    """Whether it must not be on show. A permitted target is searched for too, since it explains exhibits."""
    quote: str | None = None
    attribution: str | None = None
    person: str | None = None
    """The full name on record: never to be seen beside the quote (promise P6)."""
    company: str | None = None
    logo: LogoMark | None = None
    addresses: tuple[str, ...] = ()
    """E-mail addresses of a person without a publication on record."""
    subject: int | None = None
    """The number of a testimonial's contact, or of a name's or logo's company."""
    task: TaskId | None = None
    """The takedown that waits for it, for somebody who is not in the register."""
    is_claimed: bool = False
    """Whether `person` is no more than the name in a mail: where it stands, it may be anybody's."""
    contact: ContactId | None = None
    """Of a full name that was seen, and is no publication's: whose it is on record."""

    @property
    def number(self) -> int:
        """By which it is told from others: its publication's, below zero its task's, far below its contact's."""
        if self.publication is not None:
            return self.publication
        return -(self.task or 0) if self.contact is None else -(1 << 40) - self.contact

    @property
    def has_words(self) -> bool:
        """Whether there are words to search for. An erased person's are deleted after the publication was seen gone."""
        return bool(
            self.quote or self.attribution or self.person or self.company or self.logo or self.addresses
        )

    @property
    def sought(self) -> tuple[str, ...]:
        """What of a person without a publication on record is surely theirs: all that can be looked for."""
        names = (None if self.is_claimed else self.person, self.company)
        return tuple(dict.fromkeys([*self.addresses, *(name for name in names if name)]))

    def is_same(self, other: Target) -> bool:
        """Whether both show the same words or picture of one person or company: one barred, one permitted anew."""
        if self.subject is None or (self.kind, self.subject) != (other.kind, other.subject):
            return False
        if self.kind is Kind.TESTIMONIAL:
            return match_key(self.quote or "") == match_key(other.quote or "")
        if self.logo is None or other.logo is None:
            return self.logo is other.logo
        return self.logo.sha256 == other.logo.sha256 or self.logo.name == other.logo.name


class KnownBy(StrEnum):
    """The feature by which a target was recognised."""

    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    NAME = "full name"
    COMPANY = "company"
    ADDRESS = "e-mail address"
    LOGO = "logo"
    """The logo's file, by its hash or its likeness."""
    FILE_NAME = "file name"
    MARK = "mark"
    """The site's own `data-privacyctl="pub_7"`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place of a text where a target stands."""

    target: Target
    by: KnownBy
    line: int
    """The line, from 1, in the file or the decompressed body."""
    snippet: str
    """The words around it, on one line. For the screen alone: they are never stored."""
    is_sure: bool
    """Whether the target is surely meant, and not a common word or a remark in passing."""
    is_beside_quote: bool = False
    """Whether the sighting is near this person's own quote."""
    is_alone: bool = False
    """Whether it is all that its element holds: the cell, the item of a list, the heading."""
    is_beside_words: bool = False
    """Whether the full name of a contact stands near words that somebody said, on the register or not."""
    part: PartKind = PartKind.TEXT
    """In what of the page it stands."""
    resource: str | None = None
    """The address of the subresource in which it stands; None where that is the page itself."""

    @property
    def told(self) -> str:
        """The words around it, behind the address of the part that has them."""
        return f"{self.resource}: {self.snippet}" if self.resource else self.snippet


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A testimonial or a customer by a page's own markup."""

    kind: Kind
    line: int
    snippet: str
    shows: tuple[Target, ...]
    """The targets in it; empty for an orphan."""
    is_sure: bool = True
    """Whether the markup is unambiguous; a wall of "partners" is not."""
    names: tuple[Target, ...] = ()
    """Those of `shows` whose full name stands in it."""


class Refresh(NamedTuple):
    """The address that a page sends a browser on to by itself, and when."""

    seconds: int
    url: str
    """As it stands there; empty where the page is only loaded anew."""
    is_without_scripts: bool = False
    """Whether it holds for browsers that run no scripts alone."""

    @property
    def is_soon(self) -> bool:
        """Whether it is no more than 20 seconds: a visitor is sent on."""
        return self.seconds <= 20


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the finder saw in one page or file."""

    sightings: tuple[Sighting, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    words: int = 0
    """How many words are visible."""
    forms: tuple[str, ...] = ()
    """These words, each in the form that all its spellings share."""
    said: tuple[str, ...] = ()
    """The strings of its scripts that have several words."""
    title: str = ""
    """The page's title."""
    is_script_only: bool = False
    """Whether the page shows next to nothing until its scripts have run."""
    goes_on: bool = False
    """Whether the page shows next to nothing but what is in its frames, which were not read."""
    refreshes: tuple[Refresh, ...] = ()
    """Those in its markup that lead to another address; the soonest is what a browser does."""
    is_login: bool = False
    """Whether the page asks for a password."""
    is_wall: bool = False
    """Whether the page is a robot wall: it asks the visitor to prove that they are human."""
    loads: tuple[Subresource, ...] = ()
    """What lies at addresses of its own and is, or may be, a part of the page."""
    folders: tuple[str, ...] = ()
    """Paths to which its scripts add the names of files."""
    computes: bool = False
    """Whether one of its scripts fetches from addresses that it works out when it runs."""
    links: tuple[str, ...] = ()
    """The addresses that it links to, as they stand in it."""
    unread: tuple[Unread, ...] = ()
    """Parts that could show something and were not read: while there is one, "not shown" is not known."""
    beyond: tuple[Unread, ...] = ()
    """Parts that no look reads: of other hosts, and at addresses that only a script works out. What was seen in the
    page's own text before is gone from there all the same; what was never seen there may be in one of these."""


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files that earlier scans read without a finding, as keyed digests."""

    key: bytes
    """The key of the digests; it depends on the data file's secret and on all targets."""
    digests: set[bytes]
    kept: set[bytes]
    """The digests to store after this scan; the scanner adds to them."""
