"""Promise P6: what a testimonial would show of a person, and whether it names a company.

A name on record is split into given names and family names as well as a name can be:
"Lee, Ann" says which is which, "Ann Lee" nearly does, and of three words or more the
middle ones may be either. Where it is open the text is refused: an initial mends that in
a minute, and a full name on show breaks the promise.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, groupby, product

from privacyctl.model.companies import LEGAL_FORMS, bare, company_words, spans, without_legal_form
from privacyctl.model.details import holds_email, holds_phone
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
# What may stand between a given name and a family name that are side by side.
_FILLERS = _TITLES_BEFORE | _TITLES_AFTER | _PARTICLES
# Of three words the middle one is a second given name or a first family name. These are given names.
_SECOND_GIVEN = frozenset(
    """ann anna anne carlos elena elisabeth elizabeth heinz jane jean john jose joseph juan julia
    karl louise lucia luis luise maria marie mary michael michel patricia paul pedro peter pierre
    sofia sophie teresa theresa""".split()  # noqa: SIM905
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|(?<=\w)@\S+")
_COMMA = re.compile("[,，、;]")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
# Run together, "alba" may be Al Ba or a sunrise. From this length on it is the person, even inside a word.
_LONG = 6
_SHORT_IN_HAN = 2
_SPELT_RUN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing of a person's identity that a text would show."""

    what: str
    """"full name", "e-mail address" or "phone number"."""
    where: str
    """"attribution" or "quote"."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name on record, as what must not be seen of it."""

    pairs: frozenset[tuple[str, str]]
    """Two words that make the full name, in both orders."""
    forms: frozenset[str]
    """The words of `pairs`, or the one word of a name of one word."""
    together: frozenset[str]
    """The name written as one word."""
    unspaced: frozenset[str]
    """The name in a script without spaces, to be found anywhere."""

    def known(self, word: Word) -> str | None:
        """The form under which the name has this word, with or without a genitive s."""
        if word.form in self.forms:
            return word.form
        bare = word.form.removesuffix("s")
        return bare if len(bare) > 1 and bare in self.forms else None


def shown(name: str, company: str | None, *, attribution: str, quote: str) -> tuple[Shown, ...]:
    """What of the person's identity the texts would show; empty where promise P6 is kept.

    In an attribution a given name and a family name are the full name wherever they stand,
    once the company's name is taken out; in a quote, and with the company left in, only
    side by side or written as one word.
    """
    person = _read(name)
    found = []
    for where, text in (("attribution", attribution), ("quote", quote)):
        firm = company if where == "attribution" else None
        if _shows_name(person, text, firm or "", in_quote=where == "quote"):
            found.append(Shown("full name", where))
        if holds_email(text):
            found.append(Shown("e-mail address", where))
        if holds_phone(text) and not (firm and holds_phone(firm)):
            found.append(Shown("phone number", where))
    return tuple(found)


def attribution_names(attribution: str, company: str) -> bool:
    """Whether an attribution names the company, with or without its legal form.

    Case, accents, punctuation and spaces do not count, but whole words do. A name of one
    word may be a common one ("Box"), so a capital there must be a capital here: "a happy
    box user" names nobody. A small letter still counts where the word stands by itself
    between marks, after "at" or "@", or before a legal form.
    """
    said, core = company_words(attribution), without_legal_form(company_words(company))
    sought = bare("".join(word.spelt for word in core))
    if UNSPACED.search(sought) and len(sought) > 1:
        return sought in "".join(word.spelt for word in said)
    return any(len(core) > 1 or _is_meant(said, *span, core[0]) for span in spans(said, core))


def _is_meant(said: list[Word], start: int, end: int, name: Word) -> bool:
    before, after = said[start].gap, said[end].gap if end < len(said) else ","
    stands_alone = (start == 0 or before.strip() != "") and after.strip() != ""
    has_form = end < len(said) and said[end].spelt in LEGAL_FORMS
    if name.is_initial:
        return has_form or (stands_alone and not after.startswith("."))
    is_placed = start > 0 and said[start - 1].spelt in {"at", "bei", "chez"}
    return (
        said[start].is_capital
        or not name.is_capital
        or stands_alone
        or has_form
        or is_placed
        or "@" in before
    )


