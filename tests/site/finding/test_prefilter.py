"""The fast pass over a page sees whatever the precise one would, and little else."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.targets import ACME, ANN, BO, BOX, NOBODY, QUOTE
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import LogoMark, Target
from privacyctl.site.finding import claims
from privacyctl.site.finding.finder import Finder

JUERGEN = Target(
    PublicationId(6), Kind.TESTIMONIAL, is_barred=True, quote="Jürgen's new invoices saved Anna's team weeks of work.",
    attribution="J. M., Müller's Söhne", person="Jürgen Müller",
)  # fmt: skip
MUELLER = Target(PublicationId(7), Kind.NAME, is_barred=True, company="Müller & Söhne GmbH")
HP = Target(PublicationId(8), Kind.NAME, is_barred=True, company="HP")
LOGO = Target(
    PublicationId(9),
    Kind.LOGO,
    is_barred=True,
    company="Acme",
    logo=LogoMark("Acme Shop.svg", b"\1" * 32, None),
)
ANNOUNCING = (
    claims._TESTIMONIAL
    | claims._REVIEW
    | claims._QUOTE
    | claims._CUSTOMERS
    | claims._CUSTOMER
    | claims._PARTNERS
)
FINDER = Finder([ANN, ACME, BOX, BO, NOBODY, JUERGEN, MUELLER, HP, LOGO])


def agrees(page: bytes, name: str = "p.html") -> bool:
    """Whether the fast pass lets through what the precise one finds; False where there is nothing to find."""
    found = FINDER.look(page, name)
    is_something = bool(found.exhibits) or any(
        one.target.is_barred or one.is_beside_quote for one in found.sightings
    )
    assert not is_something or FINDER.may_show(page), page
    return is_something


@pytest.mark.parametrize(
    "page",
    [
        "Ann M. Lee",
        "Ann van der Lee",
        "Lee, Dr. Ann",
        "x</p><p><span>A</span>nn <b>L</b>ee<br>Bo",
        "Ann<!-- <b>x</b> --> Lee",
        "Great <a class='[&>p]:mt-2'>tool</a>, saved us weeks of work",
        "J&uuml;rgen M&#252;ller",
        "Juergen Mueller",
        "Jürgen Müller",
        "Ju\u0308rgen Mu\u0308ller",
        "MÜLLER, JÜRGEN",
        "J. M., Müller’s Söhne",
        "Müller und Söhne",
        "<li>HP</li>",
        "Jürgen’s new invoices saved Anna&#39;s team weeks of work.",
        "<img src='/img/acme%20shop.svg'>",
        "<img src='/img/ann%20lee.jpg'>",
        "<script>x = 'J\\u00fcrgen M\\u00fcller'</script>",
        "C:\\names\\Ann Lee",
        "<b title='a > b'>Ann</b> Lee",
        "\\u{41}\\x6e\\156 Lee",
        "'Ann'+' Lee'",
        "%41nn%20%4cee",
        "<ruby>Ann<rt>1</rt></ruby> Lee",
        "&lt;b&gt;Ann&lt;/b&gt; Lee",
        "<p style=\"--q:'\\41nn Lee'\">",
        '<iframe srcdoc="&lt;b&gt;Ann&lt;/b&gt; Lee">',
        "atob('QW5uIExlZQ==')",
        "String.fromCharCode(65,110,110,32,76,101,101)",
        "HbmG enhöS & rellüM",
    ],
)
def test_it_lets_through_what_is_written_in_another_way(page: str) -> None:
    assert agrees(f"<p>{page}</p>".encode())
    agrees(f"<p>{page}</p>".encode("utf-16"))
    agrees(page.encode("windows-1252", "replace"))


@pytest.mark.parametrize(
    "page",
    [
        "Tick the checkbox. Joann Leeds was in the boxes.",
        "Our customers like this review; see the reference, and the quotes.",
        '<nav class="menu"><a href="/customers.html" title="reviews">Customers</a></nav>',
        "Ann has a long story, and only far behind it is there anything of a Mr. Lee",
        "the acmesoft, whpx, shpx",
        "<figure><img src='a.png'></figure>",
    ],
)
def test_it_lets_little_else_through(page: str) -> None:
    assert not FINDER.may_show(f"<p>{page}</p>".encode())


PARTS = st.lists(
    st.sampled_from(
        ["Ann", "Lee", "M.", "van", "Dr.", "Acme", "Box", "box", "HP", "It", "just", "works.", "L.,", "GmbH",
         "Müller", "Mueller", "M&uuml;ller", "Mu\u0308ller", "Jürgen", "J\\u00fcrgen", "Söhne", "und", "&amp;", "'s",
         "’s", QUOTE, "Great", "tool,", "saved", "us", "weeks", "of", "work.", "<b>", "</b>", "<br>", "<li>",
         "</li><li>",
         "<figure>", "<blockquote>", "<ul class='customers'>", "<div class=client>", "<p title='a > b'>", "<!-- x -->",
         "<img alt='Ann Lee'>", "<img src='ann-lee.jpg'>", "acme%20shop.svg", "&nbsp;", "\u00a0", "\u00ad", "\u200b",
         "-", "'", "\n", "\\", "<", ">", "cy@dow.example", "data-privacyctl='pub_2'", "\\u{41}nn", "\\x4cee", "\\101nn",
         "%41nn", "&amp;#65;nn", "&lt;b&gt;", "&lt;!--", "'+'", "'].join('')", "['", "', '", "<rt>x</rt>", "<ruby>",
         "\u202e", "nnA", "eeL", "HbmG", "emcA", "<p title='", "<p srcdoc='", "'>", "<script>", "</script>",
         "<style>a{content:'", "\\000041nn", "</style>", "<svg>", "</svg>",
         "<template>", "</template>", "atob('QW5uIExlZQ==')",
         "String.fromCharCode(65,110,110)", "data:text/html,%3Cb%3EAnn", "url(", ")", "{", "}", '"', ":"]
    ),
    max_size=25,
)  # fmt: skip


@given(PARTS, st.sampled_from(["", " "]), st.sampled_from(["p.html", "p.json", "p.txt", "p.js"]))
@example(["Ann", "M.", "Lee"], " ", "p.html")
def test_it_misses_nothing_that_the_precise_pass_sees(parts: list[str], gap: str, name: str) -> None:
    agrees(gap.join(parts).encode(), name)


@pytest.mark.parametrize("word", sorted(ANNOUNCING))
@pytest.mark.parametrize(
    "page", ['<div class="{}">{}</div>', '<div class="{}-card">{}</div>', '<ul id="{}">{}</ul>']
)
def test_it_sees_whatever_is_announced_as_an_exhibit(page: str, word: str) -> None:
    agrees(page.format(word, "<li>Nobody whom we know said a word of this.</li>").encode())


@pytest.mark.parametrize(
    "page",
    [
        b"<",
        b"&",
        b"\\",
        b"<!--",
        b"wall",
        b"<wall",
        b'<p class="',
        b'"@type":',
        b">",
        b"\xc3\xbc",
        b"Ann ",
        b"<a b='>'",
    ],
)
def test_its_time_grows_with_the_page_alone(page: bytes) -> None:
    started = time.process_time()
    FINDER.may_show((page * 1_000_000)[:2_000_000])

    assert time.process_time() - started < 10
