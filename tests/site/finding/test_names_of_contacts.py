"""Where a contact's full name stands beside words of theirs, and where it is a mention in passing.

A row is a page, and how the name of Ann Lee, or of who stands in the row, is seen. To add a form, add a row.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.ids import ContactId
from privacyctl.model.target import NamedContact
from privacyctl.site.finding.finder import Finder

NAMES = (
    "Ann Lee",
    "Will Power",
    "Jürgen Müller-Thal",
    "Kim Le",
    "王伟明",
    "Иван Петров",
    "Sean O'Brien",
    "A. Lee",
)
PEOPLE = [NamedContact(ContactId(n), name, "Acme GmbH") for n, name in enumerate(NAMES, 1)]
FINDER = Finder([], PEOPLE)
SURE, NEAR, PASSING, NO = "sure", "near", "in passing", ""


def said(page: str, file: str = "p.html", contact: int = 1) -> str:
    """How the contact's name is seen: the surest of the places."""
    found = FINDER.look(page.encode(), file).sightings
    assert FINDER.may_show(page.encode()) or not found, "the fast pass would have missed it"
    mine = [one for one in found if one.target.contact == contact]
    if any(one.is_sure for one in mine):
        return SURE
    return NEAR if any(one.is_beside_words for one in mine) else PASSING if mine else NO


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<blockquote><p>Saved us weeks.</p><cite>Ann Lee, Acme GmbH</cite></blockquote>", SURE),
        ("<figure><blockquote>Saved us.</blockquote><figcaption>Ann Lee</figcaption></figure>", SURE),
        ("<figcaption>Ann Lee</figcaption>", SURE),
        ("<figure><img src=1.png><figcaption>Ann Lee at the fair</figcaption></figure>", PASSING),
        ('<figure><img src=1.png><figcaption>Ann Lee: "Saved us weeks."</figcaption></figure>', SURE),
        ("<div class=testimonial><p>So good.</p><p>Ann Lee</p></div>", SURE),
        ('<div class=testimonial><p>So good.</p><img alt="Ann Lee"></div>', SURE),
        ("<ul class=customers><li><blockquote>So good.</blockquote><b>Ann Lee</b></li></ul>", SURE),
        # at the end of a quotation, and behind it
        ("<blockquote>Saved us weeks.<br>Ann Lee</blockquote>", SURE),
        ("<blockquote>\n <p>Saved us weeks.</p>\n <p>Ann Lee, CTO</p>\n</blockquote>", SURE),
        ("<blockquote>Saved us weeks. <b>Ann Lee</b>, Acme</blockquote>", SURE),
        ("<blockquote>Thanks to Ann Lee we saved weeks.</blockquote>", NEAR),
        ("<blockquote>Ann Lee helped us.<br>Bo S.</blockquote>", NEAR),
        ("<blockquote>Saved us weeks.</blockquote><p>Ann Lee</p>", SURE),
        ("<p><q>So good</q> Ann Lee</p>", SURE),
        ("<p><q>So good</q> said Ann Lee yesterday</p>", NEAR),
        ("<p><q>Ask Ann Lee!</q></p>", NEAR),
        # by the marks alone
        ('<p>"Saved us weeks." - Ann Lee</p>', SURE),
        ("<p>&bdquo;Saved us weeks.&ldquo; &ndash; Ann Lee, Acme GmbH</p>", SURE),
        ("<p>“Saved us weeks.” <i>Ann Lee</i>, Acme</p>", SURE),
        ("<p>“Saved us weeks.”</p><p>Ann Lee</p>", SURE),
        ("<p>“Saved us weeks.”<br>(Ann Lee, CTO)</p>", SURE),
        ("<p>Saved us weeks. &mdash; Ann Lee</p>", SURE),
        ("<p>Saved us weeks.</p><p>&mdash; Ann Lee, CTO</p>", SURE),
        ("<h3>Ann Lee</h3><p>“Saved us weeks.”</p>", SURE),
        ("<p>Ann Lee, Acme: “Saved us weeks.”</p>", SURE),
        ("<p>“Saved us weeks.”</p><p>Ann Lee wrote to us in May.</p>", NEAR),
        ("<p>Saved us weeks.</p><p>Ann Lee</p>", PASSING),
        # in passing
        ("<p>Thanks to Ann Lee for the report.</p>", PASSING),
        ("<p>Lee, Ann (2019)</p>", PASSING),
        ("<p>Ann M. Lee</p>", PASSING),
        ("<p><span>A</span>nn Lee</p>", PASSING),
        (f"<p>{''.join(f'<i class=x>{one}</i>' for one in 'Ann Lee')}</p>", PASSING),
        ('<img src="1.png" alt="Ann Lee">', PASSING),
        ("<nav><a>Ann Lee</a></nav>", PASSING),
        # not at all
        ("<p>“So good.” - ann lee</p>", NO),
        ("<p>Joann Leeds, Ann has a Lee</p>", NO),
        ("<!-- “So good.” - Ann Lee -->", NO),
        # scripts and data
        ('<script>x = {quote: "So good", name: "Ann Lee"}</script>', SURE),
        ('<script>x = {role: "CTO", name: "Ann Lee"}</script>', PASSING),
        ('<script type="application/ld+json">{"@type":"Review","reviewBody":"So","author":"Ann Lee"}</script>', SURE),
    ],
)  # fmt: skip
def test_a_full_name_is_sure_as_a_signature_and_in_doubt_in_running_text(page: str, expected: str) -> None:
    assert said(page) == expected


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("a.md", "> Saved us weeks.\n> - Ann Lee\n", SURE),
        ("a.md", "> Saved us weeks.\n>\n> — Ann Lee, Acme\n", SURE),
        ("a.md", "Thanks to Ann Lee.\n", PASSING),
        ("a.yaml", "- quote: So good\n  name: Ann Lee\n", SURE),
        ("a.yaml", "- name: Ann Lee\n  role: CTO\n", PASSING),
        ("a.json", '[{"quote": "So good", "author": "Ann Lee"}]', SURE),
        ("a.js", "all = [{quote: `So good`, author: 'Ann Lee'}]", SURE),
        ("a.txt", '"Saved us weeks." - Ann Lee', SURE),
    ],
)
def test_a_signature_is_known_in_the_files_of_a_site(file: str, text: str, expected: str) -> None:
    assert said(text, file) == expected


