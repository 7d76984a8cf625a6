"""How the digits of a card number may be spelt: other scripts, marks between, codes of the web.

A text is read as it stands; where it holds something coded or anything beyond ASCII, it is
read once more with each character in its plainest form. A reading knows where each of its
characters stands in the text, so that what is found can be cut out of the text itself.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from privacyctl.model.card_number import LEADING, SHORTEST, is_card_number, lengths

_CODED = re.compile(
    r"(?:\s{0,8}(?:</?[a-z][^<>]{0,500}>|<!--[^<>]{0,200}-->))+\s*|\s{9,}"
    r"|(?:%[0-9a-f]{2})+|&#?\w{1,31};|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[nrt]",
    re.IGNORECASE,
)
"""The codes of the web, tags and wide white space, which parts the cells of a table: read as a tab or a line break."""
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-Fa-f]{2})+|=\r?\n")
"""RFC 2045, section 6.7. Read so in a reading of its own: the 20 of `id=20…` may be digits of a number."""
_LINE_BREAK = re.compile(r"[\r\n]")
_IBAN_HEAD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ \-\u00a0]?[A-Za-z0-9])")
_IBAN_GAP = " -\u00a0"
_IBAN_VALUES = {character: int(character, 36) for character in string.ascii_letters + string.digits}
REDACTED = "[card number ending {last4}]"
_PLACEHOLDER = re.compile(re.escape(REDACTED).replace(r"\{last4\}", r"(\d{4})"))
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34
FEWEST_DIGITS = 9
_DIGIT = re.compile(r"\d")
_SPREADSHEET = re.compile(r"\d[.,]\d{6,18}[eE]\+?1[1-8]")
_NESTED = re.compile(
    r"%25|%26|%3c|%5c|%23|&(?:amp|lt|percnt|bsol|num|equals|#0{0,6}(?:3[5-8]|6[01]|92)(?!\d)|#x0{0,6}(?:2[356]|3[cd]|5c)(?![\da-f]))"
    r"|\\(?:u00|x)(?:2[356]|3[cd]|5c)|=2[356]|=3[cd]|=5c",
    re.IGNORECASE,
)
"""A code whose meaning begins another."""
# What may stand between two digits of a number: all but letters, and those letters that are a part of a code.
_BETWEEN = (
    r"(?:[^\dA-Za-z<]++|</?[A-Za-z][^<>]{0,500}>|<!--[^<>]{0,200}-->|<|(?<=[&%\\=#;])[A-Za-z]{1,31}"
    r"|(?<=[%=xXuU]\d)[A-Fa-f]|(?<=[xXuU]\d\d)[A-Fa-f]|(?<=[xXuU]\d\d\d)[A-Fa-f]|(?<=[xX]\d\d\d\d)[A-Fa-f])"
)
_STRETCH = re.compile(rf"\d(?:{_BETWEEN}*+\d){{{SHORTEST - 1},}}+")
_MARKS_A_CODE = re.compile(r"[&%\\=<]|[^\x00-\x7f]")
_NO_DIGITS = re.compile(r"\D+")
_WITHOUT_DIGITS = dict.fromkeys(range(48, 58))
_DEEPEST = 3
"""How often a text may be coded: %2520 is twice."""
_DROPPED = {"Cf", "Mn", "Me", "Cc"}
_NO_LETTERS = {"Lm", "Nl", "No"}
"""To a pattern a letter: modifiers, such as the long mark of Japanese that stands for a dash, and fractions."""
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
"""The letters that show nothing, the fillers of Hangul (Unicode's property Default_Ignorable_Code_Point)."""
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_WORD = "a"
"""What an IBAN is read as, character by character: no digit, no separator."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in its plainest form, and for each of its characters the span in the text."""

    text: str
    spans: list[tuple[int, int]] | None = None
    """None where every character stands at its own place."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the reading stands in the text."""
        if self.spans is None:
            return start, end
        return self.spans[start][0], self.spans[end - 1][1]

    def places(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where each character of [start, end) stands in the text."""
        if self.spans is None:
            return [(at, at + 1) for at in range(start, end)]
        return self.spans[start:end]


def may_hold_number(text: str) -> bool:
    """Whether it is worth looking: digits of a card's number follow each other, whatever parts them or codes them.

    The shortest spelling, `4.242424E+15`, has nine digits of any script.
    """
    if len(text) < FEWEST_DIGITS:
        return False
    if text.isascii():
        digits = len(text) - len(text.translate(_WITHOUT_DIGITS))
    else:
        digits = sum(1 for _ in _DIGIT.finditer(text))
        shaped = [one for one in set(text) if not one.isascii() and _is_shaped(one)]
        if shaped:
            return digits + sum(map(text.count, shaped)) >= FEWEST_DIGITS
    if digits < FEWEST_DIGITS:
        return False
    return (
        _NESTED.search(text) is not None
        or any(_may_be_one(found[0]) for found in _STRETCH.finditer(text))
        or _SPREADSHEET.search(text) is not None
    )


def _may_be_one(stretch: str) -> bool:
    """Whether any digits in a row within a stretch are a card's number; True where they are coded."""
    if _MARKS_A_CODE.search(stretch):
        return True
    digits = _NO_DIGITS.sub("", stretch)
    return any(
        is_card_number(digits[start : start + length])
        for start in range(len(digits) - SHORTEST + 1)
        if digits[start] in LEADING
        for length in lengths(digits[start : start + 4])
        if start + length <= len(digits)
    )


def readings(text: str) -> Iterator[Reading]:
    """The text as it stands, and in its plainest forms where these are others. IBANs are masked in each."""
    as_it_stands = Reading(text)
    plain = _plain(_decoded(as_it_stands))
    yield _masked(as_it_stands)
    if plain is not as_it_stands:
        yield _masked(plain)
    if _QUOTED_PRINTABLE.search(plain.text):
        yield _masked(_plain(_replaced(plain, _QUOTED_PRINTABLE, _unquoted)))


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Where each IBAN stands, by its check digits (ISO 13616-1, ISO/IEC 7064 MOD 97-10), the longest that passes."""
    at = 0
    for head in _IBAN_HEAD.finditer(text):
        if head.start() >= at and (end := _iban_end(text, head.start())):
            at = end
            yield head.start(), end


def _iban_end(text: str, start: int) -> int:
    """Where the IBAN ends that begins at `start`, without the words that follow it; 0 where none begins."""
    # The country and the check digits count as if they stood at the end.
    head = int(f"{_IBAN_VALUES[text[start]]}{_IBAN_VALUES[text[start + 1]]}{text[start + 2 : start + 4]}")
    rest, count, found, gap = 0, 4, 0, start + 2
    # The end of the text ends the last group too, and no IBAN is so long as what is looked at.
    for at, character in enumerate(text[start + 4 : start + 2 * _LONGEST_IBAN] + "\n", start=start + 4):
        value = _IBAN_VALUES.get(character)
        if value is not None:
            rest = (rest * (10 if value < 10 else 100) + value) % 97
            count += 1
            continue
        if _SHORTEST_IBAN <= count <= _LONGEST_IBAN and (rest * 1_000_000 + head) % 97 == 1 and at > gap + 1:
            found = at
        if character not in _IBAN_GAP or at == gap + 1 or count >= _LONGEST_IBAN:
            break
        gap = at
    return found


def _masked(reading: Reading) -> Reading:
    """Without IBANs, and without the last digits of our own placeholders: no part of them is a card's number."""
    text = reading.text
    pieces, at = [], 0
    for start, end in sorted([*ibans(text), *(match.span(1) for match in _PLACEHOLDER.finditer(text))]):
        if start >= at:
            pieces += [text[at:start], _WORD * (end - start)]
            at = end
    return Reading("".join([*pieces, text[at:]]), reading.spans) if pieces else reading


def _decoded(reading: Reading) -> Reading:
    for _ in range(_DEEPEST):
        decoded = _replaced(reading, _CODED, _meant)
        if decoded.text == reading.text:
            break
        reading = decoded
    return reading


def _replaced(reading: Reading, code: re.Pattern[str], meaning: Callable[[str], str]) -> Reading:
    """The reading with each match as what it means; the reading itself where nothing matches."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for found in code.finditer(reading.text):
        meant = meaning(found[0])
        spans += reading.places(at, found.start())
        spans += [reading.span(*found.span())] * len(meant)
        pieces += [reading.text[at : found.start()], meant]
        at = found.end()
    if not pieces:
        return reading
    spans += reading.places(at, len(reading.text))
    return Reading("".join([*pieces, reading.text[at:]]), spans)


def _unquoted(code: str) -> str:
    if code[1] in "\r\n":
        return ""
    return bytes.fromhex(code.replace("=", "")).decode("utf-8", errors="replace")


def _meant(code: str) -> str:
    if code.isspace() or code.rstrip().endswith(">"):
        return "\t" if code.isspace() and not _LINE_BREAK.search(code) else "\n"
    if code.startswith("%"):
        return unquote_to_bytes(code).decode("utf-8", errors="replace")
    if code.startswith("&"):
        try:
            return html.unescape(code)
        except ValueError:  # a number of more than 4,300 digits
            return code
    if len(code) == 2:
        return _ESCAPED[code[1].lower()]
    return chr(int(code.lstrip("\\xuXU"), base=16))


def _plain(reading: Reading) -> Reading:
    """Without marks that nobody sees, each digit of any script and shape as ASCII, and blank letters as spaces."""
    odd = {
        character: _plainest(character)
        for character in set(reading.text)
        if not character.isprintable() or character > "~"
    }
    odd = {character: meant for character, meant in odd.items() if meant != character}
    if not odd:
        return reading
    if all(len(meant) == 1 for meant in odd.values()):
        spans = reading.spans
    else:
        spans = [
            place
            for place, character in zip(reading.places(0, len(reading.text)), reading.text, strict=True)
            for _ in odd.get(character, character)
        ]
    return Reading(reading.text.translate(str.maketrans(dict[str, str | int | None](odd))), spans)


def _plainest(character: str) -> str:
    """ASCII digits for a digit, nothing for a mark that nobody sees, a space for what a pattern calls a letter."""
    if character.isspace():
        return character
    value = unicodedata.numeric(character, None)
    if value is not None and value in range(10):
        return str(int(value))
    category = unicodedata.category(character)
    if category == "No" and (shown := unicodedata.normalize("NFKC", character).strip("().")).isdecimal():
        return shown  # ten and more in a circle
    if category in _DROPPED:
        return ""
    # A letter that shows is what it is: no separator.
    return " " if category in _NO_LETTERS or character in _BLANK_LETTERS else character


def _is_shaped(character: str) -> bool:
    """Whether it is a digit that is no decimal one, such as a circled one: no pattern of digits matches it."""
    return character.isnumeric() and not character.isdecimal()
