"""One thing that a page's markup shows as a testimonial or a customer, and whether it is one at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from privacyctl.model.publication import Kind
from privacyctl.site.finding.file_names import is_telling, pictures, stem_of

# Of Hugo, Jekyll, Astro and the like: what will stand there, and does not yet.
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|<\?|\{ ?[\w.?()]{1,60} ?\}")
_OFFER = re.compile(
    r"\b(?:request|get|ask for|need|want|send|free|your|custom|instant) (?:me |us |you )?(?:an? |the )?(?:\w+ )?quote",
    re.IGNORECASE,
)
_OF_CUSTOMERS = re.compile(r"customer|client|case|stor(?:y|ies)|success", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z]+:|//", re.IGNORECASE)


@dataclass
class ExhibitedItem:
    """What the markup shows, as it was read so far."""

    kind: Kind
    at: int
    """In the source."""
    is_sure: bool
    element: str
    is_claimed: bool = True
    """Whether its class or what is around it says so, and not its element alone."""
    inside: set[str] = field(default_factory=set)
    """The elements in it."""
    words: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    link: str | None = None
    """Where its first link leads."""

    @property
    def text(self) -> str:
        """What a reader sees there; the names of its pictures' files where that is nothing."""
        text = " ".join(" ".join(self.words).split())
        if any(map(str.isalpha, text)):
            return text
        names = (stem_of(picture) for file in self.files for picture in pictures(file))
        return " ".join(dict.fromkeys(filter(is_telling, names)))

    @property
    def is_plain(self) -> bool:
        """Whether it surely is what it seems: a wall of "partners" may be anybody's, and so may a file's name."""
        return self.is_sure and any(map(str.isalpha, "".join(self.words)))

    @property
    def is_real(self) -> bool:
        """Whether anything is shown there: no template, no empty element, no menu entry, no offer."""
        text = self.text
        if not text or any(map(_TEMPLATE.search, (text, *self.files))):
            return False
        if self.kind is Kind.TESTIMONIAL:
            is_figure = self.is_claimed or (
                "blockquote" in self.inside and self.inside & {"figcaption", "cite"}
            )
            return (
                bool(is_figure) and " " in text and ("blockquote" in self.inside or not _OFFER.search(text))
            )
        if self.element == "tr" and "td" not in self.inside:
            return False
        is_entry = self.link is not None and not self.inside & {"img", "svg", "image"}
        return not is_entry or bool(_ADDRESS.match(self.link or "") or _OF_CUSTOMERS.search(self.link or ""))
