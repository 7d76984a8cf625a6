"""A quote that an editor touched is still the quote; a page that goes on to another proves nothing."""

from __future__ import annotations

import pytest

from helpers.targets import finder, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target

LONG = Target(
    PublicationId(8), Kind.TESTIMONIAL, is_barred=True, attribution="Ann L., Acme GmbH", person="Ann Lee",
    quote="A great tool that saved us many weeks of work. We would buy it again.",
)  # fmt: skip


def shown(quote: str) -> list[str]:
    page = f'<div class="testimonial"><blockquote>{quote}</blockquote><b>A. L.</b></div>'
    return seen(page, "p.html", LONG)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("A great tool that has saved us many weeks of work. We would buy again.", ["8 quote sure"]),
        ("A great tool … saved us weeks of work … we would buy it again!", ["8 quote sure"]),
        ("A great tool that saved our firm months. I would buy it again.", ["8 quote perhaps"]),
        ("It is a tool that we would not want to be without again.", []),
        ("We bought it again.", []),
    ],
)
def test_an_edited_quote_is_known_where_it_is_exhibited(quote: str, said: list[str]) -> None:
    assert shown(quote) == said


def test_the_same_words_in_an_article_are_in_doubt() -> None:
    words = (
        "<p>A great tool that has saved us many weeks of work is what we all want. We would buy again.</p>"
    )

    assert seen(words, "p.html", LONG) == ["8 quote perhaps"]


@pytest.mark.parametrize(
    ("page", "goes_on"),
    [
        ('<h1>Customers</h1><iframe src="/real.html"></iframe>', True),
        (f'<p>{"words and more " * 30}</p><iframe src="https://video.example/1"></iframe>', False),
    ],
)
def test_a_page_that_frames_another_says_so(page: str, goes_on: bool) -> None:
    assert finder().look(page.encode(), "p.html").goes_on is goes_on


def test_addresses_start_where_the_page_says() -> None:
    page = b'<base href="/i/"><img src="1.png"><a href="x.html">x</a>'

    found = finder().look(page, "p.html")

    assert ([one.address for one in found.loads], found.links) == (["/i/1.png"], ("/i/x.html",))


def test_a_page_is_known_by_its_type_where_its_address_has_an_odd_ending() -> None:
    page = b'<figure class="testimonial"><blockquote>Whose words are these?</blockquote>Z.</figure>'

    assert finder().look(page, "/docs/v2.0", "text/html").exhibits
