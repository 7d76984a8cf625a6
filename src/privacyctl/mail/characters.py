"""The charset of a mail's text and headers: by the bytes where they say it, by the label where they do not.

Labels are missing, wrong, or known to no browser: Japanese programs send "cp50220", Korean ones
"ks_c_5601-1987", old ones "8bit". A text is decoded by what fits its bytes, and by the label
where several do.
"""

from __future__ import annotations

import codecs
import re

from privacyctl import browser_charsets

_MALFORMED = "\ufffd"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$(?:[@B]|\([@BD])|\x1b\([IJ]")
_KOREAN_ESCAPE = b"\x1b$)C"
_JAPANESE = {"iso-2022-jp", "euc-jp", "cp932"}
_SEVEN_BITS = {"hz", "utf-7"}
_MANY_BYTES = _JAPANESE | {"gb18030", "big5hkscs", "cp950", "cp949", "johab"}
_SURE = 3
"""So many characters that are UTF-8 by chance are found in one of a thousand texts in another charset."""
_KANA = re.compile(r"[ぁ-ヿ]")

_NUMBERED = {
    "932": "cp932", "943": "cp932", "936": "gb18030", "54936": "gb18030", "51936": "gb18030", "52936": "hz",
    "949": "cp949", "1363": "cp949", "51949": "cp949", "1361": "johab", "950": "cp950", "951": "big5hkscs",
    "51932": "euc-jp", "50220": "iso-2022-jp", "50221": "iso-2022-jp", "50222": "iso-2022-jp",
    "50225": "iso2022_kr", "65000": "utf-7", "65001": "utf-8", "1200": "utf-16-le", "1201": "utf-16-be",
    "20127": "cp1252", "20866": "koi8-r", "21866": "koi8-u", "10000": "mac-roman", "819": "cp1252",
    **{str(28590 + part): f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("28591", "28605"), "cp1252"), "28598": "cp1255", "28599": "cp1254", "38598": "cp1255",
    **{
        page: f"cp{page}"
        for page in """437 737 775 850 852 855 857 858 860 861 862 863 864 865 866 869 874 1250 1251 1252 1253
        1254 1255 1256 1257 1258""".split()  # noqa: SIM905
    },
}  # fmt: skip
"""Codecs by the number of a code page, as Windows and DOS count them."""
_PAGE = re.compile(r"(?:x-?|cs)?(?:ms|cp|ibm|windows|win|dos|oem)?[-_]?0*(\d{3,5})(?:[-_].*)?")
_FAMILIES = tuple(
    (re.compile(pattern), codec)
    for pattern, codec in (
        (r".*2022[-_]?jp.*|jis([-_]?encoding|7)?|x-jis|cp5022\d.*", "iso-2022-jp"),
        (r".*2022[-_]?kr.*", "iso2022_kr"),
        (r".*2022[-_]?cn.*", "replacement"),
        (r"hz([-_].*)?", "hz"),
        (r".*(s(hift)?[-_]?jis|kanji|31j).*", "cp932"),
        (r".*(euc[-_]?jp|ujis).*", "euc-jp"),
        (r".*(ks[-_]?[cx]|euc[-_]?kr|ksc|uhc|wansung).*", "cp949"),
        (r".*johab.*", "johab"),
        (r".*(gb[-_]?2312|gb[-_]?k|gb[-_]?18030|euc[-_]?cn|gb[-_]?1988).*", "gb18030"),
        (r".*big[-_]?5.*", "big5hkscs"),
        (r".*utf[-_]?7.*", "utf-7"),
        (r".*utf[-_]?8.*", "utf-8"),
        (r".*(utf[-_]?16|ucs[-_]?2)[-_]?be.*", "utf-16-be"),
        (r".*(utf[-_]?16|ucs[-_]?2|unicode).*", "utf-16-le"),
        (r".*koi8[-_]?r?u.*", "koi8-u"),
        (r".*koi8.*", "koi8-r"),
        (r".*tis[-_]?620.*", "cp874"),
        (r".*viscii.*|.*tcvn.*", "replacement"),
        (r".*(us[-_]?ascii|ansi|646|latin[-_]?[19]).*|ascii.*", "cp1252"),
    )
)
"""The families that are seen in mail and that the Encoding standard has not in full."""
_ISO_8859 = re.compile(r".*8859[-_]?(\d{1,2})(?!\d).*")
_LATIN = {"2": "2", "3": "3", "4": "4", "5": "9", "6": "10", "7": "13", "8": "14", "10": "16"}
_LATINS = re.compile(r"latin[-_]?(\d{1,2})")
_WIDER = {
    "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-8": "cp1255", "iso8859-11": "cp874", "iso8859-12": "cp1252",
}  # fmt: skip
"""What Windows writes under these names."""
_READ_BY_BROWSERS = {"iso-2022-jp": "iso-2022-jp", "euc-jp": "euc-jp", "cp932": "cp932", "big5": "big5hkscs"}

_GARBLED = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
_ALL_ACCENTS = re.compile("[À-ÖØ-öø-ÿ]{5,}|(?:[ÂÃ][\x80-¿]){2,}")
"""Words of accented letters alone, which no language writes: Cyrillic or UTF-8 read as Latin."""
_A_FEW = 2
_META = re.compile(rb"<meta[^>]{1,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"'>/;]{1,40})", re.IGNORECASE)
_IN_HTML = 4_096


def decode(data: bytes, label: str | None = None) -> str:
    """Decode a text of a mail by its bytes and its label. Malformed bytes become U+FFFD; never raises."""
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    if b"\x1b" in data and (_KOREAN_ESCAPE in data or _JAPANESE_ESCAPE.search(data)):
        return _by(data, "iso2022_kr" if _KOREAN_ESCAPE in data else "iso-2022-jp")
    codec = codec_of(label)
    if data.isascii() and b"\0" not in data:
        said = _by(data, codec) if codec in _SEVEN_BITS else _MALFORMED
        return data.decode("ascii") if _MALFORMED in said else said
    said = _by(data, codec) if codec and codec != "iso-2022-jp" else _MALFORMED  # it has no escape in it
    as_utf8 = data.decode("utf-8", "replace")
    if _MALFORMED not in as_utf8 and b"\0" not in data:
        is_sure = codec not in _MANY_BYTES or sum(c > "\x7f" for c in as_utf8[:1_000]) >= _SURE
        return as_utf8 if is_sure or _MALFORMED in said else said
    fits = codec is not None and _MALFORMED not in said
    return said if fits else min(_meant(data, codec, said, as_utf8), key=_faults)


def label_in_html(data: bytes) -> str | None:
    """The charset that a page in a mail declares of itself."""
    found = _META.search(data, 0, _IN_HTML)
    return found[1].decode("latin-1") if found else None


def codec_of(label: str | None) -> str | None:
    """How a text with this label is decoded; None for a label that says nothing."""
    words = re.split(r"[;\s]", (label or "").strip(" \t\"'").lower(), maxsplit=1)
    said = words[0].strip("\"'")[:60]
    if not said.isascii() or not said:
        return None
    name = browser_charsets.name_of(said)
    if name and name != "replacement":
        codec = browser_charsets.codec_of(said) or ""
        codec = name if name in ("iso-2022-jp", "euc-jp") else codec
    else:
        codec = _of_family(said) or ""
    return _WIDER.get(codec, codec) or None


def is_garbled(text: str) -> bool:
    """Whether characters of the text were not read, or were surely read as others."""
    if text.isascii():
        return "\x1b" in text
    faults = len(_GARBLED.findall(text))
    strange = sum(c > "\x7f" for c in text[:10_000])
    return "\x1b" in text or faults > _A_FEW or faults * 5 > strange or _ALL_ACCENTS.search(text) is not None


def _of_family(label: str) -> str | None:
    for pattern, codec in _FAMILIES:
        if pattern.fullmatch(label):
            return codec
    if part := _ISO_8859.fullmatch(label):
        codec = f"iso8859-{int(part[1])}"
        return _WIDER.get(codec) or (codec if int(part[1]) in range(2, 17) else None)
    if latin := _LATINS.fullmatch(label):
        return f"iso8859-{_LATIN[latin[1]]}" if latin[1] in _LATIN else None
    page = _PAGE.fullmatch(label)
    return _NUMBERED.get(page[1]) if page else None


def _by(data: bytes, codec: str) -> str:
    if codec == "replacement":
        return _MALFORMED
    if codec in ("iso-2022-jp", "euc-jp"):
        return browser_charsets.decode(data, codec)
    return data.decode(codec, "replace")


def _meant(data: bytes, codec: str | None, said: str, as_utf8: str) -> list[str]:
    """What the bytes may be that fit neither UTF-8 nor their label, the likeliest first."""
    if codec in _JAPANESE:
        as_euc = said if codec == "euc-jp" else _by(data, "euc-jp")
        return sorted((as_euc, _by(data, "cp932")), key=_little_japanese)
    found = [said] if codec else []
    if codec == "big5hkscs":
        found.append(_by(data, "cp950"))
    as_latin = data.decode("cp1252", "replace")
    # A few broken bytes among good UTF-8 do not make it windows-1252.
    good = sum(c > "\x7f" and c != _MALFORMED for c in as_utf8)
    return [as_utf8, *found] if good > as_utf8.count(_MALFORMED) else [*found, as_latin, as_utf8]


def _faults(text: str) -> int:
    return text.count(_MALFORMED)


def _little_japanese(text: str) -> tuple[int, int]:
    return _faults(text), -len(_KANA.findall(text))
