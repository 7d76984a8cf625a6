"""The encoding of a page: its mark, what the server says, what it says itself, and what it is."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import finder, seen
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Kind
from privacyctl.model.target import Target
from privacyctl.site.finding.charsets import decoded, readings
from privacyctl.site.finding.finder import Finder

RUSSIAN = "Отличный инструмент, он сэкономил нам недели работы."


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Ä".encode(), None, "Ä"),
        ("Ä".encode("cp1252"), None, "Ä"),
        (codecs.BOM_UTF8 + "Ä".encode(), "latin-1", "Ä"),
        (codecs.BOM_UTF16_LE + "Ä".encode("utf-16-le"), "utf-8", "Ä"),
        (codecs.BOM_UTF16_BE + "Ä".encode("utf-16-be"), None, "Ä"),
        (codecs.BOM_UTF32_LE + b"a\0\0\0", None, "a"),
        ("Я".encode("koi8-r"), "koi8-r", "Я"),
        ("Ä".encode(), "no-such-charset", "Ä"),
        *(
            ("Ä".encode(), label, "Ä")
            for label in ("cp037", "utf-7", "utf_8", "'utf-8'", "ütf-8", "idna", "rot13", "")
        ),
        ("Ä".encode(), " UTF-8 ", "Ä"),
        (b"+AMQ-", "utf-7", "+AMQ-"),
        ("Ä\x80".encode("latin-1"), "iso-8859-1", "Ä€"),
        ("€深圳".encode("gb18030"), "gb2312", "€深圳"),
        ("①表".encode("cp932"), "shift_jis", "①表"),
        ("똠방각하".encode("cp949"), "euc-kr", "똠방각하"),
        ("שלום".encode("iso-8859-8"), "iso-8859-8-i", "שלום"),
        (b"<p>Widget Pro", "hz-gb-2312", "\ufffd"),
        (b"<p>Widget Pro", "iso-2022-kr", "\ufffd"),
        (b"a\xe9", "x-user-defined", "a\uf7e9"),
        ("Äb".encode("utf-16-le"), "utf-16", "Äb"),
        ("Widget".encode("utf-16-le"), None, "Widget"),
        (b"Wid\0get", "utf-8", "Widget"),
        ("Größe".encode("cp1252"), "utf-8", "Gr\ufffd\ufffde"),
        (b"\x81<b>x</b>", "shift_jis", "\ufffd<b>x</b>"),
    ],
)
def test_a_text_is_read_as_browsers_read_it(data: bytes, charset: str | None, text: str) -> None:
    assert decoded(data, charset) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        "<META charset=koi8-r>",
        "<meta charset=' KOI8-R '>",
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        "<meta content='text/html;charset = \"koi8-r\"' http-equiv=content-type>",
        "<meta charset=cp037><meta charset=koi8-r><meta charset=utf-8>",
        "<body><p>text</p><meta charset=koi8-r>",
        "<!-- <meta charset=utf-8> --><title><meta charset=utf-8></title><meta charset=koi8-r>",
        "<script>'<meta charset=utf-8>'</script><meta name=a content='charset=utf-8'><meta charset=koi8-r>",
        f"<script>{'x' * 5_000}</script><meta charset=koi8-r>",
        '<?xml version="1.0" encoding="koi8-r"?>',
        "<?xml version='1.0' encoding = 'KOI8-R' ?>",
        '@charset "koi8-r";',
    ],
)
def test_a_text_says_its_own_encoding(head: str) -> None:
    assert decoded(f"{head}Я".encode("koi8-r")).endswith("Я")
    assert decoded(f"{head}Я".encode("koi8-r"), "no-such-charset").endswith("Я")


@pytest.mark.parametrize("label", ["utf-16", "utf-16be", "unicode"])
def test_a_page_that_says_it_is_utf_16_is_utf_8(label: str) -> None:
    assert decoded(f'<meta charset="{label}">Ä'.encode()).endswith("Ä")
    assert decoded(f'<?xml version="1.0" encoding="{label}"?>Ä'.encode()).endswith("Ä")
    assert decoded('<?xml version="1.0" encoding="utf-16"?>Ä'.encode("utf-16-le")).endswith("Ä")


def test_a_declaration_far_behind_the_head_is_none() -> None:
    assert decoded(f"<body>{'x' * 2_000}<meta charset=koi8-r>Ä".encode()).endswith("Ä")


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("windows-1251", None),
        ("koi8-r", None),
        ("ibm866", None),
        ("cp1251", "utf-8"),
        ("koi8-r", "windows-1253"),
    ],
)
def test_malformed_bytes_are_read_as_they_may_be_meant_too(charset: str, declared: str | None) -> None:
    first, *others = readings(b"\xaa" + RUSSIAN.encode(charset), declared)

    assert "\ufffd" in first or declared is None
    assert any(RUSSIAN in one for one in others)


def test_well_formed_bytes_are_read_once() -> None:
    assert list(readings(RUSSIAN.encode())) == [RUSSIAN]
    assert list(readings(RUSSIAN.encode("koi8-r"), "koi8-r")) == [RUSSIAN]
    assert list(readings(b"<p>Widget Pro", "hz-gb-2312")) == ["\ufffd"]


def test_a_quote_is_found_in_a_charset_that_nobody_declared() -> None:
    ann = Target(PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=RUSSIAN)
    page = f"<title>Отзывы</title><p>{RUSSIAN}</p>".encode("cp1251")
    russian = Finder([ann])

    assert russian.may_show(page)
    assert [one.is_sure for one in russian.look(page, "p.html").sightings] == [True]
    assert russian.look(page, "p.html", charset="utf-8").sightings


def test_what_the_server_says_comes_first() -> None:
    assert decoded('<meta charset="koi8-r">Я'.encode("cp1251"), "cp1251").endswith("Я")


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
