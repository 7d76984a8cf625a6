"""A target prepared for the search: its words, names and file names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from privacyctl.model.common_words import COMMON, FUNCTION
from privacyctl.model.companies import bare, company_words, without_legal_form
from privacyctl.model.full_name import FullName, read_name
from privacyctl.model.publication import Kind
from privacyctl.model.words import UNSPACED, words
from privacyctl.site.finding.file_names import is_telling, stem_of
from privacyctl.site.finding.word_index import forms_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.target import Target

OWN_WORDS, OWN_LETTERS = 5, 20
"""A sentence of fewer words or letters may be anybody's, and does not identify a quote."""
OWN_SIGNS = 12
"""The same in a script that writes no spaces between words, of which each sign says more."""
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n\s*\n|\s[–—]\s")
_SIGNS, _SHORT_SIGNS = 16, 6
"""In such a script: so many signs in a row of a longer sentence are the sentence; fewer than the second tell none."""
# Sites shorten quotes: eight words in a row of a long sentence count as the sentence.
_STRETCH = 8
BEGINNING, KEPT = 5, 60
"""Of a shortened quote: the words of a sentence's beginning that are left, and else how many in a hundred."""
_CUT, _FEWEST_CUT = 40, 6
_SIGN = re.compile(r"[^\W_]")
FEWEST_TELLING = 2
"""So many of the words must be other than those of any sentence: anybody begins with "We have been using this"."""
WIDTH = 2
"""What is left of a sentence, with what was put between, has at most so many times its letters."""
_AND = frozenset(("and", "und", "et", "e", "y", "og", "och", "en"))


@dataclass(frozen=True, slots=True)
class Needle:
    """A target, and all texts and names by which a page may show it. Words are forms, see `model.words`."""

    target: Target
    quote: list[str]
    """The whole quote."""
    stretches: tuple[str, ...]
    """The parts of the quote as they are written, each of which identifies it."""
    sentences: tuple[list[str], ...]
    """The words of these stretches."""
    short_quote: list[str] | None
    """The whole quote, where it is too short to identify a person; otherwise None."""
    told: tuple[list[str], ...]
    """Every sentence of the quote from BEGINNING words on, whole, for the search of shortened ones."""
    signs: tuple[list[str], ...]
    """What tells beside a shortened quote that it is this person's: initials, a name, the company."""
    attribution: list[str] | None
    person: FullName | None
    companies: tuple[list[str], ...]
    """Spellings of the company's name without legal form: with each word for "&", and as one word."""
    company_in_full: list[str]
    unspaced: tuple[str, ...]
    """Names in a script without spaces between words; they are found inside any text."""
    file: str | None
    """The logo's file name without its ending, in lower case."""
    is_own_file: bool
    """Whether that file name identifies the logo, as "logo.svg" does not."""

    @property
    def is_looked_for_anyway(self) -> bool:
        """Whether a page may show the target without any of its words."""
        return bool(self.unspaced or self.target.addresses or self.file)

    def telling_forms(self) -> set[str]:
        """A text that shows the target holds at least one of these words: the longest ones, since "It" is common."""
        found = {
            max(forms, key=len) for forms in (*self.sentences, self.short_quote, self.attribution) if forms
        }
        found |= {max(company, key=len) for company in self.companies}
        for sentence in self.told:
            found |= {max(sentence[:BEGINNING], key=len), *_loose(sentence)}
        if self.person:
            found |= {one for one, _ in self.person.pairs} | self.person.together
            found |= set() if self.person.pairs else self.person.forms
        return found


def needle(target: Target) -> Needle:
    """Prepare one target for the search."""
    company = target.company if target.kind is not Kind.TESTIMONIAL else None
    person = read_name(target.person) if target.person else None
    if person and target.is_claimed and not (person.pairs or person.unspaced):
        person = None  # "Maria", or "Support": half of all pages have the one or the other
    quote = forms_of(target.quote or "")
    stretches = tuple(_stretches(target.quote or ""))
    sentences = tuple(map(forms_of, stretches))
    attribution = forms_of(target.attribution or "")
    handle = _handle(target, person)
    if handle:  # it may be shown: there is no fuller name to be found beside the quote
        person, attribution = None, attribution or handle
    stem = stem_of(target.logo.name) if target.logo else ""
    return Needle(
        target=target,
        quote=quote,
        stretches=stretches,
        sentences=sentences,
        short_quote=quote if quote and not sentences else None,
        told=_told(target.quote or "", quote),
        signs=_signs(target) if quote else (),
        attribution=attribution if len(attribution) > 1 or (handle and attribution) else None,
        person=person,
        companies=_companies(company) if company else (),
        company_in_full=forms_of(target.company or ""),
        unspaced=_unspaced(person, company),
        file=stem.lower() or None,
        is_own_file=is_telling(stem),
    )


