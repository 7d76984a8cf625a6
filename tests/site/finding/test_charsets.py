"""The encoding of a page: its mark, what the server says, what it says itself, and what it is."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import finder, seen
from privacyctl.site.finding.charsets import decoded, is_text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Ä".encode(), None, "Ä"),
        ("Ä".encode("cp1252"), None, "Ä"),
        (codecs.BOM_UTF8 + "Ä".encode(), "latin-1", "Ä"),
        (codecs.BOM_UTF16_LE + "Ä".encode("utf-16-le"), "utf-8", "Ä"),
        (codecs.BOM_UTF16_BE + "Ä".encode("utf-16-be"), None, "Ä"),
        ("Я".encode("koi8-r"), "koi8-r", "Я"),
        ("Ä".encode("cp1252"), "utf-8", "Ä"),
        ("Ä".encode(), "no-such-charset", "Ä"),
        ("Ä".encode(), "utf-8\0", "Ä"),
        ("Ä".encode(), "idna", "Ä"),
        ("Ä".encode(), "rot13", "Ä"),
        ("Ä".encode(), "base64", "Ä"),
    ],
)
def test_a_text_is_read_whatever_is_said_of_it(data: bytes, charset: str | None, text: str) -> None:
    assert decoded(data, charset) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        "<META charset=koi8-r>",
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        '<?xml version="1.0" encoding="koi8-r"?>',
    ],
)
def test_a_text_says_its_own_encoding(head: str) -> None:
    assert decoded(f"{head}Я".encode("koi8-r")).endswith("Я")


def test_what_the_server_says_comes_first() -> None:
    assert decoded('<meta charset="koi8-r">Я'.encode("cp1251"), "cp1251").endswith("Я")


def test_a_picture_is_no_text() -> None:
    assert not is_text(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    assert not is_text(b"%PDF-1.7")
    assert is_text(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le"))


def test_a_quote_is_found_in_a_wrong_encoding() -> None:
    assert "1 quote sure" in seen("<p>Größe</p><p>Great tool, saved us weeks of work.</p>".encode("cp1252"))


def test_what_the_server_says_makes_a_text_of_bytes_that_look_like_none() -> None:
    page = "<p>Great tool, saved us weeks of work.</p>".encode("utf-16-le")

    assert [one.by.value for one in finder().look(page, "p", "text/html", "utf-16-le").sightings] == ["quote"]


@given(
    st.binary(max_size=60), st.none() | st.sampled_from(["utf-8", "utf-16", "punycode", "hex", "x", "utf-7"])
)
def test_no_bytes_raise_an_error(data: bytes, charset: str | None) -> None:
    assert isinstance(decoded(data, charset), str)
