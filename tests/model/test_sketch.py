"""A sketch of a page: it samples alike, is kept whole, and knows its page again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.sketch import FEWEST, Recognised, Sketch

HASHES = st.integers(0, 2**64 - 1)


def drawn(seed: int, count: int) -> set[int]:
    numbers = random.Random(seed)  # noqa: S311  (no secret)
    return {numbers.getrandbits(64) for _ in range(count)}


@given(st.sets(HASHES, max_size=40), HASHES, st.booleans())
def test_what_is_packed_is_unpacked(hashes: set[int], title: int, has_theme: bool) -> None:
    sketch = Sketch.of(hashes, title, has_theme=has_theme)

    assert Sketch.unpacked(sketch.packed()) == sketch


@given(st.binary(max_size=60))
def test_any_bytes_are_a_sketch(packed: bytes) -> None:
    assert Sketch.unpacked(packed).recognises([], 0) in Recognised


@pytest.mark.parametrize("count", [0, 8, 256, 257, 1_000, 40_000])
def test_a_page_of_any_size_has_a_sketch_of_two_kilobytes_at_most(count: int) -> None:
    sketch = Sketch.of(drawn(1, count), 0, has_theme=False)

    assert len(sketch.packed()) <= 2_100
    assert len(sketch.hashes) >= min(count, 90)


@pytest.mark.parametrize("count", [20, 300, 5_000])
@pytest.mark.parametrize(
    ("kept", "expected"), [(0.95, Recognised.SAME), (0.75, Recognised.SAME), (0.2, Recognised.OTHER)]
)
def test_a_sample_tells_what_the_whole_would(count: int, kept: float, expected: Recognised) -> None:
    page = sorted(drawn(2, count))
    now = {*random.Random(3).sample(page, int(count * kept)), *drawn(4, count)}  # noqa: S311

    assert Sketch.of(page, 0, has_theme=False).recognises(now, 0) is expected


def test_a_page_that_grew_is_the_same_page() -> None:
    page = drawn(5, 100)

    assert Sketch.of(page, 0, has_theme=False).recognises(page | drawn(6, 2_000), 0) is Recognised.SAME


def test_a_title_decides_between_four_and_six_tenths_alone() -> None:
    page = sorted(drawn(7, 100))
    sketch = Sketch.of(page, 9, has_theme=False)

    assert sketch.recognises(page[:50], 9) is Recognised.SAME
    assert sketch.recognises(page[:50], 8) is Recognised.OTHER
    assert sketch.recognises(page[:39], 9) is Recognised.OTHER
    assert sketch.recognises(page[:60], 8) is Recognised.SAME
    assert Sketch.of(page, 0, has_theme=False).recognises(page[:50], 0) is Recognised.OTHER


def test_what_tells_nothing_any_more_is_left_out_and_then_there_may_be_too_little() -> None:
    page = sorted(drawn(8, 20))
    sketch = Sketch.of(page, 0, has_theme=False)

    assert sketch.recognises(page[:8], 0) is Recognised.OTHER
    assert sketch.recognises(page[:8], 0, page[8:]) is Recognised.SAME
    assert sketch.recognises(page, 0, page[FEWEST - 1 :]) is Recognised.TOO_BARE
