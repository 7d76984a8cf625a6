"""One testimonial or customer as a page's markup shows it, and whether it is a real one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from privacyctl.model.publication import Kind
from privacyctl.site.finding.file_names import is_telling, pictures, stem_of

# Placeholders of Hugo, Jekyll, Astro and the like.
_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|<\?|\{ ?[\w.?()]{1,60} ?\}")
_OFFER = re.compile(
    r"\b(?:request|get|ask for|need|want|send|free|your|custom|instant) (?:me |us |you )?(?:an? |the )?(?:\w+ )?quote",
    re.IGNORECASE,
)
_OF_CUSTOMERS = re.compile(r"customer|client|case|stor(?:y|ies)|success", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z]+:|//", re.IGNORECASE)


@dataclass
class ExhibitedItem:
    """A testimonial or customer that the markup shows, as far as it was read."""

    kind: Kind
    at: int
    """Where it begins in the source, in characters."""
    is_sure: bool
    element: str
    is_claimed: bool = True
    """Whether a class, an id or an element around it claims so, and not its element's name alone."""
    inside: set[str] = field(default_factory=set)
    """The names of the elements in it."""
    words: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    link: str | None = None
    """Where its first link leads."""

    @property
    def text(self) -> str:
        """Its visible words; where it has none, its pictures' file names."""
        text = " ".join(" ".join(self.words).split())
        if any(map(str.isalpha, text)):
            return text
        names = (stem_of(picture) for file in self.files for picture in pictures(file))
        return " ".join(dict.fromkeys(filter(is_telling, names)))

    @property
    def is_plain(self) -> bool:
        """Whether it is surely a testimonial or customer. A wall of "partners", or a file's name, is doubtful."""
        return self.is_sure and any(map(str.isalpha, "".join(self.words)))

    @property
    def is_real(self) -> bool:
        """Whether it shows something: it is no template, no empty element, no menu entry and no offer."""
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
