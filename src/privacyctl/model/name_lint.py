"""The name lint (promise P6): whether a testimonial would show a full name or contact data, or names a company."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from privacyctl.model.companies import LEGAL_FORMS, bare, company_words, spans, without_legal_form
from privacyctl.model.details import holds_email, holds_phone
from privacyctl.model.full_name import FILLERS, FullName, read_name
from privacyctl.model.words import UNSPACED, Word, join, words

# A name written as one word: "alba" may be Al Ba or a sunrise. From this length on it counts even inside a word.
_LONG = 6
_SHORT_IN_HAN = 2
_SPELT_RUN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of a person's identity that a text would show."""

    what: str
    """"full name", "e-mail address" or "phone number"."""
    where: str
    """"attribution" or "quote"."""


def shown(name: str, company: str | None, *, attribution: str, quote: str) -> tuple[Shown, ...]:
    """The parts of the person's identity that the texts would show; empty where promise P6 is kept.

    In an attribution, a given name and a family name are the full name wherever they stand,
    unless one is part of the company's name. In that case, and in a quote, they count only
    side by side or written as one word.
    """
    person = read_name(name)
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

    Case, accents, punctuation and spaces are ignored; only whole words count. A name of one
    word may be a common word ("Box"), so it must have its capital: "a happy box user" names
    no company. In lower case it still counts where it stands alone between punctuation marks,
    after "at" or "@", or before a legal form. In a script without spaces the name counts
    inside any text.
    """
    in_text, core = company_words(attribution), without_legal_form(company_words(company))
    bare_name = bare("".join(word.spelt for word in core))
    if UNSPACED.search(bare_name) and len(bare_name) > 1:
        return bare_name in "".join(word.spelt for word in in_text)
    return any(len(core) > 1 or _is_meant(in_text, *span, core[0]) for span in spans(in_text, core))


def _is_meant(in_text: list[Word], start: int, end: int, name: Word) -> bool:
    before, after = in_text[start].gap, in_text[end].gap if end < len(in_text) else ","
    stands_alone = (start == 0 or before.strip() != "") and after.strip() != ""
    has_form = end < len(in_text) and in_text[end].spelt in LEGAL_FORMS
    if name.is_initial:
        return has_form or (stands_alone and not after.startswith("."))
    is_placed = start > 0 and in_text[start - 1].spelt in {"at", "bei", "chez"}
    return (
        in_text[start].is_capital
        or not name.is_capital
        or stands_alone
        or has_form
        or is_placed
        or "@" in before
    )


def _shows_name(person: FullName, text: str, company: str, *, in_quote: bool) -> bool:
    in_text = _gathered(words(text), person)
    firm = _company_at(in_text, company)
    others = [word for at, word in enumerate(in_text) if at not in firm]
    return (
        _side_by_side(in_text, person, firm)
        or _stands_together(in_text, person, in_quote=in_quote)
        or _stands_unspaced(in_text, others, person)
        or (not person.pairs and any(_is_alone(word, person, in_quote=in_quote) for word in others))
        or (not in_quote and _stands_scattered(others, person))
    )


def _gathered(in_text: list[Word], person: FullName) -> list[Word]:
    """The words, with single letters that spell the name ("A n n  L e e") joined."""
    gathered: list[Word] = []
    for single, run in groupby(in_text, lambda word: word.is_initial):
        letters = list(run)
        spelt = "".join(word.spelt for word in letters)
        if single and len(letters) >= _SPELT_RUN and _spells(join(spelt), person):
            gathered.append(Word(spelt.title(), spelt, join(spelt), "", letters[0].gap))
        else:
            gathered += letters
    return gathered


def _spells(form: str, person: FullName) -> bool:
    return form in person.forms or _holds(form, person.together)


def _company_at(in_text: list[Word], company: str) -> frozenset[int]:
    """The numbers of the words that are the company's name; without its legal form, only of its last place."""
    name = words(company)
    found = spans(in_text, name) or spans(in_text, without_legal_form(name))[-1:]
    return frozenset(at for span in found for at in range(*span))


def _side_by_side(in_text: list[Word], person: FullName, firm: frozenset[int]) -> bool:
    last: tuple[int, str] | None = None
    for at, word in enumerate(in_text):
        form = person.known(word)
        if form and word.is_initial and not _is_marked(in_text, at):
            form = None  # "a" is an English word; "A" and "a." are initials
        if form:
            # In "Ann L., Lee GmbH" the word after the comma begins the company's name.
            if (
                last
                and (last[1], form) in person.pairs
                and (at == last[0] + 1 or (at in firm) == (last[0] in firm))
            ):
                return True
            last = at, form
        elif not (word.is_initial or word.spelt in FILLERS or word.spelt.isdigit()):
            last = None
    return False


def _is_marked(in_text: list[Word], at: int) -> bool:
    return in_text[at].is_capital or (at + 1 < len(in_text) and in_text[at + 1].gap.startswith("."))


def _stands_together(in_text: list[Word], person: FullName, *, in_quote: bool) -> bool:
    long = frozenset(name for name in person.together if len(name) >= _LONG)
    return any(
        (word.form in person.together and (not in_quote or word.gap.endswith("@"))) or _holds(word.form, long)
        for word in in_text
    )


def _holds(form: str, names: frozenset[str]) -> bool:
    lengths = {len(name) for name in names}
    return any(form[at : at + n] in names for n in lengths for at in range(len(form) - n + 1))


def _stands_unspaced(in_text: list[Word], others: list[Word], person: FullName) -> bool:
    def holds(among: list[Word], names: list[str]) -> bool:
        text = "".join(word.spelt for word in among) if names else ""
        return any(name in text for name in names)

    # Two characters may be a family name, and the beginning of the company's name.
    short = [name for name in person.unspaced if len(name) <= _SHORT_IN_HAN]
    return holds(in_text, list(person.unspaced.difference(short))) or holds(others, short)


def _is_alone(word: Word, person: FullName, *, in_quote: bool) -> bool:
    """Whether the word is a name of one word; in a quote only with a capital, since "best" is an English word."""
    return person.known(word) is not None and (not in_quote or word.is_capital or word.gap.endswith("@"))


def _stands_scattered(others: list[Word], person: FullName) -> bool:
    counts = Counter(person.known(word) for word in others if not word.is_initial)
    return any(counts[a] > (a == b) and counts[b] for a, b in person.pairs)
