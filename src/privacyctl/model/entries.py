"""Whether an entry of the site's data shows a publication: surely, perhaps, or not."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from privacyctl.model.companies import company_words, spans, without_legal_form
from privacyctl.model.names import attribution_names, shown
from privacyctl.model.publication import Kind
from privacyctl.model.site import Field, Holds
from privacyctl.model.words import words

if TYPE_CHECKING:
    from privacyctl.model.site import SiteEntry
    from privacyctl.model.sought import Sought

_OWN_WORDS = 5
"""A quote of fewer words may be anybody's."""
_SAME = 0.85
"""How much of two quotes must agree: an editor mends a comma, or a typo."""


class Match(Enum):
    """How surely an entry shows what is sought."""

    SURE = "sure"
    PERHAPS = "perhaps"


def match(entry: SiteEntry, sought: Sought) -> Match | None:
    """Whether the entry shows it. Only what is `SURE` may be taken out without a person."""
    if entry.holds is Holds.TESTIMONIALS:
        found = _testimonial(entry, sought) if sought.kind in (Kind.TESTIMONIAL, None) else None
    else:
        found = _customer(entry, sought) if sought.kind is not Kind.TESTIMONIAL else None
    # Who is in no register was never compared with the site by anybody.
    return Match.PERHAPS if found and sought.publication is None else found


def _testimonial(entry: SiteEntry, sought: Sought) -> Match | None:
    is_theirs = _names_person(entry, sought)
    quote, known = _forms(entry.fields.get(Field.QUOTE)), _forms(sought.quote)
    if quote and known:
        is_long = min(len(quote), len(known)) >= _OWN_WORDS
        if quote == known and (is_long or is_theirs):
            return Match.SURE
        if is_long and (_holds(quote, known) or _holds(known, quote) or _ratio(quote, known) >= _SAME):
            return Match.SURE
    return Match.PERHAPS if is_theirs else None


def _names_person(entry: SiteEntry, sought: Sought) -> bool:
    name, company = entry.fields.get(Field.NAME, ""), entry.fields.get(Field.COMPANY, "")
    if not name:
        return False
    if sought.attribution and _forms(sought.attribution) in (_forms(name), _forms(f"{name} {company}")):
        return True
    return sought.person is not None and any(
        one.what == "full name" for one in shown(sought.person, sought.company, attribution=name, quote="")
    )


def _customer(entry: SiteEntry, sought: Sought) -> Match | None:
    company, logo = entry.fields.get(Field.COMPANY), entry.fields.get(Field.LOGO)
    is_file = bool(logo and sought.logo and _base(logo) == _base(sought.logo.name))
    if sought.kind is Kind.LOGO and not logo:
        return None
    if not company:
        return Match.SURE if is_file and sought.kind is Kind.LOGO else None
    if sought.company and _is_company(company, sought.company):
        return Match.SURE
    if is_file or (sought.company and attribution_names(company, sought.company)):
        return Match.PERHAPS
    return None


def _is_company(said: str, name: str) -> bool:
    """Whether it is the whole of the name, with or without the legal form."""
    core, all_said = without_legal_form(company_words(name)), without_legal_form(company_words(said))
    return (0, len(all_said)) in spans(all_said, core)


def _forms(text: str | None) -> list[str]:
    return [word.form for word in words(text or "")]


def _holds(whole: list[str], part: list[str]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _base(path: str) -> str:
    return path.rpartition("/")[2].casefold()
