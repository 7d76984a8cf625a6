"""Quotes of which each letter stands for another one, and texts that only a script deciphers."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable

import pytest

from helpers.targets import ANN
from privacyctl.site.finding.ciphers import exchanged, is_enciphered, patterns
from privacyctl.site.finding.needles import needles

QUOTE = ANN.quote or ""
NEEDLES = needles([ANN])
OPAQUE = "".join(chr(33 + (one * 37 + one // 7) % 93) for one in range(400))
OPAQUE = "".join(one for one in OPAQUE if one.isalnum())


def numbers(change: Callable[[int], int]) -> str:
    return json.dumps([change(ord(one)) for one in QUOTE])


@pytest.mark.parametrize(
    "held",
    [
        json.dumps(codecs.encode(QUOTE, "rot13")),
        numbers(lambda code: code + 3),
        numbers(lambda code: code ^ 90),
        numbers(lambda code: sorted(set(map(ord, QUOTE))).index(code)),
    ],
)
def test_a_quote_is_known_by_its_pattern(held: str) -> None:
    script = f"show({held}, c => String.fromCharCode(c))"
    assert [needle.target for needle, _ in exchanged(script, patterns(NEEDLES))] == [ANN]


def test_other_words_have_other_patterns() -> None:
    other = json.dumps("".join(chr(33 + one % 90) for one in range(len(QUOTE))))
    script = f"show({other}, c => String.fromCharCode(c))"
    assert exchanged(script, patterns(NEEDLES)) == []


@pytest.mark.parametrize(
    ("script", "is_it"),
    [
        (f"decrypt('{OPAQUE[:200]}')", True),
        (f"a.decompressFromBase64('{OPAQUE[:200]}')", True),
        (f"show('{OPAQUE[:200]}')", False),
        ("decrypt(text)", False),
        (f"decrypt('{'AB' * 90}')", False),
        (f"decrypt(key,'MIIB{OPAQUE[:200]}')", False),
    ],
)
def test_what_a_script_deciphers_is_told_from_keys(script: str, is_it: bool) -> None:
    assert is_enciphered(script) is is_it
