"""One-time codes: their alphabet, and what of them is hashed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.code import BITS, hashed_text, spell
from privacyctl.model.ids import CaseId

chances = st.integers(0, 2**BITS - 1)


@given(chances, chances)
def test_two_chances_are_two_codes(one: int, other: int) -> None:
    assert (spell(one) == spell(other)) is (one == other)


@given(chances)
def test_however_it_is_typed_it_is_the_same_code(chance: int) -> None:
    code = spell(chance)
    as_typed = (code.lower(), code.replace("-", ""), f"  {code} ", code.replace("0", "o").replace("1", "l"))

    assert {hashed_text(CaseId(7), typed) for typed in as_typed} == {hashed_text(CaseId(7), code)}


@given(chances)
def test_the_same_code_of_another_case_is_hashed_as_another_text(chance: int) -> None:
    assert hashed_text(CaseId(1), spell(chance)) != hashed_text(CaseId(11), spell(chance))
