"""Characters that are written as others are read, in whatever way and however often."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.site.finding.inside import Inside
from privacyctl.site.parts.escapes import is_unfinished, layers, of_style, unescape

WORDS = "Widget Pro"


@pytest.mark.parametrize(
    "written",
    [
        r"\u0057idget Pro",
        r"\u{57}idget Pro",
        r"\u{000057}idget Pro",
        r"\x57idget Pro",
        r"\127idget Pro",
        "Wid\\\nget Pro",
        "Wid\\\r\nget Pro",
        "&lt;Widget Pro",
        "Wid' + 'get Pro",
        'Wid"  +"get Pro',
        "Wid`+'get Pro",
        "Wid'.concat('get Pro",
        "['Wid', 'get Pro'].join('')",
        '["W","id","get"," Pro"].join(``)',
        "%57idget%20Pro",
        '<!DOCTYPE x [<!ENTITY w "Widget">]>&w; Pro',
        "<!ENTITY a 'Wid'><!ENTITY b '&a;get Pro'>&b;",
        '<!ENTITY % a "Widget">%a; Pro',
        "%u0057idget Pro",
        "`${'Widget'} Pro`",
        "String.fromCharCode(87,105,100,103,101,116,32,80,114,111)",
        "String.fromCodePoint(0x57, 0x69, 100, 103, 101, 116, 32, 80, 114, 111)",
        "String.fromCharCode.apply(null,[87,105,100,103,101,116,32,80,114,111])",
        "String.fromCharCode(...[87,105,100,103,101,116,32,80,114,111])",
        "[87,105,100,103,101,116,32,80,114,111]",
        r"content:'\000057\000069 dget Pro'",
        r"\\\\u0057idget Pro",
        r"\\u0026amp;#87;idget Pro",
        "&amp;amp;#87;idget Pro",
        r"\u005cu0057idget Pro",
        "%2557idget Pro",
    ],
)
def test_words_are_read_however_they_are_written(written: str) -> None:
    assert any(WORDS in unescape(layer) for layer in layers(written))  # as whoever reads it as markup does


@pytest.mark.parametrize(
    ("form", "between"),
    [("d", ","), ("d", ", "), ("d", "."), ("d", "|"),
     ("d", ",\n  "), ("x", ","), ("x", "-"), ("x", '","'), ("04x", " "),
     ("o", " "), ("08b", " "), ("07b", ",")],
)  # fmt: skip
def test_a_row_of_codes_is_read_to_any_base(form: str, between: str) -> None:
    row = between.join(format(ord(one), form) for one in WORDS)
    assert any(WORDS in layer for layer in layers(f'"{row}"'))


def test_a_part_of_a_longer_row_is_no_row_of_codes() -> None:
    codes = ", ".join(str(ord(one)) for one in WORDS)
    assert list(layers(f"[5, {codes}]")) == [f"[5, {codes}]"]
    assert list(layers(f"[{codes}, 5]")) == [f"[{codes}, 5]"]


def test_only_what_says_that_it_is_quoted_printable_is() -> None:
    assert WORDS in list(layers("Content-Transfer-Encoding: Quoted-Printable\n\nWid=\nget=20Pro"))[-1]
    assert list(layers("/?a=20&b=57")) == ["/?a=20&b=57"]


@pytest.mark.parametrize(
    "text", ["", WORDS, r"/\d+\.\w/", "a+b", "100 %", "AT&T", "1, 2, 3", "C:\\dir", "['a','b']"]
)
def test_what_is_written_plainly_has_one_reading(text: str) -> None:
    assert list(layers(text)) == [text]


def test_two_halves_of_a_character_are_one() -> None:
    assert "😀" in list(layers(r"\ud83d\ude00"))


@pytest.mark.parametrize(
    "code", [r"\ud83d", r"\u0000", r"\u{110000}", "&#xD800;", r"\u000a", "%0a", "&#10;\\x0a"]
)
def test_what_is_no_character_is_a_space_and_no_line(code: str) -> None:
    assert all("\n" not in layer and layer.isprintable() for layer in list(layers(code))[1:])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"\57 idget", "Widget"),
        (r"\000057idget", "Widget"),
        ("Wid\\\nget", "Widget"),
        (r"a\:b", "a:b"),
        ("a", "a"),
    ],
)
def test_a_style_sheet_has_escapes_of_its_own(written: str, said: str) -> None:
    assert of_style(written) == said


@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\\&%\"'`$<>+\u2028\u2029"
        ),
        min_size=1,
    ),
    st.lists(st.sampled_from(["json", "percent", "references", "ascii"]), max_size=4),
)
def test_a_text_is_read_behind_four_layers(text: str, ways: list[str]) -> None:
    written = text
    for way in ways:
        if way == "json":
            written = json.dumps(written)[1:-1]
        elif way == "percent":
            written = quote(written)
        elif way == "references":
            written = written.replace("&", "&amp;").replace("\\", "&#92;").replace("%", "&#37;")
        else:
            written = json.dumps(written, ensure_ascii=False)[1:-1]

    assert text in list(layers(written))


def test_entities_that_come_to_billions_are_read_up_to_a_bound_and_named() -> None:
    bomb = '<!ENTITY a "ha ha ha">' + "".join(
        f'<!ENTITY {one} "{f"&{other};" * 10}">' for other, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    inside = Inside(f"{bomb}<p>&i;</p>")

    assert sum(len(one.text) for one in inside.texts()) < 10_000_000
    assert [one.what for one in inside.unread] == ["what is escaped in it"]


def test_what_is_escaped_more_often_than_is_read_is_named() -> None:
    often = "Widget"
    for _ in range(12):
        often = (
            "".join(f"%{byte:02x}" for byte in often.encode())
            if len(often) < 20
            else often.replace("%", "%25")
        )
    few = Inside("x='%2557'")

    assert is_unfinished([*layers(often)][-1])
    assert [one.text for one in few.texts()][-1] == "x='W'"
    assert few.unread == []
