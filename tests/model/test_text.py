"""Text on its way in: one form, no traps, no card numbers."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacyctl.errors import BadInput, CardNumberRefused
from privacyctl.model.text import LINE, PROSE, line, match_key, prose, storable

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_line_is_trimmed_and_its_white_space_single() -> None:
    assert line(" Acme\t\u00a0 GmbH\n", "company") == "Acme GmbH"


def test_prose_is_trimmed_and_keeps_its_line_breaks() -> None:
    assert prose(" It works.\n\nWell.  Ann \n", "quote") == "It works.\n\nWell.  Ann"


@pytest.mark.parametrize("read", [line, prose, storable])
def test_text_is_kept_in_nfc_and_never_in_nfkc(read: Callable[[str, str], str]) -> None:
    assert read("Jose\u0301 ﬁ ²", "name") == "José ﬁ ²"


@pytest.mark.parametrize("read", [line, prose, storable])
@pytest.mark.parametrize("trap", [chr(0), chr(0xD800), chr(0xDFFF)])
def test_nul_and_half_a_surrogate_pair_are_refused_without_repeating_the_text(
    read: Callable[[str, str], str], trap: str
) -> None:
    with pytest.raises(BadInput, match=r"^the name holds a NUL|^the name is not valid text") as refusal:
        read(f"Ann{trap}Lee", "name")

    assert "Ann" not in f"{refusal.value.sentence} {refusal.value.hint}"


@pytest.mark.parametrize("read", [line, prose])
@pytest.mark.parametrize("empty", ["", " ", "\n\t\u00a0"])
def test_an_empty_text_is_refused(read: Callable[[str, str], str], empty: str) -> None:
    with pytest.raises(BadInput, match="the quote is empty"):
        read(empty, "quote")


def test_an_empty_cell_of_a_file_is_storable() -> None:
    assert storable(" \n", "comment") == ""


@pytest.mark.parametrize(("read", "most"), [(line, LINE), (prose, PROSE)])
def test_a_text_is_as_long_as_it_may_be_and_no_longer(read: Callable[[str, str], str], most: int) -> None:
    assert read("é" * most, "quote") == "é" * most
    with pytest.raises(BadInput, match=f"has {most + 1} characters, and at most {most} are kept"):
        read("é" * (most + 1), "quote")


@pytest.mark.parametrize("read", [line, prose])
@pytest.mark.parametrize(
    "number", ["4242424242424242", "4242 4242\n4242 4242", "４２４２４２４２４２４２４２４２"]
)
def test_a_card_number_is_refused_and_never_repeated(read: Callable[[str, str], str], number: str) -> None:
    with pytest.raises(CardNumberRefused, match="the note holds what looks like a card number") as refusal:
        read(f"paid with {number}", "note")

    assert "42" not in f"{refusal.value.sentence} {refusal.value.hint}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme GmbH", " ACME \t gmbh\n"),
        ("Müller", "MU\u0308LLER"),
        ("Straße", "STRASSE"),
        ("ΐ", "Ϊ\u0301"),
        ("ǰ", "J\u030c"),
    ],
)
def test_two_spellings_share_a_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(("one", "other"), [("Müller", "Muller"), ("Acme", "Acme GmbH"), ("ﬁn²", "ﬁn2")])
def test_other_words_have_another_key(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(st.text(max_size=40))
@example("ΐ")
@example("ᾳ\u0345")
@example("ẞ ŉ ǰ")
def test_a_key_is_its_own_key_in_every_composition(text: str) -> None:
    key = match_key(text)

    assert match_key(key) == key
    assert match_key(unicodedata.normalize("NFD", text)) == key


@given(st.text(max_size=60))
def test_a_text_that_is_accepted_is_accepted_unchanged_the_next_time(text: str) -> None:
    try:
        accepted = line(text, "name")
    except BadInput:
        return

    assert line(accepted, "name") == prose(accepted, "name") == accepted
