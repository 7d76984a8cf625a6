"""A sketch of a page: what is kept of a page that showed something, so that the page is known again without it.

A page's text is cut into shingles, runs of three words, and each is hashed under the key of the data
file. The share of one page's shingles that another page has too is their containment (Broder, "On the
resemblance and containment of documents", 1997). A sketch is a sample of the hashes: those below a
bound, so that two samples of one text are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SAME = 0.6
"""A page that still has so much of what it said is the same page. Of 692 other pages and walls none had so much;
of pages that lost one testimonial each had 0.88 and more."""
PERHAPS = 0.4
"""With so much it is the same page if its title is the same."""
FEWEST = 8
"""A page with fewer shingles of its own cannot be known again."""
_MOST, _MOST_WITH_THEME = 256, 1_024
"""A sketch has more hashes than half of these, and no more than these, where the page has so many. Of a page whose
theme is still in it more are kept, since few of them are its own."""
_BITS = 64
_BYTES = _BITS // 8
_HEAD = 3
_MOST_ELSEWHERE = 255


class Recognised(Enum):
    """Whether a page is the one that a sketch was made of."""

    SAME = "same"
    OTHER = "other"
    TOO_BARE = "too bare"
    """The page that the sketch was made of had next to nothing of its own: no page can be known by it."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sampled hashes of a page's own shingles: without the publication's words and without the site's theme."""

    hashes: frozenset[int]
    """Numbers of 64 bits, each with `level` zeros at its beginning."""
    level: int
    """How often the sample was halved."""
    title: int
    """The hash of the page's title; 0 where it has none of its own."""
    has_theme: bool
    """Whether the theme is still in it, since it was not known."""
    elsewhere: frozenset[int] = frozenset()
    """The hashes of the pictures of other hosts that stood there and are not what was looked for, 255 at most."""

    @classmethod
    def of(
        cls, hashes: Collection[int], title: int, *, has_theme: bool, elsewhere: Collection[int] = ()
    ) -> Self:
        """A sketch of a page with these shingles."""
        level, kept = 0, frozenset(hashes)
        while len(kept) > (_MOST_WITH_THEME if has_theme else _MOST):
            level += 1
            kept = frozenset(_sampled(kept, level))
        few = frozenset(elsewhere) if len(elsewhere) <= _MOST_ELSEWHERE else frozenset()
        return cls(kept, level, title, has_theme, few)

    def recognises(self, now: Collection[int], title: int, less: Collection[int] = ()) -> Recognised:
        """Whether the page that now has these shingles is the one that the sketch was made of.

        `less` are shingles that tell nothing any more: of today's theme, and of words that may have gone
        from the page together with what is looked for.
        """
        own = self.hashes.difference(less)
        if len(own) < FEWEST:
            return Recognised.TOO_BARE
        containment = len(own.intersection(now)) / len(own)
        has_title = self.title != 0 and self.title == title
        is_same = containment >= SAME or (containment >= PERHAPS and has_title)
        return Recognised.SAME if is_same else Recognised.OTHER

    def packed(self) -> bytes:
        """The sketch as the data file keeps it; 4 kB at most, or 10 with the theme."""
        numbers = (self.title, *sorted(self.elsewhere), *sorted(self.hashes))
        head = bytes((self.level, self.has_theme, len(self.elsewhere)))
        return head + b"".join(one.to_bytes(_BYTES) for one in numbers)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """What `packed` made bytes of. Bytes that it never made give a sketch that knows no page again."""
        head = packed[:_HEAD].ljust(_HEAD, b"\0")
        body = packed[_HEAD:].ljust(_BYTES, b"\0")
        title, *found = (int.from_bytes(body[at : at + _BYTES]) for at in range(0, len(body), _BYTES))
        level, has_theme, count = head
        return cls(frozenset(found[count:]), level, title, bool(has_theme), frozenset(found[:count]))


def _sampled(hashes: Iterable[int], level: int) -> Iterable[int]:
    return (one for one in hashes if one >> (_BITS - level) == 0)
