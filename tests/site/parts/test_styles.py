"""A style sheet shows what stands in its strings and custom properties, and loads what its addresses name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.site.parts.styles import read


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('a::before{content:"Widget"}', ["Widget"]),
        ("a::before{content:'Wid' \n 'get'}", ["Widget"]),
        (r'a::before{content:"\000057\69 dget"}', ["Widget"]),
        ('a{content:"Wid\\\nget"}', ["Widget"]),
        ("a{--q:'Widget';content:var(--q)}", ["Widget"]),
        ("a{--q: Widget Pro; color: red}", ["Widget Pro"]),
        ("@counter-style x{symbols:'A' 'B'}", ["AB"]),
        ("a{content:'A' attr(title) 'B'}", ["A", "B"]),
        ("/* 'no' */ a{content:'y'}", ["y"]),
        ("a{content:'open", ["open"]),
        (".nord-werke{color:red}", []),
        ('@import "a.css"; b{content:"x"}', ["x"]),
        (r'@\69mport "a.css"; b{content:"\78"}', ["x"]),
    ],
)
def test_the_texts_of_a_sheet(source: str, texts: list[str]) -> None:
    assert [text for text, _ in read(source).texts] == texts


@pytest.mark.parametrize(
    ("source", "pictures"),
    [
        ("a{background:url(/a.png)}", ["/a.png"]),
        ("a{background:URL( '/a b.png' )}", ["/a b.png"]),
        (r"a{background:url(/a\.png)}", ["/a.png"]),
        ("a{background:image-set('/a.png' 1x, url(/b.png) 2x)}", ["/a.png", "/b.png"]),
        ("a{background:-webkit-image-set(url(/a.png) 1x)}", ["/a.png"]),
        ("a{--b:url(/a.png);mask:var(--b)}", ["/a.png"]),
        (
            "a{list-style:url(/a.svg);cursor:url(/b.cur),auto;border-image:url(/c.png)}",
            ["/a.svg", "/b.cur", "/c.png"],
        ),
        ("a{fill:url(#gradient)}", []),
        ("a{background:url()}", []),
    ],
)
def test_the_pictures_of_a_sheet(source: str, pictures: list[str]) -> None:
    assert [address for address, _ in read(source).pictures] == pictures


@pytest.mark.parametrize(
    "source", ["@import 'a.css';", "@import url(a.css) screen;", '@IMPORT URL("a.css") layer(x);']
)
def test_the_sheets_that_a_sheet_imports(source: str) -> None:
    found = read(f"{source} a{{background:url(b.png)}}")

    assert [address for address, _ in found.sheets] == ["a.css"]
    assert [address for address, _ in found.pictures] == ["b.png"]


@given(st.text(alphabet="a-:;{}()\"'/*\\ \n@importul5", max_size=100))
def test_no_sheet_raises(source: str) -> None:
    read(source)
