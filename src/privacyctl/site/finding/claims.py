"""Whether an element's class, id or type claims that it shows a testimonial or customers."""

from __future__ import annotations

import re
from typing import NamedTuple

from privacyctl.model.publication import Kind

_PARTS = re.compile(r"[_-]+|(?<=[a-z])(?=[A-Z])")
_LONGEST = 1_000
_TESTIMONIAL = frozenset(("testimonial", "testimonials"))
# "quote" may be an offer or any citation, "review" a step of work: they count only by themselves.
_REVIEW = frozenset(("review", "reviews", "praise"))
_QUOTE = frozenset(("quote", "quotes", "quotation", "quotations"))
_CUSTOMERS = frozenset(("customers", "clients", "clientele", "logos", "logowall"))
_CUSTOMER = frozenset(("customer", "client", "user"))
_PARTNERS = frozenset(("partners", "partner", "references"))
_SEVERAL = frozenset(
    """list grid section sections wrapper wrap container slider carousel wall row rows block area items page
    swiper track marquee group strip bar cloud showcase gallery columns column cols""".split()  # noqa: SIM905
)
_ONE = frozenset("card item slide box entry tile cell single post hentry".split())  # noqa: SIM905
# Words that frameworks put into class names, and that tell nothing of the content.
_PLAIN = frozenset("c o l u m js is has wp elementor widget type our the home homepage front default".split())  # noqa: SIM905
# Parts of a testimonial, or elements around one; none is a testimonial by itself.
_ASIDE = frozenset(
    """author name names role job company meta image img avatar photo picture date rating ratings stars star
    title heading headline header subtitle intro lead nav navigation dots arrow arrows prev next controls
    form button btn link links cta menu count score icon source cite logo footer filter tabs""".split()  # noqa: SIM905
)
_MENUS = frozenset(("menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "pagination"))
_NO_EXHIBIT = frozenset(
    "html body head a link nav form button input label select option script style".split()  # noqa: SIM905
)
_NO_ITEM = frozenset("ul ol dl section main table tbody header footer h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905


class Claim(NamedTuple):
    """An element's claim to show a testimonial or customers."""

    shows: Kind
    is_sure: bool
    """Whether the words of the claim are unambiguous."""
    is_item: bool
    """Whether the element is one testimonial or customer, and not a list of them."""


def claim(name: str, attributes: dict[str, str], within: Kind | None = None) -> Claim | None:
    """The claim that an element makes; None for none. `within` is what an element around it shows."""
    if attributes.get("itemtype", "").rstrip("/").rpartition("/")[2] in ("Review", "Quotation"):
        return Claim(Kind.TESTIMONIAL, is_sure=True, is_item=True)
    if name in _NO_EXHIBIT:
        return None
    claims = [_of_token(token, within) for token in attributes.get("class", "")[:_LONGEST].split()]
    claims.append(_of_id(attributes.get("id", "")[:_LONGEST], within))
    # Of several class names the most specific counts: "testimonials testimonial-card".
    best = max(
        filter(None, claims),
        key=lambda one: (one.shows is Kind.TESTIMONIAL, one.is_sure, one.is_item),
        default=None,
    )
    return best and best._replace(is_item=best.is_item and name not in _NO_ITEM)


def is_menu(name: str, attributes: dict[str, str]) -> bool:
    """Whether the element is a menu, whose names lead to other pages and show nothing."""
    return (
        name == "nav"
        or attributes.get("role") == "navigation"
        or not _MENUS.isdisjoint(attributes.get("class", "")[:_LONGEST].lower().split())
    )


def _of_id(name: str, within: Kind | None) -> Claim | None:
    """The claim of an id. Weaker than a class: generators of documentation make ids of headlines."""
    found = _of_token(name, within)
    words = {*_PARTS.split(name.lower())}
    if found is None or words & (_QUOTE | {"review"}):
        return None
    return found._replace(is_item=False, is_sure=found.is_sure and not words & (_REVIEW | {"clients"}))


def _of_token(token: str, within: Kind | None) -> Claim | None:
    block, _, _ = token.partition("--")  # without a modifier: "testimonial--dark"
    words = {word.lower() for word in _PARTS.split(block) if not word.isdigit()}
    others = words - _SEVERAL - _ONE - _PLAIN
    is_one = not words & _SEVERAL
    if words & _TESTIMONIAL:
        is_whole = words.isdisjoint(_ASIDE)
        return Claim(
            Kind.TESTIMONIAL, is_sure=True, is_item=is_whole and is_one and "testimonials" not in words
        )
    if others & (_REVIEW | _QUOTE) and others <= _REVIEW | _QUOTE | _CUSTOMER | _CUSTOMERS:
        is_sure = bool(words & _REVIEW or words & _CUSTOMER)
        is_one = is_one and words.isdisjoint(("reviews", "quotes", "quotations"))
        return Claim(Kind.TESTIMONIAL, is_sure, is_one)
    return _of_customers(words, others, within, is_one=is_one)


def _of_customers(words: set[str], others: set[str], within: Kind | None, *, is_one: bool) -> Claim | None:
    if not others <= _CUSTOMERS | _CUSTOMER | _PARTNERS | {"trusted", "by", "logo"}:
        return None
    if words & _CUSTOMERS or "trusted" in words or {"logo", "wall"} <= words:
        return Claim(Kind.NAME, is_sure=True, is_item=False)
    if words & _PARTNERS:
        return Claim(Kind.NAME, is_sure=False, is_item=False)
    # One customer in a list of customers; elsewhere "client" may be a program.
    is_customer = words & {"customer", "client"} and (not is_one or within is Kind.NAME or "logo" in words)
    return Claim(Kind.NAME, is_sure=True, is_item=is_one) if is_customer else None
