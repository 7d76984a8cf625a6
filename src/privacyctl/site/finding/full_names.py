"""The full names of all contacts, however many, and where a page has one: a look-up for each pair of words.

Not needles: of ten thousand names hardly one stands on a page, and what is done for each name on
each page takes longer than all that is done for the pages.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import filterfalse, islice, pairwise
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from privacyctl.model.common_words import COMMON
from privacyctl.model.full_name import FILLERS, read_name
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy, Sighting, Target
from privacyctl.model.words import join, plain
from privacyctl.site.finding.ascii_letters import skeleton
from privacyctl.site.finding.markup import unescaped
from privacyctl.site.finding.signatures import Signature, Signatures
from privacyctl.site.finding.spelt_names import BETWEEN, shows_full_name
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from privacyctl.model.target import NamedContact
    from privacyctl.site.finding.page import Page
    from privacyctl.site.finding.word_index import WordIndex

_MOST = 2_000
"""The most places of full names in one text; more would show nothing new."""
_LETTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_ROLES = frozenset(
    [
        "support",
        "team",
        "service",
        "customer",
        "review",
        "user",
        "store",
        "shop",
        "office",
        "info",
        "sales",
        "account",
        "client",
    ]
)
_PLAIN = re.compile(r"([A-Za-z]{2,}) ([A-Za-z]{2,})")
_APART = bytes(byte | 32 if chr(byte).isalpha() and byte < 128 else 32 for byte in range(256))
"""A letter for each byte that is one, and a space for each other."""
_WIDE = re.compile("[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffef\U00010000-\U0003ffff]")
"""A letter of a script that has none in ASCII: Greek and Cyrillic, and all that is behind them."""
_WRITTEN = re.compile(r"\\u[0-9a-fA-F]{4}|&#?\w")
_MARKUP = re.compile("<[^<>]*>")


class FullNames:
    """Who is on record, by the pairs of words that are their full names. Of several with one name, the first."""

    def __init__(self, people: Sequence[NamedContact]) -> None:
        self.people = people
        self._others: dict[str, dict[str, int]] = {}
        """For a word of a name, the words with which it is one, and whose; of two words the lesser is the key."""
        self._unspaced: dict[str, int] = {}
        for number, one in enumerate(people):
            self._add(one.name, number)
        self._parts = self._others.keys() | {other for others in self._others.values() for other in others}
        self._is_wide = not all(map(str.isascii, self._parts))
        # Some family names, such as "Le", are particles too: then both readings are tried.
        self._skips = [FILLERS | _LETTERS, _LETTERS][: 1 if FILLERS.isdisjoint(self._parts) else 2]
        self._runs = AhoCorasick([*self._unspaced]) if self._unspaced else None

    def _add(self, name: str, number: int) -> None:
        if _is_nobodys(name):
            return
        plainly = _PLAIN.fullmatch(name.lower())
        if plainly is not None and FILLERS.isdisjoint(plainly.groups()):
            pairs: Iterable[tuple[str, str]] = [(_form(plainly[1]), _form(plainly[2]))]
        else:
            read = read_name(name)
            pairs = read.pairs
            for whole in read.unspaced:
                self._unspaced.setdefault(whole, number)
        for pair in pairs:
            # "A. Lee" is no full name: every text that has an "a" before a "Lee" would show it.
            if _LETTERS.isdisjoint(pair):
                one, other = sorted(map(_key, pair))
                self._others.setdefault(one, {}).setdefault(other, number)

    def may_stand(self, said: bytes, source: str | None = None) -> bool:
        """Whether a text, as `ascii_letters` writes it, may hold a full name that has letters of ASCII.

        With its source two words of English are one only if both stand there with a capital.
        """
        words = said.translate(_APART).decode("ascii").split()
        known = self._parts.intersection(words)
        pairs = [
            pair
            for one in self._others.keys() & known
            for other in known
            if other in self._others[one] and (source is None or _may_be_written((one, other), source))
            for pair in ((one, other), (other, one))
        ]
        left = [f" {' '.join(filterfalse(skip.__contains__, words))} " for skip in self._skips if pairs]
        return any(f" {one} {other} " in text for text in left for one, other in pairs)

    def may_stand_beyond_ascii(self, text: str) -> bool:
        """The same of the names that are written with other letters."""
        if not (self._is_wide or self._runs) or (text.isascii() and not _WRITTEN.search(text)):
            return False
        text = html.unescape(f"{text}\n{unescaped(text)}")
        if not _WIDE.search(text):
            return False
        joined = f"{_MARKUP.sub('', text)}\n{text}"
        if self._runs is not None and self._runs.find_matches_as_indexes(plain(joined).casefold()):
            return True
        return self._is_wide and any(True for _ in self._pairs_of([*map(_key, forms_of(joined))]))

    def find(self, words: WordIndex) -> Iterator[tuple[NamedContact, int, int]]:
        """Each full name in a text: whose it is, and where it begins and ends."""
        pairs = self._pairs_of([*map(_key, words.forms)]) if self._others else ()
        for (first, last), pair in islice(sorted(pairs), _MOST):
            one = self.people[self._number(pair) or 0]
            if (
                last - first <= BETWEEN
                and _is_written(one, words, first, last)
                and shows_full_name(one.name, one.company, words, first, last)
            ):
                yield one, words.spans[first][0], words.spans[last][1]
        if self._runs is not None and words.unspaced:
            numbers, last = [*self._unspaced.values()], len(words.whole) - 1
            for which, start, end in self._runs.find_matches_as_indexes(words.unspaced)[:_MOST]:
                yield self.people[numbers[which]], min(start, last), min(end, last)

    def _pairs_of(self, words: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
        """The full names among these words, each as the numbers of its words and the words."""
        seen = set[tuple[int, int]]()
        for skip in self._skips:
            left = [at for at, word in enumerate(words) if word not in skip]
            for at, behind in pairwise(left):
                pair = words[at], words[behind]
                if (at, behind) not in seen and self._number(pair) is not None:
                    seen.add((at, behind))
                    yield (at, behind), pair

    def _number(self, pair: tuple[str, str]) -> int | None:
        one, other = pair if pair[0] <= pair[1] else pair[::-1]
        others = self._others.get(one)
        return others.get(other) if others is not None else None


@lru_cache(maxsize=50_000)
def _key(form: str) -> str:
    """A form of a word as the fast pass meets it; a form without a letter of ASCII as it is."""
    return skeleton(form).decode("ascii") or form


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return join(word)


def _is_nobodys(name: str) -> bool:
    """Whether a name says what somebody is, in words of English: "App Store review", "Support Team"."""
    said = name.casefold().split()
    return COMMON.issuperset(said) and (len(said) > 2 or not _ROLES.isdisjoint(said))


def _may_be_written(pair: tuple[str, str], source: str) -> bool:
    if "&#" in source or not COMMON.issuperset(pair):
        return True
    return all(one.title() in source or one.upper() in source for one in pair)


def _is_written(one: NamedContact, words: WordIndex, first: int, last: int) -> bool:
    """Whether it is written as a name: with capitals, unless the name on record has none."""
    return one.name.islower() or not any(words.whole[words.spans[at][0]].islower() for at in (first, last))


def people_named(
    people: FullNames, page: Page, texts: Sequence[WordIndex], line_of: Callable[[int], int]
) -> Iterator[Sighting]:
    """The full names of contacts on a page: sure as the names of who said something, else in doubt."""
    signatures = Signatures(page)
    for words in texts:
        for one, start, end in people.find(words):
            how = signatures.signed(words, start, end)
            if how is Signature.IN_PASSING and COMMON.issuperset(forms_of(words.whole[start:end])):
                continue  # "Will Power" begins a sentence
            stretch = words.text.stretch(start)
            if words.text.around[stretch].is_remark:
                continue
            at = words.text.places[stretch] + start - words.text.bounds(stretch)[0]
            yield Sighting(
                Target(None, Kind.TESTIMONIAL, is_barred=False, person=one.name, contact=one.contact),
                KnownBy.NAME,
                line_of(at),
                words.snippet(start, end),
                is_sure=how is Signature.SURELY,
                is_beside_words=how is not Signature.IN_PASSING,
            )
