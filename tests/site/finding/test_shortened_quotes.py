"""A quote of which a part is left: what tells it from a sentence that only begins alike. To add a form, add a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import exhibits, finder, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target

QUOTE = "Widget Pro saved us three weeks of tedious work every single quarter."
WORDS = QUOTE.split()
OTHERS = "Jürgen's new invoices saved Anna’s team at O'Brien's eleven weeks of work."
TARGET = Target(
    PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=QUOTE, attribution="Ann L., Acme GmbH", person="Ann Lee",
    company="Acme GmbH",
)  # fmt: skip
SURE, PERHAPS, NO = "sure", "perhaps", ""


def said(page: str, file: str = "p.html", target: Target = TARGET) -> str:
    found = seen(page, file, target)
    return SURE if "1 quote sure" in found else PERHAPS if "1 quote perhaps" in found else NO


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # its beginning
        ('<p>"Widget Pro saved us three weeks of tedious work." - a customer</p>', PERHAPS),
        ("<p>Widget Pro saved us three weeks.</p>", PERHAPS),
        ("<p>Widget Pro saved us three days.</p>", PERHAPS),
        ("<p>Widget Pro saved <b>us</b> three&hellip;</p>", PERHAPS),
        ("<p>Widget Pro saved us.</p>", NO),
        ("<li>»Widget Pro saved us three weeks of tedious work«</li>", PERHAPS),
        ('<img alt="Widget Pro saved us three weeks">', PERHAPS),
        ("<script>q = 'Widget Pro saved us three weeks \\u2026'</script>", PERHAPS),
        # most of its words in their order
        ("<p>Widget Pro saved three weeks of work every single quarter!</p>", PERHAPS),
        ("<p>It saved us three weeks of tedious work every quarter for sure, they say.</p>", PERHAPS),
        ("<p>Widget Pro has saved our firm three weeks of work every quarter</p>", PERHAPS),
        ("<p>Widget Pro saved us 3 weeks of tedious work every single quarter.</p>", PERHAPS),
        ("<p>Every quarter three weeks of work: Widget Pro saved us.</p>", NO),
        # cut by an ellipsis
        ("<p>“Widget Pro saved us … every single quarter.”</p>", PERHAPS),
        ("<p>“Widget Pro saved us [...] every single quarter.”</p>", PERHAPS),
        ("<p>“Widget Pro saved us” and every single quarter it is so.</p>", NO),
        # beside the person
        ('<p>"Widget Pro saved us three weeks of tedious work." - Ann L., Acme GmbH</p>', SURE),
        ('<p>"Widget Pro saved us three weeks of tedious work."</p><p>A. L.</p>', SURE),
        ('<p>"Widget Pro saved us three weeks."</p><p>Ann</p>', SURE),
        ('<h3>Ann</h3><p>"Widget Pro saved us three weeks."</p>', SURE),
        ('<p>"Widget Pro saved us three weeks." <i>Acme</i></p>', SURE),
        ("<p>Widget Pro saved us … every single quarter. <cite>A. L.</cite></p>", SURE),
        ('<p>"Widget Pro saved us three weeks."</p><p>Bo S., Zed</p>', PERHAPS),
        ("<p>Widget Pro saved us three days of it, says Ann.</p>", PERHAPS),
        (f'<p>"Widget Pro saved us three weeks."</p>{"<p>Other words.</p>" * 40}<p>Ann</p>', PERHAPS),
        ("<!-- Widget Pro saved us three weeks. - Ann L. -->", PERHAPS),
        # sentences that share some of its words
        ("<p>Widget Pro saves time. It took us three weeks of work to write it, every single line.</p>", PERHAPS),
        ("<p>Our tedious work of three weeks</p>", NO),
        ("<p>Widget Pro</p><p>saved</p><p>us all three weeks ago, in a quarter of the town</p>", NO),
    ],
)  # fmt: skip
def test_a_part_of_a_quote_is_in_doubt_and_beside_its_author_sure(page: str, expected: str) -> None:
    assert said(page) == expected


@pytest.mark.parametrize(
    ("quote", "page"),
    [
        (
            "We have been using this for years, and we are very happy.",
            "<p>We have been using this to test.</p>",
        ),
        ("It is one of the best programs that I know.", "<p>It is one of the rules.</p>"),
        ("We would not want to be without it for a single day.", "<p>We would not want to be rude.</p>"),
    ],
)
def test_words_with_which_anybody_begins_are_nobodys(quote: str, page: str) -> None:
    common = Target(PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=quote, person="Ann Lee")

    assert said(page, target=common) == NO


def test_who_begins_as_somebody_on_the_register_is_an_orphan_all_the_same() -> None:
    page = '<div class="testimonial"><p>Widget Pro saved us three days a month.</p><p>Zoe K.</p></div>'

    assert exhibits(page, TARGET) == [("testimonial", [])]


@given(
    st.integers(5, 12), st.sampled_from(["<p>{}…</p>", "<li>{}</li>", "<td>„{}“</td>", "<div>x. {} Y.</div>"])
)
def test_whatever_is_left_of_its_beginning_is_seen(length: int, page: str) -> None:
    assert said(page.format(" ".join(WORDS[:length]))) in (PERHAPS, SURE)


@given(
    st.sampled_from([WORDS, OTHERS.split()]),
    st.sets(st.integers(0, 11), max_size=4),
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["so", "<b>", "Zed"])), max_size=3),
)
def test_most_of_its_words_in_their_order_are_seen(
    words: list[str], without: set[int], between: list[tuple[int, str]]
) -> None:
    left = [word for at, word in enumerate(words) if at not in without]
    for at, word in between:
        left.insert(min(at, len(left)), word)

    assert said(f"<p>{' '.join(left)}</p>", target=replace(TARGET, quote=" ".join(words))) != NO


@pytest.mark.parametrize(
    "page", sorted(Path(__file__).with_name("pages").iterdir()), ids=lambda page: page.name
)
def test_a_page_without_the_quote_raises_no_doubt(page: Path) -> None:
    found = finder(TARGET).look(page.read_bytes(), page.name).sightings

    assert [one for one in found if one.by == "quote"] == []


def test_what_another_says_in_whole_is_theirs() -> None:
    other = replace(
        TARGET,
        publication=PublicationId(2),
        is_barred=False,
        quote="Widget Pro saved us three weeks of work.",
        person="Bo S.",
    )

    assert seen("<p>Widget Pro saved us three weeks of work.</p>", "p.html", TARGET, other) == [
        "2 quote sure"
    ]
    assert "1 quote perhaps" in seen(
        "<p>Widget Pro saved us three weeks of tedium.</p>", "p.html", TARGET, other
    )


def test_it_is_seen_behind_any_number_of_sentences_with_its_words() -> None:
    alike = (
        "<p>Three weeks of work for a widget.</p><p>Tedious. It saved a single quarter.</p><p>Every pro!</p>"
    )
    page = f"{alike * 150}<p>It saved us three weeks of tedious work every quarter for sure.</p>"

    assert said(page) == PERHAPS
