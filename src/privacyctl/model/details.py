"""Finding an e-mail address or a phone number in a text, even one that is spelt out or disguised.

Every pattern begins with a rare character or has bounded repeats, so the time is proportional
to the length of the text.
"""

from __future__ import annotations

import re

from privacyctl.model.words import plain

_LABEL = r"[\w-]{1,63}"
_OPEN, _CLOSE = r"\s{0,3}[(\[{<]\s{0,3}", r"\s{0,3}[)\]}>]\s{0,3}"
# "at" and "dot" without brackets count only before an ending that is no English word: "look at the dot on it".
_ENDINGS = (
    "com|org|net|edu|gov|info|biz|io|co|dev|app|example|test|de|ch|fr|nl|uk|eu|es|pl|se|dk|ru|jp|cn|br|au|ca"
)
_DOT = rf"(?:\s{{1,3}}(?i:dot|punkt)\s{{1,3}}|{_OPEN}(?i:dot|punkt|\.){_CLOSE})"
_EMAIL = re.compile(
    rf"""
      [^\s@<>(),;:"]"?(?:@|%40)\[?{_LABEL}(?:[.。]{_LABEL})+     # ann@acme.example
    | [a-z0-9][ ]@[ ][a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}})*    # ann @ acme.example,
      \.[a-z]{{2,63}}                                             # but not "Ann @ Acme.io"
    | \w{_OPEN}(?:(?i:at|ät)|@){_CLOSE}{_LABEL}                   # ann(at)acme.example,
      (?:[.。]|{_DOT}){_LABEL}                                    # ann [at] acme [dot] example
    | \w\s{{1,3}}(?i:at)\s{{1,3}}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}?  # ann at acme dot example
      {_DOT}(?i:{_ENDINGS})\b
    """,
    re.VERBOSE,
)

_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d~·•]")
# No phone number has a colon, but a time has: a run with one is read whole.
_RUN = re.compile(r"\+?\(?\d(?:[ \t().\-/+:]{0,4}\d){6,}")
_LEAST = 7
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"{_YEAR}([-./])[ ]?(?:0?[1-9]|1[0-2])\1[ ]?(?:0?[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])([-./])[ ]?(?:0?[1-9]|[12]\d|3[01])\2[ ]?{_YEAR}"
)
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\.\d{1,6})?(?:[ ]?\+\d\d:?\d\d)?"
_RANGE = rf"{_YEAR}[ ]?[-/][ ]?{_YEAR}"
_OF_THE_CALENDAR = re.compile(rf"(?<!\d)(?:{_DATE}|{_RANGE}|{_TIME})(?!\d)")
_YEARS = re.compile(rf"{_YEAR}(?:[ \-/]{{1,3}}{_YEAR})*+|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_GROUPED = re.compile(r"([1-9]\d{0,2})([ .])\d{3}(?:\2\d{3})*+(?:\.\d{1,2})?")
_ROUND = re.compile(r"[1-9]\d*000")
_HOST = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_SAID_BEFORE = re.compile(
    r"(?:[$€£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY)|\b(?:v|ver|version|build|release)\.?)\s?$", re.IGNORECASE
)
_SAID_AFTER = re.compile(r"\s?(?:[$€£¥₹%]|(?:EUR|USD|GBP|CHF|JPY)\b)")
_ABROAD = ("+", "0", "(")


def holds_email(text: str) -> bool:
    """Whether the text holds an e-mail address, or a disguised one."""
    return _EMAIL.search(plain(text)) is not None


def holds_phone(text: str) -> bool:
    """Whether the text holds a run of seven digits or more that is no date, number, price or version."""
    text = _DASHES.sub("-", plain(text))
    if not text.isascii():
        text = re.sub(r"\d", lambda digit: str(int(digit[0])), text)
    return any(_is_phone(text, run) for run in _RUN.finditer(text))


def _is_phone(text: str, run: re.Match[str]) -> bool:
    digits = run[0]
    if _SAID_BEFORE.search(text[max(0, run.start() - 10) : run.start()]) or _SAID_AFTER.match(
        text, run.end()
    ):
        return False
    if any(shape.fullmatch(digits) for shape in (_ROUND, _HOST, _YEARS)):
        return False
    if _is_grouped(digits) or _is_version(digits):
        return False
    rest = _OF_THE_CALENDAR.sub(" ", digits)
    # A dialling prefix makes it a phone number, even with years in it: +49 30 2019 2024.
    return rest.startswith(_ABROAD) or sum(map(str.isdigit, rest)) >= _LEAST


def _is_grouped(digits: str) -> bool:
    """Whether the run is a number such as 1 000 000 or 10.000.000.

    Phone numbers are grouped by threes as well (600 123 456), so a run that begins with three
    digits is a number only if it is round.
    """
    found = _GROUPED.fullmatch(digits)
    return found is not None and (len(found[1]) < 3 or digits.endswith("000"))


def _is_version(digits: str) -> bool:
    """Whether the run is a version or decimal such as 10.0.19041 or 0.5309: no phone number has parts like these."""
    first, *others = digits.split(".")
    return all(part.isdigit() for part in (first, *others)) and (
        any(len(part) == 1 for part in others) or (first == "0" and len(others) == 1)
    )
