"""The companies' names of one page: which are surely meant, which stand alone, which are a part of another one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.common_words import COMMON
from privacyctl.model.name_lint import attribution_names
from privacyctl.model.publication import Kind
from privacyctl.site.finding.standing_alone import (
    LEGAL,
    LONGEST,
    NameStanding,
    goes_on,
    is_a_companys,
    is_value,
    standing,
)

if TYPE_CHECKING:
    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.page import Page
    from privacyctl.site.finding.page_text import Around
    from privacyctl.site.finding.word_index import WordIndex

_NEAR = 40
_BEFORE = re.compile(r"(?:@|//|www\.)\Z")
_BEHIND = re.compile(r"\.[a-z]{2,}(?![\w(])")
_OF_A_LOGO = LEGAL | {"logo", "icon", "of", "the", "from", "our", "customer", "client"}


class Named(NamedTuple):
    """How a page names a company at one place."""

    is_sure: bool
    is_alone: bool


@dataclass
class CompanyNames:
    """Judges each place in turn; `parts` is asked at the end."""

    page: Page
    _places: list[tuple[bool, int, int, int]] = field(default_factory=list)
    """Each that was noted: whether in the visible text, its begin, less its end, and its number."""

    def named(self, needle: Needle, words: WordIndex, first: int, last: int) -> Named | None:
        """How the company is named by these words of its name; None where they mean something else.

        A name of one word may be a common word: its place or its legal form makes it sure.
        """
        start, end = words.spans[first][0], words.spans[last][1]
        low, high = words.text.unit(start)
        # Within its own element: the next cell of a table says nothing of this one.
        window = words.whole[max(low, start - _NEAR) : max(min(high, end + _NEAR), end)]
        around = words.text.around[words.text.stretch(start)]
        if words.text is self.page.visible and _is_in_address(words, first, last):
            return None if words.forms[first] in COMMON else Named(is_sure=False, is_alone=False)
        if not _names_company(window, needle.target.company or ""):
            return None
        full = needle.company_in_full
        is_own = last > first or (len(full) > 1 and words.forms[first : first + len(full)] == full)
        # "Box with tools" describes a picture of a box, and is no company's logo.
        is_of_it = is_own or (
            around.is_picture and {*words.forms_in(low, high)} <= {words.forms[first], *_OF_A_LOGO}
        )
        is_placed = (around.is_picture and is_of_it) or self.page.shows(around) is not None
        is_small = (needle.target.company or "").islower()
        # "box" in lower case is no name outside an exhibit: code and tags are full of such words.
        if not (is_own or is_placed) and words.whole[start].islower() and not is_small:
            return None
        stands = self.standing(words, around, start, end)
        is_whole = not goes_on(words.whole[end : min(high, end + _NEAR)])
        is_sure = (is_placed and is_whole and (is_own or around.is_sure)) or (
            stands.is_named and (is_own or self._is_name(words, around, words.whole[start:end], stands))
        )
        return Named(is_sure, stands.is_alone)

    def standing(self, words: WordIndex, around: Around, start: int, end: int) -> NameStanding:
        """How a name at these places stands in its element; in a program or a data file, in its value."""
        if around.is_program or around.is_value:
            is_whole = is_value(words.whole, start, end, is_quoted=around.is_program)
            is_said = is_whole and is_a_companys(words.whole[max(start - _NEAR, 0) : start])
            return NameStanding(is_whole, is_said, is_whole)
        low, high = words.text.unit(start)
        above = self._above(words, low)
        low, high = max(low, start - LONGEST - 1), min(high, end + LONGEST + 1)
        return standing(
            words.whole[low:high], start - low, end - low, is_heading=around.is_heading, above=above
        )

    def note(self, words: WordIndex, first: int, last: int, number: int) -> None:
        """Note that words of the page are a company's name, under the number of the hit."""
        start, end = words.spans[first][0], words.spans[last][1]
        self._places.append((words.text is self.page.visible, start, -end, number))

    def parts(self) -> set[int]:
        """The hits that are a part of another name on the register: "Gurray" in "Gurray Foods"."""
        found, longest = set[int](), (False, 0, 0)
        for is_visible, start, end, number in sorted(self._places):
            if is_visible == longest[0] and end >= longest[2] and (start, end) != longest[1:]:
                found.add(number)
            else:
                longest = is_visible, start, end
        return found

    def _is_name(self, words: WordIndex, around: Around, said: str, stands: NameStanding) -> bool:
        """Whether a single word that stands for itself is surely the name, and not what it means in English."""
        is_unsure = around.is_file or (self.page.shows(around) is Kind.NAME and not around.is_sure)
        if is_unsure or said.endswith(("'s", "’s")):
            return False
        if said.casefold() not in COMMON:
            return True
        is_shown = words.text is self.page.visible and not (around.is_menu or around.is_program)
        return stands.is_listed or (is_shown and stands.is_alone and not said.islower())

    def _above(self, words: WordIndex, low: int) -> str:
        """The heading above a place in the visible text, or else the text right before it."""
        if words.text is not self.page.visible:
            return ""
        at = bisect_left(self._headings, (low,))
        begin, end = self._headings[at - 1] if at else words.text.unit(max(low - 1, 0))
        return words.whole[begin : min(end, begin + LONGEST)]

    @cached_property
    def _headings(self) -> list[tuple[int, int]]:
        """Where each heading begins and ends in the visible text."""
        text = self.page.visible
        return sorted({text.unit(text.bounds(at)[0]) for at, one in enumerate(text.around) if one.is_heading})


def _is_in_address(words: WordIndex, first: int, last: int) -> bool:
    """Whether one word is what a host or a handle is called: "nordwerke.example", "@nordwerke"."""
    start, end = words.spans[first][0], words.spans[last][1]
    return (
        first == last
        and words.whole[start].islower()
        and (_BEFORE.search(words.whole, max(start - 4, 0), start) or _BEHIND.match(words.whole, end))
        is not None
    )


_names_company = lru_cache(maxsize=10_000)(attribution_names)