@pytest.mark.parametrize(
    ("contact", "page", "expected"),
    [
        (2, "<p>“So good.” - Will Power</p>", SURE),
        (2, "<p>Will Power BI do?</p>", NO),
        (2, "<p>It takes will power.</p>", NO),
        (2, "<p>“It takes will power.”</p>", NO),
        (3, "<p>“So.” – J&uuml;rgen Mueller-Thal</p>", SURE),
        (3, "<p>“So.” – JÜRGEN THAL</p>", SURE),
        (4, "<p>“So.” – Kim Le</p>", SURE),
        (5, "<p>“好。” – 王伟明</p>", SURE),
        (5, "<p>感谢王伟明。</p>", PASSING),
        (6, "<blockquote>Хорошо. <cite>Иван Петров</cite></blockquote>", SURE),
        (6, "<p>&#1048;ван Петров</p>", PASSING),
        (7, "<cite>Sean O’Brien</cite>", SURE),
        (7, "<cite>Sean OBrien</cite>", SURE),
        (8, "<cite>A. Lee</cite>", NO),
    ],
)
def test_a_name_is_known_in_its_spellings(contact: int, page: str, expected: str) -> None:
    assert said(page, contact=contact) == expected


def test_what_is_permitted_to_stand_below_a_quote_is_no_full_name() -> None:
    lee = Finder([], [NamedContact(ContactId(1), "Ann Lee", "Lee GmbH")])

    assert lee.look("<p>“Saved us weeks.” - Ann L., Lee GmbH</p>".encode(), "p.html").sightings == ()
    assert lee.look("<p>“Saved us weeks.” - Ann Lee, Lee GmbH</p>".encode(), "p.html").sightings


def test_of_two_people_with_one_name_the_first_is_named() -> None:
    two = Finder(
        [], [NamedContact(ContactId(7), "Ann Lee", None), NamedContact(ContactId(9), "Lee, Ann", None)]
    )

    assert [one.target.contact for one in two.look(b"<cite>Ann Lee</cite>", "p.html").sightings] == [7]


WORD = st.text("abeoulmnz", min_size=1, max_size=6).map(str.title)


@given(WORD, WORD)
def test_a_plain_name_is_read_as_any_other(given_name: str, family: str) -> None:
    page = f"<p>“So good.” - {given_name} {family}</p>".encode()
    seen = [
        [
            one.is_sure
            for one in Finder([], [NamedContact(ContactId(1), name, None)]).look(page, "p.html").sightings
        ]
        for name in (f"{given_name} {family}", f"Dr. {given_name} {family}")  # a title: not the short way
    ]

    assert seen[0] == seen[1]


PARTS = st.lists(
    st.sampled_from(
        ["Ann", "Lee", "M.", "van", "Lee,", "Will", "Power", "will", "Kim", "Le", "Иван", "Петров", "王伟明", "O’Brien",
         "Sean", "J&uuml;rgen", "Thal", "<b>", "</b>", "<i>", "</i>", "<br>", "<li>", "<blockquote>", "</blockquote>",
         "<cite>", "&nbsp;", "\u00ad", "-", "“", "”", "\n", "<!--", "-->", "<img alt='Ann Lee'>", "A", "nn", "L", "ee"]
    ),
    max_size=20,
)  # fmt: skip


@given(PARTS, st.sampled_from(["", " "]), st.sampled_from(["p.html", "p.json", "p.md", "p.js"]))
def test_the_fast_pass_misses_no_name(parts: list[str], gap: str, name: str) -> None:
    page = gap.join(parts).encode()

    assert FINDER.may_show(page) or not FINDER.look(page, name).sightings


def test_ten_thousand_names_take_hardly_longer_than_one() -> None:
    page = ("<p>Words of a page that names nobody and goes on for a while.</p>" * 200).encode()
    many = Finder(
        [], [NamedContact(ContactId(n), f"Ann{n % 100:c<3} Lee{n:x<4}", None) for n in range(10_000)]
    )

    started = time.process_time()
    for _ in range(20):
        assert not many.may_show(page)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("name", ["App Store review", "Support Team", "gurraybo", "Customer Service"])
def test_what_is_no_persons_name_is_not_looked_for(name: str) -> None:
    finder = Finder([], [NamedContact(ContactId(1), name, None)])

    assert (
        finder.look(f"<blockquote>So good.<cite>{name}</cite></blockquote>".encode(), "p.html").sightings
        == ()
    )
