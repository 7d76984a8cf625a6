"""Bodies that are written as text are decoded; what shows nothing is left where it is."""

from __future__ import annotations

import base64
import gzip
import io
import os
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from privacyctl.site.parts.encoded import bodies

TEXT = "Widget Pro saved us three weeks of tedious work every single quarter."
DATA = TEXT.encode()
BASE64 = base64.b64encode(DATA).decode()


def found(text: str) -> list[bytes]:
    return [one.data for one in bodies(text)]


def png() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((20, 20), 50).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f'<a href="data:text/plain,{quote(TEXT)}">',
        f"url(data:text/plain;base64,{BASE64})",
        f"x='data:;charset=utf-8;base64,{BASE64}'",
        f"data:text/plain,{TEXT}",
        f"DATA:text/plain;BASE64,{BASE64}",
        f'src="data:text/plain;base64,{BASE64[:40]}\n  {BASE64[40:]}"',
        f"atob('{BASE64}')",
        f"x={BASE64};",
        f'"{DATA.hex()}"',
        f"'{base64.urlsafe_b64encode(DATA).decode().rstrip('=')}'",
        base64.encodebytes(DATA).decode(),
        f"<b>{BASE64}</b>",
        f"data:text/plain;base64,{quote(BASE64, safe='')}",
    ],
)
def test_a_text_is_decoded(text: str) -> None:
    assert DATA in found(text)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(DATA),
        zlib.compress(DATA),
        png(),
        b"%PDF-1.7\n" + DATA,
        TEXT.encode("utf-16"),
        b"<svg>" + DATA,
    ],
)
def test_what_may_hold_a_text_or_a_picture_is_decoded(data: bytes) -> None:
    assert data in found(f"x='{base64.b64encode(data).decode()}'")


@pytest.mark.parametrize("form", ["{}", " {}", "0x{:02x}", "0x{:X} "])
def test_a_picture_is_decoded_of_its_bytes_as_numbers(form: str) -> None:
    data = png()
    signed = [byte - 256 if byte > 127 else byte for byte in data]

    assert data in found(f"new Uint8Array([{','.join(map(form.format, data))}])")
    assert data in found(f"Int8Array.of({','.join(map(str, signed))})")
    assert found(f"[{','.join(map(str, range(200)))}]") == []


def test_short_strings_that_come_to_words_are_one_text() -> None:
    assert found("atob('QW5uIExlZQ==')") == [b"<p>Ann Lee</p>"]
    assert found("x='QW5uIExlZQ==',y='4e6f726420576572'") == [b"<p>Ann Lee</p><p>Nord Wer</p>"]
    assert found("x='V2lkZ2V0 IFBybw=='") == [b"<p>Widget Pro</p>"]


@pytest.mark.parametrize("text", ["button", "YWI", "deadbeef", "c0ffee", "primary-color", "MzQ1Njc4", "AAAA"])
def test_a_short_string_that_comes_to_no_words_says_nothing(text: str) -> None:
    assert found(f"x='{text}'") == []


@pytest.mark.parametrize(
    "text",
    [
        "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "/assets/images/customers/of/the/year/and/the/one/before",
        f"url(d09GMgABAAAA{base64.b64encode(os.urandom(300)).decode()})",
        "a" * 100,
        "our data: big, small",
    ],
)
def test_keys_hashes_fonts_and_paths_hold_nothing(text: str) -> None:
    assert found(text) == []


def test_a_run_within_an_address_is_no_body_of_its_own() -> None:
    assert found(f'"data:text/plain;base64,{BASE64}"') == [DATA]


@given(st.text(alphabet="data:;,base64atob(\"')+/=%3Dab0\n <>", max_size=200))
def test_no_text_raises(text: str) -> None:
    list(bodies(text))