def _read(name: str) -> _Name:
    parts = [words(part) for part in _COMMA.split(_ASIDE.sub(" ", name[:LINE]))]
    parts = [part for part in map(_untitled, parts) if part] or [part for part in parts if part]
    given, family = _split(parts) if parts else ([], [])
    twos = [two for a, b in product(given, family) if a is not b for two in ((a, b), (b, a))]
    pairs = frozenset(pair for a, b in twos for pair in product(_spellings(a), _spellings(b)))
    alone = () if pairs else (word.form for word in given)
    spelt = [word.spelt for part in parts for word in part]
    orders = {"".join(spelt), "".join(reversed(spelt))}
    return _Name(
        pairs=pairs,
        forms=frozenset([*chain.from_iterable(pairs), *alone]),
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
        # "García López, José", but also "Ann Lee, Head of Legal": that comma says nothing.
        either = family if len(first) > 1 else []
        return (_flat(others) or _flat(parts[1:])) + either, family
    real = first or others
    if len(real) > 1:
        middle = _flat(real[1:-1])
        return real[0] + middle, [word for word in middle if word.spelt not in _SECOND_GIVEN] + real[-1]
    initials = [word for word in parts[0] if word.is_initial]
    if real and initials and parts[0][0].is_initial:
        return initials, real[0]  # "A. Lee": all that is known
    return (real[0], real[0]) if real and not initials else ([], [])


def _flat(groups: list[list[Word]]) -> list[Word]:
    return [*chain.from_iterable(groups)]


def _groups(part: list[Word], *, is_family: bool) -> list[list[Word]]:
    """The name words of a part, those joined by a hyphen together."""
    groups: list[list[Word]] = []
    inside = range(0 if is_family else 1, len(part) - 1)
    for at, word in enumerate(part):
        # As it was written: the Vietnamese "Văn" is no "van".
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


def _shows_name(person: _Name, text: str, company: str, *, in_quote: bool) -> bool:
    said = _gathered(words(text), person)
    firm = _company_at(said, company)
    others = [word for at, word in enumerate(said) if at not in firm]
    return (
        _side_by_side(said, person, firm)
        or _stands_together(said, person, in_quote=in_quote)
        or _stands_unspaced(said, others, person)
        or (not person.pairs and any(_is_alone(word, person, in_quote=in_quote) for word in others))
        or (not in_quote and _stands_scattered(others, person))
    )


def _gathered(said: list[Word], person: _Name) -> list[Word]:
    """The words, with single letters that spell the name ("A n n  L e e") put together."""
    gathered: list[Word] = []
    for single, run in groupby(said, lambda word: word.is_initial):
        letters = list(run)
        spelt = "".join(word.spelt for word in letters)
        if single and len(letters) >= _SPELT_RUN and _spells(join(spelt), person):
            gathered.append(Word(spelt.title(), spelt, join(spelt), "", letters[0].gap))
        else:
            gathered += letters
    return gathered


def _spells(form: str, person: _Name) -> bool:
    return form in person.forms or _holds(form, person.together)


def _company_at(said: list[Word], company: str) -> frozenset[int]:
    """Where in the text the company's name stands; without its legal form, the last time only."""
    name = words(company)
    found = spans(said, name) or spans(said, without_legal_form(name))[-1:]
    return frozenset(at for span in found for at in range(*span))


def _side_by_side(said: list[Word], person: _Name, firm: frozenset[int]) -> bool:
    last: tuple[int, str] | None = None
    for at, word in enumerate(said):
        form = person.known(word)
        if form and word.is_initial and not _is_marked(said, at):
            form = None  # "a" is a word of English; "A" and "a." are initials
        if form:
            # "Ann L., Lee GmbH": the company begins, the name does not go on.
            if (
                last
                and (last[1], form) in person.pairs
                and (at == last[0] + 1 or (at in firm) == (last[0] in firm))
            ):
                return True
            last = at, form
        elif not (word.is_initial or word.spelt in _FILLERS or word.spelt.isdigit()):
            last = None
    return False


def _is_marked(said: list[Word], at: int) -> bool:
    return said[at].is_capital or (at + 1 < len(said) and said[at + 1].gap.startswith("."))


def _stands_together(said: list[Word], person: _Name, *, in_quote: bool) -> bool:
    long = frozenset(name for name in person.together if len(name) >= _LONG)
    return any(
        (word.form in person.together and (not in_quote or word.gap.endswith("@"))) or _holds(word.form, long)
        for word in said
    )


def _holds(form: str, names: frozenset[str]) -> bool:
    lengths = {len(name) for name in names}
    return any(form[at : at + n] in names for n in lengths for at in range(len(form) - n + 1))


def _stands_unspaced(said: list[Word], others: list[Word], person: _Name) -> bool:
    def holds(among: list[Word], names: list[str]) -> bool:
        text = "".join(word.spelt for word in among) if names else ""
        return any(name in text for name in names)

    # Two characters may be a family name, and so the beginning of the company's.
    short = [name for name in person.unspaced if len(name) <= _SHORT_IN_HAN]
    return holds(said, list(person.unspaced.difference(short))) or holds(others, short)


def _is_alone(word: Word, person: _Name, *, in_quote: bool) -> bool:
    """Whether the one word of the name stands there; in a quote with a capital, since "best" is a word."""
    return person.known(word) is not None and (not in_quote or word.is_capital or word.gap.endswith("@"))


def _stands_scattered(others: list[Word], person: _Name) -> bool:
    counts = Counter(person.known(word) for word in others if not word.is_initial)
    return any(counts[a] > (a == b) and counts[b] for a, b in person.pairs)
