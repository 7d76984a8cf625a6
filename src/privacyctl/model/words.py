"""The words of a text, each with a form that is the same for every spelling of the word.

Forms are for comparison only, never stored or shown: they equate letters that a reader takes
for the same, and so equate some different words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from privacyctl.model.text import match_key

_APOSTROPHES = dict.fromkeys(map(ord, "'`´ʹʻʼʽˈ‘’‛′՚׳ꞌ＇"), "'")
# NFKC would turn these into letters.
_SIGNS = dict.fromkeys(map(ord, "®©™℠"), " ")
# Invisible characters, or frames around the letter before: soft hyphen, zero-width and bidi
# characters, Hangul fillers, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
# Accents, and the vowel points of Hebrew and Arabic. Not the vowel signs of India: those are letters.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]"
)
# Letters with a stroke, which no decomposition removes, and letters that look like Latin ones
# (Cyrillic, Greek, small capitals). Both sides are mapped, so Greek names still match.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
    | dict(zip("øłđðħŧıƒɓɗɠ", "olddhtifbdg", strict=True))
    | dict(zip("аеорсухіјѕһԁԛԝӏвнкмтгп", "aeopcyxijshdqwlbhkmtrn", strict=True))
    | dict(zip("αβεηικμνορτυχζγ", "abehikmnoptyxzy", strict=True))
    | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True))
)
# Müller, Mueller and Muller; Ågård and Aagaard. Equates "Sue" and "Su" too, which does no harm.
_SPELT_OUT = re.compile("([aou])e|aa")
_ELISION = re.compile("[^\\W\\d_]{1,2}'(.{3,})")
# Scripts that write no space between words: Thai to Myanmar, Khmer, kana, Han, Hangul.
UNSPACED = re.compile(
    "[\u3005\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters, or of digits, and its place between other words."""

    raw: str
    spelt: str
    """Without case, accents, apostrophes and look-alike letters."""
    form: str
    """`spelt` with ae, oe, ue and aa as one letter. Words are equal if their forms are."""
    tail: str
    """The part after a short elision: "brien" in "O'Brien"; otherwise empty."""
    gap: str
    """The text between the word before and this one; a space where the script changes."""

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter, of a script that has capitals."""
        return len(self.spelt) == 1 and self.raw.lower() != self.raw.upper()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or its script has none."""
        return not self.raw[0].islower()


def plain(text: str) -> str:
    """The text in NFKC, but for signs such as "®", and without invisible characters."""
    text = _INVISIBLE.sub("", text.translate(_APOSTROPHES).translate(_SIGNS))
    return unicodedata.normalize("NFKC", text)


def words(text: str) -> list[Word]:
    """Every run of letters and every run of digits, in order."""
    found: list[Word] = []
    gap = last = ""
    for kind, run in groupby(plain(text), _kind):
        raw = "".join(run)
        # "LINE株式会社" is written without a space, and is two words.
        glue = " " if not gap and "unspaced" in {kind, last} else gap
        word = _word(raw.strip("'"), glue) if kind else None
        if word and word.form:
            found.append(word)
            gap = ""
        else:
            gap += raw
        last = kind
    return found


def folded(text: str) -> str:
    """The whole text with each word in its form, at a fraction of the cost of `words`.

    For a search of many texts, as a first step: a word's form stands in it wherever `words` finds
    that word, and it may stand there beside letters of another word.
    """
    if text.isascii():
        return join(text.lower().replace("'", "").replace("`", ""))
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFC", plain(text)).casefold())
    return join(unicodedata.normalize("NFC", _ACCENTS.sub("", letters).translate(_LETTERS)).replace("'", ""))


def _kind(character: str) -> str:
    if character == "'":
        return "letter"
    kind = {"L": "letter", "M": "letter", "N": "digit"}.get(unicodedata.category(character)[0], "")
    return "unspaced" if kind == "letter" and UNSPACED.match(character) else kind


def _word(raw: str, gap: str) -> Word:
    folded = _fold(raw).removesuffix("'s")
    elided = _ELISION.fullmatch(folded)
    spelt = folded.replace("'", "")
    return Word(raw, spelt, join(spelt), join(elided[1].replace("'", "")) if elided else "", gap)


def join(*spelt: str) -> str:
    """The form of several words that are written as one."""
    return _SPELT_OUT.sub(lambda pair: pair[1] or "a", "".join(spelt))


def _fold(word: str) -> str:
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", match_key(word))).translate(_LETTERS)
    return unicodedata.normalize("NFC", letters)
