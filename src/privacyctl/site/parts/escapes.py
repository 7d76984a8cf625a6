"""Taking out the ways in which characters are written as others: escapes, references, strings put together.

A page writes a text for the program that reads it next, and that one for the next again: JSON in an
attribute, markup in a string of a script, a style sheet in that. Nothing here asks which language a text
is in: each way is taken out wherever it stands, and the text as it was stays beside the result. No step
makes a line break, so that the lines of the source stay what they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from privacyctl.site.parts import codes
from privacyctl.site.parts.codes import character

MOST_STEPS = 8
"""How often escapes are taken out of one text: frameworks escape two or three times."""
_MOST_ENTITIES = 200_000
"""In characters: what the entities of a document come to at most. A few lines can declare billions."""

_SCRIPT = re.compile(
    r"\\(?:u\{0{0,9}([0-9a-fA-F]{1,6})\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r?\n|\u2028|\u2029)|(.))",
    re.DOTALL,
)
_STYLE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\f])?|(\r?\n|\f)|(.))", re.DOTALL)
_CONTROLS = dict.fromkeys("nrtbfv", " ")
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})|((?:%[0-9a-fA-F]{2})++)")
_STRING = r"""(?:"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"""
# 'a' + 'b', and 'a'.concat('b'); in a style sheet strings side by side are one.
_JOINT = re.compile(r"""["'`]\s{0,40}(?:\+|\.\s{0,9}concat\()\s{0,40}["'`]""")
_INLAID = re.compile(r"""\$\{\s{0,9}(?:"([^"\\\n]*+)"|'([^'\\\n]*+)')\s{0,9}\}""")
_LIST = re.compile(
    rf"\[((?:\s*+{_STRING}\s*+,?+)++)\s*+\]\s{{0,40}}\.\s{{0,9}}join\(\s{{0,9}}({_STRING})?+", re.DOTALL
)
_ITEM = re.compile(_STRING, re.DOTALL)
_CODES = re.compile(
    r"from(?:CharCode|CodePoint)(?:\.\s{0,9}(?:apply|call)\(\s{0,9}\w{1,9}\s{0,9},|\()\s{0,9}(?:\.{3})?\s{0,9}\[?"
    r"((?:\s{0,9}(?:0x[0-9a-fA-F]{1,6}|[0-9]{1,7})\s{0,9},?+)++)\]?\)"
)
_ENTITY = re.compile(r"""<!ENTITY\s++(?:%\s++)?([^\s"'<>%&;]{1,100})\s++(?:"([^"]*+)"|'([^']*+)')""")
_ENTITIES = re.compile(r"[&%]([^\s\"'<>%&;#]{1,100});")
_WRITTEN = (
    ("<!ENTITY", _ENTITY),
    # A backslash before any other character is a pattern's, or changes no letter.
    ("\\", re.compile(r"""\\[ux0-7\\"'`/\r\n\u2028\u2029]""")),
    # Other references are resolved where the text is read as markup; these make new markup, or new references.
    ("&", re.compile(r"&(?:[lg]t|[LG]T|bsol|percnt|amp;(?:#\w{1,9}|\w{2,12});|#0{0,9}(?:3[478]|60|62|92)(?!\d)"
                     r"|#[xX]0{0,9}(?:2[2567]|3[cCeE]|5[cC])(?![0-9a-fA-F]))")),
    ("%", re.compile(r"%(?:u[0-9a-fA-F]|[0-9a-fA-F]{2})")),
    ("+", re.compile(r"""\+\s{0,40}["'`]""")),
    (".concat(", _JOINT),
    ("join(", _LIST),
    ("${", _INLAID),
    ("fromC", _CODES),
)  # fmt: skip
"""What a step changes: a mark that a text must have, and the form that the mark stands in."""
_QUOTED = re.compile(r"(?P<bytes>(?:=[0-9a-fA-F]{2})++)|=[ \t]{0,9}\r?\n")
_IS_QUOTED = re.compile(r"quoted-printable", re.IGNORECASE)
"""What the head of a mail, a saved page (MHTML) or a line of a vCard says of its text (RFC 2045, section 6.7)."""
_IN_STYLE = re.compile(r"(?:content|--[\w-]{1,40})[\"']?\s{0,9}:[^}]{0,400}?\\[0-9a-fA-F\n]")


def layers(text: str) -> Iterator[str]:
    """The text as it stands, and as it reads each time that escapes are taken out, while that changes it.

    Where a step in a style sheet's way reads otherwise than in a script's, both are given.
    """
    yield text
    known = {text}
    for _ in range(MOST_STEPS):
        styled = of_style(text) if "\\" in text and _IN_STYLE.search(text) else text
        plain = plainer(text) if _is_written(text) else text
        for one in (styled, plain):
            if one not in known:
                known.add(one)
                yield one
        if plain == text:
            return
        text = plain


def _is_written(text: str) -> bool:
    return (
        any(mark in text and form.search(text) for mark, form in _WRITTEN)
        or _is_quoted(text)
        or codes.has_row(text)
    )


def _is_quoted(text: str) -> bool:
    """Whether it says that it is quoted-printable, and is: everywhere else "=20" is a part of an address."""
    if "rintable" not in text and "RINTABLE" not in text:
        return False
    return _IS_QUOTED.search(text) is not None and _QUOTED.search(text) is not None


def plainer(text: str) -> str:
    """The text with one layer of every way but a style sheet's taken out."""
    if "<!ENTITY" in text:
        text = _declared(text)
    if "join(" in text:
        text = _LIST.sub(_together, text)
    if "+" in text or "concat(" in text:
        text = _JOINT.sub("", text)
    if "${" in text:
        text = _INLAID.sub(lambda found: found[1] or found[2] or "", text)
    if "from" in text:
        text = _CODES.sub(_coded, text).replace("String.`", "`")
    text = codes.read(text)
    if _is_quoted(text):
        text = _QUOTED.sub(_unquoted, text)
    if "\\" in text:
        text = _SCRIPT.sub(_meant_in_script, text)
    if "&" in text:
        text = _no_new_line(text, unescape(text))
    return _PERCENT.sub(_decoded, text) if "%" in text else text


def is_unfinished(text: str) -> bool:
    """Whether more can be taken out of what `layers` gave last: it was escaped more often than that."""
    return _is_written(text) and plainer(text) != text


def _declared(text: str) -> str:
    """The text with what its document type declares in the place of each entity (XML 1.0, section 4.4)."""
    declared: dict[str, str] = {name: one or other for name, one, other in _ENTITY.findall(text)}
    left = _MOST_ENTITIES

    def meant(found: re.Match[str]) -> str:
        nonlocal left
        name: str = found[0]
        value = declared.get(name[1:-1])
        if value is None or len(value) > left:
            return name
        left -= len(value)
        return value.replace("\n", " ").replace("\r", " ")

    return _ENTITIES.sub(meant, text)


def of_style(text: str) -> str:
    """The text with the escapes of a style sheet taken out (CSS Syntax, section 4.3.7)."""
    return _STYLE.sub(_meant_in_style, text) if "\\" in text else text


def unescape(text: str) -> str:
    """The text with its character references resolved."""
    try:
        return html.unescape(text) if "&" in text else text
    except ValueError:  # a number of more than 4,300 digits
        return text


def _no_new_line(before: str, after: str) -> str:
    return after if before.count("\n") == after.count("\n") else unescape(_NEW_LINE.sub(" ", before))


_NEW_LINE = re.compile(r"&(?:NewLine;|#0{0,9}(?:10|13)(?!\d);?|#[xX]0{0,9}[aAdD](?![0-9a-fA-F]);?)")


def _meant_in_script(found: re.Match[str]) -> str:
    if found[2]:
        return chr(0x10000 + ((int(found[2], 16) & 0x3FF) << 10) + (int(found[3], 16) & 0x3FF))
    if digits := found[1] or found[4] or found[5]:
        return character(int(digits, 16))
    if found[6]:
        return character(int(found[6], 8))
    return "" if found[7] else _CONTROLS.get(found[8], found[8])


def _meant_in_style(found: re.Match[str]) -> str:
    return character(int(found[1], 16)) if found[1] else found[3] or ""


def _together(found: re.Match[str]) -> str:
    between = found[2][1:-1] if found[2] else ","
    return f"`{between.join(item[1:-1] for item in _ITEM.findall(found[1]))}`"


def _coded(found: re.Match[str]) -> str:
    said = codes.spelt(found[1])
    return f"`{said}`" if said else found[0]


def _decoded(found: re.Match[str]) -> str:
    return character(int(found[1], 16)) if found[1] else _of_bytes(unquote_to_bytes(found[2]))


def _unquoted(found: re.Match[str]) -> str:
    return _of_bytes(bytes.fromhex(found["bytes"].replace("=", ""))) if found["bytes"] else ""


def _of_bytes(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    return text.replace("\n", " ").replace("\r", " ")
