"""A name on record, read into the words that must not be shown together (promise P6).

In "Lee, Ann" the family name is certain, in "Ann Lee" nearly so, and of three words or more
the middle ones may be given or family names. Such a word counts as both. This may refuse a
harmless text, which is soon changed; a full name on show would break promise P6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, product

from privacyctl.model.text import LINE
from privacyctl.model.words import UNSPACED, Word, join, words

_TITLES_BEFORE = frozenset(
    """dr prof professor doctor mr mrs ms miss mx sir dame rev hon herr frau mme mlle sr sra srta
    dott ing dipl mag lic rer nat""".split()  # noqa: SIM905
)
_TITLES_AFTER = frozenset("phd ph dphil md mba msc bsc llm jr sr ii iii iv esq cpa dipl ing".split())  # noqa: SIM905
_PARTICLES = frozenset(
    """van von vom zu zum zur de der den del della di da do dos das du la le el al bin ibn ben bint
    ter ten op af av y e i and und et san""".split()  # noqa: SIM905
)
# Words that may stand between a given name and a family name.
FILLERS = _TITLES_BEFORE | _TITLES_AFTER | _PARTICLES
# The middle one of three words is a second given name or a first family name. These are given names.
_SECOND_GIVEN = frozenset(
    """ann anna anne carlos elena elisabeth elizabeth heinz jane jean john jose joseph juan julia
    karl louise lucia luis luise maria marie mary michael michel patricia paul pedro peter pierre
    sofia sophie teresa theresa""".split()  # noqa: SIM905
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|(?<=\w)@\S+")
_COMMA = re.compile("[,，、;]")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")


@dataclass(frozen=True, slots=True)
class FullName:
    """A name on record, in the forms that must not be shown."""

    pairs: frozenset[tuple[str, str]]
    """Pairs of words that are the full name, each pair in both orders."""
    forms: frozenset[str]
    """The words of `pairs`; for a name of one word, that word."""
    together: frozenset[str]
    """The name written as one word."""
    unspaced: frozenset[str]
    """The name in a script without spaces; it counts inside any text."""

    def known(self, word: Word) -> str | None:
        """The form of the name's word that this word is, with or without a genitive s; None for other words."""
        if word.form in self.forms:
            return word.form
        bare = word.form.removesuffix("s")
        return bare if len(bare) > 1 and bare in self.forms else None


def read_name(name: str) -> FullName:
    """Read a name as it stands on record, with titles.

    Titles, parentheses and particles are not words of the name. An initial is one only where
    the name has no other given name.
    """
    parts = [words(part) for part in _COMMA.split(_ASIDE.sub(" ", name[:LINE]))]
    parts = [part for part in map(_untitled, parts) if part] or [part for part in parts if part]
    given, family = _split(parts) if parts else ([], [])
    twos = [two for a, b in product(given, family) if a is not b for two in ((a, b), (b, a))]
    pairs = frozenset(pair for a, b in twos for pair in product(_spellings(a), _spellings(b)))
    spelt = [word.spelt for part in parts for word in part]
    orders = {"".join(spelt), "".join(reversed(spelt))}
    return FullName(
        pairs=pairs,
        forms=frozenset([*chain.from_iterable(pairs), *(word.form for word in given)]),
        together=frozenset([*(join(a.spelt, b.spelt) for a, b in twos), join(*spelt)] if pairs else ()),
        unspaced=frozenset(order for order in orders if len(order) > 1 and UNSPACED.search(order)),
    )


def _untitled(part: list[Word]) -> list[Word]:
    start, end = 0, len(part)
    while start < end and part[start].spelt in _TITLES_BEFORE:
        start += 1
    while start < end and part[end - 1].spelt in _TITLES_AFTER:
        end -= 1
    return part[start:end]


def _split(parts: list[list[Word]]) -> tuple[list[Word], list[Word]]:
    """The given names and the family names; a word that may be either is in both."""
    groups = [_groups(part, is_family=len(parts) > 1 and part is parts[0]) for part in parts]
    first, others = groups[0], [*chain.from_iterable(groups[1:])]
    if first and len(parts) > 1:
        family = _flat(first)
        # "García López, José", but also "Ann Lee, Head of Legal", where the comma tells nothing.
        either = family if len(first) > 1 else []
        return (_flat(others) or _flat(parts[1:])) + either, family
    real = first or others
    if len(real) > 1:
        middle = _flat(real[1:-1])
        return real[0] + middle, [word for word in middle if word.spelt not in _SECOND_GIVEN] + real[-1]
    initials = [word for word in parts[0] if word.is_initial]
    if real and parts[0][0].is_initial:
        return initials, real[0]  # "A. Lee": an initial is the only given name
    return (real[0], real[0]) if real and not initials else ([], [])


def _flat(groups: list[list[Word]]) -> list[Word]:
    return [*chain.from_iterable(groups)]


def _groups(part: list[Word], *, is_family: bool) -> list[list[Word]]:
    """The name's words in a part, grouped where a hyphen joins them."""
    groups: list[list[Word]] = []
    inside = range(0 if is_family else 1, len(part) - 1)
    for at, word in enumerate(part):
        # With its accents: the Vietnamese "Văn" is no "van".
        is_particle = at in inside and word.raw.casefold() in _PARTICLES
        if word.is_initial or is_particle or word.spelt.isdigit():
            continue
        if groups and word.gap in _HYPHENS and groups[-1][-1] is part[at - 1]:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _spellings(word: Word) -> tuple[str, ...]:
    return (word.form, word.tail) if word.tail else (word.form,)
