"""What is easily overlooked: what a page holds for scripts, in other files, side by side, and written in ASCII."""

from __future__ import annotations

import json

import pytest

from helpers.targets import ANN, BOX, LOGO, NOBODY, QUOTE, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target
from privacyctl.site.finding.finder import Finder

NINTENDO = Target(PublicationId(9), Kind.NAME, is_barred=True, company="株式会社任天堂")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", '.c { background: url("../img/acme.svg") }'),
        ("a.md", "![A customer](/img/acme.svg)"),
        ("customers.json", '[{"logo": "/img/acme.svg"}]'),
        ("customers.yaml", "- logo: /img/acme.8f3a2c1d.svg"),
        ("customers.toml", 'logo = "/img/acme.svg"'),
        ("customers.csv", "name,logo\nX,/img/acme.svg\n"),
        ("a.astro", 'import logo from "./acme.svg";'),
        ("p.html", '<script>const logo = "/img/acme.svg"</script>'),
    ],
)
def test_a_logo_is_known_by_its_file_wherever_that_is_named(name: str, text: str) -> None:
    assert "3 file name sure" in seen(text, name, LOGO)


def test_spans_side_by_side_are_words_apart_and_letter_by_letter_one() -> None:
    assert seen("<b>Ann Lee</b><i>CTO</i>", "p.html", ANN) == ["1 full name perhaps"]
    assert seen("".join(f"<i>{one}</i>" for one in "Ann Lee"), "p.html", ANN) == ["1 full name perhaps"]


@pytest.mark.parametrize(
    "page",
    [
        f"<x-island props='{json.dumps({'said': QUOTE})}'></x-island>",
        f'<div data-page="{{&quot;said&quot;:&quot;{QUOTE}&quot;}}"></div>',
    ],
)
def test_what_a_script_will_show_is_found(page: str) -> None:
    assert seen(page, "p.html", ANN) == ["1 quote sure"]


@pytest.mark.parametrize("page", ['<a href="mailto:cy@dow.example?subject=x">Mail</a>', "cy@dow.example"])
def test_an_address_is_found_in_a_link_and_at_the_very_beginning(page: str) -> None:
    assert "nobody e-mail address sure" in seen(page, "p.html", NOBODY)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("search.json", json.dumps({"customers": ["任天堂"]})),
        ("p.html", "<ul class='customers'><li>&#20219;&#22825;&#22530;</li></ul>"),
    ],
)
def test_a_name_beyond_ascii_is_found_in_a_file_that_is_ascii(name: str, text: str) -> None:
    assert text.isascii()
    assert seen(text, name, NINTENDO)  # it asks the fast pass as well


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("search.json", r'{"q":"Great \u003cb\u003etool\u003c/b\u003e, saved us weeks of work."}'),
        (
            "feed.xml",
            "<rss><item>&lt;p&gt;Great &lt;b&gt;tool&lt;/b&gt;, saved us weeks of work.</item></rss>",
        ),
        ("p.html", "Great tool, <!-- <b>really</b> -> --> saved us weeks of work."),
        ("feed.xml", "<rss>\n<item>Great tool, saved&amp;nbsp;us weeks of work.</item></rss>"),
    ],
)
def test_a_quote_is_found_in_markup_that_is_written_as_text(name: str, text: str) -> None:
    assert seen(text, name, ANN) == ["1 quote sure"]


def test_what_was_permitted_to_stand_below_a_quote_is_no_full_name() -> None:
    permitted = Target(
        PublicationId(8), Kind.TESTIMONIAL, is_barred=False, quote=QUOTE, attribution="Ann L., Lee GmbH",
        person="Ann Lee", company="Lee GmbH",
    )  # fmt: skip

    def names(below: str) -> list[bool]:
        found = Finder([permitted]).look(f"<p>{QUOTE}</p><p>{below}</p>".encode(), "p.html").sightings
        return [one.is_beside_quote for one in found if one.by == "full name"]

    assert names("Ann L., Lee GmbH") == []
    assert names("Ann Lee, Lee GmbH") == [True]


@pytest.mark.parametrize(
    ("alt", "said"), [("Box", "sure"), ("The Box logo", "sure"), ("Box of tools", "perhaps")]
)
def test_a_picture_of_a_thing_is_not_surely_a_company(alt: str, said: str) -> None:
    assert seen(f'<img src="x.png" alt="{alt}">', "p.html", BOX) == [f"4 company {said}"]
