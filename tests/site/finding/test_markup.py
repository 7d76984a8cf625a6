"""Markup is read in one pass: what it means to a browser, or text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.hostile_markup import IN_A_VALUE, MISTAKEN, SEEN
from privacyctl.site.finding.markup import Token, tokens
from privacyctl.site.parts.escapes import unescape

values = st.text(IN_A_VALUE, max_size=12)


def read(source: str) -> list[str]:
    """The pieces in short: "<a>" and "</a>", the texts, "!comment" and "#raw text"."""
    return [said(token) for token in tokens(source)]


def said(token: Token) -> str:
    shapes = {"open": f"<{token.name}>", "close": f"</{token.name}>", "comment": f"!{token.text}"}
    return shapes.get(token.kind) or (f"#{token.text}" if token.kind == "raw" else token.text)


def attributes(source: str) -> dict[str, str]:
    return next(token.attributes for token in tokens(source) if token.kind == "open")


def test_an_element_opens_and_closes() -> None:
    assert read("<P>a<b>c</B></p>") == ["<p>", "a", "<b>", "c", "</b>", "</p>"]


def test_an_attribute_may_hold_what_ends_a_tag() -> None:
    assert attributes("""<img alt="a > b" title='x "y"' src=/c.svg hidden>""") == {
        "alt": "a > b", "title": 'x "y"', "src": "/c.svg", "hidden": "",
    }  # fmt: skip


def text_of(source: str) -> str:
    return "".join(token.text for token in tokens(source) if token.kind == "text")


@pytest.mark.parametrize(("source", "text"), SEEN)
def test_hostile_markup_is_read_as_it_is_seen(source: str, text: str) -> None:
    assert text_of(source) == text


@pytest.mark.parametrize(("source", "text"), MISTAKEN)
def test_mistaken_markup_hides_nothing_that_is_seen(source: str, text: str) -> None:
    assert text in text_of(source)


@given(values, values)
def test_whatever_a_value_holds_is_its_own(single: str, double: str) -> None:
    single, double = single.replace("'", ""), double.replace('"', "")
    source = f"<a b='{single}' c=\"{double}\">Ann</a>"

    assert read(source) == ["<a>", "Ann", "</a>"]
    assert attributes(source) == {"b": unescape(single), "c": unescape(double)}


def test_the_first_of_two_attributes_counts() -> None:
    assert attributes("<p Class=a class=b>") == {"class": "a"}


def test_references_are_resolved_in_texts_and_attributes() -> None:
    assert attributes('<p title="a&amp;b &#65;">') == {"title": "a&b A"}
    assert read("&lt;b&gt; &auml; &#x41;") == ["<b> ä A"]


def test_what_has_no_end_tag_closes_at_once() -> None:
    assert read("<br>a<img src=x>b<path/>c") == [
        "<br>", "</br>", "a", "<img>", "</img>", "b", "<path>", "</path>", "c",
    ]  # fmt: skip


def test_a_list_item_closes_the_one_before() -> None:
    assert read("<ul><li>a<li>b</ul>c") == ["<ul>", "<li>", "a", "</li>", "<li>", "b", "</li>", "</ul>", "c"]


def test_a_list_in_a_list_item_is_part_of_it() -> None:
    assert read("<li><ul><li>a</ul></li>") == ["<li>", "<ul>", "<li>", "a", "</li>", "</ul>", "</li>"]


def test_a_stray_end_tag_closes_nothing() -> None:
    assert read("<b>a</i>c</b></b>") == ["<b>", "a", "c", "</b>"]


def test_what_is_open_at_the_end_is_closed_there() -> None:
    assert read("<div><b>a") == ["<div>", "<b>", "a", "</b>", "</div>"]


def test_a_comment_is_one_piece() -> None:
    assert read("a<!-- <b>c</b> -->d") == ["a", "! <b>c</b> ", "d"]


def test_a_comment_without_an_end_hides_nothing() -> None:
    assert read("a<!-- b<p>c</p>") == ["a", " b", "<p>", "c", "</p>"]


def test_cdata_is_text_and_markup() -> None:
    assert read("<![CDATA[a <b>c</b>]]>") == ["a ", "<b>", "c", "</b>", "]]>"]


def test_declarations_are_no_text_and_php_is() -> None:
    assert read("<!doctype html><?xml version='1.0'?>a") == ["a"]
    assert read("<?php $a = ['b' => 'c']; ?>") == ["<?php $a = ['b' => 'c']; ?>"]


def test_a_script_is_one_text() -> None:
    assert read("<script>if (a<b) '</p>'</SCRIPT >c") == ["<script>", "#if (a<b) '</p>'", "</script>", "c"]


def test_a_script_without_an_end_hides_nothing() -> None:
    assert read("<script>a<p>b") == ["<script>", "a", "<p>", "b", "</p>", "</script>"]


def test_no_entity_of_a_document_is_expanded() -> None:
    assert read('<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>') == ["]>", "<a>", "&b;", "</a>"]


def test_each_piece_knows_where_it_stands() -> None:
    source = "<p>one\n<!--c--><b>two</b>"

    assert [source[token.at] for token in tokens(source) if token.kind != "close"] == [
        "<",
        "o",
        "<",
        "<",
        "t",
    ]


@given(st.text(alphabet="<>/!-[]\"'= ab&;?\n", max_size=80))
def test_every_piece_that_opens_is_closed_in_order(source: str) -> None:
    stack: list[str] = []
    for token in tokens(source):
        if token.kind == "open":
            stack.append(token.name)
        elif token.kind == "close":
            assert stack.pop() == token.name
    assert stack == []


@given(st.text(alphabet="ab <>&", max_size=60))
def test_a_letter_outside_of_tags_is_never_lost(before: str) -> None:
    found = "".join(token.text for token in tokens(f"{before}> xyz"))

    assert "xyz" in found
