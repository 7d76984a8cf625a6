"""Where a needle stands in a page, and whether the person or company is surely meant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.full_name import read_name
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy
from privacyctl.site.finding.company_names import CompanyNames
from privacyctl.site.finding.file_names import named_pictures, pictures, stems
from privacyctl.site.finding.nearby import Places
from privacyctl.site.finding.needles import is_telling_alone
from privacyctl.site.finding.page_text import Around
from privacyctl.site.finding.spelt_names import other_name, shows_full_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.page import Page
    from privacyctl.site.finding.word_index import WordIndex

_MARK = re.compile(r"(?:pub[_-]?)?(\d{1,18})")
_MARKS = (
    " \t\r\n.,;:!?\"')("
    "\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e\u3001\u3002\u300c\u300d\u300e\u300f\uff01\uff0c\uff1f"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Characters of a longer address: "nancy@dow.example" and "cy@dow.example.org" hold "cy@dow.example".
_PART = re.compile(r"[\w.+-]")
_PART_BEHIND = re.compile(r"[.-]?\w")
_MOST = 2_000
"""The most hits of one kind for one needle in one text; more would show nothing new."""


class Hit(NamedTuple):
    """One place where a needle stands."""

    needle: Needle
    by: KnownBy
    at: int
    """Where in the source, in characters."""
    anchor: int
    """Where in the visible text; for an aside, the place that it stands beside."""
    around: Around
    snippet: str
    is_sure: bool
    is_alone: bool = False
    """Whether it is all that its element holds."""
    is_part: bool = False
    """Whether it is a part of the quote, by which no permission explains what else stands there."""


@dataclass
class Search:
    """The search of one page."""

    page: Page
    texts: Sequence[WordIndex]
    """The words of its visible text, and of its asides."""
    hits: list[Hit] = field(default_factory=list)
    quoted: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """The numbers of the words that are somebody's whole sentences: in the asides, and in the visible text."""
    _places: dict[tuple[int, KnownBy], Places] = field(default_factory=lambda: defaultdict(Places))
    """Where each needle was found, by its number and `KnownBy`."""

    @cached_property
    def _names_of_companies(self) -> CompanyNames:
        return CompanyNames(self.page)

    def run(self, needles: Sequence[Needle]) -> list[Hit]:
        """Every hit. Quotes are searched first: a name beside its own quote is surely meant."""
        marks = [(int(found[1]), at) for mark, at in self.page.marks if (found := _MARK.fullmatch(mark))]
        files: dict[str, list[tuple[str, int, Around, int]]] = defaultdict(list)
        for named in self._pictures() if any(needle.file is not None for needle in needles) else ():
            for stem in stems(named[0]):
                files[stem].append(named)
        for needle in needles:
            for number, at in marks:
                if number == needle.target.publication:
                    self._add(
                        needle, KnownBy.MARK, at, 0, Around(), f'data-privacyctl="{number}"', is_sure=True
                    )
            if needle.file is not None:
                self._files(needle, files.get(needle.file, ()))
            for words in self.texts:
                self._in_text(needle, words)
        if parts := self._names_of_companies.parts():
            self.hits = [hit for number, hit in enumerate(self.hits) if number not in parts]
        return self.hits

    def _pictures(self) -> Iterator[tuple[str, int, Around, int]]:
        """Every picture that the page refers to, in an attribute or in any text: a style, a script, a data file."""
        for text, at, around, anchor in self.page.files:
            yield from ((file, at, around, anchor) for file in pictures(text))
        for words in self.texts:
            for file, start in named_pictures(words.whole):
                around, anchor = self._where(words, start)
                yield file, self._source(words, start), around, anchor

    def _in_text(self, needle: Needle, words: WordIndex) -> None:
        quotes = [hit for sentence in needle.sentences for hit in self._quoted(needle, words, sentence)]
        if needle.person is not None:
            self._names(needle, words)
        if needle.attribution is not None:
            self._attributed(needle, words, needle.attribution)
        if needle.short_quote is not None and not quotes:
            self._short(needle, words, needle.short_quote)
        for company in needle.companies:
            self._companies(needle, words, company)
        for name in needle.unspaced:
            self._unspaced(needle, words, name)
        for address in needle.target.addresses:
            self._addresses(needle, words, address)

    def _quoted(self, needle: Needle, words: WordIndex, sentence: list[str]) -> list[Hit]:
        places = [*islice(words.runs(sentence), _MOST)]
        for at in places:
            self.quoted[words.text is self.page.visible].update(range(at, at + len(sentence)))
        return [
            self._found(needle, KnownBy.QUOTE, words, at, at + len(sentence) - 1, is_sure=True)
            for at in places
        ]

    def _short(self, needle: Needle, words: WordIndex, quote: list[str]) -> None:
        """Find a quote too short to be one person's: sure beside its author's name, doubtful in an exhibit or alone."""
        is_telling = is_telling_alone(needle.target.quote or "", quote)
        for at in islice(words.runs(quote), _MOST):
            last = at + len(quote) - 1
            if not words.is_sentence(at, last):
                continue
            around, anchor = self._where(words, words.spans[at][0])
            near = self._is_beside(needle, (KnownBy.NAME, KnownBy.ATTRIBUTION), around, anchor)
            is_shown = self.page.shows(around) is Kind.TESTIMONIAL or around.is_credit
            if near or is_shown or (is_telling and self._is_alone(words, at, last)):
                self._found(needle, KnownBy.QUOTE, words, at, last, is_sure=near)

    def _attributed(self, needle: Needle, words: WordIndex, attribution: list[str]) -> None:
        for at in islice(words.runs(attribution), _MOST):
            around, anchor = self._where(words, words.spans[at][0])
            is_sure = (
                self.page.shows(around) is Kind.TESTIMONIAL
                or around.is_credit
                or self._is_beside(needle, (KnownBy.QUOTE,), around, anchor)
            )
            # A handle of one word may be any word, unless it stands as a person's.
            if is_sure or len(attribution) > 1:
                self._found(
                    needle, KnownBy.ATTRIBUTION, words, at, at + len(attribution) - 1, is_sure=is_sure
                )

    def _names(self, needle: Needle, words: WordIndex) -> None:
        for first, last in islice(self._full_names(needle, words), _MOST):
            start = words.spans[first][0]
            around, anchor = self._where(words, start)
            is_placed = (
                self.page.shows(around) is Kind.TESTIMONIAL
                or around.is_credit
                or around.is_picture
                or (around.is_value and self._is_alone(words, first, last))
                or self._is_beside(needle, (KnownBy.QUOTE,), around, anchor)
            )
            # "id: ann-lee" in a data file is a key, and no page need show it.
            is_sure = is_placed and not (around.is_value and words.whole[start].islower())
            is_sure = is_sure and not needle.target.is_claimed
            self._found(needle, KnownBy.NAME, words, first, last, is_sure=is_sure)

    def _full_names(self, needle: Needle, words: WordIndex) -> Iterator[tuple[int, int]]:
        """The places of the full name, each as the numbers of its first and its last word."""
        person = needle.person or read_name("")
        for one, other in person.pairs:
            for first in words.index.get(one, ()):
                last = other_name(words, first, other)
                if last is not None and shows_full_name(
                    needle.target.person or "", needle.target.company, words, first, last
                ):
                    yield first, last
        for form in person.together if person.pairs else person.forms:
            for at in words.index.get(form, ()):
                if person.pairs or words.whole[words.spans[at][0]].isupper():
                    yield at, at

    def _companies(self, needle: Needle, words: WordIndex, company: list[str]) -> None:
        for first in islice(words.runs(company), _MOST):
            last = first + len(company) - 1
            if named := self._names_of_companies.named(needle, words, first, last):
                self._names_of_companies.note(words, first, last, len(self.hits))
                self._found(
                    needle,
                    KnownBy.COMPANY,
                    words,
                    first,
                    last,
                    is_sure=named.is_sure,
                    is_alone=named.is_alone,
                )

    def _unspaced(self, needle: Needle, words: WordIndex, name: str) -> None:
        text = words.unspaced
        for at in islice(_found_in(text, name), _MOST):
            start = min(at, len(words.whole) - 1)
            around, anchor = self._where(words, start)
            is_sure = self.page.shows(around) is not None or around.is_credit or around.is_picture
            is_sure = is_sure and not needle.target.is_claimed
            by = KnownBy.NAME if needle.person else KnownBy.COMPANY
            stands = self._names_of_companies.standing(
                words, around, start, min(start + len(name), len(words.whole))
            )
            is_sure = is_sure or (needle.person is None and stands.is_named and not around.is_remark)
            self._add(
                needle, by, self._source(words, start), anchor, around,
                words.snippet(start, start + len(name)), is_sure=is_sure, is_alone=stands.is_alone,
            )  # fmt: skip

    def _addresses(self, needle: Needle, words: WordIndex, address: str) -> None:
        text, target = words.folded, address.casefold()
        for at in islice(_found_in(text, target), _MOST):
            if (at > 0 and _PART.match(text, at - 1)) or _PART_BEHIND.match(text, at + len(target)):
                continue
            around, anchor = self._where(words, at)
            snippet = words.snippet(at, at + len(target))
            self._add(needle, KnownBy.ADDRESS, self._source(words, at), anchor, around, snippet, is_sure=True)

    def _files(self, needle: Needle, files: Sequence[tuple[str, int, Around, int]]) -> None:
        for file, at, around, anchor in files[:_MOST]:
            is_sure = needle.is_own_file or (self.page.shows(around) is Kind.NAME and around.is_sure)
            is_sure = is_sure and not around.is_remark
            self._add(needle, KnownBy.FILE_NAME, at, anchor, around, file[-120:], is_sure=is_sure)

    def _is_alone(self, words: WordIndex, first: int, last: int) -> bool:
        """Whether these words are all of their element."""
        low, high = words.text.unit(words.spans[first][0])
        return (
            not f"{words.whole[low : words.spans[first][0]]}{words.whole[words.spans[last][1] : high]}".strip(
                _MARKS
            )
        )

    def add_part(
        self, needle: Needle, words: WordIndex, first: int, last: int, *, is_sure: bool, is_all: bool
    ) -> None:
        """Note a part of a quote; one that is all that is said is sure beside what else is known of its person."""
        start, end = words.spans[first][0], words.spans[last][1]
        around, anchor = self._where(words, start)
        is_near = is_all and self._is_beside(needle, (KnownBy.NAME, KnownBy.ATTRIBUTION), around, anchor)
        is_sure = is_sure or is_near
        self._add(
            needle, KnownBy.QUOTE, self._source(words, start), anchor, around, words.snippet(start, end),
            is_sure=is_sure and not around.is_remark, is_part=True,
        )  # fmt: skip

    def is_beside_quote(self, hit: Hit) -> bool:
        """Whether the hit is a full name beside this person's own quote."""
        return hit.by is KnownBy.NAME and self._is_beside(
            hit.needle, (KnownBy.QUOTE,), hit.around, hit.anchor
        )

    def _is_beside(self, needle: Needle, by: tuple[KnownBy, ...], around: Around, anchor: int) -> bool:
        """Whether a hit of the same needle, known by one of `by`, is in the same exhibit or near."""
        return any(self._places[needle.target.number, one].are_beside(around.exhibit, anchor) for one in by)

    def hit(
        self, needle: Needle, by: KnownBy, words: WordIndex, first: int, last: int, *, is_sure: bool
    ) -> Hit:
        """The hit from one word to another."""
        is_alone = self._is_alone(words, first, last)
        return self._found(needle, by, words, first, last, is_sure=is_sure, is_alone=is_alone)

    def _found(
        self, needle: Needle, by: KnownBy, words: WordIndex, first: int, last: int, *, is_sure: bool,
        is_alone: bool = False,
    ) -> Hit:  # fmt: skip
        start, end = words.spans[first][0], words.spans[last][1]
        around, anchor = self._where(words, start)
        return self._add(
            needle, by, self._source(words, start), anchor, around, words.snippet(start, end),
            is_sure=is_sure and not around.is_remark, is_alone=is_alone and not around.is_remark,
        )  # fmt: skip

    def _add(
        self,
        needle: Needle,
        by: KnownBy,
        at: int,
        anchor: int,
        around: Around,
        snippet: str,
        *,
        is_sure: bool,
        is_alone: bool = False,
        is_part: bool = False,
    ) -> Hit:
        hit = Hit(needle, by, at, anchor, around, snippet, is_sure, is_alone, is_part)
        self.hits.append(hit)
        self._places[needle.target.number, by].add(around.exhibit, anchor)
        return hit

    def _where(self, words: WordIndex, position: int) -> tuple[Around, int]:
        stretch = words.text.stretch(position)
        return words.text.around[stretch], words.text.anchors[stretch] + position - words.text.bounds(
            stretch
        )[0]

    def _source(self, words: WordIndex, position: int) -> int:
        stretch = words.text.stretch(position)
        return words.text.places[stretch] + position - words.text.bounds(stretch)[0]


def _found_in(text: str, target: str) -> Iterator[int]:
    at = text.find(target)
    while at >= 0:
        yield at
        at = text.find(target, at + len(target))
