"""What is beside what: the answer that a look at every place would give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from privacyctl.site.finding.nearby import BESIDE, Places

ANCHORS = st.integers(-2 * BESIDE, 4 * BESIDE)
EXHIBITS = st.none() | st.integers(0, 3)


@given(st.lists(st.tuples(EXHIBITS, ANCHORS), max_size=6), EXHIBITS, ANCHORS)
def test_places_answer_as_if_each_was_looked_at(
    seen: list[tuple[int | None, int]], exhibit: int | None, anchor: int
) -> None:
    places = Places()
    for one in seen:
        places.add(*one)

    assert places.are_beside(exhibit, anchor) == any(
        (exhibit is not None and exhibit == theirs) or abs(at - anchor) <= BESIDE for theirs, at in seen
    )
