"""A quote that was edited since it was permitted: in what a page exhibits, a few words may differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy
from privacyctl.site.finding.matching import Hit
from privacyctl.site.finding.needles import OWN_WORDS
from privacyctl.site.finding.page import Around
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.page import Page

_SHARED = 0.6
"""How many of a quote's words an exhibit must hold before the two are compared word by word."""
_SURE, _PERHAPS = 0.85, 0.6
"""How much of the quote must stand there in its order; `model.entry_match` is as sure of a data file's."""
_MOST_ITEMS, _LONGEST = 200, 400
"""Exhibits of a page, and words of an exhibit, that are compared: each takes a while."""


def edited_quotes(page: Page, needles: Sequence[Needle], hits: Sequence[Hit]) -> Iterator[Hit]:
    """The exhibits that show a quote in other words, where its own were not found on the page."""
    found = {hit.needle.target.number for hit in hits if hit.by is KnownBy.QUOTE}
    quotes = [
        (one, one.quote) for one in needles if len(one.quote) >= OWN_WORDS and one.target.number not in found
    ]
    for number, item in enumerate(page.items[:_MOST_ITEMS] if quotes else ()):
        if item.kind is not Kind.TESTIMONIAL or not item.is_real:
            continue
        said = forms_of(item.text)[:_LONGEST]
        there = set(said)
        for needle, quote in quotes:
            if sum(form in there for form in quote) < _SHARED * len(quote):
                continue
            alike = _alike(quote, said)
            if alike >= _PERHAPS:
                around = Around(shows=Kind.TESTIMONIAL, exhibit=number)
                yield Hit(needle, KnownBy.QUOTE, item.at, 0, around, item.text[:100], alike >= _SURE)


def _alike(quote: list[str], said: list[str]) -> float:
    """How much of the quote stands in the text, in its order."""
    blocks = SequenceMatcher(None, quote, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(quote)
