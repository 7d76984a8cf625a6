"""The charsets that browsers know, by the labels of the Encoding standard (encoding.spec.whatwg.org).

Pages and mail name charsets that they do not mean: "latin1" is windows-1252 to every browser, and
"gb2312" is gb18030. Python's own codecs take such labels by their word, and know others (cp037,
utf-7) that no browser does.
"""

from __future__ import annotations

import webencodings

from privacyctl.japanese_charsets import decode_euc_jp, decode_iso_2022_jp

_BY_US = {"iso-2022-jp": decode_iso_2022_jp, "euc-jp": decode_euc_jp}
"""Those whose codecs in Python lack characters that browsers read."""
_WIDER = {"gbk": "gb18030"}
"""The standard has one decoder for both, and Python's codec for gbk knows no euro sign."""


def name_of(label: str) -> str | None:
    """The name of the charset that a label means, in lower case; None for a label that browsers do not know.

    "replacement" is the name for those that browsers know and refuse to read, such as hz-gb-2312.
    """
    try:
        known = webencodings.lookup(label)
    except UnicodeError:  # it is no ASCII
        return None
    return known.name if known else None


def codec_of(label: str) -> str | None:
    """Python's codec for a charset that browsers know and read; None for any other label."""
    name = name_of(label)
    if name is None or name in ("replacement", "x-user-defined"):
        return None
    return _WIDER.get(name, str(webencodings.lookup(name).codec_info.name))


def decode(data: bytes, label: str) -> str:
    """Decode by a label that browsers know. Malformed bytes become U+FFFD.

    Raises LookupError for a label that they do not know.
    """
    name, codec = name_of(label), codec_of(label)
    if name in _BY_US:
        return _BY_US[name](data)
    if codec is not None:
        return data.decode(codec, "replace")
    if name is None:
        raise LookupError(label)
    if name == "replacement":
        return "\ufffd" if data else ""
    return str(webencodings.lookup(name).codec_info.decode(data)[0])
