"""A page's letters in ASCII, without accents, references and escapes, for the prefilter.

A character without an ASCII letter is dropped, or becomes a space where it separates words.
The page and the needles go through the same steps, so that they can be compared;
`model.words` says which letters are equal.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from functools import lru_cache

from privacyctl.model.words import plain, words

_KEPT = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_MARKS_AS_SPACES = bytes.maketrans(DROPPED, b" " * len(DROPPED))
_REFERENCE = re.compile(rb"&#?[a-zA-Z0-9]{1,32};?")
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|[nrtbf])")
# Nearly as in `words.join`; the difference does no harm, since both sides go through this.
_SPELT_OUT = ((b"aa", b"a"), (b"ae", b"a"), (b"oe", b"o"), (b"ue", b"u"))
_FOLDED = "privacyctl.folded"


def letters(source: str) -> bytes:
    """The source in ASCII and lower case, with its markup unchanged."""
    found = source.encode("ascii", _FOLDED)
    if b"&" in found:
        found = _REFERENCE.sub(_referred, found)
    if b"\\" in found:  # an escape in a script, elsewhere a plain backslash: both readings are kept
        found = b" ".join((found, _ESCAPE.sub(_escaped, found)))
    found = found.lower()
    for two, one in _SPELT_OUT:
        found = found.replace(two, one)
    return found


def in_ascii(text: str) -> bytes:
    """The letters and digits of a text in ASCII and lower case, each as it is written: "ue" is not yet "u"."""
    return text.encode("ascii", _FOLDED).translate(None, DROPPED).lower()


def skeleton(text: str) -> bytes:
    """The skeleton of a text: its letters and digits alone, run together."""
    return letters(text).translate(None, DROPPED)


@lru_cache(maxsize=5_000)
def _folded(character: str) -> str:
    spelt = "".join(word.spelt for word in words(character))
    if spelt:
        return spelt.encode("ascii", "ignore").decode("ascii")
    is_nothing = not plain(character) or unicodedata.category(character).startswith("M")
    return "" if is_nothing else " "


def _fold(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_folded, error.object[error.start : error.end])), error.end


# An error handler, since regular expressions take five times as long for the same letters.
codecs.register_error(_FOLDED, _fold)


def _referred(found: re.Match[bytes]) -> bytes:
    return _meant(found[0])


@lru_cache(maxsize=5_000)
def _meant(reference: bytes) -> bytes:
    """The letter of a character reference; never a sign such as "<", which would be read as markup."""
    return html.unescape(reference.decode("ascii")).encode("ascii", _FOLDED).translate(_MARKS_AS_SPACES)


def _escaped(found: re.Match[bytes]) -> bytes:
    """The same for an escape of JSON or JavaScript."""
    code = int(found[1] or b"20", 16)
    return chr(code).encode("ascii", _FOLDED).translate(_MARKS_AS_SPACES)
