"""Whether an entry of the site's data shows a publication: surely, perhaps, or not."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from privacyctl.model.companies import company_words, spans, without_legal_form
from privacyctl.model.name_lint import attribution_names, shown
from privacyctl.model.publication import Kind
from privacyctl.model.site import Field, Holds
from privacyctl.model.words import words

if TYPE_CHECKING:
    from privacyctl.model.site import SiteEntry
    from privacyctl.model.target import Target

_OWN_WORDS = 5
"""A quote of fewer words may be anybody's, and identifies nobody."""
_SAME = 0.85
"""The part of two quotes that must agree, 0 to 1: an editor may have changed a comma or a typo."""


class Match(Enum):
    """How surely an entry shows a target."""

    SURE = "sure"
    PERHAPS = "perhaps"


def match(entry: SiteEntry, target: Target) -> Match | None:
    """Whether the entry shows the target. Only a `SURE` match may be cut without asking a person."""
    if entry.holds is Holds.TESTIMONIALS:
        found = _testimonial(entry, target) if target.kind in (Kind.TESTIMONIAL, None) else None
    else:
        found = _customer(entry, target) if target.kind is not Kind.TESTIMONIAL else None
    # A target outside the register was never compared with the site by a person.
    return Match.PERHAPS if found and target.publication is None else found


def exact(entry: SiteEntry, sure: list[Target]) -> list[Target]:
    """Of several companies that match an entry, those of exactly its name: "Acme" is not "Acme Corporation"."""
    company = _forms(entry.fields.get(Field.COMPANY))
    named = [one for one in sure if one.company and _forms(one.company) == company]
    return named if entry.holds is Holds.CUSTOMERS and named else sure


def _testimonial(entry: SiteEntry, target: Target) -> Match | None:
    """Match by the quote, unless the entry names another person: two customers may say the same."""
    name = entry.fields.get(Field.NAME, "")
    is_theirs = _names_person(entry, target)
    may_be_theirs = is_theirs or not name or _may_name(name, target)
    quote, known = _forms(entry.fields.get(Field.QUOTE)), _forms(target.quote)
    is_long = min(len(quote), len(known)) >= _OWN_WORDS
    is_same = bool(quote) and (quote == known or (is_long and _ratio(quote, known) >= _SAME))
    is_part = is_long and (_holds(quote, known) or _holds(known, quote))
    if is_same and (is_theirs or (is_long and may_be_theirs)):
        return Match.SURE
    if is_part and name and may_be_theirs:
        return Match.SURE
    return Match.PERHAPS if is_theirs or is_part or (is_same and is_long) else None


def _names_person(entry: SiteEntry, target: Target) -> bool:
    name, company = entry.fields.get(Field.NAME, ""), entry.fields.get(Field.COMPANY, "")
    if not name:
        return False
    if target.attribution and _forms(target.attribution) in (_forms(name), _forms(f"{name} {company}")):
        return True
    return target.person is not None and any(
        one.what == "full name" for one in shown(target.person, target.company, attribution=name, quote="")
    )


def _may_name(name: str, target: Target) -> bool:
    """Whether each word of a name is a word of the person's name or company, or an initial: "A. L.", "Ann"."""
    known = _forms(f"{target.person or ''} {target.attribution or ''} {target.company or ''}")
    initials = {form[0] for form in known}
    return all(form in known or (len(form) == 1 and form in initials) for form in _forms(name))


def _customer(entry: SiteEntry, target: Target) -> Match | None:
    company, logo = entry.fields.get(Field.COMPANY), entry.fields.get(Field.LOGO)
    is_file = bool(logo and target.logo and _base(logo) == _base(target.logo.name))
    if target.kind is Kind.LOGO and not logo:
        return None
    if not company:
        return Match.SURE if is_file and target.kind is Kind.LOGO else None
    if target.company and _is_company(company, target.company):
        return Match.SURE
    if is_file or (target.company and attribution_names(company, target.company)):
        return Match.PERHAPS
    return None


def _is_company(text: str, name: str) -> bool:
    """Whether the text is the company's whole name, with or without the legal form."""
    core, words = without_legal_form(company_words(name)), without_legal_form(company_words(text))
    return (0, len(words)) in spans(words, core)


def _forms(text: str | None) -> list[str]:
    return [word.form for word in words(text or "")]


def _holds(whole: list[str], part: list[str]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _base(path: str) -> str:
    return path.rpartition("/")[2].casefold()
