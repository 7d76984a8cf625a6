"""The words of a text, each with its form and its place.

A form is the same for every spelling of a word: see `model.words`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from privacyctl.model.words import UNSPACED, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.page_text import PageText

# Letters and digits, and between them invisible characters, accents and the vowel signs of India.
_LETTER = (
    r"(?:[^\W_]|[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u109f\u200b-\u200f\u2060\ufeff])"
)
_TOKEN = re.compile(rf"{_LETTER}+(?:['’‘`´ʼ]{_LETTER}+)*")
_GAP = 8
_FIRST, _LAST = re.compile(r"^\S*(?=\s)"), re.compile(r"(?<=\s)\S*$")
_SNIPPET = 50
"""Characters on either side of a hit."""


@dataclass(frozen=True)
class WordIndex:
    """The words of one text, and an index of their forms."""

    text: PageText
    whole: str
    spans: list[tuple[int, int]]
    forms: list[str]
    index: dict[str, list[int]]
    """For each form the numbers of the words that have it."""

    @cached_property
    def folded(self) -> str:
        """The text in lower case, of the same length."""
        folded = self.whole.casefold()
        return folded if len(folded) == len(self.whole) else self.whole.lower()

    @cached_property
    def unspaced(self) -> str:
        """The text folded for names in a script without spaces; empty where no such script occurs."""
        return plain(self.whole).casefold() if UNSPACED.search(self.whole) else ""

    def runs(self, words: Sequence[str]) -> Iterator[int]:
        """Where these forms stand in a row: the number of the first word, for each place."""
        length = len(words)
        for at in self.index.get(words[0], ()) if words else ():
            if self.forms[at : at + length] == words:
                yield at

    def window(self, first: int, last: int, margin: int = 0) -> str:
        """The text from one word to another, with `margin` words before and after."""
        start = self.spans[max(first - margin, 0)][0]
        end = self.spans[min(last + margin, len(self.spans) - 1)][1]
        return self.whole[start:end]

    def forms_in(self, start: int, end: int) -> list[str]:
        """The forms of the words that begin in a stretch of the text."""
        low, high = (bisect_left(self.spans, (place,)) for place in (start, end))
        return self.forms[low:high]

    def is_sentence(self, first: int, last: int) -> bool:
        """Whether the words are a whole sentence or line."""
        before = self.whole[max(self.spans[first][0] - _GAP, 0) : self.spans[first][0]].rstrip(" \xa0")
        behind = self.whole[self.spans[last][1] : self.spans[last][1] + _GAP].lstrip(" \xa0")
        return not (before[-1:].isalnum() or before.endswith(",") or behind[:1].isalnum())

    def snippet(self, start: int, end: int) -> str:
        """A stretch of the text and the whole words around it, on one line."""
        before, behind = self.whole[max(start - _SNIPPET, 0) : start], self.whole[end : end + _SNIPPET]
        if start > _SNIPPET:
            before = _FIRST.sub("", before)
        if end + _SNIPPET < len(self.whole):
            behind = _LAST.sub("", behind)
        return " ".join((before + self.whole[start:end] + behind).split())


def read(text: PageText) -> WordIndex:
    """The words of a text."""
    whole = text.whole()
    spans, found, index = [], [], dict[str, list[int]]()
    for token in _TOKEN.finditer(whole):
        for form in forms(token[0]):
            found.append(form)
            spans.append(token.span())
    for at, form in enumerate(found):
        index.setdefault(form, []).append(at)
    return WordIndex(text, whole, spans, found, index)


def tokens_of(text: str) -> list[str]:
    """A text's words as they are written, in order; one may have several forms, or none."""
    return _TOKEN.findall(text)


def forms_of(text: str) -> list[str]:
    """The forms of a text's words, in order."""
    return [form for token in _TOKEN.findall(text) for form in forms(token)]


@lru_cache(maxsize=50_000)  # pages repeat the same few thousand words
def forms(token: str) -> tuple[str, ...]:
    return tuple(word.form for word in words(token[:400]))