def needles(targets: Sequence[Target]) -> list[Needle]:
    return [needle(one) for one in targets]


def _stretches(quote: str) -> Iterator[str]:
    """The parts of a quote that identify it: its sentences, and in a long one every eight words in a row."""
    for sentence in _SENTENCE.split(quote):
        if (signs := len(UNSPACED.findall(sentence))) >= OWN_SIGNS:
            yield from _runs_of_signs(sentence) if signs > OWN_SIGNS + _SIGNS else [sentence]
            continue
        forms, tokens = forms_of(sentence), tokens_of(sentence)
        if len(forms) < OWN_WORDS or sum(map(len, forms)) < OWN_LETTERS:
            continue
        if len(forms) <= 2 * _STRETCH:
            yield " ".join(tokens)
        else:
            yield from (
                " ".join(tokens[at : at + _STRETCH])
                for at in range(0, len(tokens) - _STRETCH + 1, _STRETCH // 2)
            )


def _runs_of_signs(sentence: str) -> Iterator[str]:
    places = [found.start() for found in _SIGN.finditer(sentence)]
    for first in range(0, len(places) - _SIGNS + 1, _SIGNS // 2):
        yield sentence[places[first] : places[first + _SIGNS - 1] + 1]


def is_telling_alone(quote: str, forms: Sequence[str]) -> bool:
    """Whether a short quote says more than anybody does: then it may be meant where it stands by itself."""
    return len(telling_words(forms)) >= FEWEST_TELLING or len(UNSPACED.findall(quote)) >= _SHORT_SIGNS


def _handle(target: Target, person: FullName | None) -> list[str]:
    """The words of a name that is none of a person: all that is shown of somebody who is known by it."""
    name, shown = forms_of(target.person or ""), forms_of(target.attribution or "")
    is_one = person is not None and not person.pairs and not person.unspaced and not shown
    return name if target.kind is Kind.TESTIMONIAL and (is_one or (name and name == shown)) else []


def _told(quote: str, whole: list[str]) -> tuple[list[str], ...]:
    sentences = [forms for one in _SENTENCE.split(quote) if len(forms := forms_of(one)) >= BEGINNING]
    return tuple(sentences or ([whole] if len(whole) >= BEGINNING else []))


def fewest_left(sentence: Sequence[str]) -> int:
    """How many words of a sentence are left at least: around an ellipsis they are fewer."""
    kept, cut = (-(-len(sentence) * part // 100) for part in (KEPT, _CUT))
    return min(kept, max(cut, _FEWEST_CUT))


def telling_words(sentence: Sequence[str]) -> set[str]:
    """Those of the words that do not stand in any sentence."""
    return {*sentence} - FUNCTION


def fewest_telling(sentence: Sequence[str]) -> int:
    """How many different ones of the telling words are left at least."""
    return max(FEWEST_TELLING, -(-len(telling_words(sentence)) * _CUT // 100))


def _loose(sentence: Sequence[str]) -> list[str]:
    """The longest telling words, of which one at least stands wherever so many of them do."""
    return sorted(telling_words(sentence), key=len)[fewest_telling(sentence) - 1 :]


def _signs(target: Target) -> tuple[list[str], ...]:
    named = words(target.person or "")
    given = words((target.attribution or "").partition(",")[0])[:1]
    firm = [word.form for word in without_legal_form(company_words(target.company or ""))]
    initials = [[word.form[:1] for word in some] for some in (named, words(target.attribution or "")[:2])]
    alone = [[word.form] for word in (*named, *given) if len(word.form) > 2 and word.form not in COMMON]
    with_initial = [[one.form, other.form[:1]] for one, other in pairwise(named)]
    return tuple(
        sign for sign in (*initials, *alone, *with_initial, firm, forms_of(target.attribution or "")) if sign
    )


def _companies(name: str) -> tuple[list[str], ...]:
    core = without_legal_form(company_words(name))
    if not core or UNSPACED.search("".join(word.spelt for word in core)):
        return ()
    # For a "&" in the name the page may have "and" in any language.
    joined = {"&", "+"} & {word.gap.strip() for word in core} or {w.spelt for w in words(name)} & _AND
    spelt = [[word.form for word in core], ["".join(word.form for word in core)]]
    if joined:
        for between in sorted(_AND):
            at = next((n for n, word in enumerate(core) if "&" in word.gap or "+" in word.gap), 1)
            spelt.append([*spelt[0][:at], between, *spelt[0][at:]])
    return tuple(spelt[:1] if len(core) == 1 else spelt)


def _unspaced(person: FullName | None, company: str | None) -> tuple[str, ...]:
    names = list(person.unspaced) if person else []
    if company:
        names.append(bare("".join(word.spelt for word in without_legal_form(company_words(company)))))
    return tuple(name for name in names if len(name) > 1 and UNSPACED.search(name))
