"""A quote, a name, a company is found however it is written, and nothing is taken for it that is not."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import ACME, ANN, BO, BOX, NOBODY, QUOTE, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy, Target
from privacyctl.site.finding.finder import Finder

MUELLER = Target(PublicationId(7), Kind.NAME, is_barred=True, company="Müller & Söhne GmbH")


@pytest.mark.parametrize(
    "page",
    [
        QUOTE,
        QUOTE.upper(),
        "Great <b>tool</b>,<br>saved us&nbsp;weeks of work.",
        "G&#114;eat tool, s&#x61;ved us weeks of work",
        "<span>G</span>reat tool, saved us w<i>ee</i>ks of work!",
        "Great tool,\n      saved us\n weeks  of\twork",
        "Great to\u00adol, saved\u200b us weeks of work",
        "“Great tool – saved us ‘weeks’ of work…”",
        "<p>Great tool,</p><p>saved us weeks of work.</p>",
        '<p data-quote="x">Great tool, <img src="x.png" alt="a picture"> saved us weeks of work.</p>',
        f'<meta name="description" content="{QUOTE} And more.">',
        f"<rss><item><description>{QUOTE}</description></item></rss>",
        f"<rss><item><description>&lt;p&gt;{QUOTE}&lt;/p&gt;</description></item></rss>",
        f"<rss><item><description><![CDATA[<p>{QUOTE}</p>]]></description></item></rss>",
        f"<svg><text>{QUOTE}</text></svg>",
        f"<script>const said = ['{QUOTE}'];</script>",
        f"<noscript>{QUOTE}</noscript>",
        f"<template><p>{QUOTE}</p></template>",
        f"<textarea>{QUOTE}</textarea>",
        f"<title>{QUOTE}</title>",
    ],
)  # fmt: skip
def test_a_quote_is_found_however_the_page_writes_it(page: str) -> None:
    assert "1 quote sure" in seen(page)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps([{"quote": "Great tool,\nsaved us weeks of work."}])),
        ("a.json", json.dumps({"q": "Great tool, saved us weeks of wörk"}).replace("\\u00f6", "\\u006f")),
        ("search.js", 'window.index={"a":"Gr\\u0065at tool,\\tsaved us weeks of work"}'),
        ("a.yaml", "- quote: |\n    Great tool,\n    saved us weeks of work.\n"),
        ("a.yaml", "- quote: >-\n    Great tool,\n\n    saved us weeks of work.\n"),
        ("a.toml", 'quote = """Great tool,\nsaved us weeks of work."""'),
        ("a.csv", 'name,quote\nAnn,"Great tool,\nsaved us weeks of work."\n'),
        ("a.md", "> Great **tool**, saved us\n> weeks of _work_.\n"),
        ("a.txt", QUOTE),
        ("a.css", f'.q::before {{ content: "{QUOTE}" }}'),
        ("a.html.erb", f"<% if x %>{QUOTE}<% end %>"),
    ],
)
def test_a_quote_is_found_in_any_file_of_a_site(name: str, text: str) -> None:
    assert "1 quote sure" in seen(text, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_quote_is_found_in_any_encoding(encoding: str) -> None:
    umlauts = Target(
        PublicationId(8),
        Kind.TESTIMONIAL,
        is_barred=True,
        quote="Läuft für uns schöner als je zuvor.",
        person="Ö Ä",
    )
    page = "<p>Läuft für uns schöner als je zuvor.</p>".encode(encoding)

    assert [one.target.publication for one in Finder([umlauts]).look(page, "p.html").sightings] == [8]


def test_one_sentence_of_a_quote_is_enough() -> None:
    long = Target(
        PublicationId(8), Kind.TESTIMONIAL, is_barred=True, person="Di Ek",
        quote="It is fine. We would not want to be without it for a single day. Really!",
    )  # fmt: skip

    assert seen("We would not want to be without it for a single day!", "p.html", long) == ["8 quote sure"]
    assert seen("It is fine. Really!", "p.html", long) == []


def test_a_part_of_a_long_sentence_is_enough() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    long = Target(PublicationId(8), Kind.TESTIMONIAL, is_barred=True, quote=words, person="Di Ek")

    assert seen("… five six seven eight nine ten eleven twelve …", "p.html", long) == ["8 quote sure"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>It just works.</p>", []),
        ("<blockquote>It just works.</blockquote>", ["5 quote perhaps"]),
        ("<figure><blockquote>It just works.</blockquote><figcaption>B. S.</figcaption></figure>",
         ["5 attribution sure", "5 quote sure"]),
    ],
)  # fmt: skip
def test_a_short_quote_is_anybodys_but_beside_its_author(page: str, said: list[str]) -> None:
    assert seen(page) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>Thanks to Ann Lee for the report.</p>", "perhaps"),
        ("<p>Lee, Ann (2019)</p>", "perhaps"),
        ("<!-- Ann Lee asked for it -->", "perhaps"),
        ("<figcaption>Ann Lee</figcaption>", "sure"),
        ('<img src="x.png" alt="Ann Lee, CTO">', "sure"),
        ('<img src="/img/ann-lee.jpg">', "sure"),
        ('<div class="testimonial"><p>Fine!</p><p>Ann M. Lee</p></div>', "sure"),
        ('<span itemprop="author"><span itemprop="name">Ann Lee</span></span>', "sure"),
        ("<p><span>A</span>nn <b>Lee</b></p>", "perhaps"),
        (f"<p>{QUOTE}</p><p>Ann Lee</p>", "sure"),
        (f"<p>{QUOTE}</p><p>{'word ' * 100}</p><p>Ann Lee</p>", "perhaps"),
    ],
)
def test_a_full_name_is_sure_where_it_is_shown_and_doubtful_in_passing(page: str, said: str) -> None:
    assert f"1 full name {said}" in seen(page)


@pytest.mark.parametrize("page", ["<p>Ann has a Lee</p>", "<p>Ann</p>", "<p>Lee</p>", "<p>Joann Leeds</p>"])
def test_half_a_name_is_none(page: str) -> None:
    assert seen(page, "p.html", ANN) == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<img src="x.png" alt="Acme GmbH">', ["2 company sure"]),
        ('<img src="x.png" alt="ACME">', ["2 company sure"]),
        ("<ul class='customers'><li>Acme</li></ul>", ["2 company sure"]),
        ("<p>We work with Acme GmbH and others.</p>", ["2 company perhaps"]),
        ("<p>We work with Acme and others.</p>", ["2 company perhaps"]),
        ("<td>Acme GmbH</td>", ["2 company sure"]),
        ("<td>Acme</td>", ["2 company sure"]),
        ("<p>the acme of perfection, acmes</p>", []),
        ("<p>Acmesoft</p>", []),
    ],
)
def test_a_company_is_sure_where_it_is_shown(page: str, said: list[str]) -> None:
    assert seen(page, "p.html", ACME) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>Tick the checkbox. Put it in the box, or in the box office.</p>", []),
        ("<p>Box is a customer.</p>", ["4 company perhaps"]),
        ('<img src="/icons/box.svg">', ["4 company perhaps"]),
        ("<div class='boxes'>Boxes</div>", []),
        ("<ul class='clients'><li>Box</li></ul>", ["4 company sure"]),
        ("<ul class='partners'><li>Box</li></ul>", ["4 company perhaps"]),
    ],
)
def test_a_company_with_a_common_name_does_not_cry_wolf(page: str, said: list[str]) -> None:
    assert seen(page, "p.html", BOX) == said


@pytest.mark.parametrize(
    "written",
    [
        "Müller & Söhne GmbH", "M&uuml;ller &amp; S&ouml;hne", "MÜLLER UND SÖHNE", "Mueller & Soehne",
        "Muller and Sohne", "M&#252;ller &#38; S&#xf6;hne", unicodedata.normalize("NFD", "Müller & Söhne"),
        "Müller <i>&amp;</i> Söhne",
    ],
)  # fmt: skip
def test_umlauts_are_found_in_all_their_spellings(written: str) -> None:
    assert seen(f"<ul class='customers'><li>{written}</li></ul>", "p.html", MUELLER) == ["7 company sure"]


@pytest.mark.parametrize(
    ("company", "page"),
    [
        ("Яндекс ООО", "<ul class='customers'><li>ЯНДЕКС</li></ul>"),
        ("株式会社任天堂", "<ul class='customers'><li>任天堂</li></ul>"),
        ("Ελληνική Εταιρεία", "<ul class='customers'><li>ελληνική εταιρεία</li></ul>"),
        ("हिन्दी मशीन", "<ul class='customers'><li>हिन्दी मशीन</li></ul>"),
    ],
)
def test_names_in_other_scripts_are_found(company: str, page: str) -> None:
    assert seen(page, "p.html", Target(PublicationId(9), Kind.NAME, is_barred=True, company=company)) == [
        "9 company sure"
    ]


def test_an_address_is_sure_wherever_it_stands() -> None:
    assert "nobody e-mail address sure" in seen("<p>Ask CY@dow.example</p>", "p.html", NOBODY)


def test_a_mark_of_the_site_is_sure() -> None:
    assert seen('<div data-privacyctl="pub_2"></div>', "p.html", ACME) == ["2 mark sure"]
    assert seen('<div data-privacyctl="22"></div>', "p.html", ACME) == []


@pytest.mark.parametrize(
    ("page", "is_beside"),
    [
        ("<figure><blockquote>It just works.</blockquote><figcaption>Bo Smith</figcaption></figure>", True),
        ('<div class="testimonial"><img src="bo_smith.png"><p>It just works.</p>B. S.</div>', True),
        (('<script type="application/ld+json">{"@type":"Review","reviewBody":"It just works.","author":'
         '{"@type":"Person","name":"Bo Smith"}}</script>'), True),
        ("<p>Bo Smith wrote a patch.</p>", False),
    ],
)  # fmt: skip
def test_a_full_name_beside_the_persons_own_quote_is_known_as_that(page: str, is_beside: bool) -> None:
    found = [one for one in Finder([BO]).look(page.encode(), "p.html").sightings if one.by == "full name"]

    assert [one.is_beside_quote for one in found] == [is_beside]


def test_each_sighting_says_its_line() -> None:
    page = f"<html>\n<body>\n\n  <p>\n{QUOTE}</p>\n<img\n src='/a/acme.svg'>"
    lines = {one.by: one.line for one in Finder([ANN, ACME]).look(page.encode(), "p.html").sightings}

    assert lines[KnownBy.QUOTE] == 5


TAGS = st.sampled_from(
    ["<b>", "</b>", "<br>", " ", "\n", "&nbsp;", "<i class='x'>", "</i>", "<!-- c -->", "&shy;"]
)


@given(st.lists(TAGS, min_size=6, max_size=6), st.booleans(), st.text(max_size=30))
def test_whatever_stands_between_the_words_the_quote_is_found(
    between: list[str], upper: bool, before: str
) -> None:
    words = QUOTE.upper().split() if upper else QUOTE.split()
    joined = "".join(f"{word} {gap}" for word, gap in zip(words, [*between, ""], strict=True))
    page = f"<p>{before.replace('<', '').replace('&', '')}</p>\n<p>{joined}</p>"

    assert "1 quote sure" in seen(page.encode("utf-8", "replace"))


WORDS = st.lists(
    st.sampled_from(["Ann", "Lee", "Acme", "GmbH", "Box", "box", "It", "just", "works.", "L.,", "Great", "tool,", "<b>",
                     "</b>", "<li>", "<figure>", "<blockquote>", "&amp;", "Müller", "Söhne", "-", "'", "\n"]),
    max_size=30,
)  # fmt: skip


@given(WORDS, st.sampled_from(["", " "]))
def test_the_fast_pass_misses_nothing_that_the_precise_one_sees(words: list[str], gap: str) -> None:
    page = gap.join(words).encode()
    finder = Finder([ANN, ACME, BOX, BO, MUELLER])
    found = finder.look(page, "p.html")

    if found.exhibits or any(one.target.is_barred or one.is_beside_quote for one in found.sightings):
        assert finder.may_show(page)


@pytest.mark.parametrize(
    ("name", "attribution", "page", "said"),
    [
        ("gurraybo", None, f"<p>{QUOTE}</p><p>gurraybo</p>", ["8 attribution sure", "8 quote sure"]),
        ("Gurraybo", "Gurraybo", f"<p>{QUOTE}</p><p>Gurraybo</p>", ["8 attribution sure", "8 quote sure"]),
        ("gurraybo", None, "<cite>gurraybo</cite>", ["8 attribution sure"]),
        ("gurraybo", None, "<p>Thanks to gurraybo</p>", []),
        ("Gurray42", None, "<p>Thanks to Gurray42</p>", ["8 attribution perhaps"]),
        (
            "App Store review",
            "App Store review",
            f"<blockquote>{QUOTE}<cite>App Store review</cite></blockquote>",
            ["8 attribution sure", "8 quote sure"],
        ),
        ("App Store review", "App Store review", "<p>Write a review in the App Store.</p>", []),
    ],
)
def test_somebody_known_by_a_handle_has_no_fuller_name(
    name: str, attribution: str | None, page: str, said: list[str]
) -> None:
    handled = Target(
        PublicationId(8), Kind.TESTIMONIAL, is_barred=True, quote=QUOTE, attribution=attribution, person=name
    )

    assert seen(page, "p.html", handled) == said
