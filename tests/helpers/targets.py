"""Things that are sought on a site, and a short way to look for them."""

from __future__ import annotations

from functools import cache

from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import LogoMark, Target
from privacyctl.site.finding.finder import Finder

QUOTE = "Great tool, saved us weeks of work."
ANN = Target(
    PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=QUOTE, attribution="Ann L., Acme GmbH", person="Ann Lee",
    company="Acme GmbH",
)  # fmt: skip
ACME = Target(PublicationId(2), Kind.NAME, is_barred=True, company="Acme GmbH")
LOGO = Target(
    PublicationId(3),
    Kind.LOGO,
    is_barred=True,
    company="Acme GmbH",
    logo=LogoMark("acme.svg", b"\1" * 32, None),
)
BOX = Target(PublicationId(4), Kind.NAME, is_barred=True, company="Box")
BO = Target(
    PublicationId(5),
    Kind.TESTIMONIAL,
    is_barred=False,
    quote="It just works.",
    attribution="B. S.",
    person="Bo Smith",
)
NOBODY = Target(None, None, is_barred=True, person="Cy Dow", addresses=("cy@dow.example",))
SOUGHT = (ANN, ACME, LOGO, BOX, BO, NOBODY)


@cache
def finder(*targets: Target) -> Finder:
    return Finder(targets or SOUGHT)


def seen(text: str | bytes, name: str = "page.html", *targets: Target) -> list[str]:
    """What is seen in a text, each as "1 quote sure" or "2 company perhaps", once and sorted."""
    data = text.encode() if isinstance(text, str) else text
    using = finder(*targets)
    found = using.look(data, name).sightings
    if any(one.target.is_barred for one in found):
        assert using.may_show(data), "the fast pass would have missed it"
    return sorted(
        {
            f"{one.target.publication or 'nobody'} {one.by} {'sure' if one.is_sure else 'perhaps'}"
            for one in found
        }
    )


def exhibits(text: str, *targets: Target) -> list[tuple[str, list[int | None]]]:
    """What a page exhibits, as its kind and the publications that it shows."""
    shown = finder(*targets).look(text.encode(), "page.html").exhibits
    return [(one.kind.value, [target.publication for target in one.shows]) for one in shown]
