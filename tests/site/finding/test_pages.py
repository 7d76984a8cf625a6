"""What a page is: its words, its pictures and links, and whether it shows anything at all."""

from __future__ import annotations

import pytest

from helpers.targets import ACME, QUOTE, finder, seen
from privacyctl.model.page_part import PartKind
from privacyctl.model.target import Seen
from privacyctl.site.finding.beside import NAMED

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


def look(page: str) -> Seen:
    return finder().look(page.encode(), "page.html")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", 0),
        ("<p>One two,<br>three</p>", 3),
        ("<p>O<b>n</b>e</p>", 1),
        ("<p>One</p><p>two</p>", 2),
        ("<script>one two</script><style>a{}</style><!-- three -->", 0),
        ('<img alt="one two">', 0),
    ],
)
def test_the_words_that_a_reader_sees_are_counted(page: str, words: int) -> None:
    assert look(page).words == words


@pytest.mark.parametrize(
    ("page", "is_script_only"),
    [
        ('<div id="root"></div><script src="/app.js"></script>', True),
        ("<noscript>You need to enable JavaScript to run this app.</noscript><script></script>", True),
        (f"<p>{WORDS}</p><script>1</script>", False),
        ("<p>Nothing here.</p>", False),
    ],
)
def test_a_page_that_its_scripts_have_to_build_is_known(page: str, is_script_only: bool) -> None:
    assert look(page).is_script_only is is_script_only


def test_a_page_that_asks_for_a_password_is_a_login() -> None:
    assert look("<form><input type='PASSWORD' name=p></form>").is_login
    assert not look("<form><input type='text' name=password></form>").is_login


@pytest.mark.parametrize(
    "said",
    ["Just a moment...", "Checking your browser before accessing", "Access denied", "Verify you are human",
     "Please enable cookies", "Please solve the CAPTCHA", "Attention Required! | Site"],
)  # fmt: skip
def test_a_wall_against_robots_is_known(said: str) -> None:
    assert look(f"<title>{said}</title><p>Ray ID 1</p>").is_wall


def test_a_long_page_about_robots_is_no_wall() -> None:
    assert not look(f"<p>We use no CAPTCHA.</p><p>{WORDS * 20}</p>").is_wall


@pytest.mark.parametrize(
    ("page", "images"),
    [
        ('<img src="/a.png">', ("/a.png",)),
        ('<img src="data.gif" data-src="/a.png" srcset="/b.png 1x, /c,w_2.png 2x">',
         ("data.gif", "/a.png", "/b.png", "/c,w_2.png")),
        ('<picture><source srcset="/a.webp 300w,"><img src="/a.png"></picture>', ("/a.webp", "/a.png")),
        ('<img data-srcset="/a.png 1.5x">', ("/a.png",)),
        ('<svg><image xlink:href="/a.png"/><image href="/b.png"/></svg>', ("/b.png", "/a.png")),
        ('<div style="background: url( \'/a.png\' )"></div>', ("/a.png",)),
        ("<style>.a{background:url(/a.png)} .b{background:url(data:image/png;base64,aa)}</style>", ("/a.png",)),
        ('<video poster="/a.png"></video>', ("/a.png",)),
        ('<img src="/a.png"><img src="/a.png">', ("/a.png",)),
    ],
)  # fmt: skip
def test_the_images_of_a_page_are_listed(page: str, images: tuple[str, ...]) -> None:
    assert sorted({one.address for one in look(page).loads if one.kind is PartKind.PICTURE}) == sorted(images)


def test_the_links_of_a_page_are_listed() -> None:
    page = '<a href="/a">x</a><a name=b>y</a><link href="/c.css"><iframe src="/d"></iframe><area href="/e">'

    assert look(page).links == ("/a", "/c.css", "/d", "/e")


@pytest.mark.parametrize(
    "page",
    [
        "<svg><title>Acme</title><path/></svg>",
        "<svg><desc>by Acme GmbH</desc></svg>",
        "<noscript><img alt='Acme'></noscript>",
        '<img data-src="acme.png" title="Acme">',
        '<meta property="og:title" content="How Acme works">',
        '<a aria-label="Acme" href="/x">…</a>',
        '<option label="Acme GmbH">',
        '<map-marker data-company="Acme"></map-marker>',
        "<!-- Acme was here -->",
    ],
)
def test_a_company_is_found_beside_the_text_too(page: str) -> None:
    assert any(one.startswith("2 company") for one in seen(page, "p.html", ACME))


@pytest.mark.parametrize("attribute", NAMED)
def test_a_name_is_found_in_every_attribute_that_people_read(attribute: str) -> None:
    assert any(
        one.startswith("2 company") for one in seen(f'<p {attribute}="Acme GmbH"></p>', "p.html", ACME)
    )
    assert "1 full name sure" in seen(f'<p>{QUOTE}</p><p {attribute}="Ann Lee"></p>')


@pytest.mark.parametrize(
    ("quoting", "naming"),
    [
        ('{"a":"x","text":"It just works."}', '{"a":"x","name":"Bo Smith"}'),
        ("say('B. S.', 'It just works.')", "const a = 'Bo Smith'"),
    ],
)
def test_the_texts_of_two_scripts_are_not_beside_each_other(quoting: str, naming: str) -> None:
    found = look(f"<script>{quoting}</script><script>{naming}</script>").sightings

    assert [one.is_beside_quote for one in found if one.by == "full name"] == [False]


def test_a_name_beside_a_short_quote_is_sure() -> None:
    assert seen("<p>It just works.</p><p>Bo Smith</p>") == ["5 full name sure", "5 quote sure"]
    assert seen("- id: bo-smith\n  quote: It just works.\n", "a.yaml") == [
        "5 full name perhaps",
        "5 quote sure",
    ]


def test_a_sighting_tells_what_stands_around_it_on_one_line() -> None:
    page = f"<p>{'before ' * 30}</p>\n<p>{QUOTE}</p>\n<p>{'behind ' * 30}</p>"
    (one,) = [one for one in look(page).sightings if one.by == "quote"]

    assert QUOTE in one.snippet
    assert "\n" not in one.snippet
    assert len(one.snippet) < 150


@pytest.mark.parametrize(
    "address", ["nancy@dow.example", "cy@dow.example.org", "x-cy@dow.example", "cy@dow.examples"]
)
def test_a_part_of_another_address_is_none(address: str) -> None:
    assert "nobody e-mail address sure" not in seen(f"<p>Ask {address}.</p>")


def test_an_address_at_the_end_of_a_sentence_is_one() -> None:
    assert "nobody e-mail address sure" in seen("<p>Ask cy@dow.example.</p>")
