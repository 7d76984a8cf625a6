"""A text as words that can be looked up: what each is under any spelling, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from privacyctl.model.words import UNSPACED, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.page import PageText

# Letters and digits, with what is drawn as nothing, accents, and the vowel signs of India between them.
_LETTER = (
    r"(?:[^\W_]|[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u109f\u200b-\u200f\u2060\ufeff])"
)
_TOKEN = re.compile(rf"{_LETTER}+(?:['’‘`´ʼ]{_LETTER}+)*")
_GAP = 8
_SNIPPET = 50
"""Characters on either side of what was found."""


@dataclass(frozen=True)
class WordIndex:
    """The words of one text. Equal forms are equal words to a reader: see `model.words`."""

    text: PageText
    whole: str
    spans: list[tuple[int, int]]
    forms: list[str]
    index: dict[str, list[int]]
    """Where each form stands, as numbers of words."""

    @cached_property
    def folded(self) -> str:
        """All of it in small letters, character for character."""
        folded = self.whole.casefold()
        return folded if len(folded) == len(self.whole) else self.whole.lower()

    @cached_property
    def unspaced(self) -> str:
        """The text as names in a script without spaces are looked for; empty where there is none."""
        return plain(self.whole).casefold() if UNSPACED.search(self.whole) else ""

    def runs(self, sought: Sequence[str]) -> Iterator[int]:
        """Where these words stand one after another: the number of the first of them."""
        length = len(sought)
        for at in self.index.get(sought[0], ()) if sought else ():
            if self.forms[at : at + length] == sought:
                yield at

    def window(self, first: int, last: int, margin: int = 0) -> str:
        """The text from one word to another, with so many words before and after."""
        start = self.spans[max(first - margin, 0)][0]
        end = self.spans[min(last + margin, len(self.spans) - 1)][1]
        return self.whole[start:end]

    def forms_in(self, start: int, end: int) -> list[str]:
        """The forms of the words that begin in a stretch of the text."""
        low, high = (bisect_left(self.spans, (place,)) for place in (start, end))
        return self.forms[low:high]

    def is_sentence(self, first: int, last: int) -> bool:
        """Whether the words are a sentence or a line of their own, and no part of a longer one."""
        before = self.whole[max(self.spans[first][0] - _GAP, 0) : self.spans[first][0]].rstrip(" \xa0")
        behind = self.whole[self.spans[last][1] : self.spans[last][1] + _GAP].lstrip(" \xa0")
        return not (before[-1:].isalnum() or before.endswith(",") or behind[:1].isalnum())

    def snippet(self, start: int, end: int) -> str:
        """What stands around a stretch of the text, on one line."""
        return " ".join(self.whole[max(start - _SNIPPET, 0) : end + _SNIPPET].split())


def read(text: PageText) -> WordIndex:
    """The words of a text."""
    whole = text.whole()
    spans, said, index = [], [], dict[str, list[int]]()
    for token in _TOKEN.finditer(whole):
        for form in forms(token[0]):
            said.append(form)
            spans.append(token.span())
    for at, form in enumerate(said):
        index.setdefault(form, []).append(at)
    return WordIndex(text, whole, spans, said, index)


def forms_of(text: str) -> list[str]:
    """The forms of a text's words, in order."""
    return [form for token in _TOKEN.findall(text) for form in forms(token)]


@lru_cache(maxsize=50_000)  # a page says the same few thousand words over and over
def forms(token: str) -> tuple[str, ...]:
    return tuple(word.form for word in words(token[:400]))
