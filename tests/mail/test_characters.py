"""The charset of a mail's text: by its bytes where they say it, else by a label of any family."""

import pytest

from privacyctl.browser_charsets import decode as as_browsers
from privacyctl.japanese_charsets import decode_euc_jp, decode_iso_2022_jp
from privacyctl.mail.characters import codec_of, decode, is_garbled
from privacyctl.mail.encoded_words import plain

ROWS = [(row, cell) for row in range(0x21, 0x7F) for cell in range(0x21, 0x7F)]


def in_cp932(row: int, cell: int) -> bytes:
    lead = ((row - 0x21) >> 1) + 0x81
    trail = cell + 0x1F + (cell >= 0x60) if row & 1 else cell + 0x7E
    return bytes([lead + 0x40 * (lead > 0x9F), trail])


def test_every_two_byte_character_of_windows_is_read_from_both_japanese_forms() -> None:
    known = 0
    for row, cell in ROWS:
        meant = in_cp932(row, cell).decode("cp932", "replace")
        if "\ufffd" in meant:
            continue
        known += 1
        assert decode_iso_2022_jp(b"\x1b$B" + bytes([row, cell]) + b"\x1b(B") == meant
        assert decode_euc_jp(bytes([row | 0x80, cell | 0x80])) == meant

    assert known > 7_300


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b$B%m%\n%4\x1b(B!", "ロ\ufffd\nゴ!"),
        (b"\x1b(I67\x1b(B \x0e67\x0f.", "ｶｷ ｶｷ."),
        (b"\x1b$B%m%4", "ロゴ"),
        (b"\x1b$(D\x30\x21\x1b(B", b"\x8f\xb0\xa1".decode("euc_jp")),
        (b"\x1b$", "\x1b$"),
        (b"", ""),
    ],
)
def test_escapes_of_all_kinds_are_read(data: bytes, text: str) -> None:
    assert decode_iso_2022_jp(data) == text


@pytest.mark.parametrize(
    ("text", "label", "true"),
    [
        ("①ロゴを削除", "iso-2022-jp", "cp932"),
        ("①ロゴを削除", "x-sjis", "euc_jis_2004"),
        ("ロゴを削除してください", "us-ascii", "iso2022_jp"),
        ("로고를 삭제", "utf-8", "iso2022_kr"),
        ("로고를 삭제", "ks_c_5601-1987", "cp949"),
        ("로고를 삭제", "euc-kr", "utf-8"),
        ("联通", "gb2312", "gbk"),
        ("请删除我们的标志", "gb2312", "utf-8"),
        ("請刪除我們的標誌", "big5", "cp950"),
        ("請刪除", "cn-big5", "cp950"),
        ("请删除", "hz-gb-2312", "hz"),
        ("löschen für", "utf-7", "utf-7"),
        ("löschen", "iso-8859-1", "utf-8"),
        ("löschen", "utf-8", "cp1252"),
        ("löschen", "cp850", "cp850"),
        ("удалите логотип", "koi8-r", "koi8-r"),
        ("удалите логотип", "win-1251", "cp1251"),
        ("удалите логотип", "iso-8859-5", "utf-8"),
        ("הסר", "iso-8859-8-i", "cp1255"),
        ("usuń łogo", "latin2", "iso8859-2"),
        ("löschen", "unicode", "utf-16-le"),
        ("löschen", None, "utf-16"),
        ("ลบโลโก้", "tis-620", "cp874"),
    ],
)
def test_a_text_is_read_whatever_its_label(text: str, label: str | None, true: str) -> None:
    found = decode(text.encode(true), label)

    assert found == text
    assert not is_garbled(found)


@pytest.mark.parametrize(
    "label", ["x-unknown", "8bit", "default", "idna", "punycode", "cp037", "rot13", "", None]
)
def test_a_label_that_says_nothing_is_none(label: str | None) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("text", ["l\ufffd\ufffdsch\ufffdn", "\x1b$B", "ëîãîòèï", "\ue000\ue001\ue002 logo"])
def test_characters_that_were_not_read_are_known(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize("text", ["logo", "Bitte löschen – „danke“", "ロゴを削除", "Müßiggängerœuvre"])
def test_ordinary_text_is_not_garbled(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?iso-2022-jp?B?GyRCJW0=?= =?ISO-2022-JP?B?JTQbKEI=?= x", "ロゴ x"),
        ("=?utf-8?q?l=C3?= =?utf-8?q?=B6schen?=", "löschen"),
        ("=?utf-8?b?w7Y?= =?x-unknown?q?a_b?=", "öa b"),
        ("a =?utf-8*de?q?=C3=B6?= b", "a ö b"),
        ("=?utf-8?b?!!!?=x", "x"),
        ("l\udcc3\udcb6schen", "löschen"),
        ("no =? words ?=", "no =? words ?="),
    ],
)
def test_headers_are_read_as_texts_are(value: str, text: str) -> None:
    assert plain(value) == text


def test_pages_have_the_same_table() -> None:
    assert as_browsers(b"\x1b$B-!\x1b(B", "iso-2022-jp") == "①"
    assert as_browsers(b"\xad\xa1", "euc-jp") == "①"
