"""Where in a page something sought stands, and whether it is surely meant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.companies import LEGAL_FORMS
from privacyctl.model.full_name import FILLERS, read_name
from privacyctl.model.name_lint import attribution_names, shown
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy
from privacyctl.site.finding.file_names import named_pictures, pictures, stems
from privacyctl.site.finding.nearby import Places
from privacyctl.site.finding.page import Around
from privacyctl.site.finding.word_index import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.page import Page
    from privacyctl.site.finding.word_index import WordIndex

_BETWEEN = 4
"""The most words from a given name to the family name: particles and initials."""
_MARK = re.compile(r"(?:pub[_-]?)?(\d{1,18})")
_MARKS = " \t\r\n.,;:!?\"')"
_NEAR = 40
_OF_A_LOGO = frozenset(form for word in LEGAL_FORMS for form in forms(word)) | {
    "logo", "icon", "of", "the", "from", "our", "customer", "client",
}  # fmt: skip
# Of a longer address: "cy@dow.example" stands in "nancy@dow.example" and in "cy@dow.example.org".
_PART = re.compile(r"[\w.+-]")
_PART_BEHIND = re.compile(r"[.-]?\w")
_MOST = 2_000
"""Of one thing on one page: what stands there more often is shown plainly enough."""


class Hit(NamedTuple):
    """One place where something sought stands."""

    needle: Needle
    by: KnownBy
    at: int
    """In the source."""
    anchor: int
    """In the visible text, or beside what it stands there."""
    around: Around
    snippet: str
    is_sure: bool


@dataclass
class Search:
    """One page that is searched."""

    page: Page
    texts: Sequence[WordIndex]
    """Its visible text, and what stands beside it."""
    hits: list[Hit] = field(default_factory=list)
    _places: dict[tuple[int, KnownBy], Places] = field(default_factory=lambda: defaultdict(Places))
    """Where each thing sought was seen, by its number and by what."""

    def run(self, needles: Sequence[Needle]) -> list[Hit]:
        """Everything that stands there, the quotes first: what stands beside them is surely meant."""
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
            for said in self.texts:
                self._in_text(needle, said)
        return self.hits

    def _pictures(self) -> Iterator[tuple[str, int, Around, int]]:
        """Every picture that the page refers to, in an attribute or in any text: a style, a script, a data file."""
        for text, at, around, anchor in self.page.files:
            yield from ((file, at, around, anchor) for file in pictures(text))
        for said in self.texts:
            for file, start in named_pictures(said.whole):
                around, anchor = self._where(said, start)
                yield file, self._source(said, start), around, anchor

    def _in_text(self, needle: Needle, said: WordIndex) -> None:
        quotes = [hit for sentence in needle.sentences for hit in self._quoted(needle, said, sentence)]
        if needle.person is not None:
            self._names(needle, said)
        if needle.attribution is not None:
            self._attributed(needle, said, needle.attribution)
        if needle.short_quote is not None and not quotes:
            self._short(needle, said, needle.short_quote)
        for company in needle.companies:
            self._companies(needle, said, company)
        for name in needle.unspaced:
            self._unspaced(needle, said, name)
        for address in needle.target.addresses:
            self._addresses(needle, said, address)

    def _quoted(self, needle: Needle, said: WordIndex, sentence: list[str]) -> list[Hit]:
        return [
            self._found(needle, KnownBy.QUOTE, said, at, at + len(sentence) - 1, is_sure=True)
            for at in islice(said.runs(sentence), _MOST)
        ]

    def _short(self, needle: Needle, said: WordIndex, quote: list[str]) -> None:
        """A quote that may be anybody's: sure beside its own author, perhaps theirs where something is exhibited."""
        for at in islice(said.runs(quote), _MOST):
            last = at + len(quote) - 1
            if not said.is_sentence(at, last):
                continue
            around, anchor = self._where(said, said.spans[at][0])
            near = self._is_beside(needle, (KnownBy.NAME, KnownBy.ATTRIBUTION), around, anchor)
            if near or around.shows is Kind.TESTIMONIAL or around.is_credit:
                self._found(needle, KnownBy.QUOTE, said, at, last, is_sure=near)

    def _attributed(self, needle: Needle, said: WordIndex, attribution: list[str]) -> None:
        for at in islice(said.runs(attribution), _MOST):
            around, anchor = self._where(said, said.spans[at][0])
            is_sure = (
                around.shows is Kind.TESTIMONIAL
                or around.is_credit
                or self._is_beside(needle, (KnownBy.QUOTE,), around, anchor)
            )
            self._found(needle, KnownBy.ATTRIBUTION, said, at, at + len(attribution) - 1, is_sure=is_sure)

    def _names(self, needle: Needle, said: WordIndex) -> None:
        for first, last in islice(self._full_names(needle, said), _MOST):
            start = said.spans[first][0]
            around, anchor = self._where(said, start)
            is_placed = (
                around.shows is Kind.TESTIMONIAL
                or around.is_credit
                or around.is_picture
                or (around.is_value and self._is_alone(said, first, last))
                or self._is_beside(needle, (KnownBy.QUOTE,), around, anchor)
            )
            # "id: ann-lee" in a data file is a key, and no page need show it.
            is_sure = is_placed and not (around.is_value and said.whole[start].islower())
            self._found(needle, KnownBy.NAME, said, first, last, is_sure=is_sure)

    def _full_names(self, needle: Needle, said: WordIndex) -> Iterator[tuple[int, int]]:
        """Where the full name stands, as its first and its last word."""
        person = needle.person or read_name("")
        for one, other in person.pairs:
            for first in said.index.get(one, ()):
                last = _other_name(said, first, other)
                if last is not None and self._is_full_name(needle, said, first, last):
                    yield first, last
        for form in person.together if person.pairs else person.forms:
            for at in said.index.get(form, ()):
                if person.pairs or said.whole[said.spans[at][0]].isupper():
                    yield at, at

    def _is_full_name(self, needle: Needle, said: WordIndex, first: int, last: int) -> bool:
        """Whether these words are the full name, and not "Ann L., Lee GmbH" where that is the company."""
        person, company = needle.target.person or "", needle.target.company
        if not _shows(person, None, said.window(first, last)):
            return False
        # The company's name may go on behind the family name.
        behind = min(last + len(needle.company_in_full), len(said.spans)) - 1
        return company is None or _shows(person, company, said.window(first, max(last, behind)))

    def _companies(self, needle: Needle, said: WordIndex, company: list[str]) -> None:
        """A name of one word may be a common one: only its place, or its legal form, makes it sure."""
        full, is_small = needle.company_in_full, (needle.target.company or "").islower()
        for at in islice(said.runs(company), _MOST):
            last = at + len(company) - 1
            start, end = said.spans[at][0], said.spans[last][1]
            stretch = said.text.stretch(start)
            low, high = said.text.bounds(stretch)
            # Of its own stretch alone: what stands in the next cell says nothing of this one.
            window = said.whole[max(low, start - _NEAR) : max(min(high, end + _NEAR), end)]
            if not _names_company(window, needle.target.company or ""):
                continue
            around = said.text.around[stretch]
            is_own = len(company) > 1 or (len(full) > 1 and said.forms[at : at + len(full)] == full)
            # "Box with tools" describes a picture of one.
            is_of_it = is_own or (
                around.is_picture and set(said.forms_in(low, high)) <= {*company, *_OF_A_LOGO}
            )
            is_placed = (around.is_picture and is_of_it) or around.shows is not None
            # Of a common word, "box" is nobody's name where nothing is shown: code and tags are full of it.
            if not (is_own or is_placed) and said.whole[start].islower() and not is_small:
                continue
            rest = said.whole[end:high]
            is_alone = not said.whole[low:start].strip() and (
                not rest.strip(_MARKS) or (is_own and len(rest.split()) <= len(full))
            )
            is_sure = (is_placed and (is_own or around.is_sure)) or (is_alone and (is_own or around.is_value))
            self._found(needle, KnownBy.COMPANY, said, at, last, is_sure=is_sure)

    def _unspaced(self, needle: Needle, said: WordIndex, name: str) -> None:
        text = said.unspaced
        for at in islice(_found_in(text, name), _MOST):
            start = min(at, len(said.whole) - 1)
            around, anchor = self._where(said, start)
            is_sure = around.shows is not None or around.is_credit or around.is_picture
            by = KnownBy.NAME if needle.person else KnownBy.COMPANY
            self._add(
                needle, by, self._source(said, start), anchor, around,
                said.snippet(start, start + len(name)), is_sure=is_sure,
            )  # fmt: skip

    def _addresses(self, needle: Needle, said: WordIndex, address: str) -> None:
        text, target = said.folded, address.casefold()
        for at in islice(_found_in(text, target), _MOST):
            if (at > 0 and _PART.match(text, at - 1)) or _PART_BEHIND.match(text, at + len(target)):
                continue
            around, anchor = self._where(said, at)
            snippet = said.snippet(at, at + len(target))
            self._add(needle, KnownBy.ADDRESS, self._source(said, at), anchor, around, snippet, is_sure=True)

    def _files(self, needle: Needle, files: Sequence[tuple[str, int, Around, int]]) -> None:
        for file, at, around, anchor in files[:_MOST]:
            is_sure = needle.is_own_file or (around.shows is Kind.NAME and around.is_sure)
            is_sure = is_sure and not around.is_remark
            self._add(needle, KnownBy.FILE_NAME, at, anchor, around, file[-120:], is_sure=is_sure)

    def _is_alone(self, said: WordIndex, first: int, last: int) -> bool:
        """Whether its stretch of the text holds nothing else."""
        low, high = said.text.bounds(said.text.stretch(said.spans[first][0]))
        return not f"{said.whole[low : said.spans[first][0]]}{said.whole[said.spans[last][1] : high]}".strip(
            _MARKS
        )

    def is_beside_quote(self, hit: Hit) -> bool:
        """Whether a full name stands beside this person's own quote."""
        return hit.by is KnownBy.NAME and self._is_beside(
            hit.needle, (KnownBy.QUOTE,), hit.around, hit.anchor
        )

    def _is_beside(self, needle: Needle, by: tuple[KnownBy, ...], around: Around, anchor: int) -> bool:
        """Whether one of these sightings of the same sought is part of the same exhibit, or near."""
        return any(self._places[needle.target.number, one].are_beside(around.exhibit, anchor) for one in by)

    def _found(
        self, needle: Needle, by: KnownBy, said: WordIndex, first: int, last: int, *, is_sure: bool
    ) -> Hit:
        start, end = said.spans[first][0], said.spans[last][1]
        around, anchor = self._where(said, start)
        return self._add(
            needle, by, self._source(said, start), anchor, around, said.snippet(start, end),
            is_sure=is_sure and not around.is_remark,
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
    ) -> Hit:
        hit = Hit(needle, by, at, anchor, around, snippet, is_sure)
        self.hits.append(hit)
        self._places[needle.target.number, by].add(around.exhibit, anchor)
        return hit

    def _where(self, said: WordIndex, position: int) -> tuple[Around, int]:
        stretch = said.text.stretch(position)
        return said.text.around[stretch], said.text.anchors[stretch] + position - said.text.bounds(stretch)[0]

    def _source(self, said: WordIndex, position: int) -> int:
        stretch = said.text.stretch(position)
        return said.text.places[stretch] + position - said.text.bounds(stretch)[0]


@lru_cache(maxsize=10_000)  # a site says the same of the same people on every page
def _shows(person: str, company: str | None, text: str) -> bool:
    """Whether a text shows the full name; with a company as an attribution, in which it is no part of the name."""
    attribution, quote = (text, "") if company else ("", text)
    found = shown(person, company, attribution=attribution, quote=quote)
    return any(one.what == "full name" for one in found)


_names_company = lru_cache(maxsize=10_000)(attribution_names)


def _found_in(text: str, target: str) -> Iterator[int]:
    at = text.find(target)
    while at >= 0:
        yield at
        at = text.find(target, at + len(target))


def _other_name(said: WordIndex, first: int, other: str) -> int | None:
    """Where the name goes on: behind particles, titles and initials alone."""
    for at in range(first + 1, min(first + 1 + _BETWEEN, len(said.forms))):
        form = said.forms[at]
        if form == other:
            return at
        if len(form) > 1 and form not in FILLERS:
            return None
    return None
