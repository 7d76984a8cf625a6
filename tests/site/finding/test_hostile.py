"""Hostile pages end, raise nothing, and hide nothing that stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.hostile_markup import OVER_AND_OVER
from helpers.targets import QUOTE, exhibits, finder, seen
from privacyctl.model.unread import Unread
from privacyctl.site.finding.inline_drawings import InlineDrawing, inline_drawings

pytestmark = pytest.mark.slow

MUCH = 100_000
"""Characters: enough that whatever takes the square of them does not end."""


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<!--", "<!", "&", "&#1", "&#", '<a b="', "<a b='", "<div>", "</div>", "</b></i>", "<b><i></b>", "<li>",
        "<![CDATA[", "<title>", "<script>", "<template>", "a\u0301\u0302 ", "\\ud800", "\\", "x ", " ", "\n", "'", "a'",
        "{", '{"a":', "[", "<i data-privacyctl=9>", '<p class="testimonial">', "url(", "acme-12345678",
        "<a b=c ", "<figure><blockquote>", "Acme ", "<h1>Acme</h1>", "Acme | ", "<q>Acme",
        "Trusted by Acme, ", *OVER_AND_OVER,
    ],
)  # fmt: skip
def test_a_page_of_one_thing_over_and_over_hides_no_quote(piece: str) -> None:
    page = f"<p>{QUOTE}</p>{piece * (MUCH // len(piece))}"

    assert "1 quote sure" in seen(page)


@pytest.mark.parametrize("name", ["a.json", "a.js", "a.yaml", "a.css", "a.svg", "a.md", "a.csv", "a.toml"])
@pytest.mark.parametrize("piece", ["[", '{"a":', '"', "\\", ",", "- ", "<"])
def test_a_file_of_one_thing_over_and_over_hides_no_quote(name: str, piece: str) -> None:
    text = f"{QUOTE}\n{piece * (MUCH // len(piece))}"

    assert "1 quote sure" in seen(text, name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann ", []),
        ("Lee Ann ", ["1 full name perhaps"]),
        ("Lee, Ann ", ["1 full name perhaps"]),
        ("Acme GmbH ", ["2 company perhaps", "3 company perhaps"]),
        ("cy@dow.example ", ["nobody e-mail address sure", "nobody full name perhaps"]),
        ("B. S. It just works. Bo Smith ", ["5 full name sure", "5 quote sure"]),
    ],
)
def test_a_name_over_and_over_is_seen(text: str, said: list[str]) -> None:
    assert [one for one in seen(text * (MUCH // len(text))) if one in said] == said


def test_one_word_as_long_as_the_page_is_no_name() -> None:
    assert seen(f"<p>{'a' * MUCH}</p>") == []
    assert seen(f"<p>Ann{chr(0x301) * MUCH}</p>") == []


def test_structured_data_nested_beyond_all_measure_hides_nothing() -> None:
    bomb = f'<script type="application/ld+json">{"[" * 100_000}"{QUOTE}"</script>'

    assert "1 quote sure" in seen(bomb)


def test_structured_data_of_many_reviews_is_read_up_to_a_bound() -> None:
    review = '{"@type":"Review","author":{"name":"Ann Lee"}},'
    page = f'<script type="application/ld+json">[{review * 6_000}{{}}]</script>'

    assert exhibits(page)[:2] == [("testimonial", [1]), ("testimonial", [1])]


def test_data_of_more_nodes_than_are_read_hides_nothing() -> None:
    assert "1 quote sure" in seen(f'<script type="application/json">[[{"0," * 60_000}0], "{QUOTE}"]</script>')


def test_the_name_of_a_file_that_could_be_cut_in_many_ways_is_read_once() -> None:
    assert "3 file name sure" not in seen(f'<img src="acme{"-12345678" * 30}!.svg">')


def test_drawings_in_drawings_are_read_up_to_a_bound_and_named() -> None:
    drawn = list(inline_drawings("<svg>" + "<g id=a><use href=#a>" * 3_000))

    assert any(isinstance(one, Unread) for one in drawn)
    assert sum(len(one.data) for one in drawn if isinstance(one, InlineDrawing)) < 10_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xff\xfe\x80" * 1_000,
        b"\xc3(" * 1_000,
        b"\xed\xa0\x80",
        b"&#xD800;&#1114112;",
    ],
)
def test_bytes_that_are_no_text_show_nothing(data: bytes) -> None:
    assert finder().look(data, "page.html").sightings == ()


def test_the_words_of_a_page_are_those_of_its_text_and_not_of_its_entities() -> None:
    laughs = '<!DOCTYPE svg [<!ENTITY a "Acme GmbH"><!ENTITY b "&a;&a;&a;">]><svg><text>&b;</text></svg>'

    assert finder().look(laughs.encode(), "a.svg").words < 10


@given(
    st.binary(max_size=200), st.sampled_from(["a.html", "a.json", "a.svg", "a.png", "a.js", "", "a?b", "\0"])
)
def test_no_bytes_raise_an_error(data: bytes, name: str) -> None:
    seen = finder().look(data, name, None, "utf-8")

    assert seen.words >= 0
