"""Finding a quote that an editor changed since it was permitted.

Only in exhibits: there the page itself says that a testimonial stands.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy
from privacyctl.site.finding.matching import Hit
from privacyctl.site.finding.needles import OWN_WORDS
from privacyctl.site.finding.page_text import Around
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.page import Page

_SHARED = 0.6
"""The part of a quote's words that an exhibit must hold before the two are compared in order."""
_SURE, _PERHAPS = 0.85, 0.6
"""The part of the quote that must stand in the exhibit, in order; 0.85 is the bound of `model.entry_match` too."""
_MOST_ITEMS, _LONGEST = 200, 400
"""The most exhibits of a page, and words of an exhibit, that are compared: comparing is slow."""


def edited_quotes(page: Page, needles: Sequence[Needle], hits: Sequence[Hit]) -> Iterator[Hit]:
    """The exhibits that show an edited quote, for each quote that is not on the page word for word."""
    found = {hit.needle.target.number for hit in hits if hit.by is KnownBy.QUOTE}
    quotes = [
        (one, one.quote) for one in needles if len(one.quote) >= OWN_WORDS and one.target.number not in found
    ]
    for number, item in enumerate(page.items[:_MOST_ITEMS] if quotes else ()):
        if item.kind is not Kind.TESTIMONIAL or not item.is_real:
            continue
        shown = forms_of(item.text)[:_LONGEST]
        there = set(shown)
        for needle, quote in quotes:
            if sum(form in there for form in quote) < _SHARED * len(quote):
                continue
            alike = _alike(quote, shown)
            if alike >= _PERHAPS:
                around = Around(shows=Kind.TESTIMONIAL, exhibit=number)
                yield Hit(needle, KnownBy.QUOTE, item.at, 0, around, item.text[:100], alike >= _SURE)


def _alike(quote: list[str], shown: list[str]) -> float:
    """The part of the quote's words that stand in the exhibit, in order: 0 to 1."""
    blocks = SequenceMatcher(None, quote, shown, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(quote)
