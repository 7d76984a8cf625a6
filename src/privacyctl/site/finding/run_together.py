"""Finding a quote by its letters alone, and words that are written from right to left.

A page may cut words anywhere: a letter in each element, strings that a script joins, hyphens and spaces
put in. A quote that identifies somebody has so many letters that these in a row are the quote, whatever
stands between them. And a page may turn the direction of a text, so that a reader sees forwards what the
source has backwards, letter by letter or word by word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.target import KnownBy
from privacyctl.model.words import folded, join
from privacyctl.site.finding.needles import Needle
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacyctl.site.finding.word_index import WordIndex

_NO_LETTER = re.compile(r"[\W_]+")
_FEWEST = 4
"""Letters of a name that is looked for backwards."""


def letters(text: str) -> str:
    """The letters and digits of a text, each as all its spellings are written, without anything between them."""
    return join(join(_NO_LETTER.sub("", folded(text))))


def run_together(needles: Iterable[Needle], words: WordIndex) -> Iterator[tuple[Needle, int]]:
    """Quotes whose letters stand in a row, each with the number of the word in which it begins."""
    whole = ""
    for needle in needles:
        for stretch in needle.stretches:
            whole = whole or letters(words.whole)
            at = max(map(whole.find, _both_ways(stretch)))
            if at >= 0:
                yield needle, _word_at(words, at)
                break


class TurnedName(NamedTuple):
    """A name as a page has it whose direction is turned."""

    needle: Needle
    by: KnownBy
    forms: list[str]


def turned_names(needles: Iterable[Needle]) -> Iterator[TurnedName]:
    """The names of these needles, written backwards."""
    for needle in needles:
        for by, name in _names(needle):
            backwards = forms_of(name[::-1])
            if sum(map(len, backwards)) >= _FEWEST and backwards != forms_of(name):
                yield TurnedName(needle, by, backwards)


def _both_ways(stretch: str) -> Iterator[str]:
    yield letters(stretch)
    yield letters(stretch[::-1])
    yield letters(" ".join(reversed(stretch.split())))


def _names(needle: Needle) -> Iterator[tuple[KnownBy, str]]:
    target = needle.target
    if needle.companies and target.company:
        yield KnownBy.COMPANY, target.company
    if needle.attribution and target.attribution:
        yield KnownBy.ATTRIBUTION, target.attribution
    if needle.person and needle.person.pairs and target.person:
        yield KnownBy.NAME, target.person


def _word_at(words: WordIndex, at: int) -> int:
    """The number of the word in which a letter of the whole stands, near enough for a line and a snippet."""
    passed = 0
    for number, form in enumerate(words.forms):
        passed += len(form)
        if passed > at:
            return number
    return max(len(words.forms) - 1, 0)
